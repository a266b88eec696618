/// The four kinds of texts: in double quotes with escapes, in single quotes as they stand, each also
/// over several lines.
extension TomlReader {
  /// `"…"`.
  mutating func readBasic() throws(DocumentError) -> String {
    let start = index
    index += 1
    var bytes: [UInt8] = []
    while true {
      try checkText(from: start)
      if accept("\"") { return String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") {
        try readEscape(into: &bytes)
      } else {
        bytes.append(byte)
        index += 1
      }
    }
  }

  /// `'…'`.
  mutating func readLiteral() throws(DocumentError) -> String {
    let start = index
    index += 1
    while byte != UInt8(ascii: "'") {
      try checkText(from: start)
      index += 1
    }
    defer { index += 1 }
    return String(decoding: source.bytes[start + 1..<index], as: UTF8.self)
  }

  /// Refuses what a text of one line must not hold at the place of reading.
  private func checkText(from start: Int) throws(DocumentError) {
    if isAtEnd || isAtLineEnd { throw error("this text is not closed in its line", at: start) }
    guard !TomlReader.isControl(byte) else { throw error("a text must not hold \(found)") }
  }

  /// `"""…"""`: a line end behind the opening quotes is left out, a backslash at the end of a line
  /// takes the blanks and line ends after it away.
  mutating func readLongBasic() throws(DocumentError) -> String {
    let start = index
    index += 3
    if isAtLineEnd { skipLineEnd() }
    var bytes: [UInt8] = []
    while !closesLong(UInt8(ascii: "\""), into: &bytes) {
      try checkLong(from: start)
      if isAtLineEnd {
        skipLineEnd()
        bytes.append(UInt8(ascii: "\n"))
      } else if byte == UInt8(ascii: "\\") {
        if !skipFoldedLine() { try readEscape(into: &bytes) }
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `'''…'''`: a line end behind the opening quotes is left out.
  mutating func readLongLiteral() throws(DocumentError) -> String {
    let start = index
    index += 3
    if isAtLineEnd { skipLineEnd() }
    var bytes: [UInt8] = []
    while !closesLong(UInt8(ascii: "'"), into: &bytes) {
      try checkLong(from: start)
      if isAtLineEnd {
        skipLineEnd()
        bytes.append(UInt8(ascii: "\n"))
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func checkLong(from start: Int) throws(DocumentError) {
    if isAtEnd { throw error("this text is not closed", at: start) }
    guard isAtLineEnd || !TomlReader.isControl(byte) else {
      throw error("a text must not hold \(found)")
    }
  }

  /// Skips three closing quotes; one or two before them belong to the text.
  private mutating func closesLong(_ quote: UInt8, into bytes: inout [UInt8]) -> Bool {
    guard byte == quote, byte(ahead: 1) == quote, byte(ahead: 2) == quote else { return false }
    var count = 3
    while count < 5, byte(ahead: count) == quote { count += 1 }
    bytes.append(contentsOf: repeatElement(quote, count: count - 3))
    index += count
    return true
  }

  /// Skips a backslash with the blanks and line ends after it, where a line ends right behind them.
  private mutating func skipFoldedLine() -> Bool {
    let start = index
    index += 1
    skipBlanks()
    guard isAtLineEnd else {
      index = start
      return false
    }
    while isAtLineEnd {
      skipLineEnd()
      skipBlanks()
    }
    return true
  }

  private mutating func readEscape(into bytes: inout [UInt8]) throws(DocumentError) {
    let start = index
    index += 1
    let letter = byte
    index += 1
    switch letter {
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(letter)
    case UInt8(ascii: "u"): try readScalarValue(digits: 4, from: start, into: &bytes)
    case UInt8(ascii: "U"): try readScalarValue(digits: 8, from: start, into: &bytes)
    default:
      throw error(
        "unknown escape: known are \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX", at: start)
    }
  }

  private mutating func readScalarValue(digits: Int, from start: Int, into bytes: inout [UInt8])
    throws(DocumentError)
  {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = TomlReader.hexadecimal(byte) else {
        throw error("an escape takes \(digits) hexadecimal digits", at: start)
      }
      value = value << 4 | digit
      index += 1
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw error("this escape names no character", at: start)
    }
    bytes.append(contentsOf: String(scalar).utf8)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return UInt32(byte - UInt8(ascii: "A")) + 10
    default: return nil
    }
  }
}
