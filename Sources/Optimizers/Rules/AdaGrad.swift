import Anatomy
import Documents
import Landscapes

/// AdaGrad: G ← G + g²; θ ← θ − ηg/√(G + ε).
///
/// Duchi, Hazan and Singer 2011, Journal of Machine Learning Research 12, 2121-2159.
struct AdaGrad: Optimizer {
  var learningRate = 0.1
  var epsilon = 1e-8
  var epsilonPlace = EpsilonPlace.inside
  var initialSum = 0.0

  init() {}

  static let card = RuleCard(
    name: "adagrad", title: "AdaGrad",
    summary: "Divides each axis by the root of all its squared gradients so far. The sum only "
      + "grows, so the rate only falls.",
    conventions: [
      "epsilon-at=inside: √(G + ε), as in Optax and Keras; outside: √G + ε, as in PyTorch.",
      "initial: G starts at 0 here and in PyTorch, at 0.1 in Optax and Keras.",
      "PyTorch's lr_decay is schedule=inverse-time with schedule-every=1.",
    ],
    source: "Duchi, Hazan and Singer 2011, JMLR 12, 2121-2159", defaultRate: .fractionOfView(10))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
    Knob(
      "initial", "G₀", "first value of the sum", 0...1e6, .logarithmic, \.initialSum,
      effect: .rest),
  ]

  var equations: String {
    let below = epsilonPlace.text("G")
    return """
      g = ∇f(θ)
      G ← G + g²  # memory: sum
      η/\(below)  # rates
      θ ← θ − ηg/\(below)
      """
  }

  func initialState(at start: Point) -> Vector { Vector(initialSum, initialSum) }

  func remembered(in state: Vector) -> [String: Vector] {
    ["G": state]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ sum: inout Vector)
    -> Move
  {
    sum += seen.gradient * seen.gradient
    let denominator = epsilonPlace.denominator(sum, epsilon)
    let step = ratio(rate * seen.gradient, denominator)
    return Move(to: point - step, rates: rate / denominator)
  }

  var theory: RuleTheory {
    RuleTheory(
      whileRatesStandStill: Descent(), memories: [.lasting("the sum of squares")])
  }
}
