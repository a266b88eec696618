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
        f₁ = where(sign(g)sign(∇f_prev) > 0, grow, shrink)
        θ ← θ − α sign(g)
        α ← where(t = 1, α, f₁α)
        """
    case .pytorch:
      return """
        g = ∇f(θ)
        f₁ = where(g·p > 0, grow, where(g·p < 0, shrink, 1))
        α ← min(max(f₁α, smallest), largest)
        p ← where(g·p < 0, 0, g)
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

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    var next = state
    let move = step(from: point, seeing: seen, rate: rate, &next)
    let first = Term.gradient(seen, at: point)
    switch form {
    case .notes:
      let factors =
        state.started
        ? factors(seen.gradient, state.previous) : Vector(1, 1)
      return [
        first,
        Term(.rates, "lengths", "α", ["α": state.lengths], move.rates),
        Term(
          .memory, "then", "α ← fα", ["f": factors, "α": state.lengths], next.lengths),
        .step(
          "θ ← θ − α sign(g)", ["θ": point, "α": state.lengths, "g": seen.gradient],
          from: point, to: move.to),
      ]
    case .pytorch:
      // 0 for an axis whose sign turned: it rests for this step.
      let kept = Vector(
        next.previous.x == seen.gradient.x ? 1 : 0, next.previous.y == seen.gradient.y ? 1 : 0)
      var factors = Vector(1, 1)
      for axis in 0...1 {
        let agreement = seen.gradient[axis] * state.previous[axis]
        factors[axis] = agreement > 0 ? growth : agreement < 0 ? shrinkage : 1
      }
      return [
        first,
        Term(
          .rates, "lengths", "α ← min(max(fα, α₁), α₂)",
          ["f": factors, "α": state.lengths, "α₁": smallest, "α₂": largest], move.rates),
        Term(.memory, "kept", "g ← kg", ["k": kept, "g": seen.gradient], next.previous),
        .step(
          "θ ← θ − α sign(g)", ["θ": point, "α": next.lengths, "g": next.previous],
          from: point, to: move.to),
      ]
    }
  }
}
