import Formulas
import Landscapes

/// RAdam: Adam that divides by the gradient's size only once enough of it was seen.
struct RAdam<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = MomentEpsilonPlace.inside
  var threshold = Numbers(repeating: 5)

  var equations: String {
    let below = epsilonPlace.text("s", corrected: "ŝ")
    return MomentEquations.text(corrected: true) + """

      ρ∞ = 2/(1−γ) − 1  # memory: limit
      ρ = ρ∞ − 2tγᵗ/(1−γᵗ)  # memory: known
      r = √max(0, (ρ−4)(ρ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ))  # memory: trust
      where(ρ > ρ₀, ηr/\(below), η)  # rates
      θ ← θ − where(ρ > ρ₀, ηr(v̂/\(below)), ηv̂)
      """
  }

  /// Adam's averages and the number of updates.
  struct State: Sendable {
    var moments = Moments<Numbers>()
    var count = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State() }

  func remembered(in state: State) -> [String: Numbers] {
    state.moments.remembered.merging(["t": state.count + .one]) { $1 }
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    state.moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    state.count = state.count + .one
    let first = state.moments.first(corrected: true)
    let weight = state.moments.secondWeight(corrected: true)
    let below = epsilonPlace.denominator(state.moments.second, weight: weight, epsilon)
    let (two, four) = (Numbers(repeating: 2), Numbers(repeating: 4))
    let limit = two / (1 - gamma) - .one
    let known = limit - two * state.count * state.moments.secondDecay / weight
    let trust = (known - four) * (known - two) * limit / ((limit - four) * (limit - two) * known)
    let scaled = rate * root(larger(.zero, trust))
    let isKnown = threshold .< known
    return Move(
      to: point - .pick(isKnown, scaled * ratio(first, below), rate * first),
      rates: .pick(isKnown, scaled / below, rate))
  }
}
