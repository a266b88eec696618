import Foundation
import Testing

/// Much work, full disks, slow lines, and nothing to do at all.
@Suite(.serialized, .timeLimit(.minutes(5)), .eachColours) struct LoadTests {
  private static let eight = [
    "momentum", "nesterov", "adam", "rmsprop", "lion", "nadam", "adagrad", "yogi",
  ].flatMap { ["--optimizer", $0] }

  @Test func `keys are answered while much is computed, and Escape gives it up`() throws {
    let terminal = try Pseudoterminal(LoadTests.eight + ["--steps", "100000", "--at", "20"])
    terminal.wait(forText: "computing")
    // An answer comes before the end of the work, which the bar on the screen tells.
    terminal.type("?")
    terminal.wait(forText: "signs and keys")
    var place = terminal.received.count
    terminal.type("?")
    terminal.wait(forText: "computing", from: place)
    place = terminal.received.count
    terminal.type("\u{1B}")
    terminal.wait(forText: "stopped: the race ends at step", from: place)
    terminal.type("q")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0) && terminal.hasItsModes)
  }

  @Test func `a long record is written beside the keys, and a given up one is valid`() throws {
    try Binary.withFolder { folder in
      // Long enough that the record cannot end before Escape, however late a busy machine types it.
      let terminal = try Pseudoterminal(
        LoadTests.eight + ["--steps", "100000", "--at", "20"], folder: folder)
      terminal.wait(forText: "quit")
      terminal.type("r")
      terminal.wait(forText: "writing")
      terminal.type("?")
      terminal.wait(forText: "signs and keys")
      let place = terminal.received.count
      terminal.type("?")
      terminal.wait(forText: "writing", from: place)
      terminal.type("\u{1B}")
      terminal.wait(forText: "only in part")
      terminal.type("q")
      terminal.waitForEnd()
      let checked = try Binary.run(["verify", "ravine-rosenbrock-1.txt"], in: folder)
      #expect(checked.status == 1 && checked.output.contains("identical as far as it goes"))
    }
  }

  @Test func `q writes a record to its end, a signal gives it up`() throws {
    for isSignalled in [false, true] {
      try Binary.withFolder { folder in
        let terminal = try Pseudoterminal(
          ["--steps", "40000", "--at", "20", "--optimizer", "adam"], folder: folder)
        terminal.wait(forText: "quit")
        terminal.type("r")
        terminal.wait(forText: "writing")
        let file = folder.appendingPathComponent("ravine-rosenbrock-1.txt").path
        terminal.wait(for: "the first rows") {
          (FileManager.default.contents(atPath: file)?.count ?? 0) > 20_000
        }
        terminal.type("q")
        if isSignalled { kill(terminal.process, SIGTERM) }
        terminal.waitForEnd(seconds: 60)
        #expect(terminal.end == (isSignalled ? .killed(by: SIGTERM) : .exited(0)))
        let checked = try Binary.run(["verify", "ravine-rosenbrock-1.txt"], in: folder)
        #expect(checked.output.contains(isSignalled ? "cut: adam" : "identical, 40001 rows"))
      }
    }
  }

  @Test func `a full disk is told once, and nothing else is lost`() throws {
    try Binary.withFolder { folder in
      // A limit on the size of files stops a write as a full disk does.
      let terminal = try Pseudoterminal(
        ["--at", "20"], folder: folder, shell: "ulimit -f 16; exec $RAVINE --at 20")
      terminal.wait(forText: "quit")
      terminal.type("b")
      terminal.wait(forText: "0.95")
      terminal.type("r")
      terminal.wait(forText: "recorded only in part: ravine-rosenbrock-1.txt: File too large")
      terminal.type("B")
      terminal.wait(forText: "β 0.9: the velocity")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
      let checked = try Binary.run(["verify", "ravine-rosenbrock-1.txt"], in: folder)
      #expect(checked.output.contains("identical as far as it goes"))
    }
  }

  @Test func `a folder that is gone is told, and the program goes on`() throws {
    try Binary.withFolder { folder in
      let inner = folder.appendingPathComponent("inner")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      let terminal = try Pseudoterminal(["--at", "20"], folder: inner)
      terminal.wait(forText: "quit")
      try FileManager.default.removeItem(at: inner)
      terminal.type("r")
      terminal.wait(forText: "not recorded: ravine-rosenbrock-1.txt: No such file or directory")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
    }
  }

  @Test func `a file that is deleted while it is written harms nothing`() throws {
    try Binary.withFolder { folder in
      let terminal = try Pseudoterminal(
        ["--steps", "50000", "--at", "20", "--optimizer", "adam"], folder: folder)
      terminal.wait(forText: "quit")
      terminal.type("r")
      terminal.wait(forText: "writing")
      try FileManager.default.removeItem(
        at: folder.appendingPathComponent("ravine-rosenbrock-1.txt"))
      terminal.wait(forText: "recorded ravine-rosenbrock-1.txt", seconds: 60)
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
    }
  }

  @Test func `idle it sends nothing and does not wake`() throws {
    let terminal = try Pseudoterminal(["--at", "60"])
    terminal.wait(forText: "quit")
    func wakings() throws -> Substring? {
      let text = try String(contentsOfFile: "/proc/\(terminal.process)/status", encoding: .utf8)
      return text.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt") }
    }
    // Until what was drawn is through.
    var last = -1
    terminal.wait(for: "silence") {
      defer { last = terminal.received.count }
      terminal.pump(milliseconds: 300)
      return terminal.received.count == last
    }
    let before = try wakings()
    terminal.pump(milliseconds: 1500)
    #expect(terminal.received.count == last)
    #expect(try wakings() == before)
    terminal.type("q")
    terminal.waitForEnd()
  }

  @Test func `over a line that stands still frames are dropped, not steps`() throws {
    let terminal = try Pseudoterminal(columns: 220, rows: 60)
    terminal.wait(forText: "quit")
    let place = terminal.received.count
    terminal.type(">>>>")
    // Nothing is taken from the line, while every theme asks for the whole screen anew.
    for _ in 0..<120 {
      terminal.type("C")
      let next = Date(timeIntervalSinceNow: 0.025)
      while Date() < next {}
    }
    terminal.pump(milliseconds: 1000)
    // All frames would have been some megabytes.
    #expect(terminal.received.count - place < 700_000)
    // Frames tell differences; one that is asked for tells all.
    terminal.wait(for: "the last step") {
      terminal.type("\u{C}")
      terminal.pump(milliseconds: 300)
      return terminal.has("400/400", from: place)
    }
    terminal.type("q")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0) && terminal.hasItsModes)
  }
}
