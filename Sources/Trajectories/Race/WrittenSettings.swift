import Documents
import Formulas
import Optimizers

/// What stands behind the equations of a rule that is written out: `name=My rule,a=0.1 as eta in 0..5,label=slow`.
///
/// A letter brings the meaning and the range that it has in the field; `as` gives a knob the role of another,
/// `in` a range of its own.
struct WrittenSettings {
  /// How the rule is called; nil where nothing says it.
  private(set) var title: String?
  /// The knobs that are named.
  private(set) var knobs: [WrittenKnob] = []
  /// The settings as those of any racer.
  private(set) var plain = ""

  /// Reads settings.
  ///
  /// - Throws: a `KnobError` that says what is wrong and what is allowed.
  init(_ text: Substring) throws(KnobError) {
    var rest = text
    var settings: [String] = []
    while !rest.isEmpty {
      // The label comes last and takes the rest, commas and all.
      if rest.trimmed.hasPrefix("label=") {
        settings.append(rest.trimmed)
        break
      }
      let name = rest.prefix { $0 != "=" && $0 != "," }
      guard name.trimmed == "name", rest.dropFirst(name.count).first == "=" else {
        let pair = Splitting.cut(rest, at: ",")
        settings.append(try knob(pair?.0 ?? rest))
        rest = pair?.1 ?? ""
        continue
      }
      let value = rest.dropFirst(name.count + 1)
      let quote = value.first.flatMap { "\"'".contains($0) ? $0 : nil }
      let title = (quote == nil ? value : value.dropFirst()).prefix { $0 != quote ?? "," }
      self.title = printable(title.trimmed).isEmpty ? nil : printable(title.trimmed)
      rest = rest[title.endIndex...]
      if quote != nil { rest = rest.dropFirst() }
      if rest.first == "," { rest = rest.dropFirst() }
    }
    plain = settings.joined(separator: ",")
  }

  /// Reads `KNOB=VALUE [as ROLE] [in LEAST..GREATEST]`.
  ///
  /// - Returns: the knob and the value alone.
  private mutating func knob(_ text: Substring) throws(KnobError) -> String {
    guard let (name, rest) = Splitting.cut(text, at: "="),
      var knob = WrittenKnob(named: name.trimmed)
    else { return String(text) }
    let words = rest.split(separator: " ")
    let value = words.first.map(String.init) ?? ""
    var range: ClosedRange<Double>?
    for place in stride(from: 1, to: words.count, by: 2) {
      guard !words[1..<place].contains(words[place]) else {
        throw KnobError("\(name.trimmed): '\(words[place])' stands twice")
      }
      let what = place + 1 < words.count ? words[place + 1] : ""
      switch words[place] {
      case "as":
        guard let role = KnobRole(rawValue: String(what)) else {
          let roles = KnobRole.allCases.map(\.rawValue).joined(separator: ", ")
          throw KnobError("\(name.trimmed): 'as' takes a role: \(roles)")
        }
        knob.take(role)
      case "in":
        let ends = what.split(separator: "..").compactMap { decimal(String($0)) }
        guard ends.count == 2, ends[0] < ends[1] else {
          throw KnobError("\(name.trimmed): 'in' takes a range, for example in 0..10")
        }
        range = ends[0]...ends[1]
      default:
        throw KnobError(
          "\(name.trimmed): unexpected '\(printable(String(words[place])))' behind the value")
      }
    }
    if let range { knob.range = range }
    if let other = knobs.first(where: { $0.key == knob.key }) {
      throw KnobError(
        other.symbol == knob.symbol
          ? "\(knob.symbol) is given twice"
          : "\(other.symbol) and \(knob.symbol) cannot both be \(knob.key)")
    }
    knob.standard = min(max(knob.standard, knob.range.lowerBound), knob.range.upperBound)
    knobs.append(knob)
    return "\(knob.symbol)=\(value)"
  }

  /// A knob with its value, and what its letter does not say.
  static func text(of knob: WrittenKnob, at value: KnobValue) -> String {
    let name = WrittenKnob.key(of: knob.symbol)
    guard var plain = WrittenKnob(named: name) else { return "\(knob.key)=\(value)" }
    var text = "\(name)=\(value)"
    if let role = KnobRole(rawValue: knob.key.rawValue), plain.key != knob.key {
      plain.take(role)
      text += " as \(role.rawValue)"
    }
    if plain.range != knob.range {
      text += " in \(shortest(knob.range.lowerBound))..\(shortest(knob.range.upperBound))"
    }
    return text
  }

  /// A title that settings can hold.
  static func quoted(_ title: String) -> String {
    title.contains { ",'\"".contains($0) } ? "\"\(title.filter { $0 != "\"" })\"" : title
  }
}
