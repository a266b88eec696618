import Documents

/// A document as one line that depends on nothing but what it holds.
///
/// Names are sorted by their bytes, texts escaped alike, numbers written as their bits: two readers
/// agree where their lines are the same.
enum TomlRendering {
  /// The line of a text; `error` for one that is refused.
  static func line(of text: String) -> String {
    guard let document = try? Document(text, file: "a.toml") else { return "error" }
    return line(of: document.root.table)
  }

  /// The line of a table.
  static func line(of table: Table) -> String {
    var line = ""
    write(table, to: &line)
    return line
  }

  private static func write(_ table: Table, to line: inout String) {
    let names = table.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    line += "{"
    for (index, name) in names.enumerated() {
      if index > 0 { line += "," }
      write(name, to: &line)
      line += ":"
      if let entry = table[name] { write(entry, to: &line) }
    }
    line += "}"
  }

  private static func write(_ entry: Entry, to line: inout String) {
    switch entry.value {
    case .text(let text): write(text, to: &line)
    case .integer(let whole): line += "\(whole)"
    case .decimal(let number):
      line += number.isNaN ? "nan" : "0x" + String(number.bitPattern, radix: 16)
    case .boolean(let value): line += "\(value)"
    case .date: line += "D"
    case .table(let table): write(table, to: &line)
    case .list(let list):
      line += "["
      for (index, item) in list.enumerated() {
        if index > 0 { line += "," }
        write(item, to: &line)
      }
      line += "]"
    }
  }

  private static func write(_ text: String, to line: inout String) {
    line += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": line += "\\\(scalar)"
      case "\u{0}"..<" ", "\u{7F}":
        line += "\\u" + String(String(scalar.value + 0x10000, radix: 16).suffix(4))
      default: line.unicodeScalars.append(scalar)
      }
    }
    line += "\""
  }
}
