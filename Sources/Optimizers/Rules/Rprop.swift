import Anatomy
import Documents
import Landscapes

/// Resilient propagation: only the signs of the gradient count, each axis has its own step length.
///
/// Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623; the form without backtracking:
/// Igel and Hüsken 2000.
struct Rprop: Optimizer {
  /// When the lengths adapt and what happens as a sign turns.
  enum Form: String, KnobChoice {
    /// Step with the old α, then adapt it; a product of 0 counts as a turn.
    case notes
    /// Adapt α first within its clamps; where the sign turned, that axis rests for one step.
    case pytorch
  }

  var learningRate = 0.01
  var growth = 1.2
  var shrinkage = 0.6
  var form = Form.notes
  var smallest = 1e-6
  var largest = 50.0

  init() {}

  static let card = RuleCard(
    name: "rprop", title: "Rprop",
    summary: "Looks at the sign of each slope alone. A step length grows while its sign stays and "
      + "shrinks when it turns.",
    conventions: [
      "form=notes: steps with the old α; shrink 0.6.",
      "form=pytorch: adapts first, shrink 0.5, α between smallest and largest, and an axis whose "
        + "sign turned rests for one step.",
    ],
    source: "Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623",
    defaultRate: .fractionOfView(100), scheduled: false)

  static let knobs: [Knob<Self>] = [
    Knob("eta", "α₀", "first step length", 0...1e6, .logarithmic, \.learningRate, effect: .rest),
    Knob("grow", "grow", "factor while the sign stays", 1...10, .even(0.1), \.growth),
    Knob("shrink", "shrink", "factor when the sign turns", 0...1, .even(0.1), \.shrinkage),
    Knob(
      "form", "form", "when the lengths adapt", \.form, effect: .rest,
      bringing: ["pytorch": ["shrink": .number(0.5)], "notes": ["shrink": .number(0.6)]]),
    Knob("smallest", "min α", "least step length (pytorch)", 0...1e6, .logarithmic, \.smallest),
    Knob("largest", "max α", "greatest step length (pytorch)", 0...1e6, .logarithmic, \.largest),
  ]

  var equations: String {
    switch form {
    case .notes:
      return """
        g = ∇f(θ)
        a = α  # rates: lengths
        f₁ = where(sign(g)sign(∇f_prev) > 0, grow, shrink)  # memory: factor
        α ← where(t = 1, α, αf₁)  # memory: then
        θ ← θ − a sign(g)
        """
    case .pytorch:
      return """
        g = ∇f(θ)
        f₁ = where(g·p > 0, grow, where(g·p < 0, shrink, 1))  # memory: factor
        α ← min(max(αf₁, smallest), largest)  # rates: lengths
        p ← where(g·p < 0, 0, g)  # memory: kept
        θ ← θ − α sign(p)
        """
    }
  }

  /// The step lengths and the signs they adapt to.
  struct State: Sendable, Equatable {
    /// The step length of each axis.
    var lengths: Vector
    /// The gradient of the update before.
    var previous = Vector.zero
    /// Whether an update was made.
    var started = false
  }

  func initialState(at start: Point) -> State {
    State(lengths: Vector(learningRate, learningRate))
  }

  func remembered(in state: State) -> [String: Vector] {
    [
      "α": state.lengths, "∇f_prev": state.previous, "p": state.previous,
      "t": state.started ? [2, 2] : [1, 1],
    ]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    switch form {
    case .notes:
      let used = state.lengths
      let move = Move(to: point - used * sign(seen.gradient), rates: used)
      if state.started {
        state.lengths = used * factors(seen.gradient, state.previous)
      }
      state.previous = seen.gradient
      state.started = true
      return move
    case .pytorch:
      var gradient = seen.gradient
      for axis in 0...1 {
        let agreement = gradient[axis] * state.previous[axis]
        let scale = agreement > 0 ? growth : agreement < 0 ? shrinkage : 1
        state.lengths[axis] = min(max(state.lengths[axis] * scale, smallest), largest)
        if agreement < 0 { gradient[axis] = 0 }
      }
      state.previous = gradient
      state.started = true
      return Move(to: point - state.lengths * sign(gradient), rates: state.lengths)
    }
  }

  /// How the lengths of the notes' form change: a product of 0 counts as a turn.
  private func factors(_ now: Vector, _ before: Vector) -> Vector {
    let agreement = sign(now) * sign(before)
    return Vector(
      agreement.x > 0 ? growth : shrinkage, agreement.y > 0 ? growth : shrinkage)
  }

}
