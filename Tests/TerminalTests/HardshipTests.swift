import Foundation
import Testing

/// What broke the program once: each input stays here.
@Suite(.timeLimit(.minutes(3)), .eachColours) struct HardshipTests {
  @Test(arguments: ["sqrt(1-x^2-y^2)", "asin(x*y)", "log(x)+log(y)", "1/0", "0/0 + x", "acos(x y)"])
  func `a formula with a domain draws in every format`(formula: String) throws {
    for (format, color) in [
      ("text", "never"), ("ansi", "256"), ("ansi", "16"), ("ansi", "8"), ("svg", "auto"),
    ] {
      for subject in ["screen", "relief", "loss"] {
        let run = try Binary.run([
          "picture", "--formula", formula, "--view=-3:3,-3:3", "--format", format, "--color",
          color, "--as", subject, "--size", "80x24",
        ])
        #expect(run.status == 0 && !run.output.isEmpty, "\(format) \(subject): \(run.errors)")
      }
    }
    let cast = try Binary.run(["cast", "--formula", formula, "--steps", "20"])
    #expect(cast.status == 0)
    let terminal = try Pseudoterminal(["--formula", formula])
    terminal.wait(forText: "quit")
    terminal.type("vytdmcLSq")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0) && terminal.hasItsModes)
  }

  @Test func `nothing is written through a link`() throws {
    try Binary.withFolder { folder in
      let precious = folder.appendingPathComponent("precious.txt")
      try Data("precious".utf8).write(to: precious)
      let files = FileManager.default
      let link = folder.appendingPathComponent("link.txt")
      try files.createSymbolicLink(at: link, withDestinationURL: precious)
      let nowhere = folder.appendingPathComponent("nowhere.txt")
      try files.createSymbolicLink(
        at: nowhere, withDestinationURL: folder.appendingPathComponent("missing.txt"))
      for name in ["link.txt", "nowhere.txt"] {
        let run = try Binary.run(["record", "--steps", "3", "--output", name], in: folder)
        #expect(run.status == 73 && run.errors.contains("there already"), "\(name)")
      }
      #expect(try String(contentsOf: precious, encoding: .utf8) == "precious")
      #expect(!files.fileExists(atPath: folder.appendingPathComponent("missing.txt").path))
      let device = try Binary.run(["record", "--steps", "3", "--output", "/dev/null"], in: folder)
      #expect(device.status == 0)
    }
  }

  @Test func `a file that failed does not block the next try`() throws {
    try Binary.withFolder { folder in
      for command in ["cast", "handout look-ahead"] {
        let script = "ulimit -f 8; exec \"$0\" \(command) --output out.txt"
        let failed = try Binary.run(
          program: "/bin/bash", ["-c", script, Binary.path], in: folder)
        #expect(failed.status == 73, "\(command): \(failed.errors)")
        let again = try Binary.run(
          command.split(separator: " ").map(String.init) + ["--output", "out.txt"], in: folder)
        #expect(again.status == 0, "\(command): \(again.errors)")
        try FileManager.default.removeItem(at: folder.appendingPathComponent("out.txt"))
      }
    }
  }

  @Test func `many that record at once lose nothing`() throws {
    try Binary.withFolder { folder in
      let terminals = try (0..<8).map { _ in
        try Pseudoterminal(["--steps", "20"], folder: folder)
      }
      for terminal in terminals { terminal.wait(forText: "quit") }
      for terminal in terminals { terminal.type("r") }
      for terminal in terminals {
        terminal.wait(forText: "recorded ravine-rosenbrock-")
        terminal.type("q")
        terminal.waitForEnd()
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files.count == 8)
      #expect(try Binary.run(["verify"] + files, in: folder).status == 0)
    }
  }

  @Test func `a forged row is found however late it comes`() throws {
    try Binary.withFolder { folder in
      let run = try Binary.run([
        "record", "--optimizer", "descent:eta=0.0001", "--steps", "100200", "--every", "100",
      ])
      var lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
      let index = try #require(lines.firstIndex { $0.hasPrefix("descent\t100100\t") })
      var fields = lines[index].split(separator: "\t")
      fields[2] = "0.5"
      lines[index] = Substring(fields.joined(separator: "\t"))
      let file = folder.appendingPathComponent("forged.txt")
      try Data(lines.joined(separator: "\n").utf8).write(to: file)
      for command in [["verify"], ["picture", "--size", "60x20"]] {
        let told = try Binary.run(command + ["forged.txt"], in: folder)
        #expect((told.output + told.errors).contains("step 100100"), "\(command)")
      }
      let terminal = try Pseudoterminal(["replay", "forged.txt"], columns: 200, folder: folder)
      terminal.wait(forText: "are not what its header computes")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
    }
  }

  @Test(arguments: ["'\u{1B}]0;X\u{7}'", "-2:2,-1:3\u{85}"])
  func `no argument brings a control character to the terminal`(view: String) throws {
    let run = try Binary.run(["picture", "--view=\(view)", "--surface", "rosen\u{1B}[31m"])
    #expect(run.status != 0)
    #expect(run.errors.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
    #expect(!run.errors.unicodeScalars.contains("\u{85}"))
  }

  @Test func `a step that is not there is an error`() throws {
    let run = try Binary.run(["picture", "--at", "9999"])
    #expect(run.status == 64 && run.errors.contains("--at is 9999, but the race has 400 steps"))
  }

  /// The example of a network opens as its page says: from the root of the source.
  @Test func `a training run of a network is drawn on its own landscape`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/your-own-network.md"), encoding: .utf8)
    let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("ravine docs/") })
    let run = try Binary.run(
      program: "/bin/sh",
      ["-c", "cd \"$0\" && \"$1\" picture \(line.dropFirst(7)) --at 60", root.path, Binary.path],
      environment: ["XDG_CONFIG_HOME": "/nonexistent", "LC_ALL": "C.UTF-8"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      run.output.contains("A small network") && run.output.contains("values of grid.csv, 41×41"))
    #expect(run.output.contains("■ 0.232 run.csv") && run.output.contains("start (-2.26, 0.987)"))
  }

  @Test(arguments: [
    (["--surface", "line32", "--batch", "99"], "more than the 32 rows of Line 32"),
    (
      ["--surface", "line32", "--batch", "few"], "--batch takes all or a number of rows, not 'few'"
    ),
    (["--surface", "line32", "--batch", "1", "--seed", "18446744073709551615"], "--seed takes"),
    (
      ["--surface", "line32", "--batch", "1", "--seed", "-1"], "--seed takes a whole number from 0"
    ),
    (
      ["--surface", "line32", "--batch", "1", "--draw", "lots"],
      "--draw is one of drawn, epochs, turn"
    ),
    (["--surface", "saddle", "--batch", "4"], "has no data to take rows of"),
  ])
  func `what cannot be drawn is told`(words: [String], said: String) throws {
    let run = try Binary.run(["record"] + words)
    #expect(run.status == 64 && run.errors.contains(said), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `there is no seed where nothing is drawn by lot`() throws {
    let run = try Binary.run(["record", "--seed", "3"])
    #expect(run.status == 64)
    #expect(try !Binary.run(["record", "--steps", "1"]).output.contains("seed"))
  }

  @Test func `an option of its own leaves the rates of the opening race`() throws {
    let run = try Binary.run(["record", "--steps", "3"])
    #expect(run.output.contains("# eta = 0.001\n"))
    #expect(!run.output.contains("eta = 0.0003"))
  }

  @Test func `what is outside the view, and what was not found, is said`() throws {
    let outside = try Binary.run([
      "record", "--formula", "x^2+10y^2", "--view=-1:1,-1:1", "--start=-5,1", "--steps", "1",
    ])
    #expect(outside.status == 0 && outside.errors.contains("lies outside the view"))
    let inside = try Binary.run([
      "record", "--formula", "x^2+10y^2", "--start=-5,1", "--steps", "1",
    ])
    #expect(inside.errors.isEmpty)
  }

  @Test func `a character in two pieces arrives whole, and nothing after it is lost`() throws {
    let terminal = try Pseudoterminal()
    terminal.wait(forText: "quit")
    terminal.type(Array(":note ".utf8) + [0xC3])
    terminal.pump(milliseconds: 60)
    terminal.type([0xA9] + Array("t".utf8))
    terminal.wait(forText: "ét")
    terminal.type("\r")
    terminal.wait(forText: "noted at step")
    terminal.type([0xFF] + Array("q".utf8))
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0))
  }

  @Test func `over a line that stands still q is answered all the same`() throws {
    let terminal = try Pseudoterminal(columns: 300, rows: 100)
    terminal.wait(forText: "\u{1B}[?1049h")
    // Nobody reads, and the screen has to be drawn anew again and again.
    for _ in 0..<6 { terminal.type("\u{0C}C") }
    terminal.type("q")
    terminal.wait(for: "the end", seconds: 5, reading: false) { terminal.end != nil }
    #expect(terminal.end == .exited(0) && terminal.hasItsModes)
  }

  @Test(arguments: [SIGIO, SIGPWR, SIGALRM, 16, 34, 50, 64])
  func `whatever signal ends it, the terminal is as it was`(number: Int32) throws {
    let terminal = try Pseudoterminal()
    terminal.wait(forText: "quit")
    kill(terminal.process, number)
    terminal.waitForEnd()
    #expect(terminal.end == .killed(by: number) && terminal.hasItsModes)
    #expect(terminal.has("\u{1B}[?1049l"))
  }

  @Test func `too small a screen does not wake while the race is playing`() throws {
    let terminal = try Pseudoterminal(columns: 30, rows: 8)
    terminal.wait(forText: "ravine needs")
    func wakings() throws -> Int {
      let text = try String(
        contentsOfFile: "/proc/\(terminal.process)/status", encoding: .utf8)
      let line = try #require(
        text.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") })
      return try #require(Int(line.split(separator: "\t").last ?? ""))
    }
    terminal.pump(milliseconds: 300)
    let before = try wakings()
    terminal.pump(milliseconds: 1500)
    #expect(try wakings() - before <= 3)
    terminal.resize(columns: 100, rows: 30)
    terminal.wait(forText: "quit")
    terminal.type("q")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0))
  }

  @Test func `many empty lines take no memory`() throws {
    try Binary.withFolder { folder in
      let run = try Binary.run(["record", "--steps", "3"])
      let file = folder.appendingPathComponent("long.txt")
      var data = Data(run.output.utf8)
      data.append(Data(repeating: 10, count: 30_000_000))
      try data.write(to: file)
      let script = "ulimit -v 4000000; exec \"$0\" verify long.txt"
      let told = try Binary.run(program: "/bin/bash", ["-c", script, Binary.path], in: folder)
      #expect(told.status == 0 && told.output.contains("identical"), "\(told.errors)")
    }
  }
}
