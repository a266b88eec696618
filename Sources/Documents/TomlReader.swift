/// Reads TOML 1.0 (toml.io/en/v1.0.0) in one pass, without recursion.
struct TomlReader {
  let source: Source
  var index = 0
  private var tree = TomlTree()

  /// The root table of a text.
  ///
  /// - Throws: a `DocumentError` at the place where the text stops being TOML.
  static func table(of source: Source) throws(DocumentError) -> Table {
    var reader = TomlReader(source: source)
    try reader.read()
    return reader.tree.root
  }

  private init(source: Source) { self.source = source }

  // MARK: Bytes

  /// The byte at the place of reading; 0, which no TOML text holds, behind the end.
  var byte: UInt8 { byte(ahead: 0) }

  func byte(ahead count: Int) -> UInt8 {
    index + count < source.bytes.count ? source.bytes[index + count] : 0
  }

  var isAtEnd: Bool { index >= source.bytes.count }

  var isAtLineEnd: Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && byte(ahead: 1) == UInt8(ascii: "\n")
  }

  func error(_ message: String, at offset: Int? = nil) -> DocumentError {
    source.error(message, at: offset ?? index)
  }

  /// What stands at the place of reading, for messages.
  var found: String {
    if isAtEnd { return "the end" }
    if isAtLineEnd { return "the end of the line" }
    let rest = String(
      decoding: source.bytes[index..<min(index + 4, source.bytes.count)], as: UTF8.self)
    guard let scalar = rest.unicodeScalars.first else { return "the end" }
    let shown = printable(String(scalar))
    return shown == " " && scalar != " "
      ? "the character U+\(String(scalar.value, radix: 16, uppercase: true))" : "'\(shown)'"
  }

  mutating func accept(_ wanted: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: wanted), !isAtEnd else { return false }
    index += 1
    return true
  }

  mutating func skipBlanks() {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { index += 1 }
  }

  mutating func skipLineEnd() { index += byte == UInt8(ascii: "\r") ? 2 : 1 }

  /// Whether a byte is a control character, none of which a text or a comment may hold but the tab.
  static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F
  }

  private mutating func skipComment() throws(DocumentError) {
    guard accept("#") else { return }
    while !isAtEnd, !isAtLineEnd {
      guard !TomlReader.isControl(byte) else {
        throw error("a comment must not hold \(found)")
      }
      index += 1
    }
  }

  /// Skips blanks, comments and line ends, as arrays may hold them.
  private mutating func skipLines() throws(DocumentError) {
    while true {
      skipBlanks()
      try skipComment()
      guard isAtLineEnd else { return }
      skipLineEnd()
    }
  }

  // MARK: Lines

  private mutating func read() throws(DocumentError) {
    while true {
      try skipLines()
      if isAtEnd { return }
      if byte == UInt8(ascii: "[") {
        try readHeader()
      } else {
        try readPair()
      }
      skipBlanks()
      try skipComment()
      guard isAtEnd || isAtLineEnd else {
        throw error("expected the end of the line, found \(found)")
      }
    }
  }

  private mutating func readHeader() throws(DocumentError) {
    index += 1
    let isArray = accept("[")
    skipBlanks()
    let path = try readKey(named: "the name of a table")
    guard accept("]") else { throw error("expected ']' after the name, found \(found)") }
    if isArray, !accept("]") { throw error("expected ']]' after the name, found \(found)") }
    try inTree { tree throws(TomlTree.Refusal) in try tree.open(path, isArray: isArray) }
  }

  private mutating func readPair() throws(DocumentError) {
    let table = tree.current
    let slot = try readSlot(in: table, isInline: false)
    try readValue(into: slot)
  }

  /// Reads `key =` and the blanks behind it.
  private mutating func readSlot(in table: Int, isInline: Bool) throws(DocumentError)
    -> TomlTree.Slot
  {
    let path = try readKey(named: "a key")
    guard accept("=") else { throw error("expected '=' after the key, found \(found)") }
    skipBlanks()
    return try inTree { tree throws(TomlTree.Refusal) in
      try tree.slot(path, in: table, isInline: isInline)
    }
  }

  private mutating func inTree<Result>(
    _ body: (inout TomlTree) throws(TomlTree.Refusal) -> Result
  ) throws(DocumentError) -> Result {
    do {
      return try body(&tree)
    } catch {
      throw source.error(error.message, at: error.offset)
    }
  }

  /// Reads a dotted key and the blanks behind it.
  private mutating func readKey(named wanted: String) throws(DocumentError) -> [TomlTree.Part] {
    var parts: [TomlTree.Part] = []
    repeat {
      skipBlanks()
      let start = index
      parts.append(TomlTree.Part(name: try readName(wanted), offset: start))
      guard parts.count <= TomlTree.deepest else {
        throw error("nested deeper than \(TomlTree.deepest) levels", at: start)
      }
      skipBlanks()
    } while accept(".")
    return parts
  }

  private mutating func readName(_ wanted: String) throws(DocumentError) -> String {
    switch byte {
    case UInt8(ascii: "\""): return try readBasic()
    case UInt8(ascii: "'"): return try readLiteral()
    default:
      let start = index
      while TomlReader.isNamePart(byte) { index += 1 }
      guard index > start else { throw error("expected \(wanted), found \(found)") }
      return String(decoding: source.bytes[start..<index], as: UTF8.self)
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }

  // MARK: Values

  /// An array or a table within braces that is still open.
  private struct Open {
    var node: Int
    var offset: Int
    var isList: Bool
    var isEmpty = true
  }

  /// Reads a value with all that is nested in it.
  private mutating func readValue(into first: TomlTree.Slot) throws(DocumentError) {
    var open: [Open] = []
    var slot: TomlTree.Slot? = first
    while let here = slot {
      let start = index
      if accept("[") {
        let node = try inTree { tree throws(TomlTree.Refusal) in
          try tree.putList(at: start, in: here)
        }
        open.append(Open(node: node, offset: start, isList: true))
      } else if accept("{") {
        let node = try inTree { tree throws(TomlTree.Refusal) in
          try tree.putTable(at: start, in: here)
        }
        open.append(Open(node: node, offset: start, isList: false))
      } else {
        let value = try readScalar()
        try inTree { tree throws(TomlTree.Refusal) in try tree.put(value, at: start, in: here) }
      }
      // What ends here is closed, until a next value is announced.
      slot = nil
      while slot == nil, let inner = open.popLast() {
        slot = try nextSlot(in: inner)
        if slot != nil {
          open.append(
            Open(node: inner.node, offset: inner.offset, isList: inner.isList, isEmpty: false))
        }
      }
    }
  }

  /// The slot of the next value in an array or a table; nil where it ends.
  private mutating func nextSlot(in open: Open) throws(DocumentError) -> TomlTree.Slot? {
    if open.isList {
      try skipLines()
      if accept("]") { return nil }
      if !open.isEmpty {
        guard accept(",") else {
          throw isAtEnd || isAtStatement
            ? error("this '[' is not closed", at: open.offset)
            : error("expected ',' or ']' in the array, found \(found)")
        }
        try skipLines()
        if accept("]") { return nil }
      }
      if isAtEnd || isAtStatement { throw error("this '[' is not closed", at: open.offset) }
      return .item(list: open.node)
    }
    skipBlanks()
    if accept("}") { return nil }
    if !open.isEmpty, !isAtEnd, !isAtLineEnd {
      guard accept(",") else { throw error("expected ',' or '}' in the table, found \(found)") }
      skipBlanks()
    }
    if isAtEnd || isAtLineEnd {
      throw error("this '{' is not closed in its line", at: open.offset)
    }
    return try readSlot(in: open.node, isInline: true)
  }

  private mutating func readScalar() throws(DocumentError) -> Entry.Value {
    switch byte {
    case UInt8(ascii: "\""):
      return .text(isTripled ? try readLongBasic() : try readBasic())
    case UInt8(ascii: "'"):
      return .text(isTripled ? try readLongLiteral() : try readLiteral())
    default: return try readWord()
    }
  }

  /// Whether a statement begins with the line here, so that an array that meets it lacks its bracket.
  ///
  /// No value begins as these do: `key =`, or a header at the very start of a line.
  private var isAtStatement: Bool {
    let bytes = source.bytes
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let blanks = bytes[..<index].reversed().prefix(while: isBlank).count
    guard blanks == index || bytes[index - blanks - 1] == UInt8(ascii: "\n") else { return false }
    let brackets = bytes[index...].prefix(2).prefix { $0 == UInt8(ascii: "[") }
    let inner = bytes[brackets.endIndex...].drop(while: isBlank)
    if brackets.isEmpty {
      let key = inner.prefix { TomlReader.isNamePart($0) || $0 == UInt8(ascii: ".") || isBlank($0) }
      return !key.isEmpty && bytes[key.endIndex...].first == UInt8(ascii: "=")
    }
    let name = inner.prefix { TomlReader.isNamePart($0) || $0 == UInt8(ascii: ".") }
    return blanks == 0 && !name.isEmpty && TomlWord(name).value == nil
      && bytes[name.endIndex...].drop(while: isBlank).first == UInt8(ascii: "]")
  }

  private var isTripled: Bool { byte(ahead: 1) == byte && byte(ahead: 2) == byte }
}
