/// A table of a document, read key by key with errors that name file and line.
public struct Section: Sendable {
  /// The entries as they were read.
  public let entries: [String: Entry]
  private let path: [String]
  private let file: String
  private let firstLine: Int
  private let firstColumn: Int
  private let lines: [Substring]

  init(
    entries: [String: Entry], path: [String], file: String, firstLine: Int, firstColumn: Int,
    lines: [Substring]
  ) {
    self.entries = entries
    self.path = path
    self.file = file
    self.firstLine = firstLine
    self.firstColumn = firstColumn
    self.lines = lines
  }

  /// An error at a key of this table.
  public func error(_ message: String, at key: String? = nil) -> DocumentError {
    let place = place(of: key ?? path.last)
    return DocumentError(file: file, line: place?.line, column: place?.column, message: message)
  }

  /// Where a key is first written; nodes carry no positions, so it is searched.
  private func place(of key: String?) -> (line: Int, column: Int)? {
    guard let key else { return nil }
    var inside = path.isEmpty
    for (number, line) in lines.enumerated() {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if text.hasPrefix("["), let header = path.first {
        inside = text.contains(header)
        if path.last == key, inside { return (firstLine + number, firstColumn) }
      }
      if inside || path.count > 0 {
        var rest = text[...]
        while let found = rest.firstRange(of: key) {
          let before =
            found.lowerBound == text.startIndex ? " " : text[text.index(before: found.lowerBound)]
          let after = text[found.upperBound...].drop { $0 == " " || $0 == "\"" || $0 == "'" }
          if " \t{,\"'.".contains(before), after.hasPrefix("=") || after.hasPrefix(".") {
            // The key, not the quotes around it.
            let column = line.distance(from: line.startIndex, to: found.lowerBound)
            return (firstLine + number, firstColumn + column)
          }
          rest = text[found.upperBound...]
        }
      }
    }
    return nil
  }

  /// Refuses keys that mean nothing here, naming the ones that do.
  public func allow(only keys: [String]) throws(DocumentError) {
    for key in entries.keys.sorted() where !keys.contains(key) {
      let near = Naming.nearest(to: key, among: keys, count: 1)
      let hint = near.first.map { ", did you mean '\($0)'?" } ?? ""
      throw error(
        "unknown key '\(printable(key))'\(hint) (known: \(keys.joined(separator: ", ")))", at: key)
    }
  }

  private func wrong(_ key: String, _ expected: String) -> DocumentError {
    error("'\(key)' must be \(expected), not \(entries[key]?.kind ?? "absent")", at: key)
  }

  /// The text under a key, or nil where there is none.
  public func text(_ key: String) throws(DocumentError) -> String? {
    guard let entry = entries[key] else { return nil }
    guard case .text(let text) = entry else { throw wrong(key, "a text in quotes") }
    return text
  }

  /// The texts under a key, one or a list of them; nil where there is none.
  public func texts(_ key: String) throws(DocumentError) -> [String]? {
    guard let entry = entries[key] else { return nil }
    if case .text(let text) = entry { return [text] }
    guard case .list(let list) = entry else { throw wrong(key, "a text or a list of texts") }
    var texts: [String] = []
    for item in list {
      guard case .text(let text) = item else { throw wrong(key, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  /// The number under a key, or nil where there is none; `inf` and `nan` are refused.
  public func number(_ key: String) throws(DocumentError) -> Double? {
    guard let entry = entries[key] else { return nil }
    guard case .number(let number) = entry else { throw wrong(key, "a number") }
    guard number.isFinite else {
      throw error("'\(key)' must be finite, not \(number)", at: key)
    }
    return number
  }

  /// The whole number under a key, or nil where there is none.
  public func count(_ key: String) throws(DocumentError) -> Int? {
    guard let number = try number(key) else { return nil }
    guard let count = Int(exactly: number), count >= 0 else {
      throw error("'\(key)' must be a whole number, 0 or more, not \(shortest(number))", at: key)
    }
    return count
  }

  /// The boolean under a key, or nil where there is none.
  public func boolean(_ key: String) throws(DocumentError) -> Bool? {
    guard let entry = entries[key] else { return nil }
    guard case .boolean(let value) = entry else { throw wrong(key, "true or false") }
    return value
  }

  /// The point `[x, y]` under a key, or nil where there is none.
  public func point(_ key: String) throws(DocumentError) -> Point? {
    guard let entry = entries[key] else { return nil }
    guard let point = Section.point(entry) else {
      throw error("'\(key)' must be a pair of two finite numbers [x, y]", at: key)
    }
    return point
  }

  /// The points under a key, or nil where there is none.
  public func points(_ key: String) throws(DocumentError) -> [Point]? {
    guard let entry = entries[key] else { return nil }
    guard case .list(let list) = entry else { throw wrong(key, "a list of pairs [[x, y], ...]") }
    var points: [Point] = []
    for item in list {
      guard let point = Section.point(item) else {
        throw error("'\(key)' must be a list of pairs [[x, y], ...]", at: key)
      }
      points.append(point)
    }
    return points
  }

  private static func point(_ entry: Entry) -> Point? {
    guard case .list(let pair) = entry, pair.count == 2,
      case .number(let x) = pair[0], case .number(let y) = pair[1], x.isFinite, y.isFinite
    else { return nil }
    return Point(x, y)
  }

  /// The numbers of a table under a key, by name.
  public func numbers(_ key: String) throws(DocumentError) -> [String: Double]? {
    guard let section = try section(key) else { return nil }
    var numbers: [String: Double] = [:]
    for name in section.entries.keys { numbers[name] = try section.number(name) }
    return numbers
  }

  /// The table under a key, or nil where there is none.
  public func section(_ key: String) throws(DocumentError) -> Section? {
    guard let entry = entries[key] else { return nil }
    guard case .table(let table) = entry else { throw wrong(key, "a table") }
    return inner(table, key)
  }

  /// The tables of an array of tables under a key; none where there is no such key.
  public func sections(_ key: String) throws(DocumentError) -> [Section] {
    guard let entry = entries[key] else { return [] }
    guard case .list(let list) = entry else { throw wrong(key, "an array of tables [[\(key)]]") }
    var sections: [Section] = []
    for item in list {
      guard case .table(let table) = item else {
        throw error("'\(key)' must be an array of tables [[\(key)]]", at: key)
      }
      sections.append(inner(table, key))
    }
    return sections
  }

  private func inner(_ table: [String: Entry], _ key: String) -> Section {
    Section(
      entries: table, path: path + [key], file: file, firstLine: firstLine,
      firstColumn: firstColumn, lines: lines)
  }
}
