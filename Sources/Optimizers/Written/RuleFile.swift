import Documents
import Formulas
import Landscapes

extension RuleDefinition {
  /// The keys of a rule file, in the order in which they are written.
  public static let keys = ["name", "summary", "source", "equations", "knobs"]

  /// Reads a rule file.
  ///
  /// - Parameters:
  ///   - text: the TOML text.
  ///   - file: the name of the file, for messages.
  /// - Throws: a `DocumentError` with the place of what is wrong.
  public init(toml text: String, file: String) throws(DocumentError) {
    let root = try Document(text, file: file).root
    try root.allow(only: RuleDefinition.keys)
    try self.init(root)
    guard !Catalog.names.contains(name) else {
      throw root.error("'\(title)' is a rule of ravine's: choose another name", at: "name")
    }
  }

  /// Reads a rule from a table of a document, which may hold other things, too.
  public init(_ section: Section) throws(DocumentError) {
    guard let text = try section.text("equations") else {
      throw section.error(
        "'equations' is missing: a rule needs at least equations = \"θ ← θ − η∇f(θ)\"")
    }
    var declared: [WrittenKnob] = []
    if let knobs = try section.section("knobs") {
      for name in knobs.names { declared.append(try RuleDefinition.knob(name, knobs)) }
    }
    for (place, knob) in declared.enumerated()
    where declared[..<place].contains(where: { $0.key == knob.key }) {
      throw section.error("two knobs would be called '\(knob.key)'", at: "knobs")
    }
    let name = printable(try section.text("name") ?? "")
    let summary = printable(try section.text("summary") ?? "")
    let source = printable(try section.text("source") ?? "")
    do throws(FormulaError) {
      try self.init(
        text, title: name.isEmpty ? RuleDefinition.anonymous : name, summary: summary,
        source: source, declaring: declared)
    } catch {
      throw section.error(error, at: "equations")
    }
    for knob in declared where !knobs.contains(where: { $0.symbol == knob.symbol }) {
      throw (try section.section("knobs") ?? section).error(
        "the equations have no '\(knob.symbol)'", at: knob.symbol)
    }
  }

  private static func knob(_ name: String, _ knobs: Section) throws(DocumentError) -> WrittenKnob {
    guard let symbol = UpdateRule.spelled(name), symbol != "θ", symbol != "t" else {
      throw knobs.error(
        "'\(printable(name))' cannot name a knob: use a name of the equations", at: name)
    }
    var knob = WrittenKnob(symbol)
    // A number alone is the default.
    if let number = knobs[name]?.number {
      knob.standard = number
      knob.isGiven = true
    } else if let section = try knobs.section(name) {
      try section.allow(only: ["default", "range", "role", "meaning"])
      if let role = try section.choice("role", KnobRole.self) { knob.take(role) }
      if let range = try section.point("range") {
        guard range.x < range.y else {
          throw section.error("'range' must be [least, greatest]", atValueOf: "range")
        }
        knob.range = range.x...range.y
      }
      if let standard = try section.number("default") {
        knob.standard = standard
        knob.isGiven = true
      }
      knob.meaning = try section.text("meaning").map { printable($0) } ?? knob.meaning
    }
    guard knob.range.contains(knob.standard) else {
      throw knobs.error(
        "the default of '\(knob.symbol)', \(shortest(knob.standard)), lies outside its range, "
          + "\(shortest(knob.range.lowerBound)) to \(shortest(knob.range.upperBound))", at: name)
    }
    guard !WrittenKnob.taken.contains(knob.key.rawValue) else {
      throw knobs.error("'\(knob.key)' has a meaning of its own: choose another name", at: name)
    }
    return knob
  }

  /// The rule as lines of a file, from which it is read back.
  ///
  /// - Parameter table: the name of the table that the lines stand in; nil for a whole file.
  public func toml(in table: String? = nil) -> [String] {
    var lines: [String] = []
    if title != RuleDefinition.anonymous { lines.append("name = \(quoted(title))") }
    if !summary.isEmpty { lines.append("summary = \(quoted(summary))") }
    if !source.isEmpty { lines.append("source = \(quoted(source))") }
    lines.append("equations = \(quoted(equations))")
    guard !knobs.isEmpty else { return lines }
    lines.append("[\(table.map { "\($0)." } ?? "")knobs]")
    for knob in knobs {
      var fields = ["default = \(shortest(knob.standard))"]
      if !knob.isGiven { fields = [] }
      fields.append(
        "range = [\(shortest(knob.range.lowerBound)), \(shortest(knob.range.upperBound))]")
      if let role = KnobRole(rawValue: knob.key.rawValue) {
        fields.append("role = \(quoted(role.rawValue))")
      }
      fields.append("meaning = \(quoted(knob.meaning))")
      lines.append("\(quoted(knob.symbol)) = { \(fields.joined(separator: ", ")) }")
    }
    return lines
  }
}

extension WrittenKnob {
  /// Keys that mean something else where knobs are set.
  static let taken: Set<String> = Set(
    Schedule.knobs.map(\.description.key.rawValue) + [
      "rule", "label", "handle", "batch", "noise", "l2", "name", "summary", "source", "equations",
      "knobs",
    ])

  /// Gives the knob the key, the meaning, the default and the range of a role.
  public mutating func take(_ role: KnobRole) {
    let model = WrittenKnob(role.symbol)
    key = role.key
    (meaning, standard, range) = (model.meaning, model.standard, model.range)
  }
}
