import Anatomy
import Documents
import Landscapes

/// Yogi: s ← s − (1−γ) sign(s − g²) g², else as Adam.
///
/// Zaheer and others 2018, Adaptive Methods for Nonconvex Optimization, NeurIPS 31.
struct Yogi: Optimizer {
  var learningRate = 0.01
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-3
  var initial = 0.0

  static let card = RuleCard(
    name: "yogi", title: "Yogi",
    summary: "Adam whose mean square moves towards g² by steps of the size of g², so that it never "
      + "forgets faster than it learns.",
    conventions: [
      "The paper corrects neither average; here both are corrected, as in Optax.",
      "initial=1e-6: Optax, where v and s start there and are corrected as if they started at 0.",
    ],
    source: "Zaheer and others 2018, NeurIPS 31", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma),
    .epsilon(\.epsilon),
    Knob(
      "initial", "s₀", "first value of both averages", 0...100, .logarithmic, \.initial,
      effect: .rest),
  ]

  var equations: String {
    """
    g = ∇f(θ)
    v₀ = s₀
    v ← βv + (1−β)g
    s ← s − (1−γ)(sign(s − g²)g²)
    v̂ = v/(1−βᵗ), ŝ = s/(1−γᵗ)
    θ ← θ − ηv̂/(√ŝ + ε)
    """
  }

  func initialState(at start: Point) -> Moments {
    var moments = Moments()
    moments.first = Vector(initial, initial)
    moments.second = Vector(initial, initial)
    return moments
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ moments: inout Moments) -> Move
  {
    let second = moments.second
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let square = seen.gradient * seen.gradient
    moments.second = second - (1 - gamma) * (sign(second - square) * square)
    let denominator = root(moments.second / (1 - moments.secondDecay)) + epsilon
    let first = moments.first / (1 - moments.firstDecay)
    return Move(to: point - ratio(rate * first, denominator), rates: rate / denominator)
  }

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ moments: Moments)
    -> [Term]
  {
    var next = moments
    let move = step(from: point, seeing: seen, rate: rate, &next)
    let below = EpsilonPlace.outside.written(
      "ŝ", next.second / (1 - next.secondDecay), epsilon)
    return [.gradient(seen, at: point)]
      + Moments.firstTerms(moments, next, beta: beta, seen) + [
        Term(
          .memory, "mean square", "s ← s − (1−γ)·sign(s − g²)·g²",
          ["s": moments.second, "γ": gamma, "g": seen.gradient], next.second),
        next.correctedSecond,
      ]
      + Term.quotient(
        "v̂", ["v̂": next.first / (1 - next.firstDecay)], over: below, rate: rate, from: point, move)
  }

  /// Its mean square moves by steps, so that no decay says how long it remembers.
  var theory: RuleTheory {
    var theory = RuleTheory.adam(beta: beta, gamma: gamma)
    theory.memories.removeLast()
    return theory
  }
}
