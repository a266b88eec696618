import Anatomy
import Documents
import Landscapes

/// RAdam: Adam that divides by the gradient's size only once enough of it was seen.
///
/// Liu and others 2020, arXiv:1908.03265.
struct RAdam: Optimizer {
  var learningRate = 0.001
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var epsilonPlace = MomentEpsilonPlace.inside
  var threshold = 5.0

  static let card = RuleCard(
    name: "radam", title: "RAdam",
    summary: "Adam whose first steps are plain momentum, since a variance from a handful of "
      + "gradients means little; then the step is scaled by how well the variance is known.",
    conventions: [
      "epsilon-at=hat: PyTorch; outside: Optax, which also rectifies at ρ = threshold itself.",
      "The first steps (five at γ = 0.999) follow the bare gradient: choose η accordingly.",
    ],
    source: "Liu and others 2020, arXiv:1908.03265", defaultRate: .trial)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma),
    .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
    Knob(
      "threshold", "ρ₀", "how much must be known before dividing", 4...100, .even(1), \.threshold),
  ]

  var equations: String {
    let below = epsilonPlace.text("s", corrected: "ŝ")
    return Moments.equations(corrected: true) + """

      ρ∞ = 2/(1−γ) − 1  # memory: limit
      ρ = ρ∞ − 2tγᵗ/(1−γᵗ)  # memory: known
      r = √max(0, (ρ−4)(ρ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ))  # memory: trust
      where(ρ > ρ₀, ηr/\(below), η)  # rates
      θ ← θ − where(ρ > ρ₀, ηr(v̂/\(below)), ηv̂)
      """
  }

  /// Adam's averages and the number of updates.
  struct State: Sendable, Equatable {
    var moments = Moments()
    var count = 0.0
  }

  func initialState(at start: Point) -> State { State() }

  /// The rectification, or nil while too little is known.
  private func rectification(_ state: State) -> Double? {
    let limit = 2 / (1 - gamma) - 1
    let decayed = state.moments.secondDecay
    let known = limit - 2 * state.count * decayed / (1 - decayed)
    guard known > threshold, limit > 4 else { return nil }
    let numerator = (known - 4) * (known - 2) * limit
    return (numerator / ((limit - 4) * (limit - 2) * known)).squareRoot()
  }

  func remembered(in state: State) -> [String: Vector] {
    state.moments.remembered.merging(["t": Vector(repeating: state.count + 1)]) { $1 }
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State) -> Move {
    state.moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    state.count += 1
    let first = state.moments.first / (1 - state.moments.firstDecay)
    guard let scale = rectification(state) else {
      return Move(to: point - rate * first, rates: Vector(rate, rate))
    }
    let denominator = epsilonPlace.denominator(
      state.moments.second, weight: 1 - state.moments.secondDecay, epsilon)
    let scaled = rate * scale
    return Move(to: point - scaled * ratio(first, denominator), rates: scaled / denominator)
  }

  var theory: RuleTheory { .adam(beta: beta, gamma: gamma) }
}
