import Anatomy
import Documents
import Foundation
import Landscapes

/// Nadam: Adam with the look-ahead in v̂.
///
/// Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop.
struct Nadam: Optimizer {
  /// How the momentum of the look-ahead is scheduled.
  enum Form: String, KnobChoice {
    /// μₜ = β(1 − 0.5·0.96^(tψ)), ψ the momentum decay: PyTorch, and Keras with ψ = 1.
    case dozat
    /// μ = β: Optax.
    case plain
  }

  var learningRate = 0.002
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var epsilonPlace = MomentEpsilonPlace.inside
  var form = Form.dozat
  var momentumDecay = 0.004
  var weightDecay = 0.0

  init() {}

  static let card = RuleCard(
    name: "nadam", title: "Nadam",
    summary: "Adam that looks ahead: today's gradient enters the step a second time, as Nesterov's "
      + "momentum would have it.",
    conventions: [
      "form=dozat: the schedule of PyTorch (momentum-decay 0.004); Keras is momentum-decay=1.",
      "form=plain: μ = β throughout, as in Optax.",
      "weight-decay: θ ← θ − ηλθ first, as Optax's nadamw.",
      "epsilon-at=outside gives the denominators of PyTorch, Optax and Keras.",
    ],
    source: "Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop",
    defaultRate: .fractionOfView(50), callsMathLibrary: true)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma),
    .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
    Knob("form", "form", "schedule of the look-ahead", \.form, effect: .rest),
    Knob(
      "momentum-decay", "ψ", "how fast the schedule of μ settles", 0...100, .logarithmic,
      \.momentumDecay),
    .weightDecay(\.weightDecay),
  ]

  var equations: String {
    let isPlain = form == .plain
    let below = epsilonPlace.text("s", corrected: "ŝ")
    let step = """
      g = ∇f(θ)
      v ← βv + (1−β)g  # velocity: average
      s ← γs + (1−γ)g²  # memory: mean square
      μ = \(isPlain ? "β" : "β(1 − 0.5·0.96^(tψ))")  # memory: schedule
      μ₊ = \(isPlain ? "β" : "β(1 − 0.5·0.96^((t + 1)ψ))")  # memory: and next
      p₀ = 1
      p ← p·μ  # memory: product
      v̂ = μ₊v/(1 − p·μ₊) + (1−μ)g/(1−p)  # velocity: look-ahead
      ŝ = s/(1−γᵗ)  # memory: corrected
      η/\(below)  # rates
      θ ← θ − ηv̂/\(below)
      """
    return Moments.pulled(step, "Nadam's step", by: weightDecay)
  }

  /// Adam's averages and the schedule of μ.
  struct State: Sendable, Equatable {
    /// The averages.
    var moments = Moments()
    /// Πμ over all updates.
    var product = 1.0
    /// The number of updates.
    var count = 0.0
  }

  func initialState(at start: Point) -> State { State() }

  private func momentum(at update: Double) -> Double {
    form == .plain ? beta : beta * (1 - 0.5 * pow(0.96, update * momentumDecay))
  }

  /// v̂ with the look-ahead, and the state after absorbing the gradient.
  private func absorb(_ gradient: Vector, _ state: inout State) -> Vector {
    state.moments.absorb(gradient, beta: beta, gamma: gamma)
    state.count += 1
    let now = momentum(at: state.count)
    let next = momentum(at: state.count + 1)
    state.product = Moments.product(state.product, now)
    let ahead = next * state.moments.first / (1 - state.product * next)
    return ahead + (1 - now) * gradient / (1 - state.product)
  }

  func remembered(in state: State) -> [String: Vector] {
    state.moments.remembered.merging([
      "p": Vector(repeating: state.product), "t": Vector(repeating: state.count + 1),
    ]) { $1 }
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    let first = absorb(seen.gradient, &state)
    let denominator = epsilonPlace.denominator(
      state.moments.second, weight: 1 - state.moments.secondDecay, epsilon)
    let pulled = point - rate * weightDecay * point
    return Move(to: pulled - ratio(rate * first, denominator), rates: rate / denominator)
  }

  /// The schedule of μ ends at β.
  var theory: RuleTheory { theory(momentum: beta) }

  func theory(in state: State) -> RuleTheory { theory(momentum: momentum(at: state.count + 1)) }

  /// With its look-ahead the step is a mean of the average and of the gradient: QHM with ν = μ.
  private func theory(momentum: Double) -> RuleTheory {
    var theory = RuleTheory.adam(beta: beta, gamma: gamma)
    var mean = QHM()
    mean.beta = beta
    mean.share = momentum
    theory.motion = mean
    return theory
  }
}
