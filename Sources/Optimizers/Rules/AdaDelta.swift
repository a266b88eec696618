import Formulas
import Landscapes

/// AdaDelta, whose paper calls the decay ρ.
struct AdaDelta<Numbers: Points>: Optimizer {
  var eta = Numbers.one
  var decay = Numbers(repeating: 0.9)
  var epsilon = Numbers(repeating: 1e-6)

  var equations: String {
    """
    g = ∇f(θ)
    s ← γs + (1−γ)g²  # memory: mean square
    η√(u + ε)/√(s + ε)  # rates
    Δ = g√(u + ε)/√(s + ε)  # velocity: direction
    u ← γu + (1−γ)Δ²  # memory: mean square of steps
    θ ← θ − ηΔ
    """
  }

  /// The average of squared gradients, s, and of squared steps, u.
  struct State: Sendable {
    var square = Numbers.zero
    var stepSquare = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    ["s": state.square, "u": state.stepSquare]
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    state.square = decay * state.square + (1 - decay) * (seen.gradient * seen.gradient)
    let scale = root(state.stepSquare + epsilon)
    let below = root(state.square + epsilon)
    let change = ratio(seen.gradient * scale, below)
    state.stepSquare = decay * state.stepSquare + (1 - decay) * (change * change)
    return Move(to: point - rate * change, rates: rate * scale / below)
  }
}
