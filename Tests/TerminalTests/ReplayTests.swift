import Foundation
import Testing

/// Recorded runs on the screen: replayed, forked, recorded again, cast.
@Suite(.serialized, .timeLimit(.minutes(3)), .eachColours) struct ReplayTests {
  /// A recorded run in a folder.
  private func withRun(_ body: (URL) throws -> Void) throws {
    try Binary.withFolder { folder in
      let made = try Binary.run(
        [
          "record", "--optimizer", "momentum:eta=0.001", "--optimizer", "adam:eta=0.2",
          "--steps", "120", "-o", "run.txt",
        ], in: folder)
      #expect(made.status == 0)
      try body(folder)
    }
  }

  private func open(_ folder: URL, _ arguments: String, columns: Int = 120, rows: Int = 40) throws
    -> Tmux
  {
    let terminal = try Tmux(columns: columns, rows: rows, folder: folder)
    try terminal.enter("TERM=xterm-256color '\(Binary.path)' \(arguments); echo gone-$((40+2))")
    try terminal.wait(for: "the key bar") { $0.contains("quit") && $0.contains("ravine") }
    return terminal
  }

  private func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func `recorded, replayed and recorded again a run is the same, byte for byte`() throws {
    try withRun { folder in
      let terminal = try open(folder, "replay run.txt")
      try terminal.wait(for: "the replay") { $0.contains("replay of run.txt") }
      try terminal.type("r")
      try terminal.wait(for: "the record") { $0.contains("recorded ravine-rosenbrock-1.txt") }
      try terminal.type("q")
      try terminal.wait(for: "the end") { $0.contains("gone-42") }
      #expect(try text("ravine-rosenbrock-1.txt", in: folder) == text("run.txt", in: folder))
    }
  }

  @Test func `a knob turned in a replay forks, both paths stay, and the fork names its parent`()
    throws
  {
    try withRun { folder in
      let terminal = try open(folder, "replay run.txt --at 20")
      try terminal.type("b", "b")
      try terminal.wait(for: "the fork") { $0.contains("from step 20 on") && $0.contains("0.98") }
      try terminal.type("End", "tab")
      try terminal.wait(for: "both paths") {
        $0.contains("fork of run.txt from step 20") && $0.contains("◦") && $0.contains("●")
          && $0.contains("dashed: run.txt")
      }
      try terminal.type("r")
      try terminal.wait(for: "the record") { $0.contains("recorded ravine-rosenbrock-1.txt") }
      let fork = try text("ravine-rosenbrock-1.txt", in: folder)
      #expect(fork.contains("# [parent]\n# file = \"run.txt\"\n# step = 20\n"))
      #expect(try Binary.run(["verify", "ravine-rosenbrock-1.txt"], in: folder).status == 0)
      // Taken back, the recorded race is shown; repeated, the fork is there again.
      try terminal.type("u", "u")
      try terminal.wait(for: "the recorded race") {
        $0.contains("took back") && !$0.contains("◦") && !$0.contains("dashed")
      }
      try terminal.type("C-r", "C-r")
      try terminal.wait(for: "the fork again") { $0.contains("repeated") && $0.contains("◦") }
      try terminal.type("q")
      try terminal.wait(for: "the end") { $0.contains("gone-42") }
      let other = try open(folder, "replay ravine-rosenbrock-1.txt --at 120")
      try other.wait(for: "the fork beside its parent") {
        $0.contains("fork of run.txt from step 20") && $0.contains("◦")
      }
      try other.type("q")
      try other.wait(for: "the end") { $0.contains("gone-42") }
    }
  }

  @Test func `a cast leaves the screen that the program shows`() throws {
    try Binary.withFolder { folder in
      let race = ["--optimizer", "nesterov", "--optimizer", "adam:eta=0.2", "--steps", "120"]
      let made = try Binary.run(
        ["cast"] + race + ["--size", "100x30", "--output", "run.cast"], in: folder)
      #expect(made.status == 0)
      let lines = try text("run.cast", in: folder).split(separator: "\n")
      var bytes = ""
      for line in lines.dropFirst() {
        let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any] ?? []
        if event.count == 3, event[1] as? String == "o" { bytes += event[2] as? String ?? "" }
      }
      try bytes.write(
        to: folder.appendingPathComponent("bytes"), atomically: true, encoding: .utf8)
      let live = try open(
        folder, race.joined(separator: " ") + " --at 120 --color 256", columns: 100, rows: 30)
      let shown = try live.wait(for: "the last step") {
        $0.contains("120/120") && $0.contains("quit")
      }
      let player = try Tmux(columns: 100, rows: 30, folder: folder)
      try player.enter("clear; cat bytes; cat")
      // The first row of the last frame arrives before the others.
      let played = try player.wait(for: "the same screen") { $0 == shown }
      #expect(shown == played)
      // The colours as well.
      let cells = try (live.cells(), player.cells())
      let styles = Set(cells.0.joined().map(\.style))
      #expect(styles.count > 8)
      for (row, (mine, theirs)) in zip(cells.0, cells.1).enumerated() {
        let isSame = mine == theirs
        #expect(isSame, "row \(row)")
      }
    }
  }

  @Test func `a recording that is killed is read up to its last whole row`() throws {
    try Binary.withFolder { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Binary.path)
      process.arguments = ["record", "--steps", "100000000", "-o", "long.txt"]
      process.currentDirectoryURL = folder
      process.standardError = FileHandle.nullDevice
      try process.run()
      let file = folder.appendingPathComponent("long.txt").path
      func size() -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return attributes?[.size] as? Int ?? 0
      }
      let end = Date(timeIntervalSinceNow: 20)
      while size() < 300_000, Date() < end {}
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let verified = try Binary.run(["verify", "long.txt"], in: folder)
      #expect(verified.status == 1)
      #expect(verified.output.contains("identical as far as it goes"))
      #expect(verified.output.contains("cut: momentum ends at step"))
    }
  }
}
