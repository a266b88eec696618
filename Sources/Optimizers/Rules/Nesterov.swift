import Formulas
import Landscapes

/// Nesterov's look-ahead, in the form of Sutskever and others 2013, PMLR 28(3), 1139-1147.
struct Nesterov<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var form = NesterovForm.lookAhead

  var equations: String {
    form == .lookAhead
      ? """
      θᵉ = θ − βv  # jump
      g = ∇f(θᵉ)
      −ηg  # correction
      v ← βv + ηg  # velocity
      θ ← θ − v
      """
      : """
      g = ∇f(θ)
      v ← βv + ηg  # velocity
      −ηg  # correction
      −βv  # jump
      θ ← θ − (βv + ηg)
      """
  }

  func initialState(at start: Numbers) -> Numbers { .zero }
  func remembered(in velocity: Numbers) -> [String: Numbers] { ["v": velocity] }

  var looksAhead: Bool { form == .lookAhead }
  func probe(from point: Numbers, _ velocity: Numbers) -> Numbers {
    form == .lookAhead ? point - beta * velocity : point
  }

  @inline(__always)
  func step(
    from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ velocity: inout Numbers
  ) -> Move<Numbers> {
    velocity = beta * velocity + rate * seen.gradient
    let step = form == .lookAhead ? velocity : beta * velocity + rate * seen.gradient
    return Move(to: point - step)
  }
}
