import Anatomy
import Documents
import Landscapes

/// QHAdam: θ ← θ − η((1−ν)g + νv̂)/(√((1−ν₂)g² + ν₂ŝ) + ε).
///
/// Ma and Yarats 2019, arXiv:1810.06801, section 5.
struct QHAdam: Optimizer {
  var learningRate = 0.001
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var epsilonPlace = EpsilonPlace.inside
  var firstShare = 0.7
  var secondShare = 1.0

  static let card = RuleCard(
    name: "qhadam", title: "QHAdam",
    summary: "Adam with weighted means: of the gradient and its average above, of the square and "
      + "its average below. Both shares 1 is Adam.",
    conventions: ["epsilon-at=outside: the paper.", "In none of PyTorch, Optax, Keras."],
    source: "Ma and Yarats 2019, arXiv:1810.06801", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma),
    .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
    Knob("nu", "ν", "share of the average gradient", 0...1, .even(0.1), \.firstShare),
    Knob("nu2", "ν₂", "share of the average square", 0...1, .even(0.1), \.secondShare),
  ]

  var equations: String {
    let below = epsilonPlace.text("z")
    return Moments.equations(corrected: true) + """

      a = (1−ν)g + νv̂  # velocity: mean
      z = (1−ν₂)g² + ν₂ŝ  # memory: mean of squares
      η/\(below)  # rates
      θ ← θ − ηa/\(below)
      """
  }

  func initialState(at start: Point) -> Moments { Moments() }

  func remembered(in state: Moments) -> [String: Vector] {
    state.remembered
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ moments: inout Moments) -> Move
  {
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let first = moments.first / (1 - moments.firstDecay)
    let second = moments.second / (1 - moments.secondDecay)
    let mean = (1 - firstShare) * seen.gradient + firstShare * first
    let square = (1 - secondShare) * (seen.gradient * seen.gradient) + secondShare * second
    let denominator = epsilonPlace.denominator(square, epsilon)
    return Move(to: point - ratio(rate * mean, denominator), rates: rate / denominator)
  }

  var theory: RuleTheory {
    var theory = RuleTheory.adam(beta: beta, gamma: gamma)
    var mean = QHM()
    mean.beta = beta
    mean.share = firstShare
    theory.motion = mean
    return theory
  }
}
