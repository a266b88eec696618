/// A table of a document, read key by key with errors that name file, line and column.
public struct Section: Sendable {
  /// The names and values as they were read.
  public let table: Table
  /// Where the table itself is named; nil for the root.
  private let offset: Int?
  private let source: Source

  init(table: Table, offset: Int?, source: Source) {
    self.table = table
    self.offset = offset
    self.source = source
  }

  /// The names in the order of the file.
  public var names: [String] { table.names }

  /// What a name stands for; nil for a name that is not there.
  public subscript(key: String) -> Entry? { table[key] }

  /// An error at a key of this table, or at the table where no such key is there.
  public func error(_ message: String, at key: String? = nil) -> DocumentError {
    guard let place = key.flatMap({ table.field($0)?.offset }) ?? offset else {
      return DocumentError(file: source.file, line: nil, message: message)
    }
    return source.error(message, at: place)
  }

  /// An error at the value of a key, or at the table where no such key is there.
  public func error(_ message: String, atValueOf key: String) -> DocumentError {
    self[key].map { error(message, at: $0) } ?? error(message)
  }

  /// An error at a value.
  public func error(_ message: String, at entry: Entry) -> DocumentError {
    source.error(message, at: entry.offset)
  }

  /// An error within a text, some characters from its beginning; at the text where an escape or a
  /// folded line before the spot hides where that is.
  public func error(_ message: String, at entry: Entry, character: Int) -> DocumentError {
    guard let text = entry.text else { return error(message, at: entry) }
    let before = Array(text.prefix(character).utf8)
    let start = source.textStart(of: entry.offset)
    let spot = start + before.count
    guard !before.contains(UInt8(ascii: "\\")), source.bytes[start...].starts(with: before),
      !source.isFolded(at: spot)
    else { return error(message, at: entry) }
    return source.error(message, at: spot)
  }

  /// Refuses keys that mean nothing here, naming the ones that do.
  public func allow(only keys: [String]) throws(DocumentError) {
    for key in names where !keys.contains(key) {
      let near = Naming.nearest(to: key, among: keys, count: 1)
      let hint = near.first.map { ", did you mean '\($0)'?" } ?? ""
      throw error(
        "unknown key '\(printable(key))'\(hint) (known: \(keys.joined(separator: ", ")))", at: key)
    }
  }

  private func wrong(_ key: String, _ entry: Entry, _ expected: String) -> DocumentError {
    error("'\(key)' must be \(expected), not \(entry.kind)", at: entry)
  }

  /// The text under a key, or nil where there is none.
  public func text(_ key: String) throws(DocumentError) -> String? {
    guard let entry = self[key] else { return nil }
    guard let text = entry.text else { throw wrong(key, entry, "a text in quotes") }
    return text
  }

  /// The texts under a key, one or a list of them; nil where there is none.
  public func texts(_ key: String) throws(DocumentError) -> [Entry]? {
    guard let entry = self[key] else { return nil }
    if entry.text != nil { return [entry] }
    guard let list = entry.list else { throw wrong(key, entry, "a text or a list of texts") }
    for item in list where item.text == nil { throw wrong(key, item, "a list of texts") }
    return list
  }

  /// The number under a key, or nil where there is none; `inf` and `nan` are refused.
  public func number(_ key: String) throws(DocumentError) -> Double? {
    guard let entry = self[key] else { return nil }
    guard let number = entry.number else { throw wrong(key, entry, "a number") }
    guard number.isFinite else {
      throw error("'\(key)' must be finite, not \(number)", at: entry)
    }
    return number
  }

  /// The whole number under a key, or nil where there is none.
  public func count(_ key: String) throws(DocumentError) -> Int? {
    guard let entry = self[key] else { return nil }
    if case .integer(let count) = entry.value, count >= 0 { return count }
    guard let number = try number(key) else { return nil }
    guard let count = Int(exactly: number), count >= 0 else {
      throw error("'\(key)' must be a whole number, 0 or more, not \(shortest(number))", at: entry)
    }
    return count
  }

  /// The boolean under a key, or nil where there is none.
  public func boolean(_ key: String) throws(DocumentError) -> Bool? {
    guard let entry = self[key] else { return nil }
    guard case .boolean(let value) = entry.value else { throw wrong(key, entry, "true or false") }
    return value
  }

  /// One of a fixed set of words under a key, or nil where there is none.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(DocumentError) -> Choice? where Choice.RawValue == String {
    guard let word = try text(key), let entry = self[key] else { return nil }
    guard let choice = Choice(rawValue: word) else {
      let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
      throw error("'\(key)' must be \(words)", at: entry)
    }
    return choice
  }

  /// The point `[x, y]` under a key, or nil where there is none.
  public func point(_ key: String) throws(DocumentError) -> SIMD2<Double>? {
    guard let entry = self[key] else { return nil }
    guard let point = entry.point else {
      throw error("'\(key)' must be a pair of two finite numbers [x, y]", at: misfit(entry))
    }
    return point
  }

  /// What keeps a value from being a point: one of two items, or all of it.
  private func misfit(_ entry: Entry) -> Entry {
    guard let list = entry.list, list.count == 2 else { return entry }
    return list.first { $0.number?.isFinite != true } ?? entry
  }

  /// The points under a key with their places, or nil where there is none.
  ///
  /// - Parameter most: how many there may be.
  public func points(_ key: String, most: Int) throws(DocumentError)
    -> [(point: SIMD2<Double>, entry: Entry)]?
  {
    guard let entry = self[key] else { return nil }
    guard let list = entry.list else {
      throw wrong(key, entry, "a list of pairs [[x, y], ...]")
    }
    guard list.count <= most else {
      throw error("'\(key)' holds at most \(most) pairs, not \(list.count)", at: list[most])
    }
    var points: [(point: SIMD2<Double>, entry: Entry)] = []
    for item in list {
      guard let point = item.point else {
        throw error("'\(key)' must be a list of pairs [[x, y], ...]", at: misfit(item))
      }
      points.append((point, item))
    }
    return points
  }

  /// The list of numbers under a key, or nil where there is none.
  ///
  /// - Parameter most: how many there may be.
  public func list(of key: String, most: Int) throws(DocumentError) -> [Double]? {
    guard let entry = self[key] else { return nil }
    guard let list = entry.list else { throw wrong(key, entry, "a list of numbers") }
    guard list.count <= most else {
      throw error("'\(key)' holds at most \(most) numbers, not \(list.count)", at: list[most])
    }
    var numbers: [Double] = []
    for item in list {
      guard let number = item.number, number.isFinite else {
        throw error("'\(printable(key))' must be a list of finite numbers", at: item)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The numbers of a table under a key, by name.
  public func numbers(_ key: String) throws(DocumentError) -> [String: Double]? {
    guard let section = try section(key) else { return nil }
    var numbers: [String: Double] = [:]
    for name in section.names { numbers[name] = try section.number(name) }
    return numbers
  }

  /// The table under a key, or nil where there is none.
  public func section(_ key: String) throws(DocumentError) -> Section? {
    guard let field = table.field(key) else { return nil }
    guard case .table(let inner) = field.entry.value else {
      throw wrong(key, field.entry, "a table")
    }
    return Section(table: inner, offset: field.offset, source: source)
  }

  /// The tables of an array of tables under a key; none where there is no such key.
  ///
  /// - Parameter most: how many there may be.
  public func sections(_ key: String, most: Int = .max) throws(DocumentError) -> [Section] {
    guard let entry = self[key] else { return [] }
    guard let list = entry.list else { throw wrong(key, entry, "an array of tables [[\(key)]]") }
    guard list.count <= most else {
      throw error("'\(key)' stands at most \(most) times, not \(list.count)", at: list[most])
    }
    var sections: [Section] = []
    for item in list {
      guard case .table(let inner) = item.value else {
        throw error("'\(key)' must be an array of tables [[\(key)]]", at: item)
      }
      sections.append(Section(table: inner, offset: item.offset, source: source))
    }
    return sections
  }
}
