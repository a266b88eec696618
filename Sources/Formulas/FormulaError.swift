import Documents

/// What is wrong with a formula, and where.
public struct FormulaError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong and what was expected, in one line.
  public var message: String
  /// What was read: a formula, or the text of a rule.
  public var subject: String
  /// The text as it was written.
  public var source: String
  /// The line of the spot, counted from 1.
  public var line: Int
  /// The column of the spot in characters, counted from 1.
  public var column: Int

  /// The characters before the spot.
  public var offset: Int

  init(_ message: String, in source: String, at offset: Int, subject: String = "formula") {
    self.subject = subject
    self.message = message
    self.offset = offset
    self.source = source
    let before = source.prefix(offset)
    line = 1 + before.filter { $0.isNewline }.count
    column = 1 + before.reversed().prefix { !$0.isNewline }.count
  }

  /// The place in words.
  public var lineAndColumn: String { "line \(line), column \(column)" }

  /// The message with its place, the line itself and a caret under the spot.
  public var description: String { "\(subject), \(lineAndColumn): \(printable(message))\n\(spot)" }

  /// The line itself, and a caret under the spot.
  public var spot: String {
    let lines = source.split(omittingEmptySubsequences: false) { $0.isNewline }
    let text = line <= lines.count ? String(lines[line - 1]) : ""
    // A window around the spot keeps the caret on the screen for very long formulas.
    let start = max(0, column - 60)
    let shown = String(text.dropFirst(start).prefix(100))
    let safe = printable(shown)
    let caret = String(repeating: " ", count: max(0, column - 1 - start)) + "^"
    return "  \(safe)\n  \(caret)"
  }
}
