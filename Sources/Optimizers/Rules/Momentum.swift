import Documents
import Landscapes

/// Momentum, the heavy ball: v ← βv + ηg; θ ← θ − v.
///
/// Polyak 1964, doi:10.1016/0041-5553(64)90137-5. With β = 0 every form but `average` is plain
/// descent, and that one too, since its weight 1 − β is then 1.
struct Momentum: Optimizer {
  /// Three ways to write the same motion; they part as soon as η changes on the way.
  enum Form: String, KnobChoice {
    /// v ← βv + ηg; θ ← θ − v: old gradients keep the rate they arrived with.
    case heavyBall = "heavy-ball"
    /// v ← βv + (1−β)g; θ ← θ − ηv: v is an average of gradients.
    case average
    /// v ← βv − g; θ ← θ + ηv: Newton's law with friction, v updated before θ.
    case physical
  }

  var learningRate = 0.001
  var momentum = 0.9
  var form = Form.heavyBall
  var dampening = 0.0

  init() {}

  static let card = RuleCard(
    name: "momentum", title: "Momentum",
    summary: "A heavy ball: past gradients live on in the velocity and fade by β a step. What "
      + "cancels across the valley adds up along it.",
    equations: ["g = ∇f(θ)", "v ← βv + ηg", "θ ← θ − v"],
    conventions: [
      "form=heavy-ball: η inside v, as in Keras.",
      "form=average: v ← βv + (1−β)g, θ ← θ − ηv; the path of heavy-ball with (1−β)η.",
      "form=physical: v ← βv − g, θ ← θ + ηv; PyTorch's and Optax's form up to the sign of v.",
      "dampening: PyTorch's, every gradient but the first weighs 1 − d; not in the average form.",
    ],
    source: "Polyak 1964, doi:10.1016/0041-5553(64)90137-5", defaultRate: .trial,
    stability: .heavyBall)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.momentum),
    Knob("form", "form", "how the velocity is written", \.form, effect: .rest),
    Knob(
      "dampening", "damp", "every gradient but the first weighs 1 − d", 0...1, .even(0.1),
      \.dampening),
  ]

  /// The velocity, and whether a gradient was seen before.
  struct State: Sendable, Equatable {
    var velocity = Vector.zero
    var started = false
  }

  func rest(at start: Point) -> State { State() }

  /// How much the gradient of this update weighs.
  private func weight(_ state: State) -> Double { state.started ? 1 - dampening : 1 }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State) -> Move {
    let gradient = weight(state) * seen.gradient
    state.started = true
    switch form {
    case .heavyBall:
      state.velocity = momentum * state.velocity + rate * gradient
      return Move(to: point - state.velocity)
    case .average:
      state.velocity = momentum * state.velocity + (1 - momentum) * seen.gradient
      return Move(to: point - rate * state.velocity)
    case .physical:
      state.velocity = momentum * state.velocity - gradient
      return Move(to: point + rate * state.velocity)
    }
  }

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    var after = state
    let move = step(from: point, seeing: seen, rate: rate, &after)
    let (velocity, next) = (state.velocity, after.velocity)
    let weighed = weight(state) * seen.gradient
    let gradient = Term.gradient(seen, at: point)
    let old = brief(velocity)
    let (beta, eta) = (brief(momentum), brief(rate))
    let scale = form == .heavyBall ? -1 : form == .average ? -rate : rate
    let jump = scale * momentum * velocity
    let terms: [Term]
    switch form {
    case .heavyBall:
      terms = [
        Term(.jump, "jump", "βv", "−βv", numbers: "−\(beta)·\(old)", jump, from: point),
        Term(
          .correction, "correction", "ηg", "−ηg", numbers: "−\(eta)·\(brief(weighed))",
          -rate * weighed, from: point + jump),
        Term(
          .velocity, "velocity", "v", "v ← βv + ηg",
          numbers: "\(beta)·\(old) + \(eta)·\(brief(weighed))", next),
        .step("θ ← θ − v", from: point, to: move.to),
      ]
    case .average:
      let share = (1 - momentum) * seen.gradient
      terms = [
        Term(.jump, "jump", "ηβv", "−ηβv", numbers: "−\(eta)·\(beta)·\(old)", jump, from: point),
        Term(
          .correction, "correction", "η(1−β)g", "−η(1−β)g",
          numbers: "−\(eta)·\(brief(1 - momentum))·\(brief(seen.gradient))", -rate * share,
          from: point + jump),
        Term(
          .velocity, "average", "v", "v ← βv + (1−β)g",
          numbers: "\(beta)·\(old) + \(brief(1 - momentum))·\(brief(seen.gradient))", next),
        .step("θ ← θ − ηv", from: point, to: move.to),
      ]
    case .physical:
      terms = [
        Term(.jump, "jump", "ηβv", "ηβv", numbers: "\(eta)·\(beta)·\(old)", jump, from: point),
        Term(
          .correction, "force", "−ηg", "−ηg", numbers: "−\(eta)·\(brief(weighed))",
          -rate * weighed, from: point + jump),
        Term(
          .velocity, "velocity", "v", "v ← βv − g",
          numbers: "\(beta)·\(old) − \(brief(weighed))", next),
        .step("θ ← θ + ηv", from: point, to: move.to),
      ]
    }
    return [gradient] + terms
  }
}
