import CNcurses

/// Turns what ncurses reads into names of keys.
///
/// Over a slow line the bytes of an arrow key arrive in pieces, and ncurses takes the first for
/// Escape. What follows such an Escape at once is then the rest of a sequence, not letters.
struct KeyReader {
  private var escapeAt: ContinuousClock.Instant?
  private var sequence: String?
  /// The bytes of a character that is not whole yet.
  private var begun: [UInt8] = []

  /// How long after an Escape a `[` or `O` still belongs to it.
  private static let patience = Duration.milliseconds(300)

  /// The name of a key, or nil where the code is part of a sequence or of a character, or has no name.
  ///
  /// - Parameter code: the code of a function key, or a byte of UTF-8.
  mutating func name(code: Int, isFunction: Bool, now: ContinuousClock.Instant) -> String? {
    if isFunction {
      escapeAt = nil
      begun = []
      return KeyReader.functionKeys[code]
    }
    guard let scalar = scalar(endingWith: UInt8(truncatingIfNeeded: code)) else { return nil }
    if let started = escapeAt, now - started <= KeyReader.patience {
      if let begun = sequence { return continued(begun, scalar) }
      if scalar == "[" || scalar == "O" {
        sequence = String(scalar)
        return nil
      }
    }
    escapeAt = nil
    sequence = nil
    if scalar == "\u{1B}" { escapeAt = now }
    return KeyReader.name(of: scalar)
  }

  /// The character that a byte ends; nil where more has to come.
  ///
  /// What is no UTF-8 is left out, and nothing of what follows it.
  private mutating func scalar(endingWith byte: UInt8) -> Unicode.Scalar? {
    if byte < 0x80 {
      begun = []
      return Unicode.Scalar(byte)
    }
    // A byte that begins a character ends what was left of another.
    if byte >= 0xC0 { begun = [] }
    begun.append(byte)
    guard let first = begun.first, first >= 0xC2 else {
      begun = []
      return nil
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard begun.count >= length else { return nil }
    defer { begun = [] }
    return String(validating: begun, as: UTF8.self)?.unicodeScalars.first
  }

  private mutating func continued(_ begun: String, _ scalar: Unicode.Scalar) -> String? {
    if ("0"..."9").contains(scalar) || scalar == ";" {
      sequence = begun + String(scalar)
      return nil
    }
    escapeAt = nil
    sequence = nil
    let shifted = begun.hasSuffix(";2")
    switch scalar {
    case "A": return shifted ? "shift-up" : "up"
    case "B": return shifted ? "shift-down" : "down"
    case "C": return shifted ? "shift-right" : "right"
    case "D": return shifted ? "shift-left" : "left"
    case "H": return "home"
    case "F": return "end"
    case "Z": return "shift-tab"
    case "~":
      return ["[5": "pageup", "[6": "pagedown", "[1": "home", "[4": "end"][begun]
    default: return nil
    }
  }

  private static func name(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x1B: return "escape"
    case 0x20: return "space"
    case 0x09: return "tab"
    case 0x0A, 0x0D: return "enter"
    case 0x08, 0x7F: return "backspace"
    case 0x01...0x1A:
      return Unicode.Scalar(scalar.value + 0x60).map { "ctrl-" + String($0) }
    case 0x00..<0x20: return nil
    default: return String(scalar)
    }
  }

  private static let functionKeys: [Int: String] = [
    RAVINE_LEFT: "left", RAVINE_RIGHT: "right",
    RAVINE_UP: "up", RAVINE_DOWN: "down",
    RAVINE_SHIFT_LEFT: "shift-left",
    RAVINE_SHIFT_RIGHT: "shift-right",
    RAVINE_SHIFT_UP: "shift-up", RAVINE_SHIFT_DOWN: "shift-down",
    RAVINE_HOME: "home", RAVINE_END: "end",
    RAVINE_PAGE_UP: "pageup", RAVINE_PAGE_DOWN: "pagedown",
    RAVINE_BACK_TAB: "shift-tab", RAVINE_BACKSPACE: "backspace",
    RAVINE_DELETE: "delete", RAVINE_ENTER: "enter",
  ].merging((1...12).map { (RAVINE_F0 + $0, "f\($0)") }) { first, _ in first }
}
