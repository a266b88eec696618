import Formulas
import Landscapes

/// AMSGrad: Adam whose denominator never shrinks.
struct AMSGrad<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = MomentEpsilonPlace.inside
  var isCorrected = true
  var maximum = AMSGradMaximum.before

  var equations: String {
    var lines = [MomentEquations.text(corrected: isCorrected, isSecond: maximum == .after)]
    let below: String
    if isCorrected, maximum == .before {
      lines += ["m ← max(m, s)  # memory: maximum", "ẑ = m/(1−γᵗ)  # memory: corrected"]
      below = epsilonPlace.text("m", corrected: "ẑ")
    } else {
      lines.append("m ← max(m, \(isCorrected ? "ŝ" : "s"))  # memory: maximum")
      below = epsilonPlace.text("m", corrected: nil)
    }
    lines += ["η/\(below)  # rates", "θ ← θ − η\(isCorrected ? "v̂" : "v")/\(below)"]
    return lines.joined(separator: "\n")
  }

  /// Adam's averages and the largest mean square so far, m.
  struct State: Sendable {
    var moments = Moments<Numbers>()
    var largest = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    state.moments.remembered.merging(["m": state.largest]) { $1 }
  }

  func averages(in state: State) -> [Average] {
    // A maximum of corrected squares has no one sum of weights that could be left out.
    let averages = state.moments.averages(beta: beta, gamma: gamma)
    return maximum == .after ? [averages[0]] : averages
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    state.moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let weight = state.moments.secondWeight(corrected: isCorrected)
    let isAfter = maximum == .after
    let square = state.moments.second
    state.largest = larger(state.largest, isAfter ? square / weight : square)
    let below = epsilonPlace.denominator(state.largest, weight: isAfter ? .one : weight, epsilon)
    let above = rate * state.moments.first(corrected: isCorrected)
    return Move(to: point - ratio(above, below), rates: rate / below)
  }
}
