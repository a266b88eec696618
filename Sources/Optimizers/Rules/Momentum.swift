import Anatomy
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
    conventions: [
      "form=heavy-ball: η inside v, as in Keras.",
      "form=average: v ← βv + (1−β)g, θ ← θ − ηv; the path of heavy-ball with (1−β)η.",
      "form=physical: v ← βv − g, θ ← θ + ηv; PyTorch's and Optax's form up to the sign of v.",
      "dampening: PyTorch's, every gradient but the first weighs 1 − d; not in the average form.",
    ],
    source: "Polyak 1964, doi:10.1016/0041-5553(64)90137-5", defaultRate: .trial)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.momentum),
    Knob("form", "form", "how the velocity is written", \.form, effect: .rest),
    Knob(
      "dampening", "damp", "every gradient but the first weighs 1 − d", 0...1, .even(0.1),
      \.dampening),
  ]

  var equations: String {
    // Every gradient but the first weighs 1 − d.
    let gradient = dampening > 0 ? "(where(t = 1, 1, 1 − damp)g)" : "g"
    switch form {
    case .heavyBall:
      return """
        g = ∇f(θ)
        −βv  # jump
        −η\(gradient)  # correction
        v ← βv + η\(gradient)  # velocity
        θ ← θ − v
        """
    case .average:
      return """
        g = ∇f(θ)
        −ηβv  # jump
        −η(1−β)g  # correction
        v ← βv + (1−β)g  # velocity: average
        θ ← θ − ηv
        """
    case .physical:
      return """
        g = ∇f(θ)
        ηβv  # jump
        −η\(gradient)  # correction: force
        v ← βv − \(gradient)  # velocity
        θ ← θ + ηv
        """
    }
  }

  /// The velocity, and whether a gradient was seen before.
  struct State: Sendable, Equatable {
    var velocity = Vector.zero
    var started = false
  }

  func initialState(at start: Point) -> State { State() }

  /// How much the gradient of this update weighs.
  private func weight(_ state: State) -> Double { state.started ? 1 - dampening : 1 }

  func remembered(in state: State) -> [String: Vector] {
    ["v": state.velocity, "t": state.started ? [2, 2] : [1, 1]]
  }

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

  /// The average form with η is the heavy ball with (1−β)η.
  var velocityShare: Double { form == .average ? 1 - momentum : 1 }

  var theory: RuleTheory { theory(in: State(started: true)) }

  func theory(in state: State) -> RuleTheory {
    let memory: Memory
    switch form {
    case .heavyBall:
      let intake = Memory.Intake(content: .gradient, share: weight(state), takesRate: true)
      memory = .fading("the velocity", "β", momentum, intake)
    case .average:
      memory = .average("the average of gradients", of: .gradient, "β", momentum)
    case .physical:
      let intake = Memory.Intake(content: .gradient, share: -weight(state))
      memory = .fading("the velocity", "β", momentum, intake)
    }
    return RuleTheory(linear: self, memories: [memory])
  }
}

extension Momentum: LinearRule {
  func state(holding memory: Vector) -> State { State(velocity: memory, started: true) }
  func memory(in state: State) -> Vector { state.velocity }
  func with(decay: Double) -> Momentum? {
    var rule = self
    rule.momentum = decay
    return rule
  }
}
