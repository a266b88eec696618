import Anatomy
import Documents
import Landscapes

/// AdaMax: v ← βv + (1−β)g; u ← max(γu, |g|); θ ← θ − η/(1−βᵗ)·v/u.
///
/// Kingma and Ba 2015, arXiv:1412.6980, section 7.1.
struct AdaMax: Optimizer {
  /// Where ε stands.
  enum Place: String, KnobChoice {
    /// u ← max(γu, |g| + ε): PyTorch and Optax.
    case gradient
    /// v/(u + ε): Keras.
    case norm
  }

  var learningRate = 0.002
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var epsilonPlace = Place.gradient

  init() {}

  static let card = RuleCard(
    name: "adamax", title: "AdaMax",
    summary: "Adam with the largest recent slope in place of the root mean square, so that one "
      + "steep moment is remembered as long as γ lasts.",
    conventions: [
      "epsilon-at=gradient: |g| + ε, as in PyTorch and Optax; norm: u + ε, as in Keras."
    ],
    source: "Kingma and Ba 2015, arXiv:1412.6980, section 7.1", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"),
    .gamma(\.gamma, "decay of the largest slope"), .epsilon(\.epsilon),
    .epsilonPlace(\.epsilonPlace),
  ]

  var equations: String {
    let isAtGradient = epsilonPlace == .gradient
    let below = isAtGradient ? "u" : "(u + ε)"
    return """
      g = ∇f(θ)
      v ← βv + (1−β)g  # velocity: average
      v̂ = v/(1−βᵗ)  # velocity: corrected
      u ← max(γu, \(isAtGradient ? "|g| + ε" : "|g|"))  # memory: largest slope
      η/\(below)  # rates
      θ ← θ − ηv̂/\(below)
      """
  }

  /// The average, the largest slope and the weights in the average.
  struct State: Sendable, Equatable {
    /// The average of gradients, v.
    var first = Vector.zero
    /// The decayed maximum of slopes, u.
    var norm = Vector.zero
    /// Πβ.
    var firstDecay = 1.0
  }

  func initialState(at start: Point) -> State { State() }

  func remembered(in state: State) -> [String: Vector] {
    ["v": state.first, "u": state.norm, "βᵗ": Vector(repeating: state.firstDecay)]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    state.first = beta * state.first + (1 - beta) * seen.gradient
    state.firstDecay = Moments.product(state.firstDecay, beta)
    let slope = magnitude(seen.gradient)
    let atGradient = epsilonPlace == .gradient
    state.norm = larger(gamma * state.norm, atGradient ? slope + epsilon : slope)
    let denominator = atGradient ? state.norm : state.norm + epsilon
    let step = ratio(rate * (state.first / (1 - state.firstDecay)), denominator)
    return Move(to: point - step, rates: rate / denominator)
  }

  var theory: RuleTheory {
    var theory = RuleTheory.adam(beta: beta, gamma: gamma)
    theory.memories[1] = .fading("the largest slope", "γ", gamma)
    return theory
  }

  func averages(in state: State) -> [Average] {
    [Average("βᵗ", decay: beta, product: state.firstDecay, .above)]
  }
}
