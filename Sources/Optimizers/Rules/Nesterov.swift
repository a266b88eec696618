import Anatomy
import Documents
import Landscapes

/// Nesterov's look-ahead: θᵉ = θ − βv; v ← βv + η∇f(θᵉ); θ ← θ − v.
///
/// Nesterov 1983, Soviet Mathematics Doklady 27(2); in this form Sutskever and others 2013,
/// Proceedings of Machine Learning Research 28(3), 1139-1147.
struct Nesterov: Optimizer {
  /// Two views of one sequence of points.
  enum Form: String, KnobChoice {
    /// The path is θ; the gradient is taken one jump ahead of it.
    case lookAhead = "look-ahead"
    /// The path is the look-ahead point itself (Bengio and others 2013, arXiv:1212.0901).
    case reparametrised
  }

  var learningRate = 0.001
  var momentum = 0.9
  var form = Form.lookAhead

  init() {}

  static let card = RuleCard(
    name: "nesterov", title: "Nesterov look-ahead", short: "Nesterov",
    summary: "First jump where the velocity leads, then measure the slope there and correct. "
      + "Looking ahead damps the swings, and costs stability at large η.",
    conventions: [
      "form=look-ahead: the path shows θ.",
      "form=reparametrised: the path shows θ − βv, as PyTorch, Optax and Keras store it.",
    ],
    source: "Nesterov 1983, Soviet Mathematics Doklady 27(2), 372-376", defaultRate: .trial)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.momentum),
    Knob("form", "form", "which point the path shows", \.form, effect: .rest),
  ]

  var equations: String {
    switch form {
    case .lookAhead:
      return """
        θᵉ = θ − βv  # jump
        g = ∇f(θᵉ)
        −ηg  # correction
        v ← βv + ηg  # velocity
        θ ← θ − v
        """
    case .reparametrised:
      return """
        g = ∇f(θ)
        v ← βv + ηg  # velocity
        −ηg  # correction
        −βv  # jump
        θ ← θ − (βv + ηg)
        """
    }
  }

  func initialState(at start: Point) -> Vector { .zero }

  func probe(from point: Point, _ velocity: Vector) -> Point {
    form == .lookAhead ? point - momentum * velocity : point
  }

  func remembered(in state: Vector) -> [String: Vector] {
    ["v": state]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ velocity: inout Vector)
    -> Move
  {
    velocity = momentum * velocity + rate * seen.gradient
    switch form {
    case .lookAhead: return Move(to: point - velocity)
    case .reparametrised:
      return Move(to: point - (momentum * velocity + rate * seen.gradient))
    }
  }

  var theory: RuleTheory {
    RuleTheory(
      linear: self,
      memories: [
        .fading(
          "the velocity", "β", momentum, .init(content: .gradient, share: 1, takesRate: true))
      ])
  }
}

extension Nesterov: LinearRule {
  func state(holding memory: Vector) -> Vector { memory }
  func memory(in state: Vector) -> Vector { state }
  func with(decay: Double) -> Nesterov? {
    var rule = self
    rule.momentum = decay
    return rule
  }
}
