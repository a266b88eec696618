import Testing

@testable import Terminal

@Suite struct KeyReaderTests {
  private func names(_ scalars: String, gap: Duration = .milliseconds(40)) -> [String] {
    var reader = KeyReader()
    var now = ContinuousClock.now
    return scalars.utf8.compactMap { byte in
      now = now.advanced(by: gap)
      return reader.name(code: Int(byte), isFunction: false, now: now)
    }
  }

  @Test func `bytes that are no text are left out, and nothing after them`() {
    var reader = KeyReader()
    func names(_ bytes: [UInt8]) -> [String] {
      bytes.compactMap {
        reader.name(code: Int($0), isFunction: false, now: ContinuousClock.now)
      }
    }
    #expect(names([0xFF, 0x71]) == ["q"])
    #expect(names([0xC3, 0x71]) == ["q"])
    #expect(names([0xC3]) == [])
    #expect(names([0xA9, 0x71]) == ["é", "q"])
    #expect(names([0x80, 0xE2, 0x88, 0xC3, 0xA9]) == ["é"])
    #expect(names([0xE2, 0x88, 0x87]) == ["∇"])
    #expect(names([0xF0, 0x9F, 0x98]) == [])
    #expect(names([0x80]) == ["😀"])
    #expect(names([0xED, 0xA0, 0x80, 0x71]) == ["q"])
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
