import Formulas
import Landscapes

/// AdaMax: Adam under the largest recent slope.
struct AdaMax<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.002)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = AdaMaxEpsilonPlace.gradient

  var equations: String {
    let isAtGradient = epsilonPlace == .gradient
    let below = isAtGradient ? "u" : "(u + ε)"
    return """
      g = ∇f(θ)
      v ← βv + (1−β)g  # velocity: average
      v̂ = v/(1−βᵗ)  # velocity: corrected
      u ← max(γu, \(isAtGradient ? "|g| + ε" : "|g|"))  # memory: largest slope
      η/\(below)  # rates
      θ ← θ − ηv̂/\(below)
      """
  }

  /// Adam's average with its weights, and the largest slope in place of the mean square.
  func initialState(at start: Numbers) -> Moments<Numbers> { Moments() }

  func remembered(in state: State) -> [String: Numbers] {
    ["v": state.first, "u": state.second, "βᵗ": state.firstDecay]
  }

  func averages(in state: State) -> [Average] {
    [Average("βᵗ", decay: beta[0], product: state.firstDecay[0], .above)]
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    let largest = state.second
    state.absorb(seen.gradient, beta: beta, gamma: gamma)
    let slope = seen.gradient.absoluteValue
    let isAtGradient = epsilonPlace == .gradient
    state.second = larger(gamma * largest, isAtGradient ? slope + epsilon : slope)
    let below = isAtGradient ? state.second : state.second + epsilon
    let above = rate * state.first(corrected: true)
    return Move(to: point - ratio(above, below), rates: rate / below)
  }
}
