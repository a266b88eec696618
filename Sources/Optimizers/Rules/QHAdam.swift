import Formulas
import Landscapes

/// QHAdam: quasi-hyperbolic means above and below.
struct QHAdam<Numbers: Points>: MomentRule {
  var eta = Numbers(repeating: 0.001)
  var beta = Numbers(repeating: 0.9)
  var gamma = Numbers(repeating: 0.999)
  var epsilon = Numbers(repeating: 1e-8)
  var epsilonPlace = EpsilonPlace.inside
  var firstShare = Numbers(repeating: 0.7)
  var secondShare = Numbers.one

  var equations: String {
    let below = epsilonPlace.text("z")
    return MomentEquations.text(corrected: true) + """

      a = (1−ν)g + νv̂  # velocity: mean
      z = (1−ν₂)g² + ν₂ŝ  # memory: mean of squares
      η/\(below)  # rates
      θ ← θ − ηa/\(below)
      """
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ moments: inout State)
    -> Move<Numbers>
  {
    let gradient = seen.gradient
    moments.absorb(gradient, beta: beta, gamma: gamma)
    let second = moments.second / moments.secondWeight(corrected: true)
    let mean = (1 - firstShare) * gradient + firstShare * moments.first(corrected: true)
    let square = (1 - secondShare) * (gradient * gradient) + secondShare * second
    let below = epsilonPlace.denominator(square, epsilon)
    return Move(to: point - ratio(rate * mean, below), rates: rate / below)
  }
}
