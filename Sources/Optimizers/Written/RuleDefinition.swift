import Anatomy
import Documents
import Formulas

/// An update rule that somebody wrote down: its equations, its knobs, and how it is called.
public struct RuleDefinition: Sendable {
  /// The name on the screen.
  public let title: String
  /// What it does, in a sentence or two.
  public let summary: String
  /// Where it comes from.
  public let source: String
  /// The equations, a line each.
  public let equations: String
  /// What the equations leave open, in their order.
  public let knobs: [WrittenKnob]

  /// The equations, ready to run.
  let compiled: CompiledRule
  /// The place of η among the knobs.
  let rate: Int?

  /// What a rule without a name is called.
  public static let anonymous = "Own rule"

  /// Reads equations.
  ///
  /// - Parameters:
  ///   - text: statements, parted by line ends or semicolons.
  ///   - title: the name on the screen.
  ///   - declared: what is said of knobs; they need not all be used by letters, but words of more than one
  ///     letter are knobs only where they are declared.
  /// - Throws: a `FormulaError` with line, column and what was expected.
  public init(
    _ text: String, title: String = RuleDefinition.anonymous, summary: String = "",
    source: String = "", declaring declared: [WrittenKnob] = []
  ) throws(FormulaError) {
    let rule = try UpdateRule(
      text, knobs: Set(declared.map(\.symbol)), parts: StepPart.allCases.map { "\($0)" },
      taken: WrittenKnob.taken)
    self.title = title
    self.summary = summary
    self.source = source
    equations = rule.written
    knobs = rule.knobs.map { name in
      declared.first { $0.symbol == name } ?? WrittenKnob(name)
    }
    rate = knobs.firstIndex { $0.key == KnobRole.learningRate.key }
    compiled = CompiledRule(rule)
  }

  /// The name on command lines and in files.
  public var name: String {
    var name = ""
    for character in title.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        name.append(character)
      } else if let last = name.last, last != "-" {
        name.append("-")
      }
    }
    while name.last == "-" { name.removeLast() }
    return name.isEmpty ? "rule" : name
  }

  /// Whether a name is one that the equations update.
  public func updates(_ name: String) -> Bool { compiled.rule.states.contains(name) }

  /// What was assumed of knobs without a value, in words.
  ///
  /// - Parameter isOpen: which of them to tell.
  public func assumptions(_ isOpen: (WrittenKnob) -> Bool = { _ in true }) -> [String] {
    let open = knobs.enumerated().filter { !$1.isGiven && $0 != rate && isOpen($1) }.map(\.element)
    guard !open.isEmpty else { return [] }
    let names = open.map { "\($0.symbol) is \(shortest($0.standard))" }.joined(separator: ", ")
    return ["\(names) until you turn \(open.count == 1 ? "it" : "them")"]
  }

  /// How the rule is called and explained.
  var card: RuleCard {
    let isTried = rate.map { !knobs[$0].isGiven } ?? false
    return RuleCard(
      name: name, title: title, summary: summary, source: source,
      defaultRate: isTried ? .trial : .own, scheduled: rate != nil,
      callsMathLibrary: compiled.rule.callsMathLibrary)
  }
}

extension RuleDefinition: Equatable {
  /// Whether two rules are called the same and do the same.
  public static func == (a: RuleDefinition, b: RuleDefinition) -> Bool {
    a.title == b.title && a.summary == b.summary && a.source == b.source
      && a.equations == b.equations && a.knobs == b.knobs
  }
}
