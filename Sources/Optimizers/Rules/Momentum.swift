import Formulas
import Landscapes

/// Momentum, the heavy ball; with β = 0 every form is plain descent.
struct Momentum<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var form = MomentumForm.heavyBall
  var dampening = Numbers.zero

  var equations: String {
    let gradient = dampening[0] > 0 ? "(where(t = 1, 1, 1 − damp)g)" : "g"
    let lines: [String]
    switch form {
    case .heavyBall:
      lines = [
        "−βv  # jump", "−η\(gradient)  # correction", "v ← βv + η\(gradient)  # velocity",
        "θ ← θ − v",
      ]
    case .average:
      lines = [
        "−ηβv  # jump", "−η(1−β)g  # correction", "v ← βv + (1−β)g  # velocity: average",
        "θ ← θ − ηv",
      ]
    case .physical:
      lines = [
        "ηβv  # jump", "−η\(gradient)  # correction: force", "v ← βv − \(gradient)  # velocity",
        "θ ← θ + ηv",
      ]
    }
    return (["g = ∇f(θ)"] + lines).joined(separator: "\n")
  }

  /// The velocity, and the number of updates.
  struct State: Sendable {
    var velocity = Numbers.zero
    var count = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    ["v": state.velocity, "t": state.count + .one]
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    let gradient = Numbers.pick(state.count .== .zero, .one, 1 - dampening) * seen.gradient
    state.count = state.count + .one
    switch form {
    case .heavyBall:
      state.velocity = beta * state.velocity + rate * gradient
      return Move(to: point - state.velocity)
    case .average:
      state.velocity = beta * state.velocity + (1 - beta) * seen.gradient
      return Move(to: point - rate * state.velocity)
    case .physical:
      state.velocity = beta * state.velocity - gradient
      return Move(to: point + rate * state.velocity)
    }
  }

  var velocityShare: Double { form == .average ? 1 - beta[0] : 1 }
}
