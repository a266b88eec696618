import Drawing
import Foundation
import Testing

@testable import Terminal

/// Whether a terminal is asked for colours of 24 bits.
@Suite(.timeLimit(.minutes(2))) struct ColorSupportTests {
  static let direct: [[String: String]] = [
    ["TERM": "xterm-256color", "COLORTERM": "truecolor"], ["TERM": "xterm", "COLORTERM": "24bit"],
    ["TERM": "tmux-256color", "TMUX": "x", "COLORTERM": "truecolor"],
    ["TERM": "screen-256color", "TMUX": "x", "COLORTERM": "truecolor"],
    ["TERM": "xterm-kitty"], ["TERM": "foot"], ["TERM": "alacritty"], ["TERM": "wezterm"],
    ["TERM": "xterm-ghostty"], ["TERM": "xterm-direct"], ["TERM": "konsole-direct"],
  ]
  static let few: [[String: String]] = [
    ["TERM": "xterm-256color"], ["TERM": "xterm-256color", "COLORTERM": "yes"],
    ["TERM": "linux", "COLORTERM": "truecolor"], ["TERM": "vt100", "COLORTERM": "24bit"],
    ["TERM": "dumb", "COLORTERM": "24bit"], ["COLORTERM": "truecolor"],
    ["TERM": "screen-256color", "COLORTERM": "truecolor"],
  ]

  @Test(arguments: direct)
  func `colours of 24 bits where the terminal says so`(variables: [String: String]) {
    #expect(ColorSupport(wanted: nil, in: variables).isDirect)
    // What a reader asks for counts more.
    let asked = ColorSupport(wanted: .indexed, in: variables)
    #expect(!asked.isDirect && asked.reason == "as asked")
  }

  @Test(arguments: few)
  func `no more colours than the terminal has`(variables: [String: String]) {
    #expect(!ColorSupport(wanted: nil, in: variables).isDirect)
    #expect(ColorSupport(wanted: .full, in: variables).isDirect)
  }

  /// What the program sends: colours of 24 bits, numbers of a palette, or neither.
  private func sends(_ environment: [String: String], _ arguments: [String] = []) throws -> (
    direct: Bool, indexed: Bool
  ) {
    let terminal = try Pseudoterminal(arguments, environment: environment)
    terminal.wait(for: "the key bar") { terminal.has("quit") }
    let found = (
      terminal.has("48:2::") || terminal.has("48;2;"), terminal.has("48;5;")
    )
    terminal.type("q")
    terminal.wait(for: "its end") { terminal.end != nil }
    return found
  }

  @Test func `the terminal gets the colours that were chosen`() throws {
    let claims = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]
    #expect(try sends(claims) == (true, false))
    #expect(try sends(claims, ["--color", "256"]) == (false, true))
    #expect(try sends(["TERM": "xterm-256color", "COLORTERM": ""]) == (false, true))
    #expect(try sends(["TERM": "xterm-256color"], ["--color", "truecolor"]) == (true, false))
    #expect(try sends(["TERM": "screen"], ["--color", "truecolor"]) == (true, false))
    // A type that the machine may not know; its numbers are colours, not those of a palette.
    #expect(try sends(["TERM": "xterm-direct"]) == (true, false))
    #expect(try sends(["TERM": "xterm-direct"], ["--color", "256"]) == (false, true))
    #expect(try sends(["TERM": "xterm-kitty"]) == (true, false))
    #expect(try sends(["TERM": "linux", "COLORTERM": "truecolor"]) == (false, false))
  }

  @Test func `debug tells the colours and why, and children get the variables that we got`() throws
  {
    let terminal = try Pseudoterminal(
      columns: 140, environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"],
      shell: "$RAVINE; echo terminfo-is-${TERMINFO:-unset}")
    terminal.wait(for: "the key bar") { terminal.has("quit") }
    terminal.type(":debug\r")
    terminal.wait(forText: "true colour, COLORTERM=truecolor")
    terminal.type("q")
    terminal.wait(forText: "terminfo-is-unset")
  }
}
