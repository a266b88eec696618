import Anatomy
import Documents
import Landscapes

/// Adan: Adam with an average of the change of the gradient, Nesterov's look-ahead without a probe.
///
/// Xie and others 2022, arXiv:2208.06677, in the form of the authors' code.
struct Adan: Optimizer {
  var learningRate = 0.001
  var beta = 0.98
  var delta = 0.92
  var gamma = 0.99
  var epsilon = 1e-8

  static let card = RuleCard(
    name: "adan", title: "Adan",
    summary: "Averages the gradient, its change, and the square of both together: the change tells "
      + "where the gradient is going, as a look-ahead would.",
    conventions: [
      "The decays are those of the authors' code, (0.98, 0.92, 0.99); d is 0 at the first update.",
      "Optax 0.2.8 has 1 − δ where δ belongs.",
    ],
    source: "Xie and others 2022, arXiv:2208.06677", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"),
    Knob("delta", "δ", "decay of the changes", 0...0.99999, .closeToOne, \.delta),
    .gamma(\.gamma), .epsilon(\.epsilon),
  ]

  var equations: String {
    """
    g = ∇f(θ)
    d = where(t = 1, 0, g − ∇f_prev)  # memory: difference
    v ← βv + (1−β)g  # velocity: average
    u ← δu + (1−δ)d  # velocity: change
    s ← γs + (1−γ)(g + δd)²  # memory: mean square
    v̂ = v/(1−βᵗ)  # velocity: corrected
    û = u/(1−δᵗ)  # velocity: corrected
    ŝ = s/(1−γᵗ)  # memory: corrected
    η/(√ŝ + ε)  # rates
    θ ← θ − η(v̂ + δû)/(√ŝ + ε)
    """
  }

  /// The three averages, their weights, and the gradient before.
  struct State: Sendable, Equatable {
    var moments = Moments()
    var change = Vector.zero
    var changeDecay = 1.0
    var previous: Vector?
  }

  func initialState(at start: Point) -> State { State() }

  func remembered(in state: State) -> [String: Vector] {
    state.moments.remembered.merging([
      "u": state.change, "δᵗ": Vector(repeating: state.changeDecay),
      "∇f_prev": state.previous ?? .zero,
      "t": state.previous == nil ? [1, 1] : [2, 2],
    ]) { $1 }
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State) -> Move {
    let gradient = seen.gradient
    let change = gradient - (state.previous ?? gradient)
    let second = state.moments.second
    state.moments.absorb(gradient, beta: beta, gamma: gamma)
    let ahead = gradient + delta * change
    state.moments.second = gamma * second + (1 - gamma) * (ahead * ahead)
    state.change = delta * state.change + (1 - delta) * change
    state.changeDecay = Moments.product(state.changeDecay, delta)
    state.previous = gradient
    let mean =
      state.moments.first / (1 - state.moments.firstDecay)
      + delta * (state.change / (1 - state.changeDecay))
    let denominator = root(state.moments.second / (1 - state.moments.secondDecay)) + epsilon
    return Move(to: point - ratio(rate * mean, denominator), rates: rate / denominator)
  }

  /// With the gradient before it remembers two vectors, for which there is no limit in closed form
  /// here.
  var theory: RuleTheory {
    var theory = RuleTheory.adam(beta: beta, gamma: gamma)
    theory.motion = nil
    theory.memories[1].intake = nil
    theory.memories.insert(.fading("the average of changes", "δ", delta), at: 1)
    return theory
  }
}
