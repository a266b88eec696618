import Foundation
import Testing

/// The course from outside: challenges with their progress, scenes written from the screen, the site.
@Suite struct CourseTests {
  @Test func `a challenge is solved by typing, and is remembered`() throws {
    try Binary.withFolder { folder in
      let state = ["XDG_STATE_HOME": folder.path + "/state"]
      let list = try Binary.run(["challenge"], environment: state)
      #expect(list.status == 0 && list.output.contains("0 of 12 solved"))
      let terminal = try Tmux(columns: 120, rows: 40, folder: folder, environment: state)
      try terminal.enter("'\(Binary.path)' challenge step-length; echo gone-$((40+2))")
      try terminal.wait(for: "the task") { $0.contains("in at most 130 steps") }
      try terminal.wait(for: "where it stands") { $0.contains("not there yet") }
      try terminal.type(":")
      try terminal.enter("optimizer descent:eta=0.037")
      try terminal.wait(for: "the solution") {
        $0.contains("SOLVED") && $0.contains("par: step 96")
      }
      try terminal.type(":")
      try terminal.enter("hint")
      try terminal.wait(for: "the hint") { $0.contains("zigzags") }
      try terminal.type("q")
      try terminal.wait(for: "the end") { $0.contains("gone-42") }
      let after = try Binary.run(["challenge"], environment: state)
      #expect(after.output.contains("1 of 12 solved") && after.output.contains("✓ step-length"))
      let file = folder.appendingPathComponent("state/ravine/challenges")
      #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("step-length\t"))
      // What somebody else wrote there ends nothing.
      try Data("step-length\tnan\nbanana\nx\t1\t2\n\u{1B}[2J\t3\n".utf8).write(to: file)
      let strange = try Binary.run(["challenge"], environment: state)
      #expect(strange.status == 0 && strange.output.contains("0 of 12 solved"))
      #expect(try Binary.run(["challenge", "bananna"]).errors.contains("did you mean banana"))
      #expect(try Binary.run(["challenge", "4", "--hint"]).output.contains("valley is flat"))
    }
  }

  @Test func `what is on the screen becomes a scene of a lecture`() throws {
    try Session.run(
      arguments: "--surface himmelblau --optimizer adam:eta=0.3 --chart step --overlay --steps 120"
    ) {
      terminal, folder in
      try terminal.type(":")
      try terminal.enter("scene talk.toml")
      try terminal.wait(for: "the first scene") { $0.contains("scene 1 of talk.toml") }
      try terminal.type("A", ":")
      try terminal.enter("scene talk.toml")
      try terminal.wait(for: "the second scene") { $0.contains("scene 2 of talk.toml") }
      let written = try String(
        contentsOf: folder.appendingPathComponent("talk.toml"), encoding: .utf8)
      #expect(written.components(separatedBy: "[[scene]]").count == 3)
      for line in [
        "surface = \"himmelblau\"", "steps = 120", "start = [", "adam:eta=0.3", "chart = \"step\"",
        "overlay = true",
      ] {
        #expect(written.contains(line), "\(line)")
      }
      let told = try Binary.run(["lecture", "talk.toml", "--plain"], in: folder)
      #expect(told.status == 0 && told.output.contains("Scene 2 of 2"))
      // A file that is no lecture stays as it is.
      let other = folder.appendingPathComponent("other.toml")
      try Data("name = \"x\"\n".utf8).write(to: other)
      try terminal.type(":")
      try terminal.enter("scene other.toml")
      try terminal.wait(for: "why not") { $0.contains("not written") }
      #expect(try String(contentsOf: other, encoding: .utf8) == "name = \"x\"\n")
      try terminal.type("q")
      try Session.leave(terminal, folder)
    }
  }

  @Test func `the course begins where no lecture is named, and goes into a folder that is`() throws
  {
    let told = try Binary.run(["lecture", "--plain"])
    #expect(
      told.status == 0 && told.output.hasPrefix("Lecture: The ravine, and why momentum helps."))
    // Each names the next, the last the challenges; a lecture of one's own names none.
    for (name, next) in [
      ("edge", "ravine lecture following-edge"), ("turned-axes", "ravine lecture edge"),
    ] {
      let told = try Binary.run(["lecture", name, "--plain"])
      #expect(told.output.hasSuffix("Next: \(next)\n"), "\(told.output.suffix(80))")
    }
    let last = try Binary.run(["lecture", "many-rules", "--plain"])
    #expect(last.output.hasSuffix("Next: ravine challenge\n"))
    let list = try Binary.run(["lectures"])
    #expect(list.output.contains("12 minutes") && list.output.contains("many-rules"))
    for wrong in [["handout", "--all"], ["handout"], ["handout", "adam", "--all", "-o", "x"]] {
      let run = try Binary.run(wrong)
      #expect(run.status == 64 && run.errors.contains("--all"), "\(wrong)")
    }
    let blocked = try Binary.run(["handout", "--all", "--output", "/dev/null/site"])
    #expect(blocked.status == 73 && blocked.errors.split(separator: "\n").count == 1)
  }
}
