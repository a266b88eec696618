import Foundation
import Testing

/// Every kind of terminal, locale and wish about colours; and none at all.
@Suite(.serialized, .timeLimit(.minutes(5)), .eachColours) struct EnvironmentTests {
  private static let types = [
    "xterm-256color", "tmux-256color", "screen", "linux", "vt100", "xterm", "no-such-terminal",
  ]
  private static let locales = ["C", "C.UTF-8", "de_DE.UTF-8"]

  @Test(arguments: types, locales)
  func `it opens, draws and quits`(type: String, locale: String) throws {
    for noColor in ["", "1"] {
      let terminal = try Pseudoterminal(
        ["--at", "60"], environment: ["TERM": type, "LC_ALL": locale, "NO_COLOR": noColor])
      terminal.wait(forText: "quit")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0) && terminal.hasItsModes)
      let text = String(decoding: terminal.received, as: UTF8.self)
      // A locale that is not installed counts as C.
      if locale == "C" { #expect(terminal.received.allSatisfy { $0 < 128 }) }
      if locale == "C.UTF-8" { #expect(text.contains("β")) }
      let styles = text.matches(of: /\u{1B}\[([0-9;:]*)m/).flatMap { $0.1.split(separator: ";") }
      let hasColors = styles.contains { code in
        Int(code.prefix { $0 != ":" }).map { (30...38).contains($0) || (40...48).contains($0) }
          ?? false
      }
      let isColored = noColor.isEmpty && type != "vt100"
      #expect(hasColors == isColored, "\(type) \(locale) NO_COLOR '\(noColor)'")
      // Numbers have a point, wherever commas are usual.
      #expect(text.contains("0.001") && !text.contains("0,001"))
    }
  }

  @Test func `a flag is worth more than NO_COLOR`() throws {
    let terminal = try Pseudoterminal(
      ["--color", "always"], environment: ["NO_COLOR": "1"])
    terminal.wait(forText: "quit")
    #expect(terminal.has("38;5;") || terminal.has(";5;") || terminal.has("38:2::"))
    terminal.type("q")
    terminal.waitForEnd()
  }

  @Test func `a dumb terminal gets the race in words`() throws {
    let terminal = try Pseudoterminal(environment: ["TERM": "dumb"])
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0))
    #expect(terminal.has("At the end, from the lowest: Nesterov") && terminal.has("TERM=dumb"))
    #expect(!terminal.received.contains(0x1B))
  }

  @Test func `without any terminal it tells the race in words`() throws {
    let told = try Binary.run(
      program: "/usr/bin/env", ["setsid", "-w", Binary.path], environment: ["LC_ALL": "C.UTF-8"])
    #expect(told.status == 0)
    #expect(told.output.contains("At the end, from the lowest: Nesterov"))
    #expect(told.errors.contains("no terminal to draw on"))
    #expect(!told.output.contains("\u{1B}"))
  }

  @Test func `standard output and input may go elsewhere`() throws {
    try Binary.withFolder { folder in
      let terminal = try Pseudoterminal(folder: folder, shell: "$RAVINE </dev/null >out 2>err")
      terminal.wait(forText: "quit")
      terminal.type("q")
      terminal.waitForEnd()
      #expect(terminal.end == .exited(0))
      for name in ["out", "err"] {
        let path = folder.appendingPathComponent(name).path
        #expect(FileManager.default.contents(atPath: path)?.isEmpty == true)
      }
    }
  }

  @Test func `standard input may be closed`() throws {
    let terminal = try Pseudoterminal(shell: "exec $RAVINE <&-")
    terminal.wait(forText: "quit")
    terminal.type("q")
    terminal.waitForEnd()
    #expect(terminal.end == .exited(0) && terminal.hasItsModes)
  }

  @Test(arguments: ["plain", "lecture"])
  func `in words a race has an end and no control characters`(kind: String) throws {
    let arguments =
      kind == "plain" ? ["--plain", "--surface", "saddle"] : ["lecture", "adam", "--plain"]
    let told = try Binary.run(arguments, environment: ["LC_ALL": "C"])
    #expect(told.status == 0 && told.errors.isEmpty)
    #expect(told.output.contains("At the end, from the lowest"))
    #expect(
      told.output.unicodeScalars.allSatisfy { $0.value < 128 && ($0.value >= 32 || $0 == "\n") })
    if kind == "lecture" {
      #expect(told.output.contains("Question: ") && told.output.contains("Answer: "))
    }
  }
}
