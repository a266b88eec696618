import Documents
import Drawing
import Foundation
import Testing

/// Pictures that were looked at and accepted, a text file each.
///
/// `RAVINE_ACCEPT=1 swift test --filter PictureTests` writes what is drawn now in their place; what
/// changed is then seen in `git diff`.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures")

  private static let isAccepting = ProcessInfo.processInfo.environment["RAVINE_ACCEPT"] != nil

  /// Compares a text with the accepted one, line by line.
  static func expect(
    _ text: String, named name: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name + ".txt")
    if isAccepting {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    guard let data = FileManager.default.contents(atPath: file.path) else {
      Issue.record("no accepted picture \(name)", sourceLocation: location)
      return
    }
    let wanted = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard wanted != found else { return }
    var difference: [String] = []
    for number in 0..<max(wanted.count, found.count) {
      let before = number < wanted.count ? wanted[number] : "nothing"
      let now = number < found.count ? found[number] : "nothing"
      if before != now { difference += ["line \(number + 1)", "- \(before)", "+ \(now)"] }
    }
    let shown = difference.prefix(24).joined(separator: "\n")
    Issue.record(
      "\(name) is drawn differently, in \(difference.count / 3) lines:\n\(shown)",
      sourceLocation: location)
  }
}

extension Grid {
  /// The grid as lines: the glyphs, then for every row the styles of its cells as runs, then what each
  /// style is.
  var golden: String {
    var names: [String: String] = [:]
    var legend: [String] = []
    func name(of cell: Cell) -> String {
      let style = "\(cell.ink.golden) \(cell.paper.golden)\(cell.bold ? " bold" : "")"
      if let known = names[style] { return known }
      let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
      let number = names.count
      let name =
        number < letters.count
        ? String(letters[number])
        : "\(letters[number / letters.count - 1])'\(letters[number % letters.count])"
      names[style] = name
      legend.append("\(name) = \(style)")
      return name
    }
    let runs = (0..<rows).map { number -> String in
      var pieces: [(name: String, count: Int)] = []
      for cell in row(number) {
        let name = name(of: cell)
        if pieces.last?.name == name {
          pieces[pieces.count - 1].count += 1
        } else {
          pieces.append((name, 1))
        }
      }
      return pieces.map { $0.count == 1 ? $0.name : "\($0.name)\($0.count)" }
        .joined()
    }
    let glyphs = text.split(separator: "\n", omittingEmptySubsequences: false).map { "|\($0)" }
    return (glyphs + ["", "styles"] + runs + ["", "legend"] + legend).joined(separator: "\n") + "\n"
  }
}

extension Ink {
  /// A short name for pictures.
  var golden: String {
    switch self {
    // Light and height within a band would make a picture of numbers; laws hold them.
    case .terrain(let ground): return "terrain\(ground.band.index)"
    case .contour(let ground): return "contour\(ground.band.index)"
    case .relief(let ground):
      return "relief\(ground.band.index)/\(Int((ground.brightness * 2).rounded()))"
    case .reliefLine(let ground): return "relief-line\(ground.band.index)"
    case .arrow(let arrow): return "arrow-\(arrow)"
    case .trail(let index, let age): return "trail\(index)/\(age)"
    case .ghost(let index): return "ghost\(index)"
    case .heat(let heat):
      switch heat {
      case .level(let level): return "heat\(level)"
      case .place(let index, let shade): return "place\(index)s\(shade)"
      default: return "\(heat)"
      }
    default: return "\(self)"
    }
  }
}
