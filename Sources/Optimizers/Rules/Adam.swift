import Formulas
import Landscapes

/// Adam, whose paper calls the decays β₁ and β₂.
struct Adam<Numbers: Points>: MomentRule {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = MomentEpsilonPlace.inside
  var isCorrected = true

  var equations: String {
    let below = epsilonPlace.text("s", corrected: isCorrected ? "ŝ" : nil)
    return MomentEquations.text(corrected: isCorrected) + """

      η/\(below)  # rates
      θ ← θ − η\(isCorrected ? "v̂" : "v")/\(below)
      """
  }

  func averages(in moments: State) -> [Average] { moments.averages(beta: beta, gamma: gamma) }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ moments: inout State)
    -> Move<Numbers>
  {
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let below = epsilonPlace.denominator(
      moments.second, weight: moments.secondWeight(corrected: isCorrected), epsilon)
    let above = rate * moments.first(corrected: isCorrected)
    return Move(to: point - ratio(above, below), rates: rate / below)
  }
}
