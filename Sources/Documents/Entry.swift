/// A value of a TOML document, and where it stands.
public struct Entry: Sendable, Equatable {
  /// What a value can be.
  public enum Value: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number with a point, an exponent, or none of both but infinite or no number.
    case decimal(Double)
    /// true or false.
    case boolean(Bool)
    /// An array.
    case list([Entry])
    /// A table.
    case table(Table)
    /// A date or a time as it is written; no file of ravine uses one.
    case date(String)
  }

  /// The value.
  public let value: Value
  /// Where it begins, in bytes from the start of the document.
  let offset: Int

  /// The name of the kind, for messages.
  public var kind: String {
    switch value {
    case .text: return "a text"
    case .integer, .decimal: return "a number"
    case .boolean: return "a boolean"
    case .list: return "a list"
    case .table: return "a table"
    case .date: return "a date"
    }
  }

  /// The text; nil for anything else.
  public var text: String? { if case .text(let text) = value { text } else { nil } }

  /// The number, whole or not; nil for anything else.
  public var number: Double? {
    switch value {
    case .integer(let whole): return Double(whole)
    case .decimal(let number): return number
    default: return nil
    }
  }

  /// The entries of an array; nil for anything else.
  public var list: [Entry]? { if case .list(let list) = value { list } else { nil } }

  /// The point of an array of two finite numbers; nil for anything else.
  public var point: SIMD2<Double>? {
    guard let list, list.count == 2, let x = list[0].number, let y = list[1].number,
      x.isFinite, y.isFinite
    else { return nil }
    return SIMD2(x, y)
  }

  /// Whether two entries hold the same, wherever they stand.
  public static func == (a: Entry, b: Entry) -> Bool { a.value == b.value }
}

/// A table of a TOML document: names in the order of the file, and what they stand for.
public struct Table: Sendable, Equatable {
  /// A name of a table: two names are the same only where their bytes are, unlike Swift's strings.
  struct Name: Hashable, Sendable {
    let text: String

    static func == (a: Name, b: Name) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
      for byte in text.utf8 { hasher.combine(byte) }
    }
  }

  /// A name with its value.
  struct Field: Sendable, Equatable {
    let name: Name
    /// Where the name is first written, in bytes from the start of the document.
    let offset: Int
    let entry: Entry

    static func == (a: Field, b: Field) -> Bool { a.name == b.name && a.entry == b.entry }
  }

  let fields: [Field]
  private let places: [Name: Int]

  init(_ fields: [Field]) {
    self.fields = fields
    places = Dictionary(uniqueKeysWithValues: fields.indices.map { (fields[$0].name, $0) })
  }

  /// The names in the order of the file.
  public var names: [String] { fields.map(\.name.text) }

  func field(_ name: String) -> Field? { places[Name(text: name)].map { fields[$0] } }

  /// What a name stands for; nil for a name that is not there.
  public subscript(name: String) -> Entry? { field(name)?.entry }
}
