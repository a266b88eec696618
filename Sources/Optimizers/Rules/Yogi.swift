import Formulas
import Landscapes

/// Yogi: Adam whose mean square moves by steps.
struct Yogi<Numbers: Points>: MomentRule {
  var eta = Numbers(repeating: 0.01)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-3)
  var initial = Numbers.zero

  var equations: String {
    """
    g = ∇f(θ)
    v₀ = s₀
    v ← βv + (1−β)g  # velocity: average
    s ← s − (1−γ)(sign(s − g²)g²)  # memory: mean square
    v̂ = v/(1−βᵗ)  # velocity: corrected
    ŝ = s/(1−γᵗ)  # memory: corrected
    η/(√ŝ + ε)  # rates
    θ ← θ − ηv̂/(√ŝ + ε)
    """
  }

  func initialState(at start: Numbers) -> Moments<Numbers> {
    Moments(first: initial, second: initial)
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ moments: inout State)
    -> Move<Numbers>
  {
    let before = moments.second
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let square = seen.gradient * seen.gradient
    moments.second = before - (1 - gamma) * (sign(before - square) * square)
    let below = root(moments.second / moments.secondWeight(corrected: true)) + epsilon
    let above = rate * moments.first(corrected: true)
    return Move(to: point - ratio(above, below), rates: rate / below)
  }
}
