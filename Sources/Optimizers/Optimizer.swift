import Landscapes

/// An update rule: a value that holds hyper-parameters and knows how to take one step.
///
/// The state of a run is kept apart, so that turning a knob in the middle keeps the momentum. A
/// step has two halves: `probe` says where the rule wants the gradient, `step` moves.
public protocol Optimizer: Sendable {
  /// What the rule remembers between steps.
  associatedtype State: Sendable

  /// How the rule is called and explained.
  static var card: RuleCard { get }

  /// The hyper-parameters, in the order of the screen.
  static var knobs: [Knob<Self>] { get }

  /// The rule with its default hyper-parameters.
  init()

  /// The update in the present form, as text that runs: see `UpdateRule`.
  var equations: String { get }

  /// The learning rate η before any schedule.
  var learningRate: Double { get set }

  /// The state before the first update.
  func initialState(at start: Point) -> State

  /// Where the next update takes its gradient.
  func probe(from point: Point, _ state: State) -> Point

  /// One update.
  ///
  /// - Parameters:
  ///   - point: θ before the update.
  ///   - seen: value and gradient at the probe.
  ///   - rate: the learning rate of this update, after its schedule.
  ///   - state: what the rule remembers; changed in place.
  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State) -> Move

  /// What a state holds, by the names of the equations; `t` where they use it, as the number of the next
  /// update.
  func remembered(in state: State) -> [String: Vector]

  /// The share of each gradient that enters the velocity: with rate η the rule goes the way of the
  /// heavy ball with this share of η.
  var velocityShare: Double { get }

  /// What theory says of the rule at its present knobs, in the long run.
  var theory: RuleTheory { get }

  /// What theory says of the next update after a state, where a rule changes as it goes.
  func theory(in state: State) -> RuleTheory

  /// The averages in a state that start at 0 and are or might be corrected for it.
  func averages(in state: State) -> [Average]
}

extension Optimizer {
  /// Most rules take their gradient where they stand.
  public func probe(from point: Point, _ state: State) -> Point { point }

  /// Some rules remember nothing.
  public func remembered(in state: State) -> [String: Vector] { [:] }

  /// Most rules take gradients whole.
  public var velocityShare: Double { 1 }

  /// Of most rules theory says nothing.
  public var theory: RuleTheory { RuleTheory() }

  /// Most rules stay what they are.
  public func theory(in state: State) -> RuleTheory { theory }

  /// Most rules correct nothing.
  public func averages(in state: State) -> [Average] { [] }
}

/// What one update did, flat and without allocation.
public struct Move: Sendable, Equatable {
  /// θ after the update.
  public var to: Point
  /// The rate of each axis, for rules that have one; nan for the others.
  public var rates: Vector

  /// Creates a move.
  public init(to: Point, rates: Vector = Vector(.nan, .nan)) {
    self.to = to
    self.rates = rates
  }
}

/// How a rule is called and explained on the screen, in lists and in help.
public struct RuleCard: Sendable, Equatable {
  /// The name on command lines and in files, for example `nesterov`.
  public var name: String
  /// The name on the screen, for example `Nesterov look-ahead`.
  public var title: String
  /// A short name for narrow panels.
  public var short: String
  /// What the rule does, in one or two sentences.
  public var summary: String
  /// How forms and other libraries differ, a line each.
  public var conventions: [String]
  /// The paper.
  public var source: String
  /// How a default learning rate is found on a surface.
  public var defaultRate: DefaultRate
  /// Whether the learning rate can follow a schedule.
  public var scheduled: Bool
  /// Whether its steps depend on the machine's math library rather than on IEEE arithmetic alone.
  public var callsMathLibrary: Bool

  /// Creates a card.
  public init(
    name: String, title: String, short: String? = nil, summary: String,
    conventions: [String] = [], source: String, defaultRate: DefaultRate,
    scheduled: Bool = true, callsMathLibrary: Bool = false
  ) {
    self.name = name
    self.title = title
    self.short = short ?? title
    self.summary = summary
    self.conventions = conventions
    self.source = source
    self.defaultRate = defaultRate
    self.scheduled = scheduled
    self.callsMathLibrary = callsMathLibrary
  }
}

/// How a default learning rate is found on a surface.
public enum DefaultRate: Sendable, Equatable {
  /// The shorter side of the view divided by this number: rules that divide by the gradient's size.
  case fractionOfView(Double)
  /// By short trial runs: rules whose step grows with the gradient.
  case trial
  /// A fixed rate, with ε as this multiple of the squared shorter side (AdaDelta).
  case fixed(Double, epsilonPerSquaredSide: Double)
}
