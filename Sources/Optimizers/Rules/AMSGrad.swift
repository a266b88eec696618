import Anatomy
import Documents
import Landscapes

/// AMSGrad: Adam whose denominator never shrinks, ŝ ← max(ŝ, s).
///
/// Reddi, Kale and Kumar 2018, arXiv:1904.09237.
struct AMSGrad: Optimizer {
  /// Whether the maximum is taken before or after bias correction.
  enum Maximum: String, KnobChoice {
    /// m ← max(m, s); then m/(1−γᵗ): PyTorch and Keras.
    case before
    /// m ← max(m, s/(1−γᵗ)): Optax, with much shorter steps for long.
    case after
  }

  var learningRate = 0.001
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var epsilonPlace = MomentEpsilonPlace.inside
  var isCorrected = true
  var maximum = Maximum.before

  init() {}

  static let card = RuleCard(
    name: "amsgrad", title: "AMSGrad",
    summary:
      "Adam that divides by its largest mean square so far, so that what it once saw is never "
      + "forgotten. Without correction, or with max=after, no rate ever grows again; by default the "
      + "correction lets it grow towards its end.",
    conventions: [
      "max=before: the maximum of s, corrected afterwards, as in PyTorch and Keras.",
      "max=after: the maximum of the corrected ŝ, as in Optax.",
      "correction=off: the paper.",
    ],
    source: "Reddi, Kale and Kumar 2018, arXiv:1904.09237", defaultRate: .fractionOfView(50))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma),
    .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace), .correction(\.isCorrected),
    Knob("max", "max", "maximum before or after bias correction", \.maximum, effect: .rest),
  ]

  var equations: String {
    var lines = [Moments.equations(corrected: isCorrected, isSecond: maximum == .after)]
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

  /// Adam's averages and the largest mean square.
  struct State: Sendable, Equatable {
    /// The averages.
    var moments = Moments()
    /// The largest mean square so far, m.
    var largest = Vector.zero
  }

  func initialState(at start: Point) -> State { State() }

  func remembered(in state: State) -> [String: Vector] {
    state.moments.remembered.merging(["m": state.largest]) { $1 }
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    state.moments.absorb(seen.gradient, beta: beta, gamma: gamma)
    let firstWeight = isCorrected ? 1 - state.moments.firstDecay : 1
    let secondWeight = isCorrected ? 1 - state.moments.secondDecay : 1
    let denominator: Vector
    switch maximum {
    case .before:
      state.largest = larger(state.largest, state.moments.second)
      denominator = epsilonPlace.denominator(state.largest, weight: secondWeight, epsilon)
    case .after:
      state.largest = larger(state.largest, state.moments.second / secondWeight)
      denominator = epsilonPlace.denominator(state.largest, weight: 1, epsilon)
    }
    let step = ratio(rate * (state.moments.first / firstWeight), denominator)
    return Move(to: point - step, rates: rate / denominator)
  }

  var theory: RuleTheory { .adam(beta: beta, gamma: gamma) }

  func averages(in state: State) -> [Average] {
    // A maximum of corrected squares has no one sum of weights that could be left out.
    let averages = state.moments.averages(beta: beta, gamma: gamma)
    return maximum == .after ? [averages[0]] : averages
  }
}
