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
    let pull = weightDecay > 0 ? "ηλθ − " : ""
    return """
      g = ∇f(θ)
      v ← βv + (1−β)g
      s ← γs + (1−γ)g²
      μ = \(isPlain ? "β" : "β(1 − 0.5·0.96^(tψ))")
      μ₊ = \(isPlain ? "β" : "β(1 − 0.5·0.96^((t + 1)ψ))")
      p₀ = 1
      p ← p·μ
      v̂ = μ₊v/(1 − p·μ₊) + (1−μ)g/(1−p)
      ŝ = s/(1−γᵗ)
      θ ← θ − \(pull)ηv̂/\(epsilonPlace.text("s", corrected: "ŝ"))
      """
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

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    let first = absorb(seen.gradient, &state)
    let denominator = epsilonPlace.denominator(
      state.moments.second, weight: 1 - state.moments.secondDecay, epsilon)
    let pulled = point - rate * weightDecay * point
    return Move(to: pulled - ratio(rate * first, denominator), rates: rate / denominator)
  }

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    var next = state
    let move = step(from: point, seeing: seen, rate: rate, &next)
    var again = state
    let ahead = absorb(seen.gradient, &again)
    let now = momentum(at: next.count)
    let later = momentum(at: next.count + 1)
    let square = next.moments.second / (1 - next.moments.secondDecay)
    let below = epsilonPlace.written(
      "ŝ", ["ŝ": square], epsilon, decay: next.moments.secondDecay)
    var terms: [Term] = [
      .gradient(seen, at: point),
      .average(state.moments.first, next.moments.first, beta: beta, seen),
      Term(
        .velocity, "look-ahead", "v̂ = μ₊v/(1−Πμ₊) + (1−μ)g/(1−Πμ)",
        [
          "μ₊": later, "v": next.moments.first, "Πμ₊": next.product * later, "μ": now,
          "g": seen.gradient, "Πμ": next.product,
        ], ahead),
    ]
    terms += Moments.secondTerms(state.moments, next.moments, gamma: gamma, seen)
    terms += Term.quotient("v̂", ["v̂": ahead], over: below, rate: rate, from: point, move)
    guard weightDecay > 0 else { return terms }
    return Term.decayed(
      terms, by: weightDecay, "Nadam's step", rate: rate, from: point, to: move.to)
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
