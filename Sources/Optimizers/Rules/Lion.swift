import Formulas
import Landscapes

/// Lion, whose paper calls the decays β₁ and β₂.
struct Lion<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.99)

  var equations: String {
    """
    g = ∇f(θ)
    u = sign(βm + (1−β)g)  # memory: direction
    m ← γm + (1−γ)g  # velocity: momentum
    θ ← θ − ηu
    """
  }

  func initialState(at start: Numbers) -> Numbers { .zero }

  func remembered(in momentum: Numbers) -> [String: Numbers] { ["m": momentum] }

  @inline(__always)
  func step(
    from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ momentum: inout Numbers
  ) -> Move<Numbers> {
    let direction = sign(beta * momentum + (1 - beta) * seen.gradient)
    momentum = gamma * momentum + (1 - gamma) * seen.gradient
    return Move(to: point - rate * direction)
  }
}
