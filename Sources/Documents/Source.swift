/// A text as bytes, with the beginnings of its lines, to say where something in it stands.
struct Source: Sendable {
  /// The name of the file, for messages.
  let file: String
  /// The text in UTF-8, without a byte-order mark.
  let bytes: [UInt8]
  private let lineStarts: [Int]
  private let firstLine: Int
  private let firstColumn: Int

  /// - Parameters:
  ///   - firstLine: the number of the first line within its file.
  ///   - firstColumn: the column within its file at which every line begins.
  init(_ text: String, file: String, firstLine: Int = 1, firstColumn: Int = 1) {
    self.file = file
    self.firstLine = firstLine
    self.firstColumn = firstColumn
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Line and column of a byte, both counted from 1; columns count Unicode scalars.
  func place(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let before = bytes[lineStarts[low]..<min(max(offset, lineStarts[low]), bytes.count)]
    // Bytes that continue a scalar are no column of their own.
    let scalars = before.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return (firstLine + low, firstColumn + scalars)
  }

  /// Where a text begins behind its quotes, one or three.
  func textStart(of offset: Int) -> Int {
    let rest = bytes[offset...]
    guard let quote = rest.first, rest.starts(with: [quote, quote, quote]) else {
      return min(offset + 1, bytes.count)
    }
    // A line end right behind three quotes is no part of the text.
    let text = rest.dropFirst(3)
    let end = text.prefix { $0 == UInt8(ascii: "\r") }.prefix(1)
    let isBroken = text.dropFirst(end.count).first == UInt8(ascii: "\n")
    return offset + 3 + (isBroken ? end.count + 1 : 0)
  }

  /// Whether a backslash stands at a byte and behind it the rest of its line is blank.
  func isFolded(at offset: Int) -> Bool {
    let rest = bytes[offset...]
    guard rest.first == UInt8(ascii: "\\") else { return false }
    return rest.dropFirst().first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      .map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? false
  }

  /// An error at a byte.
  func error(_ message: String, at offset: Int) -> DocumentError {
    let place = place(of: offset)
    return DocumentError(file: file, line: place.line, column: place.column, message: message)
  }
}
