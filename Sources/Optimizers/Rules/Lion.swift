import Anatomy
import Documents
import Landscapes

/// Lion: θ ← θ − η(sign(βm + (1−β)g) + λθ); m ← γm + (1−γ)g.
///
/// Chen and others 2023, arXiv:2302.06675, where the decays are called β₁ and β₂.
struct Lion: Optimizer {
  var learningRate = 0.001
  var beta = 0.9
  var gamma = 0.99
  var weightDecay = 0.0

  static let card = RuleCard(
    name: "lion", title: "Lion",
    summary: "Only the sign of a mixture of momentum and gradient counts: every step is η long on "
      + "each axis.",
    conventions: [
      "The same in Optax and Keras; their weight decay defaults to 0.001 and none.",
      "beta=0 is sign descent.",
    ],
    source: "Chen and others 2023, arXiv:2302.06675", defaultRate: .fractionOfView(200))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "share of the momentum in the sign"),
    .gamma(\.gamma, "decay of the momentum"), .weightDecay(\.weightDecay),
  ]

  var equations: String {
    """
    g = ∇f(θ)
    u = sign(βm + (1−β)g)  # memory: direction
    m ← γm + (1−γ)g  # velocity: momentum
    θ ← θ − \(weightDecay > 0 ? "η(u + λθ)" : "ηu")
    """
  }

  func initialState(at start: Point) -> Vector { .zero }

  func remembered(in state: Vector) -> [String: Vector] {
    ["m": state]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ momentum: inout Vector) -> Move
  {
    let direction = sign(beta * momentum + (1 - beta) * seen.gradient)
    momentum = gamma * momentum + (1 - gamma) * seen.gradient
    return Move(to: point - rate * (direction + weightDecay * point))
  }

  var theory: RuleTheory {
    RuleTheory(
      whileRatesStandStill: nil, memories: [.average("the momentum", of: .gradient, "γ", gamma)])
  }
}
