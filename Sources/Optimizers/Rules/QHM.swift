import Formulas
import Landscapes

/// Quasi-hyperbolic momentum.
struct QHM<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.01)
  var beta = Numbers(repeating: 0.999)
  var share = Numbers(repeating: 0.7)

  var equations: String {
    """
    g = ∇f(θ)
    v ← βv + (1−β)g  # velocity: average
    −ηνv  # jump
    −η(1−ν)g  # correction
    θ ← θ − η((1−ν)g + νv)
    """
  }

  func initialState(at start: Numbers) -> Numbers { .zero }

  func remembered(in average: Numbers) -> [String: Numbers] { ["v": average] }

  @inline(__always)
  func step(
    from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ average: inout Numbers
  ) -> Move<Numbers> {
    average = beta * average + (1 - beta) * seen.gradient
    return Move(to: point - rate * ((1 - share) * seen.gradient + share * average))
  }
}
