import TOMLKit

/// A value of a TOML document, free of the library that read it.
public indirect enum Entry: Sendable, Equatable {
  /// A text.
  case text(String)
  /// A number; integers are accepted wherever a number is meant.
  case number(Double)
  /// true or false.
  case boolean(Bool)
  /// An array.
  case list([Entry])
  /// A table.
  case table([String: Entry])
  /// A date or a time, which no file of ravine uses.
  case date

  /// The name of the kind, for messages.
  public var kind: String {
    switch self {
    case .text: return "a text"
    case .number: return "a number"
    case .boolean: return "a boolean"
    case .list: return "a list"
    case .table: return "a table"
    case .date: return "a date"
    }
  }

  init(_ value: any TOMLValueConvertible) {
    switch value.type {
    case .string: self = .text(value.string ?? "")
    case .int: self = .number(Double(value.int ?? 0))
    case .double: self = .number(value.double ?? .nan)
    case .bool: self = .boolean(value.bool ?? false)
    case .array: self = .list((value.array ?? TOMLArray()).map { Entry($0) })
    case .table: self = Entry(table: value.table ?? TOMLTable())
    default: self = .date
    }
  }

  init(table: TOMLTable) {
    var entries: [String: Entry] = [:]
    for key in table.keys {
      if let value = table[key] { entries[key] = Entry(value) }
    }
    self = .table(entries)
  }
}
