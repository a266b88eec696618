import Foundation
import Testing

/// The interactive program in a real terminal.
@Suite(.serialized, .timeLimit(.minutes(3)), .eachColours) struct SessionTests {
  @Test(arguments: [(168, 48), (120, 40), (80, 24)])
  func `it opens, bends a path, records, quits and leaves the terminal as it was`(
    columns: Int, rows: Int
  ) throws {
    try Session.run(columns: columns, rows: rows) { terminal, folder in
      try terminal.type("End")
      let before = try terminal.wait(for: "the end") { $0.contains("400/400") }
      #expect(before.contains("Momentum") && before.contains("Nesterov") && before.contains("Adam"))
      #expect(before.contains("×") && before.contains("○"))
      try terminal.type("b")
      // A terminal shows a frame row by row: the wait ends when the rows of the map have followed.
      let rowsBefore = before.split(separator: "\n")
      try terminal.wait(for: "β and the bent path") { screen in
        let rows = screen.split(separator: "\n")
        return screen.contains("β 0.95: the velocity")
          && zip(rowsBefore, rows).filter { $0 != $1 }.count > 5
      }
      try terminal.type("r")
      try terminal.wait(for: "the file's name") { $0.contains("recorded ravine-rosenbrock-1.txt") }
      let file = folder.appendingPathComponent("ravine-rosenbrock-1.txt").path
      let verified = try Binary.run(["verify", file])
      #expect(verified.status == 0 && verified.output.contains("identical, 1203 rows"))
      try terminal.type("r")
      try terminal.wait(for: "another name") { $0.contains("recorded ravine-rosenbrock-2.txt") }
      try terminal.type("q")
      try Session.leave(terminal, folder)
    }
  }

  /// A rule is typed, bent, wrong for a while, explained by its arrows, recorded and checked.
  @Test(arguments: [(120, 40), (80, 24)])
  func `the equations of a racer are typed while it races`(columns: Int, rows: Int) throws {
    let options = "explore --optimizer momentum --optimizer adam"
    try Session.run(columns: columns, rows: rows, arguments: options) { terminal, folder in
      try terminal.type("End")
      let before = try terminal.wait(for: "the end") { $0.contains("400/400") }
      try terminal.type(":", "r", "u", "l", "e", "Enter")
      try terminal.wait(for: "its equations") {
        $0.contains("equations of Momentum") && $0.contains("θ ← θ − v")
      }
      // Half a statement is no rule: a mark stands under its spot, and nothing bends.
      try terminal.type("Space", "-")
      try terminal.wait(for: "what is wrong") {
        $0.contains("^") && $0.contains("ends too early")
      }
      let rowsBefore = before.split(separator: "\n")
      try terminal.type("Space", "e", "t", "a", "Space", "v")
      try terminal.wait(for: "the rule and its path") { screen in
        let rows = screen.split(separator: "\n")
        return screen.contains("θ ← θ − v - eta v") && screen.contains("Momentum, edited")
          && !screen.contains("ends too early")
          && zip(rowsBefore, rows).filter { $0 != $1 }.count > 5
      }
      try terminal.type("Enter")
      try terminal.wait(for: "the race again") { $0.contains("runs these equations") }
      // It is a rule like any other: a key bends it, its step has arrows and numbers, it is recorded.
      try terminal.type("b")
      try terminal.wait(for: "its β") { $0.contains("β 0.95: the velocity") }
      try terminal.type("Home", "Right", "Right", "y")
      try terminal.wait(for: "its equations with their numbers") { $0.contains("− v − η v") }
      try terminal.type("r")
      try terminal.wait(for: "the file's name") { $0.contains("recorded ravine-rosenbrock-1.txt") }
      let file = folder.appendingPathComponent("ravine-rosenbrock-1.txt").path
      let verified = try Binary.run(["verify", file])
      #expect(verified.status == 0 && verified.output.contains("identical"))
      try terminal.type("q")
      try Session.leave(terminal, folder)
    }
  }

  /// The atlas opens beside the race, its cross bends the path, the best is flown to and come back from.
  @Test(arguments: [(120, 40), (80, 24)])
  func `every race is shown beside the one that runs`(columns: Int, rows: Int) throws {
    let options = "explore --surface ravine-d2l --optimizer momentum --optimizer adam"
    try Session.run(columns: columns, rows: rows, arguments: options) { terminal, folder in
      try terminal.type("End")
      try terminal.wait(for: "the end") { $0.contains("400/400") }
      try terminal.type("W")
      try terminal.wait(for: "the atlas") {
        $0.contains("atlas: Momentum, steps until loss") && $0.contains("here")
          && $0.contains("fly to the best")
      }
      try terminal.type("Up", "Right")
      try terminal.wait(for: "another β and η") { $0.contains("ravine  η 0.1") }
      try terminal.type("Enter")
      try terminal.wait(for: "the best") { $0.contains("the best of") }
      try terminal.type("u", "u", "u")
      try terminal.wait(for: "the race as it was") {
        $0.contains("β 0.9  η 0.15") || $0.contains("β .9 η .15")
      }
      try terminal.type("V")
      try terminal.wait(for: "the basins") { $0.contains("basins: Momentum") }
      try terminal.type("V")
      try terminal.wait(for: "the race alone") { !$0.contains("basins") }
      try terminal.type("q")
      try Session.leave(terminal, folder)
    }
  }

  @Test func `playing moves the playhead by itself`() throws {
    try Session.run { terminal, folder in
      // A slow machine may never show one certain step.
      try terminal.wait(for: "some steps") { screen in
        screen.matches(of: /step ([0-9]+)\/400/).contains { Int($0.1).map { $0 >= 5 } ?? false }
      }
      try terminal.type("Space")
      try terminal.wait(for: "the pause") { $0.contains("‖ step") }
      try terminal.type("q")
      try Session.leave(terminal, folder)
    }
  }

  @Test func `a resize lays everything out anew and keeps the state`() throws {
    try Session.run { terminal, folder in
      try terminal.type("End", "b")
      try terminal.wait(for: "β") { $0.contains("β 0.95: the velocity") }
      for (columns, rows) in [(60, 18), (200, 50), (30, 8), (80, 24)] {
        try terminal.tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
        try terminal.wait(for: "\(columns)×\(rows)") { screen in
          columns < 40
            ? screen.contains("needs 40×14")
            // Where there is little room what happened stands in the place of the step.
            : (screen.contains("400/400") || screen.contains("remembers about 20 steps"))
              && screen.contains("quit")
        }
      }
      try terminal.wait(for: "β kept") { $0.contains("β .95") }
      try terminal.type("q")
      try Session.leave(terminal, folder)
    }
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func `a lecture is walked from start to end`(columns: Int, rows: Int) throws {
    try Binary.withFolder { folder in
      let terminal = try Tmux(columns: columns, rows: rows, folder: folder)
      try terminal.enter("'\(Binary.path)' lecture saddle; echo gone-$((40+2))")
      try terminal.wait(for: "the first page") { $0.contains("Enter begins") }
      try terminal.type("PageDown")
      try terminal.wait(for: "the question") {
        $0.contains("1/8") && $0.contains("Who falls off first?")
      }
      try terminal.type("PageDown")
      try terminal.wait(for: "the caption") { $0.contains("Adam is the first") }
      for scene in 2...8 {
        try terminal.type("PageDown")
        try terminal.wait(for: "scene \(scene)") { $0.contains("\(scene)/8") }
        try terminal.type("Enter")
      }
      try terminal.wait(for: "the last caption") { $0.contains("multiple of (y, x)") }
      try terminal.type("PageDown")
      try terminal.wait(for: "the last page") { $0.contains("To take home") }
      try terminal.type("BSpace")
      try terminal.wait(for: "the last caption again") { $0.contains("8/8") }
      try terminal.type("BSpace")
      try terminal.wait(for: "the scene before") { $0.contains("7/8") }
      try terminal.type("q")
      try terminal.wait(for: "the end") { $0.contains("gone-42") }
    }
  }

  @Test func `suspended it gives the terminal back, continued it is there again`() throws {
    try Session.run { terminal, folder in
      try terminal.type("End", "C-z")
      // The screen is given back a little before the shell is there again.
      try terminal.wait(for: "the shell") { $0.contains("Stopped") && !$0.contains("400/400") }
      try terminal.enter("fg")
      try terminal.wait(for: "the race") { $0.contains("400/400") && $0.contains("quit") }
      try terminal.type("q")
      try terminal.wait(for: "the end") { $0.contains("ready-42") && !$0.contains("400/400") }
    }
  }

  @Test(arguments: [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131), ("SEGV", 139)])
  func `a signal ends it, and the terminal is as it was`(name: String, status: Int) throws {
    try Session.run { terminal, folder in
      let number = try terminal.tmux("display-message", "-p", "#{pane_pid}")
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let child = try Binary.run(program: "/usr/bin/env", ["pgrep", "-P", number]).output
        .split(separator: "\n").first.map(String.init)
      let process = try #require(child)
      _ = try Binary.run(program: "/bin/kill", ["-\(name)", process])
      // A shell whose child died by an interrupt ends the whole line, so it prints no status.
      try Session.leave(terminal, folder, status: name == "INT" ? nil : "status-\(status)")
    }
  }

  @Test(arguments: ["vt100", "xterm-256color", "screen", "linux", "no-such-terminal"])
  func `it works on every terminal type`(type: String) throws {
    try Session.run(columns: 100, rows: 30, environment: [:]) { terminal, folder in
      try terminal.type("q")
      try Session.leave(terminal, folder)
      try terminal.enter("clear; TERM=\(type) '\(Binary.path)'; echo gone-$((40+2))")
      try terminal.wait(for: "the race") { $0.contains("quit") && $0.contains("Momentum") }
      try terminal.type("End")
      try terminal.wait(for: "the end") { $0.contains("400/400") }
      try terminal.type("q")
      try terminal.wait(for: "the end") { $0.contains("gone-42") }
    }
  }
}
