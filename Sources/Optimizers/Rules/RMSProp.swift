import Anatomy
import Documents
import Landscapes

/// RMSProp: s ← γs + (1−γ)g²; θ ← θ − ηg/√(s + ε).
///
/// Tieleman and Hinton 2012, Lecture 6.5, Neural Networks for Machine Learning; centering:
/// Graves 2013, arXiv:1308.0850.
struct RMSProp: Optimizer {
  var learningRate = 0.01
  var decay = 0.9
  var epsilon = 1e-8
  var epsilonPlace = EpsilonPlace.inside
  var isCentered = false
  var momentum = 0.0
  var isCorrected = false

  init() {}

  static let card = RuleCard(
    name: "rmsprop", title: "RMSProp",
    summary: "AdaGrad that forgets: each axis is divided by the root of an average of its recent "
      + "squared gradients. Near a minimum its steps do not shrink, so it hops about it.",
    conventions: [
      "epsilon-at=inside: as in Keras and Optax; outside: as in PyTorch.",
      "centered=on: s − a² in place of s, a the average gradient.",
      "correction=on: s/(1−γᵗ), as Optax's bias_correction; with centered=on the first variance is 0.",
      "beta > 0: the rescaled step passes through momentum, b ← βb + ηg/√(s + ε); θ ← θ − b.",
    ],
    source: "Tieleman and Hinton 2012, Neural Networks for Machine Learning, lecture 6.5",
    defaultRate: .fractionOfView(200))

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .gamma(\.decay), .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
    Knob(
      "centered", "cent", "take the mean out of the mean square", \.isCentered,
      default: false, effect: .keep),
    .beta(\.momentum, "momentum of the rescaled step"),
    .correction(\.isCorrected, default: false),
  ]

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
      momentum > 0
      ? [
        "−βb  # jump", "−ηg/\(below)  # correction", "b ← βb + ηg/\(below)  # velocity",
        "θ ← θ − b",
      ] : ["θ ← θ − ηg/\(below)"]
    return lines.joined(separator: "\n")
  }

  /// The averages and the velocity.
  struct State: Sendable, Equatable {
    /// The average of squared gradients, s.
    var square = Vector.zero
    /// The average of gradients, a.
    var mean = Vector.zero
    /// The velocity of the rescaled steps, b.
    var velocity = Vector.zero
    /// Πγ.
    var decay = 1.0
  }

  func initialState(at start: Point) -> State { State() }

  func remembered(in state: State) -> [String: Vector] {
    ["s": state.square, "a": state.mean, "b": state.velocity, "γᵗ": Vector(repeating: state.decay)]
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    state.square = decay * state.square + (1 - decay) * (seen.gradient * seen.gradient)
    state.mean = decay * state.mean + (1 - decay) * seen.gradient
    state.decay = Moments.product(state.decay, decay)
    let weight = isCorrected ? 1 - state.decay : 1
    var spread = state.square / weight
    if isCentered {
      // Rounding can push the variance of a constant gradient below 0, which has no root.
      let mean = state.mean / weight
      spread = larger(spread - mean * mean, .zero)
    }
    let denominator = epsilonPlace.denominator(spread, epsilon)
    let push = ratio(rate * seen.gradient, denominator)
    state.velocity = momentum * state.velocity + push
    return Move(to: point - state.velocity, rates: rate / denominator)
  }

  var theory: RuleTheory {
    var memories = [Memory.average("the mean square", of: .square, "γ", decay)]
    guard momentum > 0 else {
      return RuleTheory(whileRatesStandStill: Descent(), memories: memories)
    }
    var ball = Momentum()
    ball.momentum = momentum
    memories.insert(.fading("the velocity", "β", momentum), at: 0)
    return RuleTheory(whileRatesStandStill: ball, memories: memories)
  }

  func averages(in state: State) -> [Average] {
    // Of a variance two weights are left out, of s and of a², and no one factor tells what comes of it.
    isCentered ? [] : [Average("γᵗ", decay: decay, product: state.decay, .below)]
  }
}
