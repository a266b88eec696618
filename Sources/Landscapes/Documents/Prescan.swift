/// Looks through a TOML text before the library parses it, for what would end the process: nesting
/// that exhausts its stack; table headers without a name and brackets that close what they did not
/// open, on which it fails assertions.
struct Prescan {
  /// What was found, and in which line, counted from 0.
  struct Finding: Equatable {
    var line: Int
    var message: String
  }

  /// The deepest nesting of brackets and dotted keys.
  static let deepest = 40

  private enum State {
    case plain, comment, basic, literal, longBasic, longLiteral
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 0
  /// What would close each bracket that is open.
  private var closers: [UInt8] = []
  private var dots = 0
  private var state = State.plain
  private var atLineStart = true

  /// The first thing in a text that must not reach the library; nil for a text that may.
  static func finding(in text: String) -> Finding? {
    var scan = Prescan(bytes: Array(text.utf8))
    return scan.run()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func isNext(_ pattern: StaticString, at place: Int) -> Bool {
    let count = pattern.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[place + $0] == pattern.utf8Start[$0] }
  }

  private mutating func run() -> Finding? {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") {
        line += 1
        dots = 0
        atLineStart = true
        if state != .longBasic, state != .longLiteral { state = .plain }
        index += 1
        continue
      }
      if state == .plain {
        if let finding = plain(byte) { return finding }
      } else {
        quoted(byte)
      }
      index += 1
    }
    return nil
  }

  /// Follows a text or a comment to its end.
  private mutating func quoted(_ byte: UInt8) {
    switch state {
    case .basic:
      if byte == UInt8(ascii: "\\") { index += 1 }
      if byte == UInt8(ascii: "\"") { state = .plain }
    case .literal:
      if byte == UInt8(ascii: "'") { state = .plain }
    case .longBasic:
      if byte == UInt8(ascii: "\\") { index += 1 }
      if isNext("\"\"\"", at: index) {
        index += 2
        state = .plain
      }
    case .longLiteral:
      if isNext("'''", at: index) {
        index += 2
        state = .plain
      }
    case .plain, .comment: break
    }
  }

  private mutating func plain(_ byte: UInt8) -> Finding? {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): return nil
    case UInt8(ascii: "#"): state = .comment
    case UInt8(ascii: "\""):
      state = isNext("\"\"\"", at: index) ? .longBasic : .basic
      if state == .longBasic { index += 2 }
    case UInt8(ascii: "'"):
      state = isNext("'''", at: index) ? .longLiteral : .literal
      if state == .longLiteral { index += 2 }
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if atLineStart, closers.isEmpty, byte == UInt8(ascii: "["), !isHeaderNamed {
        return Finding(line: line, message: "expected the name of a table after '['")
      }
      closers.append(byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      guard closers.popLast() == byte else {
        let found = Character(Unicode.Scalar(byte))
        return Finding(line: line, message: "'\(found)' closes nothing that is open here")
      }
    case UInt8(ascii: "."): dots += 1
    case UInt8(ascii: "="), UInt8(ascii: ","): dots = 0
    default: break
    }
    atLineStart = false
    guard closers.count <= Prescan.deepest, dots <= Prescan.deepest else {
      return Finding(line: line, message: "nested deeper than \(Prescan.deepest) levels")
    }
    return nil
  }

  /// Whether a header that begins here has a name or its end after its brackets.
  private var isHeaderNamed: Bool {
    var place = index + 1
    func skip() {
      while place < bytes.count,
        bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t")
      {
        place += 1
      }
    }
    skip()
    if place < bytes.count, bytes[place] == UInt8(ascii: "[") {
      place += 1
      skip()
    }
    guard place < bytes.count else { return true }
    switch bytes[place] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"):
      return true
    default: return false
    }
  }
}
