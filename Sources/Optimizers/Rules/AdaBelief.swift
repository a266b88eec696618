import Formulas
import Landscapes

/// AdaBelief: Adam under the mean square of surprises.
struct AdaBelief<Numbers: Points>: MomentRule {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-16)
  var rootEpsilon = Numbers(repeating: 1e-16)

  var equations: String {
    """
    g = ∇f(θ)
    v ← βv + (1−β)g  # velocity: average
    s ← γs + (1−γ)(g−v)² + ε₀  # memory: mean surprise
    v̂ = v/(1−βᵗ)  # velocity: corrected
    ŝ = s/(1−γᵗ)  # memory: corrected
    η/(√ŝ + ε)  # rates
    θ ← θ − ηv̂/(√ŝ + ε)
    """
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ moments: inout State)
    -> Move<Numbers>
  {
    let before = moments.second
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let surprise = seen.gradient - moments.first
    moments.second = gamma * before + (1 - gamma) * (surprise * surprise) + rootEpsilon
    let below = root(moments.second / moments.secondWeight(corrected: true)) + epsilon
    let above = rate * moments.first(corrected: true)
    return Move(to: point - ratio(above, below), rates: rate / below)
  }
}
