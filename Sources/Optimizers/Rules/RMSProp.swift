import Formulas
import Landscapes

/// RMSProp; centering is of Graves 2013, arXiv:1308.0850.
struct RMSProp<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.01)
  var decay = Numbers(repeating: 0.9)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = EpsilonPlace.inside
  var isCentered = false
  var momentum = Numbers.zero
  var isCorrected = false

  var equations: String {
    var lines = ["g = ∇f(θ)", "s ← γs + (1−γ)g²  # memory: mean square"]
    var (square, mean) = ("s", "a")
    if isCorrected {
      lines.append("ŝ = s/(1−γᵗ)  # memory: corrected")
      square = "ŝ"
    }
    if isCentered {
      lines.append("a ← γa + (1−γ)g  # memory: mean")
      if isCorrected {
        lines.append("â = a/(1−γᵗ)  # memory: corrected")
        mean = "â"
      }
      lines.append("z = max(\(square) − \(mean)², 0)  # memory: variance")
      square = "z"
    }
    let below = epsilonPlace.text(square)
    lines.append("η/\(below)  # rates")
    lines +=
      momentum[0] > 0
      ? [
        "−βb  # jump", "−ηg/\(below)  # correction", "b ← βb + ηg/\(below)  # velocity",
        "θ ← θ − b",
      ] : ["θ ← θ − ηg/\(below)"]
    return lines.joined(separator: "\n")
  }

  /// The averages of squares, s, and of gradients, a, their weights, and the velocity of the rescaled steps, b.
  struct State: Sendable {
    var square = Numbers.zero
    var mean = Numbers.zero
    var velocity = Numbers.zero
    var decay = Numbers.one
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    ["s": state.square, "a": state.mean, "b": state.velocity, "γᵗ": state.decay]
  }

  func averages(in state: State) -> [Average] {
    // Of a variance two weights are left out, of s and of a², and no one factor tells what comes of it.
    isCentered ? [] : [Average("γᵗ", decay: decay[0], product: state.decay[0], .below)]
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    state.square = decay * state.square + (1 - decay) * (seen.gradient * seen.gradient)
    state.mean = decay * state.mean + (1 - decay) * seen.gradient
    state.decay = product(state.decay, decay)
    let weight = isCorrected ? 1 - state.decay : .one
    var spread = state.square / weight
    if isCentered {
      // Rounding can push the variance of a constant gradient below 0, which has no root.
      let mean = state.mean / weight
      spread = larger(spread - mean * mean, .zero)
    }
    let below = epsilonPlace.denominator(spread, epsilon)
    state.velocity = momentum * state.velocity + ratio(rate * seen.gradient, below)
    return Move(to: point - state.velocity, rates: rate / below)
  }
}
