import Foundation
import Testing

/// What the guides say to type.
@Suite struct GuideTests {
  private static let documents = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs")

  /// Commands, and files with their names, in the order of a page.
  private enum Piece {
    case file(name: String, text: String)
    case command(String)
  }

  private static func pieces(of page: String) throws -> [Piece] {
    let text = try String(contentsOf: documents.appendingPathComponent(page), encoding: .utf8)
    var pieces: [Piece] = []
    var names: [String: String] = [:]
    var fence: String?
    var block: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if let language = fence {
          if let name = names[language] {
            pieces.append(.file(name: name, text: block.joined(separator: "\n")))
          } else {
            pieces += block.map { .command($0) }
          }
          fence = nil
        } else {
          fence = String(line.dropFirst(3))
        }
        block = []
      } else if fence != nil {
        block.append(line)
      } else {
        for named in line.matches(of: /`([a-z-]+\.(toml|csv))`/) {
          names[String(named.2)] = String(named.1)
        }
      }
    }
    return pieces
  }

  /// Every command of a page, one after the other in an empty folder.
  ///
  /// The files that the page says to write are there; what draws on the screen tells its race in sentences.
  @Test(arguments: ["guide.md", "surfaces.md", "own-optimizer.md"])
  func `every command of a page works as it stands`(page: String) throws {
    let drawn = [
      "record", "verify", "picture", "handout", "surfaces", "optimizers", "compare", "sweep",
    ]
    try Binary.withFolder { folder in
      var commands = 0
      for piece in try GuideTests.pieces(of: page) {
        switch piece {
        case .file(let name, let text):
          try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        case .command(let line):
          commands += 1
          #expect(line == "ravine" || line.hasPrefix("ravine "), "\(line)")
          let words = line.dropFirst("ravine".count)
          let first = words.split(separator: " ").first.map(String.init) ?? ""
          let plain = drawn.contains(first) ? "" : " --plain"
          let result = try Binary.run(
            program: "/bin/sh",
            ["-c", "cd \"$0\" && \"$1\"\(words)\(plain)", folder.path, Binary.path],
            environment: ["XDG_CONFIG_HOME": "/nonexistent", "LC_ALL": "C.UTF-8"])
          #expect(result.status == 0 && result.errors.isEmpty, "\(line): \(result.errors)")
        }
      }
      #expect(commands > 1)
    }
  }

  /// What the page on own rules says of its three races.
  @Test func `the sentences about the three rules are so`() throws {
    try Binary.withFolder { folder in
      for case .file(let name, let text) in try GuideTests.pieces(of: "own-optimizer.md") {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
      func losses(_ surface: String, _ optimizer: String, _ more: String...) throws -> [Double] {
        let named = optimizer.contains(".toml") ? "\(folder.path)/\(optimizer)" : optimizer
        let result = try Binary.run(
          [
            "record", "--surface", surface, "--optimizer", named, "--steps", "400",
          ] + more)
        return result.output.split(separator: "\n").compactMap { line in
          let fields = line.split(separator: "\t")
          return line.hasPrefix("#") || fields.count < 5 ? nil : Double(fields[4])
        }
      }
      let careful = try losses("himmelblau", "cautious-adam.toml")
      let adam = try losses("himmelblau", "adam:eta=0.05,epsilon-at=outside")
      for step in [200, 400] { #expect(careful[step] < adam[step]) }
      // It hops on and on, and less once η is smaller.
      let wide = try losses("himmelblau", "sign-momentum.toml").suffix(50)
      let close = try losses(
        "himmelblau", "sign-momentum.toml", "--tweak", "200:sign-of-the-momentum:eta=0.002"
      ).suffix(50)
      #expect((wide.max() ?? 0) > 1e-3 && (close.max() ?? 1) < (wide.max() ?? 0) / 10)
      let polyak = try losses("rosenbrock", "polyak.toml")
      for other in ["descent", "adam:eta=0.05"] {
        #expect(try polyak[400] < losses("rosenbrock", other)[400])
      }
      let below = try losses("rosenbrock", "polyak.toml:m=-1").suffix(50)
      #expect((below.max() ?? 0) > 1)
    }
  }

  /// The example of a lecture says who gets over the hill.
  @Test func `the caption of the guide's own lecture is so`() throws {
    let result = try Binary.run([
      "record", "--formula", "x^4 - 2x^2 + y^2 + 0.3x", "--start", "1.8,1", "--steps", "100",
      "--optimizer", "descent:eta=0.02", "--optimizer", "momentum:eta=0.02",
    ])
    var last: [Substring: Double] = [:]
    for line in result.output.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      if let x = Double(fields[2]) { last[fields[0]] = x }
    }
    #expect(abs(try #require(last["descent"]) - 0.96) < 0.02)
    #expect(abs(try #require(last["momentum"]) + 1.035) < 0.02)
  }
}
