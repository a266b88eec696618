import Formulas
import Landscapes

/// An update rule: a value that holds hyper-parameters and knows how to take one step.
///
/// It is written once over what a number is, so that the very same rule runs one race or eight at once; its
/// hyper-parameters are numbers of that kind, too, and may differ between the races. The state of a run is
/// kept apart, so that turning a knob in the middle keeps the momentum. A step has two halves: `probe` says
/// where the rule wants the gradient, `step` moves.
public protocol Optimizer<Numbers>: Sendable {
  /// Both coordinates of one point, or of eight.
  associatedtype Numbers: Points

  /// What the rule remembers between steps.
  associatedtype State: Sendable

  /// How the rule is called and explained.
  var card: RuleCard { get }

  /// The hyper-parameters, in the order of the screen.
  var knobs: [Knob<Self>] { get }

  /// The same rule with its default hyper-parameters, over numbers of any kind.
  func atDefaults<Other: Points>(over numbers: Other.Type) -> any Optimizer<Other>

  /// The update in the present form, as text that runs: see `UpdateRule`.
  var equations: String { get }

  /// The learning rate η before any schedule.
  var eta: Numbers { get set }

  /// The state before the first update.
  func initialState(at start: Numbers) -> State

  /// Whether the gradient is ever taken elsewhere than where the rule stands.
  var looksAhead: Bool { get }

  /// Where the next update takes its gradient.
  func probe(from point: Numbers, _ state: State) -> Numbers

  /// Where the next update takes its gradient, with the learning rate of that update.
  func probe(from point: Numbers, _ state: State, rate: Numbers) -> Numbers

  /// One update.
  ///
  /// - Parameters:
  ///   - point: θ before the update.
  ///   - seen: value and gradient at the probe.
  ///   - rate: the learning rate of this update, after its schedule.
  ///   - state: what the rule remembers; changed in place.
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>

  /// What a state holds, by the names of the equations; `t` where they use it, as the number of the next
  /// update.
  func remembered(in state: State) -> [String: Numbers]

  /// The share of each gradient that enters the velocity: with rate η the rule goes the way of the
  /// heavy ball with this share of η.
  var velocityShare: Double { get }

  /// The averages in a state that start at 0 and are or might be corrected for it.
  func averages(in state: State) -> [Average]
}

extension Optimizer {
  /// Most rules take their gradient where they stand.
  public var looksAhead: Bool { false }

  /// Most rules take their gradient where they stand.
  public func probe(from point: Numbers, _ state: State) -> Numbers { point }

  /// Of most rules the learning rate does not matter for where they look.
  @inline(__always)
  public func probe(from point: Numbers, _ state: State, rate: Numbers) -> Numbers {
    probe(from: point, state)
  }

  /// Some rules remember nothing.
  public func remembered(in state: State) -> [String: Numbers] { [:] }

  /// Most rules take gradients whole.
  public var velocityShare: Double { 1 }

  /// Most rules correct nothing.
  public func averages(in state: State) -> [Average] { [] }

  /// The same rule with the same hyper-parameters in every race, over numbers of another kind.
  public func with<Other: Points>(numbers: Other.Type) -> any Optimizer<Other> {
    var other = atDefaults(over: numbers)
    for knob in knobDescriptions { other[knob.key] = self[knob.key] }
    return other
  }
}

extension Optimizer where Numbers == Vector {
  /// The learning rate η before any schedule.
  public var learningRate: Double {
    get { eta.x }
    set { eta = Vector(repeating: newValue) }
  }

  /// One update of one race.
  @inline(__always)
  public func step(
    from point: Point, seeing seen: Sample, rate: Double, _ state: inout State
  ) -> Move<Vector> {
    step(from: point, seeing: seen, rate: Vector(repeating: rate), &state)
  }
}

/// What one update did, flat and without allocation.
@frozen
public struct Move<Numbers: Points>: Sendable, Equatable {
  /// θ after the update.
  public var to: Numbers
  /// The rate of each axis, for rules that have one; no number for the others.
  public var rates: Numbers

  /// Creates a move.
  @inlinable
  public init(to: Numbers, rates: Numbers = .noNumber) {
    self.to = to
    self.rates = rates
  }
}
