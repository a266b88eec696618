import Formulas
import Landscapes

/// A rule with a pull towards the origin beside its step, which does not pass through what the rule remembers:
/// decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101).
struct DecoupledDecay<Rule: Optimizer>: Optimizer {
  typealias Numbers = Rule.Numbers

  /// The rule that is wrapped.
  var rule: Rule
  /// λ, the pull.
  var weightDecay: Numbers
  /// λ at the defaults.
  private let standard: Double
  let card: RuleCard

  /// Wraps a rule.
  ///
  /// - Parameter card: how the two are called together; by default as the rule.
  init(_ rule: Rule, by weightDecay: Double = 0, card: RuleCard? = nil) {
    self.rule = rule
    self.weightDecay = Numbers(repeating: weightDecay)
    standard = weightDecay
    self.card = card ?? rule.card
  }

  var eta: Numbers {
    get { rule.eta }
    set { rule.eta = newValue }
  }

  var knobs: [Knob<Self>] { rule.knobs.map { $0.within(\.rule) } + [.weightDecay(\.weightDecay)] }

  func atDefaults<Other: Points>(over numbers: Other.Type) -> any Optimizer<Other> {
    func wrapped(_ rule: some Optimizer<Other>) -> any Optimizer<Other> {
      DecoupledDecay<_>(rule, by: standard, card: card)
    }
    return wrapped(rule.atDefaults(over: numbers))
  }

  var equations: String {
    let lines = rule.equations.split(whereSeparator: \.isNewline)
    guard weightDecay[0] > 0, let last = lines.last else { return rule.equations }
    // What a rule subtracts from θ, or adds to it.
    let step = last.dropFirst("θ ← θ ".count)
    return lines.dropLast().joined(separator: "\n") + """

      −ηλθ  # jump: decay
      \(step.prefix(1) + step.dropFirst(2))  # correction: \(rule.card.title)'s step
      θ ← θ − ηλθ \(step)
      """
  }

  func initialState(at start: Numbers) -> Rule.State { rule.initialState(at: start) }

  var looksAhead: Bool { rule.looksAhead }

  func probe(from point: Numbers, _ state: Rule.State) -> Numbers {
    rule.probe(from: point, state)
  }

  func probe(from point: Numbers, _ state: Rule.State, rate: Numbers) -> Numbers {
    rule.probe(from: point, state, rate: rate)
  }

  func remembered(in state: Rule.State) -> [String: Numbers] { rule.remembered(in: state) }

  func averages(in state: Rule.State) -> [Average] { rule.averages(in: state) }

  var velocityShare: Double { rule.velocityShare }

  @inline(__always)
  func step(
    from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout Rule.State
  ) -> Move<Numbers> {
    rule.step(from: point - rate * weightDecay * point, seeing: seen, rate: rate, &state)
  }
}
