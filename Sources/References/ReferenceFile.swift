import Documents
import Landscapes
import SystemLibrary
import Trajectories

/// A trajectory that another library computed, as one file: comments `# key: value`, then CSV.
public struct ReferenceFile: Sendable {
  /// One recorded iterate.
  public struct Row: Sendable, Equatable {
    /// The number of updates made.
    public var step: Int
    /// The iterate.
    public var point: Point
    /// The averaged iterate, of methods that have one.
    public var averaged: Point?
  }

  /// The library and its version.
  public let library: String
  /// The rule as the library names it, for example `torch/adam`.
  public let optimizer: String
  /// The loss function in the grammar of ravine's formulas; of each row where there are data.
  public let formula: String
  /// The rows over which the loss is the mean; nil for a loss without data.
  public let table: NumberTable?
  /// How rows are chosen where updates see some of them.
  public let batching: Batching
  /// How many rows an update sees; 0 for all.
  public let batch: Int
  /// The first iterate.
  public let start: Point
  /// How far rounding leaves a comparison fair.
  public let comparableToStep: Int
  /// How the file wants to be compared: `steps`, `endpoint`, or why not at all.
  public let comparison: String
  /// The greatest difference that still agrees, relative to max(1, |x|, |y|).
  public let tolerance: Double
  /// The iterates.
  public let rows: [Row]
  let settings: Settings

  /// The greatest step that is compared.
  public static let mostSteps = 1_000_000

  /// The hyper-parameters under the library's own names.
  ///
  /// It remembers which were asked for: what a translation never asked for, it did not translate.
  struct Settings: @unchecked Sendable {
    // A file is translated by one thread.
    let values: [String: JsonValue]
    private final class Asked { var keys: Set<String> = [] }
    private let asked = Asked()

    init(values: [String: JsonValue]) { self.values = values }

    private func value(_ key: String) -> JsonValue? {
      asked.keys.insert(key)
      return values[key]
    }

    func number(_ key: String) -> Double? { value(key)?.number }
    func isOn(_ key: String) -> Bool { value(key)?.number.map { $0 != 0 } ?? false }
    func numbers(_ key: String) -> [Double]? { value(key)?.numbers }
    func table(_ key: String) -> Settings? {
      if case .table(let table)? = value(key) { Settings(values: table) } else { nil }
    }
    func text(_ key: String) -> String? {
      if case .text(let text)? = value(key) { text } else { nil }
    }

    /// The settings in force that were never asked for.
    var neglected: [String] {
      values.keys.sorted().filter { key in
        guard !asked.keys.contains(key) else { return false }
        switch values[key] {
        case .number, .boolean: return values[key]?.number != 0
        case .text(let text): return !text.isEmpty
        case .null, nil: return false
        case .list, .table: return true
        }
      }
    }
  }

  /// Reads a file.
  ///
  /// - Throws: a `DocumentError` that says what is missing.
  public init(_ text: String, file: String) throws(DocumentError) {
    func wrong(_ line: Int?, _ message: String) -> DocumentError {
      DocumentError(file: file, line: line, message: message)
    }
    var header: [String: String] = [:]
    var columns: [Substring: Int]?
    var rows: [Row] = []
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      if line.hasPrefix("#") {
        let pair = line.dropFirst().split(separator: ":", maxSplits: 1)
        if pair.count == 2 {
          header[pair[0].trimmed] = pair[1].trimmed
        }
        continue
      }
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let columns else {
        columns = Dictionary(
          fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        continue
      }
      func number(_ name: Substring) -> Double? {
        guard let place = columns[name], place < fields.count else { return nil }
        return Double(fields[place])
      }
      guard let step = number("step").flatMap({ Int(exactly: $0) }), let x = number("x"),
        let y = number("y")
      else { throw wrong(index + 1, "not a row with step, x and y") }
      guard step > rows.last?.step ?? -1, step <= ReferenceFile.mostSteps else {
        throw wrong(
          index + 1, "step \(step) does not rise, or lies beyond \(ReferenceFile.mostSteps)")
      }
      var averaged: Point?
      if let x = number("eval_x"), let y = number("eval_y") { averaged = Point(x, y) }
      rows.append(Row(step: step, point: Point(x, y), averaged: averaged))
    }
    func field(_ key: String) throws(DocumentError) -> String {
      guard let value = header[key] else { throw wrong(nil, "the header has no '\(key)'") }
      return value
    }
    guard let first = rows.first, first.step == 0 else { throw wrong(nil, "no row of step 0") }
    library = try field("library")
    optimizer = try field("optimizer_id")
    formula = try field("formula").replacing("**", with: "^")
    table = try ReferenceFile.table(header["columns"], file)
    batch = header["batch"].flatMap { Int($0) } ?? 0
    batching = Batching(
      seed: header["seed"].flatMap { Batching.seed($0) } ?? 0,
      order: header["order"].flatMap { Batching.Order(rawValue: $0) } ?? .drawn)
    start = first.point
    self.rows = rows
    comparison = header["compare"] ?? "steps"
    comparableToStep = header["comparable_to_step"].flatMap { Int($0) } ?? rows[rows.count - 1].step
    // A file may ask for more agreement, never for less.
    tolerance = min(1e-9, header["tolerance"].flatMap { Double($0) } ?? 1e-9)
    // Python writes Infinity and NaN, which JSON does not know.
    let json = try field("hyperparameters").replacing("Infinity", with: "1e308")
      .replacing("NaN", with: "null")
    guard let values = JsonValue.table(in: json) else {
      throw wrong(nil, "its hyperparameters are not a JSON object")
    }
    settings = Settings(values: values)
  }

  /// The columns of the data, a JSON object of lists that are equally long.
  private static func table(_ text: String?, _ file: String) throws(DocumentError) -> NumberTable? {
    guard let text else { return nil }
    guard let columns = JsonValue.table(in: text)?.compactMapValues(\.numbers),
      let count = columns.values.first?.count, count > 0,
      columns.values.allSatisfy({ $0.count == count })
    else {
      throw DocumentError(
        file: file, line: nil, message: "its columns are not a JSON object of equally long lists")
    }
    let names = columns.keys.sorted()
    return NumberTable(names: names, columns: names.map { columns[$0] ?? [] })
  }
}
