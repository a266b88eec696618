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
    s ← γs + (1−γ)g²
    Δ = g√(u + ε)/√(s + ε)
    u ← γu + (1−γ)Δ²
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

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    var next = state
    let move = step(from: point, seeing: seen, rate: rate, &next)
    let scale = root(state.stepSquare + epsilon)
    let change = ratio(seen.gradient * scale, root(next.square + epsilon))
    return [
      .gradient(seen, at: point),
      .meanSquare(state.square, next.square, gamma: decay, seen),
      Term(
        .rates, "rates", "η√(u + ε)/√(s + ε)",
        ["η": rate, "u": state.stepSquare, "s": next.square, "ε": epsilon], move.rates),
      Term(
        .velocity, "change", "Δ = √(u + ε)/√(s + ε)·g",
        ["u": state.stepSquare, "s": next.square, "ε": epsilon, "g": seen.gradient], change),
      Term(
        .memory, "its square", "u ← γu + (1−γ)Δ²",
        ["γ": decay, "u": state.stepSquare, "Δ": change], next.stepSquare),
      .step(
        "θ ← θ − ηΔ", ["θ": point, "η": rate, "Δ": change], from: point, to: move.to),
    ]
  }

  var theory: RuleTheory {
    RuleTheory(
      whileRatesStandStill: Descent(),
      memories: [.average("the mean of squares", of: .square, "γ", decay)])
  }
}
