import Formulas
import Landscapes

/// What theory can say of a rule at its present knobs; what cannot be said is nil or empty.
///
/// All of it is read off the equations of the rule.
public struct RuleTheory: Sendable {
  /// The rule on a quadratic: itself where it is linear there, else what it is as long as the rates
  /// of its axes stand still; nil where it is neither.
  public let motion: LinearMotion?
  /// What the rule remembers and for how long, in the order of the equations.
  public let memories: [Memory]

  /// Whether the rule is linear on a quadratic.
  public var isLinear: Bool { motion?.isLinear == true }

  /// Reads off a rule what can be said.
  ///
  /// - Parameters:
  ///   - rule: the rule at its present knobs.
  ///   - time: the number of the next update, where a rule changes as it goes; nil for the long run.
  public init(of rule: some Optimizer<Vector>, time: Int? = nil) {
    guard let text = try? UpdateRule(rule.equations, knobs: rule.equationNames) else {
      motion = nil
      memories = []
      return
    }
    let numbers = rule.numbers(for: text.knobs, rate: rule.learningRate)
    let rest = RestingRule(
      CompiledRule(text), numbers: numbers, rate: rule.learningRateSymbol, time: time)
    memories = MemoryReading(rest).memories
    var unpulled = rest
    if rest.rates(rate: 1)?.isNaN == false, let decay = text.knobs.firstIndex(of: "λ") {
      // A pull has the learning rate itself, and no share of the rates that stand still.
      unpulled.numbers[decay] = 0
    }
    motion = LinearMotion(unpulled)
  }
}

extension Optimizer where Numbers == Vector {
  /// How the equations call the learning rate.
  var learningRateSymbol: String? { knobDescriptions.first { $0.role == .learningRate }?.symbol }

  /// What theory says of the rule at its present knobs, in the long run.
  public var theory: RuleTheory { RuleTheory(of: self) }

  /// What theory says of the next update after a state, where a rule changes as it goes.
  public func theory(in state: State) -> RuleTheory {
    RuleTheory(of: self, time: remembered(in: state)["t"].map { Int($0.x) })
  }
}
