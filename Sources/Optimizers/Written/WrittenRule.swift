import Formulas
import Landscapes

/// A rule that runs its equations.
public struct WrittenRule<Numbers: Points>: Optimizer {
  /// What was written down.
  public let definition: RuleDefinition
  /// The hyper-parameters, in the order of the definition.
  private var values: [Numbers.Axis]

  /// A rule at its defaults.
  public init(_ definition: RuleDefinition) {
    self.definition = definition
    values = definition.knobs.map { Numbers.Axis(repeating: $0.standard) }
  }

  /// The number of a knob by its place.
  subscript(place: Int) -> Numbers {
    get { Numbers(values[place], values[place]) }
    set { values[place] = newValue.x }
  }

  /// How the rule is called and explained.
  public var card: RuleCard { definition.card }

  /// The same rule at its defaults, over numbers of any kind.
  public func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    WrittenRule<Other>(definition)
  }

  /// What the equations leave open.
  public var knobs: [Knob<Self>] {
    definition.knobs.enumerated().map { place, knob in
      Knob(knob.key, knob.symbol, knob.meaning, knob.range, knob.scale, \Self[place])
    }
  }

  /// The equations as they were written.
  public var equations: String { definition.equations }

  /// The learning rate; 1 for a rule that has none.
  public var eta: Numbers {
    get { definition.rate.map { self[$0] } ?? .one }
    set { if let place = definition.rate { self[place] = newValue } }
  }

  /// The state before the first update.
  public func initialState(at start: Numbers) -> CompiledRule.State<Numbers> {
    definition.compiled.initialState(at: start, knobs: values)
  }

  /// Whether its gradient is taken elsewhere than at θ.
  public var looksAhead: Bool { !definition.compiled.looksWhereItStands }

  /// Where the next update takes its gradient, with the learning rate as it is set.
  public func probe(from point: Numbers, _ state: CompiledRule.State<Numbers>) -> Numbers {
    probe(from: point, state, rate: eta)
  }

  /// Where the next update takes its gradient.
  public func probe(from point: Numbers, _ state: CompiledRule.State<Numbers>, rate: Numbers)
    -> Numbers
  {
    definition.compiled.probe(
      from: point, state, knobs: values, rate: rate.x, at: definition.rate)
  }

  /// One update.
  public func step(
    from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers,
    _ state: inout CompiledRule.State<Numbers>
  ) -> Move<Numbers> {
    var move = Move(to: point)
    definition.compiled.move(
      &move.to, rates: &move.rates, gradient: seen.gradient, loss: seen.value, &state,
      knobs: values, rate: rate.x, at: definition.rate)
    return move
  }

  /// What a state holds, by the names of the equations.
  public func remembered(in state: CompiledRule.State<Numbers>) -> [String: Numbers] {
    var remembered = ["t": Numbers(repeating: Double(state.count + 1))]
    for (name, value) in zip(definition.compiled.rule.states, state.values) {
      remembered[name] = value
    }
    return remembered
  }
}
