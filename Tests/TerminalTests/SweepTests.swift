import Foundation
import Testing

/// Sweeps on the real binary.
@Suite struct SweepTests {
  private static let environment = ["XDG_CONFIG_HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
  private static let question = [
    "sweep", "--surface", "himmelblau", "--optimizer", "adam", "--steps", "80", "--vary",
    "eta=1e-3:1:12log", "--vary", "beta=0:0.99:9",
  ]

  private func run(_ words: [String]) throws -> (status: Int32, output: String, errors: String) {
    let result = try Binary.run(words, environment: SweepTests.environment)
    return (result.status, result.output, result.errors)
  }

  /// Every command of the page on sweeps, one after the other in one folder.
  @Test func `every command of the page on sweeps works as it stands`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
        "docs/sweeps.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.matches(of: #/```sh\n(.*?)```/#.dotMatchesNewlines()).map { String($0.1) }
    #expect(blocks.count >= 4)
    try Binary.withFolder { (folder) throws in
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("ravine"),
        withDestinationURL: URL(fileURLWithPath: Binary.path))
      for line in blocks.joined().replacing(" \\\n", with: " ").split(separator: "\n") {
        let isParallel = line.hasPrefix("parallel")
        let command =
          isParallel ? "command -v parallel >/dev/null || exit 77; export PATH; \(line)" : "\(line)"
        let result = try Binary.run(
          program: "/bin/sh",
          ["-c", "cd \"$0\" && PATH=\"$0:$PATH\" && export PATH && \(command)", folder.path],
          environment: SweepTests.environment.merging([
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": folder.path,
          ]) { $1 })
        // Where GNU parallel is not there its four jobs are run one after the other.
        if isParallel, result.status == 77 {
          let job = (line.ranges(of: " ::: ").first.map { line[..<$0.lowerBound] } ?? line)
            .dropFirst("parallel --jobs 2 ".count)
          for number in 1...4 {
            let other = try Binary.run(
              program: "/bin/sh",
              [
                "-c", "cd \"$0\" && ./\(job.replacing("{}", with: "\(number)"))", folder.path,
              ], environment: SweepTests.environment)
            #expect(other.status == 0, "\(other.errors)")
          }
          continue
        }
        // Two sweeps that differ are told by the exit code.
        let wanted: Int32 = line.hasPrefix("ravine compare") ? 1 : 0
        #expect(result.status == wanted, "\(line): \(result.errors)")
      }
      // What was put together is what one process writes.
      let parts = try String(
        contentsOf: folder.appendingPathComponent("whole.txt"), encoding: .utf8)
      let whole = try run([
        "sweep", "--surface", "himmelblau", "--optimizer", "adam", "--vary", "eta=1e-3:1:32log",
        "--vary", "beta=0:0.99:32",
      ])
      #expect(parts == whole.output)
    }
  }

  @Test func `a table is the same on any number of processors, and to standard output or a file`()
    throws
  {
    let one = try run(SweepTests.question + ["--processors", "1"])
    let three = try run(SweepTests.question + ["--processors", "3"])
    #expect(one.status == 0 && one.output == three.output)
    #expect(one.output.split(separator: "\n").count { !$0.hasPrefix("#") } == 1 + 12 * 9)
    try Binary.withFolder { (folder) throws in
      let file = folder.appendingPathComponent("s.txt").path
      #expect(try run(SweepTests.question + ["--output", file]).status == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == one.output)
      // Nothing is written over another file.
      #expect(try run(SweepTests.question + ["--output", file]).status == 73)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == one.output)
    }
  }

  @Test func `Ctrl-C leaves a valid table that can be continued`() throws {
    try Binary.withFolder { (folder) throws in
      let file = folder.appendingPathComponent("long.txt").path
      let long = [
        "sweep", "--surface", "rosenbrock", "--optimizer", "adam", "--steps", "4000", "--vary",
        "eta=1e-4:1:60log", "--vary", "beta=0:0.99:40", "--output", file,
      ]
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Binary.path)
      process.arguments = long
      process.environment = SweepTests.environment
      process.standardError = Pipe()
      try process.run()
      func rows() -> Int {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").count { !$0.hasPrefix("#") } - 1
      }
      while rows() < 40, process.isRunning { usleep(2000) }
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
      let cut = try String(contentsOfFile: file, encoding: .utf8)
      #expect(cut.hasSuffix("\n"))
      #expect(process.terminationStatus == 130 || rows() == 2400)
      let resumed = try run(["sweep", "--resume", file])
      #expect(resumed.status == 0, "\(resumed.errors)")
      let whole = try run(Array(long.dropLast(2)))
      #expect(try String(contentsOfFile: file, encoding: .utf8) == whole.output)
      #expect(whole.output.hasPrefix(cut))
      // There is nothing left to do, and it is said.
      let again = try run(["sweep", "--resume", file])
      #expect(again.status == 0 && again.errors.contains("whole"))
    }
  }

  @Test(arguments: [
    (["sweep"], 64, "--vary says what varies"),
    (["sweep", "--vary", "eta=1:2"], 64, "KNOB=FROM:TO:COUNT"),
    (["sweep", "--vary", "eta=1:2:3", "--part", "4/3"], 64, "--part takes I/N"),
    (["sweep", "--vary", "eta=1:2:3", "--tolerance", "-1"], 64, "tolerance"),
    (["sweep", "--vary", "eta=1:2:3", "--optimizer", "adam", "--optimizer", "lion"], 64, "of one"),
    (["sweep", "--resume", "/nonexistent/s.txt"], 66, "no such file"),
    (["sweep", "--resume", "/dev/null"], 66, "not a sweep"),
    (["sweep", "--resume", "x", "--vary", "eta=1:2:3"], 64, "give nothing else"),
    (["sweep", "--vary", "eta=1:2:3", "--processors", "0"], 64, "from 1 to 1024"),
    (["merge", "/dev/null"], 66, "not a sweep"),
  ])
  func `what is wrong is told with its exit code`(
    words: [String], status: Int, message: String
  ) throws {
    let result = try run(words)
    #expect(result.status == Int32(status), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
    // At most a line on where to read on stands below.
    #expect(result.errors.split(separator: "\n").count <= 2, "\(result.errors)")
  }

  @Test func `a sweep is drawn, made a page of and compared`() throws {
    try Binary.withFolder { (folder) throws in
      let files = ["a", "b"].map { folder.appendingPathComponent("\($0).txt").path }
      #expect(try run(SweepTests.question + ["-o", files[0]]).status == 0)
      let other = SweepTests.question.map { $0 == "adam" ? "nadam" : $0 }
      #expect(try run(other + ["-o", files[1]]).status == 0)
      let text = try run(["picture", files[0], "--size", "80x24"])
      #expect(text.output.contains("Adam on Himmelblau, steps until loss"))
      let svg = try run(["picture", files[0], "--format", "svg"])
      #expect(svg.output.hasPrefix("<svg") && svg.output.contains("best of 108"))
      #expect(try run(SweepTests.question + ["--format", "svg"]).output.hasPrefix("<svg"))
      let page = try run(["handout", files[0]])
      #expect(page.output.contains("<!DOCTYPE html>") && page.output.contains("--vary"))
      let same = try run(["compare", files[0], files[0]])
      #expect(same.status == 0 && same.output.contains("108 of 108 races have the same answer"))
      let different = try run(["compare", files[0], files[1]])
      #expect(different.status == 1 && different.output.contains("rule = \"adam\""))
      // Where a race is wanted a sweep is named as what it is.
      let opened = try run([files[0]])
      #expect(opened.status == 2 && opened.errors.contains("is a sweep"))
    }
  }

  @Test func `a fair race is said and recorded`() throws {
    let result = try run([
      "record", "--surface", "rosenbrock", "--tune", "--steps", "200", "--optimizer", "momentum",
      "--optimizer", "adam",
    ])
    #expect(result.status == 0)
    #expect(result.errors.contains("each at its best η of 64, 200 gradients a race"))
    #expect(result.output.hasPrefix("# ravine run 1"))
  }
}
