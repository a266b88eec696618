import Formulas
import Landscapes
import SystemLibrary

/// Nadam: Adam with the look-ahead in v̂.
struct Nadam<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.002)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = MomentEpsilonPlace.inside
  var form = NadamForm.dozat
  var momentumDecay = Numbers(repeating: 0.004)

  var equations: String {
    let isPlain = form == .plain
    let below = epsilonPlace.text("s", corrected: "ŝ")
    return """
      g = ∇f(θ)
      v ← βv + (1−β)g  # velocity: average
      s ← γs + (1−γ)g²  # memory: mean square
      μ = \(isPlain ? "β" : "β(1 − 0.5·0.96^(tψ))")  # memory: schedule
      μ₊ = \(isPlain ? "β" : "β(1 − 0.5·0.96^((t + 1)ψ))")  # memory: and next
      v̂ = μ₊v/(1 − μᵗμ₊) + (1−μ)g/(1−μᵗ)  # velocity: look-ahead
      ŝ = s/(1−γᵗ)  # memory: corrected
      η/\(below)  # rates
      θ ← θ − ηv̂/\(below)
      """
  }

  /// Adam's averages, the product of all μ and the number of updates.
  struct State: Sendable {
    var moments = Moments<Numbers>()
    var product = Numbers.one
    var count = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    state.moments.remembered.merging(["μᵗ": state.product, "t": state.count + .one]) { $1 }
  }

  /// μ of an update.
  private func momentum(at update: Numbers) -> Numbers {
    form == .plain ? beta : beta * (1 - 0.5 * (update * momentumDecay).map { pow(0.96, $0) })
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    state.moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    state.count = state.count + .one
    let (now, next) = (momentum(at: state.count), momentum(at: state.count + .one))
    state.product = product(state.product, now)
    let ahead = next * state.moments.first / (1 - state.product * next)
    let first = ahead + (1 - now) * seen.gradient / (1 - state.product)
    let below = epsilonPlace.denominator(
      state.moments.second, weight: state.moments.secondWeight(corrected: true), epsilon)
    return Move(to: point - ratio(rate * first, below), rates: rate / below)
  }
}
