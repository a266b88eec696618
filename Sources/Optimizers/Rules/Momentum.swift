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
    ],
    source: "Polyak 1964, doi:10.1016/0041-5553(64)90137-5", defaultRate: .trial,
    stability: .heavyBall)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.momentum),
    Knob("form", "form", "how the velocity is written", \.form, effect: .rest),
  ]

  func rest(at start: Point) -> Vector { .zero }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ velocity: inout Vector)
    -> Move
  {
    switch form {
    case .heavyBall:
      velocity = momentum * velocity + rate * seen.gradient
      return Move(to: point - velocity)
    case .average:
      velocity = momentum * velocity + (1 - momentum) * seen.gradient
      return Move(to: point - rate * velocity)
    case .physical:
      velocity = momentum * velocity - seen.gradient
      return Move(to: point + rate * velocity)
    }
  }

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ velocity: Vector)
    -> [Term]
  {
    var next = velocity
    let move = step(from: point, seeing: seen, rate: rate, &next)
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
          .correction, "correction", "ηg", "−ηg", numbers: "−\(eta)·\(brief(seen.gradient))",
          -rate * seen.gradient, from: point + jump),
        Term(
          .velocity, "velocity", "v", "v ← βv + ηg",
          numbers: "\(beta)·\(old) + \(eta)·\(brief(seen.gradient))", next),
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
          .correction, "force", "−ηg", "−ηg", numbers: "−\(eta)·\(brief(seen.gradient))",
          -rate * seen.gradient, from: point + jump),
        Term(
          .velocity, "velocity", "v", "v ← βv − g",
          numbers: "\(beta)·\(old) − \(brief(seen.gradient))", next),
        .step("θ ← θ + ηv", from: point, to: move.to),
      ]
    }
    return [gradient] + terms
  }
}
