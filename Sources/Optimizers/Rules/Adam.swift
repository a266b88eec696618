import Landscapes

/// Adam: v ← βv + (1−β)g; s ← γs + (1−γ)g²; θ ← θ − ηv̂/√(ŝ + ε).
///
/// Kingma and Ba 2015, arXiv:1412.6980, where the decays are called β₁ and β₂.
struct Adam: Optimizer {
  var learningRate = 0.001
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var epsilonPlace = MomentEpsilonPlace.inside
  var isCorrected = true

  init() {}

  static let card = RuleCard(
    name: "adam", title: "Adam",
    summary: "An average of gradients divided by the root of an average of their squares, both "
      + "corrected for their start at 0. The first steps are η long on each axis.",
    conventions: [
      "epsilon-at=inside: √(ŝ + ε), as in many lecture notes; outside: √ŝ + ε, the paper's "
        + "algorithm, PyTorch and Optax; hat: √s + ε before correction, Keras and TensorFlow.",
      "correction=off: v and s as they are; the first step is then (1−β)/√(1−γ) = 3.16 η long.",
    ],
    source: "Kingma and Ba 2015, arXiv:1412.6980", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma),
    .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace), .correction(\.isCorrected),
  ]

  var equations: String {
    let below = epsilonPlace.text("s", corrected: isCorrected ? "ŝ" : nil)
    return Moments.equations(corrected: isCorrected) + """

      η/\(below)  # rates
      θ ← θ − η\(isCorrected ? "v̂" : "v")/\(below)
      """
  }

  func initialState(at start: Point) -> Moments { Moments() }

  func remembered(in state: Moments) -> [String: Vector] {
    state.remembered
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ moments: inout Moments)
    -> Move
  {
    moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let firstWeight = isCorrected ? 1 - moments.firstDecay : 1
    let secondWeight = isCorrected ? 1 - moments.secondDecay : 1
    let denominator = epsilonPlace.denominator(moments.second, weight: secondWeight, epsilon)
    let step = ratio(rate * (moments.first / firstWeight), denominator)
    return Move(to: point - step, rates: rate / denominator)
  }

  var theory: RuleTheory { .adam(beta: beta, gamma: gamma) }

  func averages(in moments: Moments) -> [Average] {
    moments.averages(beta: beta, gamma: gamma)
  }
}
