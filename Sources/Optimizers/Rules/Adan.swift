import Formulas
import Landscapes

/// Adan, in the form of the authors' code.
struct Adan<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.98)
  var delta = Numbers(repeating: 0.92)
  var gamma = Numbers(repeating: 0.99)
  var epsilon = Numbers(repeating: 1e-8)

  var equations: String {
    """
    g = ∇f(θ)
    d = where(t = 1, 0, g − ∇f_prev)  # memory: difference
    v ← βv + (1−β)g  # velocity: average
    u ← δu + (1−δ)d  # velocity: average of changes
    s ← γs + (1−γ)(g + δd)²  # memory: mean square
    v̂ = v/(1−βᵗ)  # velocity: corrected
    û = u/(1−δᵗ)  # velocity: corrected
    ŝ = s/(1−γᵗ)  # memory: corrected
    η/(√ŝ + ε)  # rates
    θ ← θ − η(v̂ + δû)/(√ŝ + ε)
    """
  }

  /// Adam's averages, that of the changes with its weights, the gradient before and the number of updates.
  struct State: Sendable {
    var moments = Moments<Numbers>()
    var change = Numbers.zero
    var changeDecay = Numbers.one
    var previous = Numbers.zero
    var count = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    state.moments.remembered.merging([
      "u": state.change, "δᵗ": state.changeDecay, "∇f_prev": state.previous,
      "t": state.count + .one,
    ]) { $1 }
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    let gradient = seen.gradient
    let change = Numbers.pick(state.count .== .zero, .zero, gradient - state.previous)
    let before = state.moments.second
    state.moments.absorb(gradient, beta: beta, gamma: gamma)
    let ahead = gradient + delta * change
    state.moments.second = gamma * before + (1 - gamma) * (ahead * ahead)
    state.change = delta * state.change + (1 - delta) * change
    state.changeDecay = product(state.changeDecay, delta)
    state.previous = gradient
    state.count = state.count + .one
    let changes = delta * (state.change / (1 - state.changeDecay))
    let mean = state.moments.first(corrected: true) + changes
    let below = root(state.moments.second / state.moments.secondWeight(corrected: true)) + epsilon
    return Move(to: point - ratio(rate * mean, below), rates: rate / below)
  }
}
