import Formulas
import Landscapes

/// AdaGrad: a rate for each axis that only falls.
struct AdaGrad<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.1)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = EpsilonPlace.inside
  var initialSum = Numbers.zero

  var equations: String {
    let below = epsilonPlace.text("G")
    return """
      g = ∇f(θ)
      G ← G + g²  # memory: sum of squares
      η/\(below)  # rates
      θ ← θ − ηg/\(below)
      """
  }

  func initialState(at start: Numbers) -> Numbers { initialSum }

  func remembered(in sum: Numbers) -> [String: Numbers] { ["G": sum] }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ sum: inout Numbers)
    -> Move<Numbers>
  {
    sum = sum + seen.gradient * seen.gradient
    let below = epsilonPlace.denominator(sum, epsilon)
    return Move(to: point - ratio(rate * seen.gradient, below), rates: rate / below)
  }
}
