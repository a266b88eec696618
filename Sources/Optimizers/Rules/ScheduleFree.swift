import Formulas
import Landscapes

/// Schedule-Free: the point of the path is x, the mean; the probe is y.
struct ScheduleFree<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.01)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var weightDecay = Numbers.zero
  var form = ScheduleFreeForm.sgd

  var equations: String {
    var lines = ["z₀ = θ", "y = (1−β)z + βθ  # memory: probe", "g = ∇f(y)"]
    if form == .adamw {
      lines += [
        "s ← γs + (1−γ)g²  # memory: mean square", "ŝ = s/(1−γᵗ)  # memory: corrected",
        "η/(√ŝ + ε)  # rates",
      ]
    }
    let direction = form == .adamw ? "g/(√ŝ + ε)" : "g"
    lines += [
      "z ← z − η(\(direction)\(weightDecay[0] > 0 ? " + λy" : ""))  # velocity: fast point",
      "h ← max(h, η)  # memory: largest rate", "w ← w + h²  # memory: weights",
      "c = h²/w  # memory: share", "θ ← (1−c)θ + c·z",
    ]
    return lines.joined(separator: "\n")
  }

  /// The fast point z, the largest rate so far and the sum of its squares.
  struct State: Sendable {
    var fast: Numbers
    var moments = Moments<Numbers>()
    var largestRate = Numbers.zero
    var weights = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State(fast: start) }

  var looksAhead: Bool { true }

  func probe(from point: Numbers, _ state: State) -> Numbers {
    (1 - beta) * state.fast + beta * point
  }

  func remembered(in state: State) -> [String: Numbers] {
    state.moments.remembered.merging([
      "z": state.fast, "h": state.largestRate, "w": state.weights,
    ]) { $1 }
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    let ahead = probe(from: point, state)
    var direction = seen.gradient
    var rates = Numbers.noNumber
    if form == .adamw {
      state.moments.absorb(seen.gradient, beta: .zero, gamma: gamma)
      let below = root(state.moments.second / state.moments.secondWeight(corrected: true)) + epsilon
      direction = ratio(seen.gradient, below)
      rates = rate / below
    }
    state.fast = state.fast - rate * (direction + weightDecay * ahead)
    state.largestRate = larger(state.largestRate, rate)
    let weight = state.largestRate * state.largestRate
    state.weights = state.weights + weight
    let share = ratio(weight, state.weights)
    return Move(to: (1 - share) * point + share * state.fast, rates: rates)
  }
}
