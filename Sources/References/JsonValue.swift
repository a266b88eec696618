import SystemLibrary

/// A value of a JSON document.
enum JsonValue: Decodable, Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JsonValue])
  case table([String: JsonValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JsonValue].self) {
      self = .list(value)
    } else {
      self = .table(try container.decode([String: JsonValue].self))
    }
  }

  /// The values of a JSON object by their names; nil for anything else.
  static func table(in text: String) -> [String: JsonValue]? {
    try? JSONDecoder().decode([String: JsonValue].self, from: Data(text.utf8))
  }

  /// The number, or 1 and 0 for true and false; nil for anything else.
  var number: Double? {
    switch self {
    case .number(let value): return value
    case .boolean(let value): return value ? 1 : 0
    default: return nil
    }
  }

  /// The numbers of a list of numbers; nil for anything else.
  var numbers: [Double]? {
    guard case .list(let list) = self else { return nil }
    let numbers = list.compactMap(\.number)
    return numbers.count == list.count ? numbers : nil
  }
}
