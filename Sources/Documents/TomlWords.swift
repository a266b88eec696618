/// Values that are written as bare words: booleans, numbers, dates and times.
extension TomlReader {
  /// Reads a bare word and tells what it is.
  mutating func readWord() throws(DocumentError) -> Entry.Value {
    let start = index
    skipWord()
    guard index > start else { throw error("expected a value, found \(found)") }
    // A date and a time may be parted by one blank.
    if index - start == 10, TomlWord(source.bytes[start..<index]).isDate,
      byte == UInt8(ascii: " "), TomlWord.isDigit(byte(ahead: 1)), TomlWord.isDigit(byte(ahead: 2)),
      byte(ahead: 3) == UInt8(ascii: ":")
    {
      index += 1
      skipWord()
    }
    let word = TomlWord(source.bytes[start..<index])
    guard let value = word.value else {
      throw error(word.complaint, at: start)
    }
    return value
  }

  private mutating func skipWord() {
    while TomlWord.isPart(byte) { index += 1 }
  }
}

/// A bare word of a TOML text.
struct TomlWord {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a byte can be part of a bare word.
  static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: ":"):
      return true
    default: return false
    }
  }

  private var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What the word means; nil where it means nothing.
  var value: Entry.Value? {
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf": return .decimal(.infinity)
    case "-inf": return .decimal(-.infinity)
    case "nan", "+nan", "-nan": return .decimal(.nan)
    default: break
    }
    if let number { return number }
    return isDate || isTime(from: bytes.startIndex) || isDateAndTime ? .date(text) : nil
  }

  /// Why the word means nothing.
  var complaint: String {
    let shown = text.count > 40 ? "\(text.prefix(40))…" : text
    if whole != nil { return "the number \(shown) does not fit into 64 bits" }
    if let first = bytes.first(where: { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      TomlWord.isDigit(first) || first == UInt8(ascii: ".")
    {
      return "'\(shown)' is neither a number nor a date"
    }
    return "'\(shown)' is no value: a text needs quotes"
  }

  // MARK: Numbers

  private var isWholeNumber: Bool {
    let digits =
      bytes.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } ?? false
      ? bytes.dropFirst() : bytes
    return TomlWord.isGrouped(digits, TomlWord.isDigit)
      && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  /// Digits with single underscores between them.
  private static func isGrouped(_ bytes: ArraySlice<UInt8>, _ isDigit: (UInt8) -> Bool) -> Bool {
    var isAfterDigit = false
    for byte in bytes {
      if isDigit(byte) {
        isAfterDigit = true
      } else {
        guard byte == UInt8(ascii: "_"), isAfterDigit else { return false }
        isAfterDigit = false
      }
    }
    return isAfterDigit
  }

  private var plain: String {
    String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private var number: Entry.Value? {
    if let whole { return Int(whole.digits, radix: whole.radix).map { .integer($0) } }
    return isFraction ? Double(plain).map { .decimal($0) } : nil
  }

  /// A whole number of any size, its sign among the digits.
  private var whole: (digits: String, radix: Int)? {
    if isWholeNumber { return (plain, 10) }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
      let digits = bytes.dropFirst(2)
      guard
        TomlWord.isGrouped(
          digits, { Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false })
      else { return nil }
      return (String(plain.dropFirst(2)), radix)
    }
    return nil
  }

  /// A whole number with a fraction, an exponent, or both.
  private var isFraction: Bool {
    let isExponent: (UInt8) -> Bool = { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    var mantissa = bytes
    if let place = bytes.firstIndex(where: isExponent) {
      var exponent = bytes[(place + 1)...]
      if let sign = exponent.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        exponent = exponent.dropFirst()
      }
      guard TomlWord.isGrouped(exponent, TomlWord.isDigit) else { return false }
      mantissa = bytes[..<place]
    }
    guard let point = mantissa.firstIndex(of: UInt8(ascii: ".")) else {
      return TomlWord(mantissa).isWholeNumber
    }
    return TomlWord(mantissa[..<point]).isWholeNumber
      && TomlWord.isGrouped(mantissa[(point + 1)...], TomlWord.isDigit)
  }

  // MARK: Dates and times

  /// The number of some digits from a place on; nil where they are none.
  private func digits(_ count: Int, at place: Int) -> Int? {
    guard place + count <= bytes.endIndex else { return nil }
    var value = 0
    for byte in bytes[place..<place + count] {
      guard TomlWord.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private func has(_ byte: Unicode.Scalar, at place: Int) -> Bool {
    place < bytes.endIndex && bytes[place] == UInt8(ascii: byte)
  }

  /// Whether the word is a date, `1979-05-27`.
  var isDate: Bool { bytes.count == 10 && startsWithDate }

  private var startsWithDate: Bool {
    let start = bytes.startIndex
    guard let year = digits(4, at: start), has("-", at: start + 4),
      let month = digits(2, at: start + 5), has("-", at: start + 7),
      let day = digits(2, at: start + 8), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  private var isDateAndTime: Bool {
    guard bytes.count > 11, startsWithDate else { return false }
    let separator = bytes.startIndex + 10
    guard has("T", at: separator) || has("t", at: separator) || has(" ", at: separator) else {
      return false
    }
    // An offset is found from the end, so that what remains is a time alone.
    var time = bytes[(separator + 1)...]
    if let last = time.last, last == UInt8(ascii: "Z") || last == UInt8(ascii: "z") {
      time = time.dropLast()
    } else if time.count > 6 {
      let sign = time.endIndex - 6
      if has("+", at: sign) || has("-", at: sign) {
        guard let hours = digits(2, at: sign + 1), hours < 24, has(":", at: sign + 3),
          let minutes = digits(2, at: sign + 4), minutes < 60
        else { return false }
        time = time[..<sign]
      }
    }
    return TomlWord(time).isTime(from: time.startIndex)
  }

  /// Whether what follows a place is a time to the end, `07:32:00.5`.
  private func isTime(from place: Int) -> Bool {
    guard let hours = digits(2, at: place), hours < 24, has(":", at: place + 2),
      let minutes = digits(2, at: place + 3), minutes < 60, has(":", at: place + 5),
      let seconds = digits(2, at: place + 6), seconds <= 60
    else { return false }
    let rest = bytes[(place + 8)...]
    guard let point = rest.first else { return true }
    return point == UInt8(ascii: ".") && rest.count > 1
      && rest.dropFirst().allSatisfy(TomlWord.isDigit)
  }
}
