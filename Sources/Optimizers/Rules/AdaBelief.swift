import Anatomy
import Documents
import Landscapes

/// AdaBelief: s ← γs + (1−γ)(g−v)² + ε₀; θ ← θ − ηv̂/(√ŝ + ε).
///
/// Zhuang and others 2020, arXiv:2010.07468.
struct AdaBelief: Optimizer {
  var learningRate = 0.001
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-16
  var rootEpsilon = 1e-16

  static let card = RuleCard(
    name: "adabelief", title: "AdaBelief",
    summary: "Adam that divides by how far a gradient strays from what was expected: long steps "
      + "where the slope is steady, short ones where it surprises.",
    conventions: [
      "As in Optax (eps, eps_root) and in the authors' code, which uses one ε for both.",
      "ε₀ stays in the average and adds up there.",
    ],
    source: "Zhuang and others 2020, arXiv:2010.07468", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"),
    .gamma(\.gamma, "decay of the squared surprises"), .epsilon(\.epsilon),
    Knob(
      "epsilon-root", "ε₀", "added to the average at every update", 0...100, .logarithmic,
      \.rootEpsilon),
  ]

  var equations: String {
    """
    g = ∇f(θ)
    v ← βv + (1−β)g  # velocity: average
    s ← γs + (1−γ)(g−v)² + ε₀  # memory: surprise
    v̂ = v/(1−βᵗ)  # velocity: corrected
    ŝ = s/(1−γᵗ)  # memory: corrected
    η/(√ŝ + ε)  # rates
    θ ← θ − ηv̂/(√ŝ + ε)
    """
  }

  func initialState(at start: Point) -> Moments { Moments() }

  func remembered(in state: Moments) -> [String: Vector] {
    state.remembered
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ moments: inout Moments) -> Move
  {
    let second = moments.second
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let surprise = seen.gradient - moments.first
    moments.second = gamma * second + (1 - gamma) * (surprise * surprise) + rootEpsilon
    let denominator = root(moments.second / (1 - moments.secondDecay)) + epsilon
    let first = moments.first / (1 - moments.firstDecay)
    return Move(to: point - ratio(rate * first, denominator), rates: rate / denominator)
  }

  var theory: RuleTheory {
    var theory = RuleTheory.adam(beta: beta, gamma: gamma)
    theory.memories[1] = .fading("the mean surprise", "γ", gamma)
    return theory
  }
}
