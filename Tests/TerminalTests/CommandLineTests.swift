import Foundation
import Testing

/// The command line as scripts use it.
@Suite(.serialized, .timeLimit(.minutes(3))) struct CommandLineTests {
  @Test func `record is clean data that verify finds identical, through files and pipes`() throws {
    let arguments = [
      "record", "--surface", "rosenbrock", "--optimizer", "momentum:eta=0.0006,beta=0.9",
      "--optimizer", "nesterov:eta=0.0006,beta=0.9", "--optimizer", "adam:eta=0.09",
      "--start=-1.2,2.2", "--steps", "400",
    ]
    let run = try Binary.run(arguments)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix("# ravine run 1\n") && run.output.hasSuffix("\n"))
    #expect(!run.output.contains("\u{1B}"))
    let rows = run.output.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(rows.count == 1 + 3 * 401)
    #expect(
      rows.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 15 })
    let verified = try Binary.run(["verify", "-"], input: run.output)
    #expect(verified.status == 0 && verified.output.contains("identical, 1203 rows"))
  }

  @Test func `verify tells a changed file, a cut file and no file apart`() throws {
    try Binary.withFolder { folder in
      let run = try Binary.run(["record", "--surface", "sphere", "--steps", "5"])
      let changed = run.output.replacingOccurrences(of: "\t1.6\t", with: "\t1.7\t")
      let differs = try Binary.run(["verify", "-"], input: changed)
      #expect(differs.status == 1 && differs.output.contains("differs"))
      let cut = String(run.output.dropLast(200))
      let short = try Binary.run(["verify", "-"], input: cut)
      #expect(short.status == 1 && short.output.contains("cut"))
      let none = try Binary.run(["verify", folder.appendingPathComponent("none.txt").path])
      #expect(none.status == 66 && none.errors.contains("no such file"))
    }
  }

  private static let refusals: [([String], Int32, String)] = [
    (["record", "--surface", "rosenbrok"], 64, "did you mean rosenbrock"),
    (["record", "--formula", "sin x"], 64, "write sin(...)"),
    (["record", "--optimizer", "adma"], 64, "adam"),
    (["record", "--optimizer", "adam:beta=2"], 64, "out of range"),
    (["record", "--start", "1"], 64, "--start takes two numbers"),
    (["record", "--start", "inf,0"], 64, "--start takes two numbers"),
    (["record", "--steps", "-1"], 64, "0 or more"),
    (["record", "--view", "1:0,0:1"], 64, "--view must run"),
    (["record", "--surface", "sphere", "--formula", "x"], 64, "not both"),
    (["record", "--surface", "none.toml"], 66, "no such file"),
    (["record", "--output", "/no/such/folder/a.txt"], 73, "No such file"),
    (["record", "--nonsense"], 64, "nonsense"),
    (["recrod"], 66, "the command record"),
    (["surfaces", "himmelbau"], 64, "did you mean himmelblau"),
    (["optimizers", "nestrov"], 64, "nesterov"),
    (["picture", "--size", "3x3"], 2, "--size takes"),
    (["picture", "--at", "-3"], 64, "0 or more"),
    (["record", "--tweak", "5:adam"], 64, "STEP:OPTIMIZER:knob=value"),
    (["record", "--surface", "rosenbrock", "--parameter", "c=1"], 64, "has no 'c'"),
  ]

  @Test(arguments: refusals)
  func `a wrong call says what is wrong in words and in its exit code`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let run = try Binary.run(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `values that begin with a minus need no equals sign`() throws {
    let run = try Binary.run([
      "record", "--formula", "-x^2", "--start", "-1.2,1", "--view", "-2:2,-1:3", "--optimizer",
      "descent:eta=0.1", "--steps", "1",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("descent\t1\t-1.44\t1.0\t"))
  }

  @Test func `a full disk is said in one line`() throws {
    let run = try Binary.run(["record", "--output", "/dev/full"])
    #expect(run.status == 73 && run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("No space left"))
  }

  @Test func `the lists name everything and describe one`() throws {
    let surfaces = try Binary.run(["surfaces"])
    #expect(surfaces.output.split(separator: "\n").count == 33)
    let one = try Binary.run(["surfaces", "rosenbrock"])
    #expect(one.output.contains("f = (a - x)^2 + b*(y - x^2)^2"))
    #expect(one.output.contains("minimum (1, 1)  f = 0"))
    let optimizers = try Binary.run(["optimizers"])
    #expect(optimizers.output.contains("nesterov") && optimizers.output.contains("epsilon-at"))
    let rule = try Binary.run(["optimizers", "adam"])
    #expect(rule.output.contains("arXiv:1412.6980") && rule.output.contains("bias correction"))
  }

  @Test(arguments: ["text", "ansi", "svg"], ["map", "loss", "screen"])
  func `a picture in every form`(format: String, subject: String) throws {
    let run = try Binary.run([
      "picture", "--surface", "himmelblau", "--at", "60", "--format", format, "--as", subject,
      "--size", "100x30",
    ])
    #expect(run.status == 0 && run.errors.isEmpty)
    switch format {
    case "svg":
      #expect(run.output.hasPrefix("<svg ") && run.output.hasSuffix("</svg>\n"))
      let parser = XMLDocumentCheck()
      #expect(parser.isWellFormed(run.output))
    case "ansi": #expect(run.output.contains("\u{1B}[0"))
    default:
      #expect(!run.output.contains("\u{1B}"))
      #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
    }
  }

  @Test(arguments: [
    [], ["explore"], ["record"], ["verify"], ["picture"], ["surfaces"], ["optimizers"],
  ])
  func `help is there, with an example`(command: [String]) throws {
    let run = try Binary.run(command + ["--help"])
    #expect(run.status == 0 && run.output.contains("xample"))
  }

  @Test func `a cast is the same twice, its times rise and its markers stand at divergences`()
    throws
  {
    let arguments = [
      "cast", "--optimizer", "nesterov:eta=0.002", "--start", "-1.4,1", "--steps", "20", "--size",
      "80x24",
    ]
    let cast = try Binary.run(arguments)
    let again = try Binary.run(arguments)
    #expect(cast.status == 0 && cast.output == again.output)
    let lines = cast.output.split(separator: "\n")
    let values = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    let header = try #require(values.first as? [String: Any])
    #expect(header["version"] as? Int == 2 && header["width"] as? Int == 80)
    let events = values.dropFirst().compactMap { $0 as? [Any] }
    #expect(events.count == lines.count - 1 && events.allSatisfy { $0.count == 3 })
    let times = events.compactMap { ($0[0] as? NSNumber)?.doubleValue }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    let markers = events.filter { $0[1] as? String == "m" }.compactMap { $0[2] as? String }
    #expect(markers.count == 1 && markers[0].contains("diverged"))
  }

  @Test func `compare tells what differs and where paths part`() throws {
    try Binary.withFolder { folder in
      var files: [String] = []
      for (name, beta) in [("a", "0.9"), ("b", "0.8"), ("c", "0.9")] {
        let file = folder.appendingPathComponent("\(name).txt").path
        let made = try Binary.run([
          "record", "--surface", "rosenbrock", "--optimizer", "momentum:eta=0.001,beta=\(beta)",
          "--output", file,
        ])
        #expect(made.status == 0)
        files.append(file)
      }
      let differ = try Binary.run(["compare", files[0], files[1]])
      #expect(differ.status == 1 && differ.output.contains("momentum beta: 0.9 | 0.8"))
      #expect(differ.output.contains("parts at step 2, visibly at"))
      let same = try Binary.run(["compare", files[0], files[2]])
      #expect(same.status == 0 && same.output.contains("the same path"))
    }
  }

  @Test func `the command that :where tells opens the same race`() throws {
    let arguments = [
      "--surface", "rosenbrock", "--parameter", "b=20", "--optimizer", "momentum:eta=0.001",
      "--tweak", "3:momentum:beta=0.95", "--start=-1.4,1", "--steps", "5",
    ]
    let run = try Binary.run(["record"] + arguments)
    #expect(run.output.contains("# parameters = { a = 1, b = 20 }"))
    #expect(run.output.contains("# step = 3") && run.output.contains("# knob = \"beta\""))
  }

  @Test func `lectures are listed, and a wrong name gets near ones`() throws {
    let list = try Binary.run(["lectures"])
    #expect(list.output.contains("look-ahead") && list.output.contains("(8 scenes, 10 minutes)"))
    let wrong = try Binary.run(["lecture", "lookahed"])
    #expect(wrong.status == 66 && wrong.errors.contains("look-ahead"))
  }

  @Test func `every command of the page of conventions runs`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/conventions.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count >= 9)
    let folder = URL(fileURLWithPath: Binary.path).deletingLastPathComponent().path
    let path = folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    for block in blocks {
      let run = try Binary.run(program: "/bin/sh", ["-c", block], environment: ["PATH": path])
      #expect(run.status == 0 && run.errors.isEmpty && !run.output.isEmpty, "\(block)")
    }
  }

  @Test func `the binary alone keeps its surfaces`() throws {
    try Binary.withFolder { folder in
      let copy = folder.appendingPathComponent("copied")
      // By another process: a file that this one has open for writing cannot be run.
      _ = try Binary.run(program: "/bin/cp", [Binary.path, copy.path])
      let run = try Binary.run(program: copy.path, ["surfaces", "branin"], in: folder)
      #expect(run.status == 0 && run.output.contains("Branin"))
    }
  }

  @Test func `the documented keys are the keys`() throws {
    let run = try Binary.run(["explore", "--keys"])
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/keys.md").standardizedFileURL
    #expect(try String(contentsOf: page, encoding: .utf8) == run.output)
  }
}

/// Whether a text is balanced markup: every element closed in order, no stray brackets.
struct XMLDocumentCheck {
  func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      if tag.contains("<") { return false }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " })
      }
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty
  }

  @Test func `the version is told, and completions know names, files and the default command`()
    throws
  {
    let version = try Binary.run(["--version"])
    #expect(version.output.wholeMatch(of: #/\d+\.\d+\.\d+( \([0-9a-f]+\))?\n/#) != nil)
    let script = try Binary.run(["--generate-completion-script", "bash"]).output
    #expect(
      !script.hasPrefix("#!") && script.contains("complete -o filenames -o default -F _ravine"))
    #expect(script.contains("_ravine_explore\n        return"))
    for name in ["rosenbrock", "following-edge", "banana", "adagrad"] {
      #expect(script.contains("'\(name)'"), "\(name)")
    }
    let fish = try Binary.run(["--generate-completion-script", "fish"]).output
    #expect(fish.hasPrefix("function") && fish.contains("rosenbrock"))
  }
}
