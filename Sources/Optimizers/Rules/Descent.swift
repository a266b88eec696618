import Formulas
import Landscapes

/// Plain gradient descent, which remembers nothing.
struct Descent<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)

  var equations: String {
    """
    g = ∇f(θ)
    θ ← θ − ηg
    """
  }

  struct State: Sendable {}

  func initialState(at start: Numbers) -> State { State() }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    Move(to: point - rate * seen.gradient)
  }
}
