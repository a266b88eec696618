/// Numbers in named columns, as a file of comma-separated values holds them.
public struct NumberTable: Sendable, Equatable {
  /// The names of the columns.
  public let names: [String]
  /// The numbers of each column, equally many.
  public let columns: [[Double]]

  /// The most rows of a table.
  public static let mostRows = 100_000
  /// The most columns of a file.
  public static let mostColumns = 100
  /// How many rows there are.
  public var rowCount: Int { columns.first?.count ?? 0 }

  /// How many numbers there are.
  public var count: Int { rowCount * columns.count }

  /// A table by its columns, which are equally long.
  public init(names: [String], columns: [[Double]]) {
    self.names = names
    self.columns = columns
  }

  /// The numbers under a name; nil where no column has it.
  public subscript(name: String) -> [Double]? {
    names.firstIndex(of: name).map { columns[$0] }
  }

  /// The columns with some names, in the order of the table.
  public func only(_ wanted: Set<String>) -> NumberTable {
    let places = names.indices.filter { wanted.contains(names[$0]) }
    return NumberTable(names: places.map { names[$0] }, columns: places.map { columns[$0] })
  }

  /// At most so many rows, evenly chosen.
  public func thinned(to most: Int) -> NumberTable {
    guard rowCount > most else { return self }
    return NumberTable(
      names: names,
      columns: columns.map { column in (0..<most).map { column[$0 * rowCount / most] } })
  }

  /// The names of the columns of a file: what its first line holds.
  public static func names(in text: String, file: String) throws(DocumentError) -> [String] {
    var lines = SeparatedLines(text, file: file)
    guard let header = try lines.next() else {
      throw DocumentError(
        file: file, line: 1, message: "an empty table: expected a line of column names")
    }
    for (place, name) in header.fields.enumerated() {
      guard !name.isEmpty, decimal(name) == nil else {
        throw DocumentError(
          file: file, line: header.number,
          message:
            "column \(place + 1) needs a name, not '\(printable(name))': the first line names the columns"
        )
      }
      guard !header.fields[..<place].contains(name) else {
        throw DocumentError(
          file: file, line: header.number, message: "two columns are called '\(printable(name))'")
      }
    }
    guard header.fields.count <= mostColumns else {
      throw DocumentError(
        file: file, line: header.number,
        message: "\(header.fields.count) columns are more than the \(mostColumns) that are read")
    }
    return header.fields
  }

  /// Reads columns of a file of comma-separated values, or with tabs or semicolons for commas.
  ///
  /// - Parameters:
  ///   - text: the text; empty lines and lines that begin with `#` are passed over.
  ///   - file: its name, for messages.
  ///   - wanted: the columns to read, of which every row needs a finite number; nil for all. What stands under other
  ///     names is not looked at.
  /// - Throws: a `DocumentError` with line and column of what is wrong.
  public init(csv text: String, file: String, columns wanted: Set<String>? = nil)
    throws(DocumentError)
  {
    guard text.utf8.count <= DataFile.largest else {
      throw DocumentError(
        file: file, line: nil, message: "larger than \(DataFile.largest / 1_000_000) MB")
    }
    let header = try NumberTable.names(in: text, file: file)
    let places = header.indices.filter { wanted?.contains(header[$0]) ?? true }
    var columns = [[Double]](repeating: [], count: places.count)
    var lines = SeparatedLines(text, file: file)
    _ = try lines.next()
    while let line = try lines.next() {
      guard line.fields.count == header.count else {
        throw DocumentError(
          file: file, line: line.number,
          message: "\(line.fields.count) values where the first line names \(header.count) columns")
      }
      for (column, place) in places.enumerated() {
        let field = line.fields[place]
        guard let number = decimal(field), number.isFinite else {
          let what =
            field.isEmpty
            ? "is empty" : "is '\(printable(String(field.prefix(40))))', which is no finite number"
          throw DocumentError(
            file: file, line: line.number, message: "column '\(printable(header[place]))' \(what)")
        }
        columns[column].append(number)
      }
      guard (columns.first?.count ?? 0) <= NumberTable.mostRows else {
        throw DocumentError(
          file: file, line: line.number, message: "more than \(NumberTable.mostRows) rows")
      }
    }
    guard columns.first?.isEmpty != true else {
      throw DocumentError(file: file, line: nil, message: "a table without rows")
    }
    self.init(names: places.map { header[$0] }, columns: columns)
  }
}

/// The lines of a file of separated values, cut into fields.
private struct SeparatedLines {
  private var rest: Substring
  private let file: String
  private var number = 0
  private var separator: Character?

  init(_ text: String, file: String) {
    rest = text[...]
    if rest.first == "\u{FEFF}" { rest = rest.dropFirst() }
    self.file = file
  }

  /// The next line that holds something; nil at the end.
  mutating func next() throws(DocumentError) -> (fields: [String], number: Int)? {
    while !rest.isEmpty {
      let line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...].dropFirst()
      number += 1
      guard line.first != "#", line.contains(where: { !$0.isWhitespace }) else { continue }
      if separator == nil {
        separator = [",", "\t", ";"].first { line.contains($0) } ?? ","
      }
      return (try fields(of: line, separator ?? ","), number)
    }
    return nil
  }

  private func fields(of line: Substring, _ separator: Character) throws(DocumentError) -> [String]
  {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    guard !isQuoted else {
      throw DocumentError(file: file, line: number, message: "a quote is not closed")
    }
    return fields.map { field in
      String(field.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
  }
}
