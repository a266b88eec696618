import Foundation
import Testing

/// Files that are written, compared, and not what they say.
@Suite(.timeLimit(.minutes(5))) struct FileTests {
  @Test func `a lecture with a surface and a path beside it is told, drawn and printed`() throws {
    try Binary.withFolder { folder in
      let inner = folder.appendingPathComponent("data")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      for (name, text) in [
        (
          "talk.toml",
          """
          [[scene]]
          surface = "data/mine.toml"
          path = "run.csv"
          optimizers = ["descent:eta=0.1,batch=1"]
          seeds = true
          """
        ), ("run.csv", "step,x,y\n0,1,2\n5,0,0\n"),
        ("data/mine.toml", "loss = \"(x + y t - v)^2\"\ntable = \"rows.csv\"\n"),
        ("data/rows.csv", "t,v\n1,2\n2,1\n3,5\n"),
      ] {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
      let told = try Binary.run(["lecture", "talk.toml", "--plain"], in: folder)
      #expect(told.status == 0 && told.output.contains("mine"), "\(told.errors)")
      let page = try Binary.run(["handout", "talk.toml"], in: folder)
      #expect(page.status == 0 && page.output.contains("--path run.csv"), "\(page.errors)")
      #expect(page.output.contains("--seeds"))
    }
  }

  @Test func `a file of another kind is told with the words that take it`() throws {
    try Binary.withFolder { folder in
      for (name, text) in [
        ("rule.toml", "name = \"Mine\"\nequations = \"θ ← θ − η g\"\n"),
        ("bowl.toml", "name = \"Bowl\"\nformula = \"x^2 + y^2\"\n"),
        ("talk.toml", "title = \"Talk\"\n[[scene]]\nsurface = \"bowl\"\n"),
        ("slip.toml", "formula = \"x^2 + y^2\"\nequation = 3\n"),
      ] {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
      for (words, hint) in [
        (["rule.toml"], "--optimizer takes it"),
        (["record", "--surface", "rule.toml"], "--optimizer takes it"),
        (["record", "--optimizer", "bowl.toml"], "--surface takes it"),
        (["record", "--surface", "talk.toml"], "'ravine lecture'"),
        (["record", "--optimizer", "talk.toml"], "'ravine lecture'"),
      ] {
        let run = try Binary.run(words, in: folder)
        #expect(run.status != 0 && run.errors.contains(hint), "\(words): \(run.errors)")
      }
      let slip = try Binary.run(["record", "--surface", "slip.toml"], in: folder)
      #expect(slip.status == 66 && !slip.errors.contains("takes it"), "\(slip.errors)")
    }
  }

  @Test func `help on an unknown command names those that there are`() throws {
    let unknown = try Binary.run(["help", "recrod"])
    #expect(unknown.status == 64 && unknown.output.isEmpty)
    #expect(unknown.errors.contains("did you mean record"), "\(unknown.errors)")
    for known in [["help"], ["help", "record"], ["help", "--help"]] {
      #expect(try Binary.run(known).status == 0, "\(known)")
    }
  }

  @Test func `a record of a large table names it, and is checked wherever the table is found`()
    throws
  {
    try Binary.withFolder { folder in
      let data = folder.appendingPathComponent("data")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      let rows = (0..<11_000).map { "\(Double($0 % 97) / 97),\(Double($0 % 31) / 31)\n" }
      let table = data.appendingPathComponent("big.csv")
      try Data(("t,v\n" + rows.joined()).utf8).write(to: table)
      try Data("loss = \"(x + y t - v)^2\"\ntable = \"big.csv\"\n".utf8)
        .write(to: data.appendingPathComponent("big.toml"))
      func check(_ command: [String], _ status: Int32, _ words: String) throws {
        let run = try Binary.run(command, in: folder)
        #expect(
          run.status == status && (words.isEmpty || (run.output + run.errors).contains(words)),
          "\(command): \(run.status) \(run.output.suffix(300)) \(run.errors)")
      }
      let race = ["--surface", "data/big.toml", "--optimizer", "adam:batch=16", "--steps", "30"]
      try check(["record", "--output", "run.txt"] + race, 0, "")
      #expect(try Data(contentsOf: folder.appendingPathComponent("run.txt")).count < 20_000)
      try check(["verify", "run.txt"], 0, "identical")
      try check(["compare", "run.txt", "run.txt"], 0, "the same path")
      try check(
        ["sweep", "--vary", "eta=0.01:1:4log", "--output", "sweep.txt"] + race, 0, "")
      try check(["merge", "sweep.txt"], 0, "sha256")
      // Record and table lie together in another folder.
      let inner = folder.appendingPathComponent("inner")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      for name in ["run.txt", "data/big.csv"] {
        try FileManager.default.moveItem(
          at: folder.appendingPathComponent(name),
          to: inner.appendingPathComponent(name.replacingOccurrences(of: "data/", with: "")))
      }
      try check(["verify", "inner/run.txt"], 0, "identical")
      let moved = inner.appendingPathComponent("big.csv")
      try Data("t,v\n0,1\n".utf8).write(to: moved)
      try check(["verify", "inner/run.txt"], 66, "is another file than the one that is named here")
      try FileManager.default.removeItem(at: moved)
      try check(["verify", "inner/run.txt"], 66, "its data, 'data/big.csv', are not here")
    }
  }

  @Test(arguments: [["record"], ["cast"], ["handout", "saddle"]])
  func `nothing is written over another file`(command: [String]) throws {
    try Binary.withFolder { folder in
      let file = folder.appendingPathComponent("mine.txt")
      try Data("precious".utf8).write(to: file)
      let run = try Binary.run(command + ["--output", "mine.txt"], in: folder)
      #expect(run.status == 73 && run.errors.contains("mine.txt: there already"))
      #expect(try String(contentsOf: file, encoding: .utf8) == "precious")
    }
  }

  /// Two runs of the same race, the second with one row changed and one file cut.
  private func withFiles(_ body: (URL) throws -> Void) throws {
    try Binary.withFolder { folder in
      let run = try Binary.run(["record", "--optimizer", "adam", "--steps", "40"], in: folder)
      let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
      let changed = lines.map { line -> String in
        let fields = line.split(separator: "\t")
        guard fields.count > 2, fields[1] == "20" else { return String(line) }
        return (fields[0..<2] + ["9.5"] + fields[3...]).joined(separator: "\t")
      }
      let texts = [
        "whole.txt": run.output, "changed.txt": changed.joined(separator: "\n"),
        "cut.txt": String(run.output.prefix(run.output.count / 2)),
      ]
      for (name, text) in texts {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
      try body(folder)
    }
  }

  @Test func `a comparison tells of rows that are not what their header computes`() throws {
    try withFiles { folder in
      let same = try Binary.run(["compare", "whole.txt", "whole.txt"], in: folder)
      #expect(same.status == 0 && same.output.contains("adam: the same path"))
      let changed = try Binary.run(["compare", "whole.txt", "changed.txt"], in: folder)
      #expect(changed.status == 1)
      #expect(
        changed.output.contains("B: its rows are not what its header computes (adam, step 20"))
      let cut = try Binary.run(["compare", "cut.txt", "whole.txt"], in: folder)
      #expect(cut.status == 1 && cut.output.contains("A: cut: adam ends at step"))
    }
  }

  @Test(arguments: [["cast"], ["picture"], ["handout"]])
  func `what is made of a run that is not whole says so`(command: [String]) throws {
    try withFiles { folder in
      let cut = try Binary.run(command + ["cut.txt"], in: folder)
      #expect(cut.status == 0 && cut.errors.contains("cut.txt: cut: adam ends at step"))
      let changed = try Binary.run(command + ["changed.txt"], in: folder)
      #expect(changed.errors.contains("its rows are not what its header computes"))
      if command == ["handout"] { #expect(cut.output.contains("cut: adam ends at step")) }
      #expect(try Binary.run(command + ["whole.txt"], in: folder).errors.isEmpty)
    }
  }

  @Test func `a comparison as a picture draws both paths`() throws {
    try Binary.withFolder { folder in
      for (name, rate) in [("a.txt", "0.1"), ("b.txt", "0.3")] {
        _ = try Binary.run(["record", "--optimizer", "adam:eta=\(rate)", "-o", name], in: folder)
      }
      let picture = try Binary.run(["compare", "a.txt", "b.txt", "--format", "svg"], in: folder)
      #expect(picture.status == 1 && picture.output.hasSuffix("</svg>\n"))
      #expect(picture.output.contains("stroke-dasharray=\"7 5\""))
      #expect(picture.output.contains("dashed: a.txt"))
    }
  }

  @Test func `the commands of a handout show the same again`() throws {
    try Binary.withFolder { folder in
      _ = try Binary.run(
        [
          "record", "--optimizer", "momentum:beta=0.8", "--optimizer", "lion", "--steps", "90",
          "--surface", "himmelblau", "--tweak", "30:lion:eta=0.2", "-o", "run.txt",
        ], in: folder)
      let page = try Binary.run(["handout", "run.txt", "--format", "markdown"], in: folder).output
      let command = try #require(page.split(separator: "\n").last { $0.hasPrefix("ravine --") })
      let options = command.dropFirst("ravine ".count).split(separator: " ").map(String.init)
      let at = try #require(options.firstIndex(of: "--at"))
      let again = try Binary.run(["record"] + options[..<at], in: folder)
      let first = try String(
        contentsOf: folder.appendingPathComponent("run.txt"), encoding: .utf8)
      #expect(again.output == first)
    }
  }

  @Test(arguments: [
    ("$RAVINE nofile 2>/dev/full", 66), ("$RAVINE nofile <&- 2>&-", 66),
    ("$RAVINE verify nofile <&- 2>&-", 66), ("$RAVINE record --steps 3 >&- 2>&-", 73),
    ("$RAVINE --help >/dev/full", 73), ("$RAVINE record --steps 3 >/dev/full", 73),
  ])
  func `where nothing can be said the exit code still tells`(line: String, code: Int32) throws {
    let run = try Binary.run(
      program: "/bin/sh", ["-c", line], environment: ["RAVINE": Binary.path])
    #expect(run.status == code)
  }

  @Test(arguments: ["\u{1B}]0;x\u{7}a.toml", "--\u{1B}[31mred", "a\u{1B}[2Jb"])
  func `what is said quotes no control characters`(word: String) throws {
    try Binary.withFolder { folder in
      if !word.contains("/") {
        try Data("x = 1\n".utf8).write(to: folder.appendingPathComponent(word))
      }
      for arguments in [
        [word], ["verify", word], ["picture", word], ["record", "--steps", word],
      ] {
        let run = try Binary.run(arguments, in: folder)
        #expect(run.status != 0 && !run.errors.isEmpty)
        #expect(!(run.errors + run.output).unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
      }
    }
  }

  @Test func `the beginning of a record is on the disk before the rows that take long`() throws {
    try Binary.withFolder { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Binary.path)
      process.arguments = [
        "record", "--steps", "1000000000", "--every", "500000000", "-o", "a.txt",
      ]
      process.currentDirectoryURL = folder
      try process.run()
      // Threads of a test runner block other signals, and what they start inherits that.
      defer { kill(process.processIdentifier, SIGKILL) }
      let file = folder.appendingPathComponent("a.txt")
      let end = Date(timeIntervalSinceNow: 20)
      var text = ""
      while !text.contains("momentum\t0\t"), Date() < end {
        text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      }
      #expect(text.contains("momentum\t0\t-1.4\t1.0\t") && text.hasSuffix("\n"))
    }
  }

  @Test func `the mouse over a map tells what lies there, a drag moves the start`() throws {
    try Binary.withFolder { folder in
      let terminal = try Pseudoterminal(
        ["--mouse", "--at", "60"], columns: 120, rows: 40, folder: folder)
      terminal.wait(forText: "quit")
      // A move without a button, as terminals report it.
      terminal.type("\u{1B}[<35;20;15M")
      terminal.wait(forText: "contours")
      #expect(terminal.place(of: "minimum") != nil && terminal.place(of: "∇f (") != nil)
      // A key between them keeps the reports apart, as time does for a hand.
      terminal.type("\u{1B}[<0;20;15M,\u{1B}[<32;32;15M,\u{1B}[<0;32;15m,")
      terminal.type("r")
      terminal.wait(forText: "recorded")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
      let file = folder.appendingPathComponent("ravine-rosenbrock-1.txt")
      let line = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .first { $0.hasPrefix("# start") }
      let numbers = try #require(line).split { !"0123456789.-".contains($0) }.compactMap {
        Double($0)
      }
      // From the left of the map to its right half.
      #expect(numbers.count == 2 && numbers[0] > 0.5, "\(numbers)")
    }
  }

  @Test func `the first start shows hints, the second none, a tour again`() throws {
    try Binary.withFolder { folder in
      let state = ["XDG_STATE_HOME": folder.path + "/state"]
      // In words nothing is drawn, so nothing was seen.
      _ = try Binary.run(["--plain", "--steps", "2"], environment: state)
      for (arguments, isGreeted) in [([], true), ([], false), (["--tour"], true)] {
        let terminal = try Pseudoterminal(arguments, environment: state)
        terminal.wait(forText: "Rosenbrock")
        terminal.wait(forText: "quit")
        #expect((terminal.place(of: "pauses") != nil) == isGreeted, "\(arguments)")
        terminal.type("q")
        terminal.waitForEnd()
        #expect(terminal.end == .exited(0))
      }
    }
  }

  @Test func `a configuration holds for what is interactive, and a bad one is told`() throws {
    try Binary.withFolder { folder in
      let home = folder.appendingPathComponent("ravine")
      try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
      func configure(_ text: String) throws {
        try Data(text.utf8).write(to: home.appendingPathComponent("config.toml"))
      }
      let environment = ["XDG_CONFIG_HOME": folder.path, "LC_ALL": "C.UTF-8"]
      try configure("surface = \"saddle\"\noptimizers = \"lion\"\nsteps = 30\nplain = true")
      let told = try Binary.run([], environment: environment)
      #expect(told.output.contains("Race on Saddle") && told.output.contains("Lion"))
      #expect(told.output.contains("make 30 steps"))
      // What is recorded depends on its options alone.
      let recorded = try Binary.run(["record", "--steps", "2"], environment: environment).output
      #expect(recorded == (try Binary.run(["record", "--steps", "2"]).output))
      try configure("theme = \"day\"\nspeed = \"fast\"")
      let printed = try Binary.run(["explore", "--print-config"], environment: environment)
      #expect(printed.status == 66 && printed.output.hasPrefix("theme = \"night\""))
      #expect(printed.errors.contains("line 2, column 9: 'speed' must be a number"))
      let terminal = try Pseudoterminal(environment: environment)
      terminal.wait(forText: "configuration ignored")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
      try configure("[keys]\nquit = \"Q\"\nwhy = \"q\"")
      let rebound = try Pseudoterminal(environment: environment)
      rebound.wait(forText: "quit")
      rebound.type("q")
      rebound.wait(forText: "why step")
      rebound.type("Q")
      rebound.waitForEnd()
      #expect(rebound.end == .exited(0))
    }
  }

  @Test func `a lecture names rule files of its own folder and no others`() throws {
    try Binary.withFolder { (folder) throws in
      try Data(
        """
        name = "Halved"
        equations = "theta <- theta - eta g/2"
        [knobs]
        eta = { default = 0.1 }
        """.utf8
      ).write(to: folder.appendingPathComponent("halved.toml"))
      func lecture(_ optimizer: String) throws -> (status: Int32, output: String, errors: String) {
        let file = folder.appendingPathComponent("l.toml")
        try Data(
          """
          title = "Own"
          [[scene]]
          surface = "ravine-d2l"
          optimizers = ["\(optimizer)", "descent:eta=0.1"]
          steps = 20
          """.utf8
        ).write(to: file)
        let result = try Binary.run(["handout", file.path])
        return (result.status, result.output, result.errors)
      }
      let named = try lecture("halved.toml:eta=0.2")
      #expect(named.status == 0 && named.output.contains("Halved"), "\(named.errors)")
      for (name, words) in [
        ("../halved.toml", "of its own folder"), ("/etc/halved.toml", "of its own folder"),
        ("other.toml", "lies beside"), (".hidden.toml", "of its own folder"),
      ] {
        let result = try lecture(name)
        #expect(result.status == 66 && result.errors.contains(words), "\(name): \(result.errors)")
        #expect(result.errors.contains("l.toml:4"))
      }
    }
  }
}
