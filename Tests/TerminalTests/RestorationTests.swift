import Foundation
import Testing

/// The terminal is as it was after every end.
@Suite(.serialized, .timeLimit(.minutes(5)), .eachColours) struct RestorationTests {
  private func opened(_ arguments: [String] = [], shell: String? = nil) throws -> Pseudoterminal {
    let terminal = try Pseudoterminal(arguments, shell: shell)
    terminal.wait(forText: "quit")
    return terminal
  }

  /// Whether the sequences that give the screen back were sent after all that drew on it.
  private func isGivenBack(_ terminal: Pseudoterminal) -> Bool {
    guard let left = terminal.place(of: "\u{1B}[?1049l"),
      let entered = terminal.place(of: "\u{1B}[?1049h"),
      let shown = terminal.place(of: "\u{1B}[?25h") ?? terminal.place(of: "\u{1B}[?12l\u{1B}[?25h"),
      let hidden = terminal.place(of: "\u{1B}[?25l")
    else { return false }
    return left > entered && shown > hidden
  }

  @Test func `after q it has ended well`() throws {
    let terminal = try opened()
    terminal.type("q")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0))
    #expect(terminal.hasItsModes && isGivenBack(terminal))
  }

  @Test func `Ctrl-C ends it by the signal`() throws {
    let terminal = try opened()
    terminal.type([3])
    terminal.waitForEnd()
    #expect(terminal.end == .killed(by: SIGINT))
    #expect(terminal.hasItsModes && isGivenBack(terminal))
  }

  @Test(arguments: [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGTRAP, SIGSEGV, SIGILL, SIGBUS, SIGFPE,
  ])
  func `a signal ends it as it should, amidst its frames`(number: Int32) throws {
    for _ in 0..<3 {
      let terminal = try opened(["--mouse"])
      terminal.type(">>>>")
      terminal.pump()
      kill(terminal.process, number)
      terminal.waitForEnd()
      #expect(terminal.end == .killed(by: number))
      #expect(terminal.hasItsModes && isGivenBack(terminal))
      let on = try #require(terminal.place(of: "\u{1B}[?1003h"))
      #expect(try #require(terminal.place(of: "\u{1B}[?1003l")) > on)
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func `a terminal that nobody reads holds it no longer than a moment`(number: Int32) throws {
    let terminal = try Pseudoterminal(columns: 220, rows: 60)
    terminal.wait(forText: "quit")
    // Every theme is a screen anew, until the line is full and a write stands still.
    for _ in 0..<60 {
      terminal.type("C")
      let next = Date(timeIntervalSinceNow: 0.02)
      while Date() < next {}
    }
    kill(terminal.process, number)
    terminal.wait(for: "the end", seconds: 10, reading: false) { terminal.end != nil }
    #expect(terminal.end == .killed(by: number))
    #expect(terminal.hasItsModes)
  }

  @Test(arguments: [SIGUSR1, SIGUSR2, SIGXCPU, SIGSYS, SIGVTALRM])
  func `signals that are not meant for it end it cleanly as well`(number: Int32) throws {
    let terminal = try opened()
    kill(terminal.process, number)
    terminal.waitForEnd()
    #expect(terminal.end == .killed(by: number))
    #expect(terminal.hasItsModes && isGivenBack(terminal))
  }

  @Test(arguments: ["2>&-", "<&- >&- 2>&-", "<&- 2>&-", ">&-"])
  func `closed streams do not become the terminal`(closed: String) throws {
    let terminal = try opened(shell: "exec $RAVINE \(closed)")
    terminal.type("q")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0))
    #expect(terminal.hasItsModes && isGivenBack(terminal))
  }

  @Test func `what a trap says is on the normal screen, not lost`() throws {
    let terminal = try opened()
    // As the runtime does it: the reason goes to standard error, then the process is stopped.
    let reason = "Fatal error: a reason-\(terminal.process)\n"
    let path = "/proc/\(terminal.process)/fd/2"
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.write(contentsOf: Data(reason.utf8))
    kill(terminal.process, SIGTRAP)
    terminal.waitForEnd()
    #expect(terminal.end == .killed(by: SIGTRAP))
    let left = try #require(terminal.place(of: "\u{1B}[?1049l"))
    let told = try #require(terminal.place(of: "a reason-\(terminal.process)"))
    #expect(told > left && terminal.hasItsModes)
  }

  @Test(arguments: ["exec $RAVINE", "trap '' HUP; exec $RAVINE", "exec nohup $RAVINE >/dev/null"])
  func `a closed terminal ends it within a second, without spinning`(shell: String) throws {
    let terminal = try opened(shell: shell)
    terminal.type(" ")
    terminal.hangUp()
    terminal.wait(for: "the end", seconds: 1) { terminal.end != nil }
    #expect(terminal.processorSeconds < 1)
    if shell.hasPrefix("trap") {
      #expect(terminal.end == .exited(0) || terminal.end == .killed(by: SIGHUP))
    }
  }

  @Test func `suspended and continued at another size it is whole again`() throws {
    let terminal = try opened(
      shell: "set -m; $RAVINE --at 100; echo was-$((40+2)); stty -a | head -1; fg; echo end-$?")
    terminal.type([26])
    terminal.wait(forText: "was-42")
    let given = try #require(terminal.place(of: "\u{1B}[?1049l"))
    #expect(try #require(terminal.place(of: "was-42")) > given)
    terminal.resize(columns: 90, rows: 25)
    // The shell continues it by itself; it draws the whole screen at the new size.
    terminal.wait(for: "the whole screen") {
      terminal.has("quit") && (terminal.place(of: "\u{1B}[?1049h") ?? 0) > given
    }
    terminal.type("q")
    terminal.wait(forText: "end-0")
    terminal.waitForEnd()
  }
}
