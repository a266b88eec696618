import Documents
import Landscapes

/// AdamW: θ ← θ − ηλθ, then Adam; the decay does not pass through the averages.
///
/// Loshchilov and Hutter 2019, arXiv:1711.05101.
struct AdamW: Optimizer {
  var adam = Adam()
  var weightDecay = 0.01

  init() { adam.epsilonPlace = .inside }

  static let card = RuleCard(
    name: "adamw", title: "AdamW",
    summary: "Adam with a pull towards the origin that is not divided by the gradient's size.",
    conventions: [
      "epsilon-at=outside: PyTorch and Optax; hat: Keras. Their weight decay defaults to 0.01, 1e-4, 4e-3.",
      "A pull that passes through the averages, L2, is 0.5 λ (x^2 + y^2) added to the formula.",
    ],
    source: "Loshchilov and Hutter 2019, arXiv:1711.05101", defaultRate: .fractionOfView(50))

  var learningRate: Double {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }

  static let knobs: [Knob<Self>] = [
    .rate(\.adam.learningRate), .beta(\.adam.beta, "decay of the gradients"), .gamma(\.adam.gamma),
    .epsilon(\.adam.epsilon), .epsilonPlace(\.adam.epsilonPlace), .weightDecay(\.weightDecay),
  ]

  var equations: String { Moments.pulled(adam.equations, "Adam's step", by: weightDecay) }

  func initialState(at start: Point) -> Moments { Moments() }

  func remembered(in state: Moments) -> [String: Vector] {
    state.remembered
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ moments: inout Moments) -> Move
  {
    adam.step(from: point - rate * weightDecay * point, seeing: seen, rate: rate, &moments)
  }

  var theory: RuleTheory { adam.theory }

  func averages(in moments: Moments) -> [Average] { adam.averages(in: moments) }
}
