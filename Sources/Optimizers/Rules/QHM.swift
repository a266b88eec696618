import Anatomy
import Documents
import Landscapes

/// Quasi-hyperbolic momentum: v ← βv + (1−β)g; θ ← θ − η((1−ν)g + νv).
///
/// Ma and Yarats 2019, arXiv:1810.06801.
struct QHM: Optimizer {
  var learningRate = 0.01
  var beta = 0.999
  var share = 0.7

  static let card = RuleCard(
    name: "qhm", title: "QHM",
    summary: "A weighted mean of the plain gradient and its average: ν = 0 is descent, ν = 1 the "
      + "average form of momentum.",
    conventions: [
      "ν = β is Nesterov's reparametrised form with (1−β)η for η.",
      "In none of PyTorch, Optax, Keras.",
    ],
    source: "Ma and Yarats 2019, arXiv:1810.06801", defaultRate: .trial)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta),
    Knob("nu", "ν", "share of the average", 0...1, .even(0.1), \.share),
  ]

  var equations: String {
    """
    g = ∇f(θ)
    v ← βv + (1−β)g  # velocity: average
    −ηνv  # jump
    −η(1−ν)g  # correction
    θ ← θ − η((1−ν)g + νv)
    """
  }

  func initialState(at start: Point) -> Vector { .zero }

  func remembered(in state: Vector) -> [String: Vector] {
    ["v": state]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ average: inout Vector) -> Move {
    average = beta * average + (1 - beta) * seen.gradient
    return Move(to: point - rate * ((1 - share) * seen.gradient + share * average))
  }

  var theory: RuleTheory {
    RuleTheory(
      linear: self, memories: [.average("the average of gradients", of: .gradient, "β", beta)])
  }
}

extension QHM: LinearRule {
  func state(holding memory: Vector) -> Vector { memory }
  func memory(in state: Vector) -> Vector { state }
  func with(decay: Double) -> QHM? {
    var rule = self
    rule.beta = decay
    return rule
  }
}
