import Testing

@testable import Terminal

@Suite struct KeyReaderTests {
  private func names(_ scalars: String, gap: Duration = .milliseconds(40)) -> [String] {
    var reader = KeyReader()
    var now = ContinuousClock.now
    return scalars.unicodeScalars.compactMap { scalar in
      now = now.advanced(by: gap)
      return reader.name(code: Int(scalar.value), isFunction: false, now: now)
    }
  }

  @Test func `an arrow that arrives in pieces is an arrow, not letters`() {
    #expect(names("\u{1B}[A") == ["escape", "up"])
    #expect(names("\u{1B}OC") == ["escape", "right"])
    #expect(names("\u{1B}[1;2D") == ["escape", "shift-left"])
    #expect(names("\u{1B}[6~x") == ["escape", "pagedown", "x"])
  }

  @Test func `after a while a bracket is a bracket`() {
    #expect(names("\u{1B}[A", gap: .milliseconds(400)) == ["escape", "[", "A"])
  }

  @Test func `letters after Escape are letters`() {
    #expect(names("\u{1B}bq") == ["escape", "b", "q"])
  }

  @Test func `control keys have names`() {
    #expect(
      names("\t\r \u{7F}\u{12}\u{0C}é") == [
        "tab", "enter", "space", "backspace", "ctrl-r", "ctrl-l", "é",
      ])
  }
}
