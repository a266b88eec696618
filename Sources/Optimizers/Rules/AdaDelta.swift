import Anatomy
import Documents
import Landscapes

/// AdaDelta: s ← γs + (1−γ)g²; Δ = √(u + ε)/√(s + ε)·g; u ← γu + (1−γ)Δ²; θ ← θ − ηΔ.
///
/// Zeiler 2012, arXiv:1212.5701, where the decay is called ρ.
struct AdaDelta: Optimizer {
  var learningRate = 1.0
  var decay = 0.9
  var epsilon = 1e-6

  init() {}

  static let card = RuleCard(
    name: "adadelta", title: "AdaDelta",
    summary:
      "RMSProp whose rate is the size of its own past steps. It has no unit of η, but ε does "
      + "η's work: it sets the first step.",
    conventions: ["The same in PyTorch, Optax and Keras; γ is called ρ there."],
    source: "Zeiler 2012, arXiv:1212.5701", defaultRate: .fixed(1, epsilonPerSquaredSide: 1e-7))

  static let knobs: [Knob<Self>] = [
    // Its steps have the size of its own past steps: η is a factor, and ε sets the first step.
    Knob("eta", "η", "factor of every step", 0...1e6, .logarithmic, \.learningRate),
    .gamma(\.decay), .epsilon(\.epsilon),
  ]

  var equations: String {
    """
    g = ∇f(θ)
    s ← γs + (1−γ)g²  # memory: mean square
    η√(u + ε)/√(s + ε)  # rates
    Δ = g√(u + ε)/√(s + ε)  # velocity: direction
    u ← γu + (1−γ)Δ²  # memory: its square
    θ ← θ − ηΔ
    """
  }

  /// The two averages.
  struct State: Sendable, Equatable {
    /// The average of squared gradients, s.
    var square = Vector.zero
    /// The average of squared steps, u.
    var stepSquare = Vector.zero
  }

  func initialState(at start: Point) -> State { State() }

  func remembered(in state: State) -> [String: Vector] {
    ["s": state.square, "u": state.stepSquare]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    state.square = decay * state.square + (1 - decay) * (seen.gradient * seen.gradient)
    let scale = root(state.stepSquare + epsilon)
    let denominator = root(state.square + epsilon)
    let change = ratio(seen.gradient * scale, denominator)
    state.stepSquare = decay * state.stepSquare + (1 - decay) * (change * change)
    return Move(to: point - rate * change, rates: rate * scale / denominator)
  }

  var theory: RuleTheory {
    RuleTheory(
      whileRatesStandStill: Descent(),
      memories: [.average("the mean of squares", of: .square, "γ", decay)])
  }
}
