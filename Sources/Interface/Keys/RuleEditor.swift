import Documents
import Formulas

/// The equations of a rule while they are typed, a statement a line.
public struct RuleEditor: Sendable, Equatable {
  /// What is wrong, and where.
  struct Problem: Equatable {
    /// The line, counted from 0.
    var row: Int
    /// The column in characters, counted from 0.
    var column: Int
    /// What is wrong and what was expected.
    var words: String

    /// What was found wrong.
    init(_ error: FormulaError) {
      (row, column) = (error.line - 1, error.column - 1)
      words = printable(error.message)
    }
  }

  /// The statements.
  private(set) var lines: [String]
  /// The line in which is typed, counted from 0.
  private(set) var row: Int
  /// The characters before the cursor.
  private(set) var column: Int
  /// What keeps the text from being a rule; nil where it is one.
  var problem: Problem?

  /// The most characters of a line and the most lines.
  private static let most = (columns: 300, lines: 40)

  /// Begins with some equations, at their end or where something is wrong with them.
  init(_ equations: String, problem: Problem? = nil) {
    self.problem = problem
    let lines = equations.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    self.lines = lines.isEmpty ? [""] : lines
    row = self.lines.count - 1
    column = 0
    column = codeEnd
    if let problem { move(to: problem.row, column: problem.column) }
  }

  /// Where the equation ends and what it is for begins.
  private var codeEnd: Int {
    let code = lines[row].prefix { $0 != "#" }
    return code.count - code.reversed().prefix { $0 == " " }.count
  }

  /// The whole text.
  var text: String { lines.joined(separator: "\n") }

  /// What a key asks for.
  enum Answer: Equatable {
    /// The text is another one.
    case changed
    /// Nothing of the text changed.
    case moved
    /// Keep the rule.
    case keep
    /// Put the race back as it was.
    case back
  }

  /// Answers a key.
  mutating func type(_ key: Key) -> Answer {
    switch key {
    case "enter": return .keep
    case "escape": return .back
    case "left":
      if column > 0 { column -= 1 } else if row > 0 { move(to: row - 1, column: .max) }
    case "right":
      if column < lines[row].count {
        column += 1
      } else if row + 1 < lines.count {
        move(to: row + 1, column: 0)
      }
    case "up": move(to: row - 1, column: column)
    case "down": move(to: row + 1, column: column)
    case "home", "ctrl-a": column = 0
    case "end", "ctrl-e": column = column < codeEnd ? codeEnd : lines[row].count
    case "backspace": return erase()
    case "delete":
      guard column < lines[row].count || row + 1 < lines.count else { return .moved }
      _ = type("right")
      return erase()
    case "ctrl-u":
      (lines[row], column) = (String(lines[row].dropFirst(column)), 0)
      return .changed
    case ";", "ctrl-j": return parted()
    case "space": return insert(" ")
    default: return key.unicodeScalars.count == 1 ? insert(key) : .moved
    }
    return .moved
  }

  private mutating func move(to row: Int, column: Int) {
    guard lines.indices.contains(row) else { return }
    self.row = row
    self.column = min(column, lines[row].count)
  }

  private mutating func insert(_ letter: String) -> Answer {
    guard lines[row].count < RuleEditor.most.columns else { return .moved }
    let before = lines[row].prefix(column)
    // A mark joins the letter before it.
    let joined = before + letter
    lines[row] = String(joined + lines[row].dropFirst(column))
    column = joined.count
    return .changed
  }

  private mutating func erase() -> Answer {
    if column > 0 {
      let line = lines[row]
      lines[row] = String(line.prefix(column - 1) + line.dropFirst(column))
      column -= 1
    } else if row > 0 {
      let rest = lines.remove(at: row)
      row -= 1
      column = lines[row].count
      lines[row] += rest
    } else {
      return .moved
    }
    return .changed
  }

  /// A statement becomes two where the cursor stands.
  private mutating func parted() -> Answer {
    guard lines.count < RuleEditor.most.lines else { return .moved }
    let line = lines[row]
    lines[row] = String(line.prefix(column))
    lines.insert(String(line.dropFirst(column).drop { $0 == " " }), at: row + 1)
    (row, column) = (row + 1, 0)
    return .changed
  }
}
