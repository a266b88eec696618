import Documents
import Landscapes

/// RMSProp: s ← γs + (1−γ)g²; θ ← θ − ηg/√(s + ε).
///
/// Tieleman and Hinton 2012, Lecture 6.5, Neural Networks for Machine Learning; centering:
/// Graves 2013, arXiv:1308.0850.
struct RMSProp: Optimizer {
  /// Whether the mean gradient is taken out of the mean square.
  enum Centering: String, KnobChoice {
    /// √s.
    case off
    /// √(s − a²), a the average gradient.
    case on
  }

  /// Whether the averages are corrected for their start at 0.
  enum Correction: String, KnobChoice {
    /// As they are.
    case off
    /// Divided by the sum of their weights.
    case on
  }

  var learningRate = 0.01
  var decay = 0.9
  var epsilon = 1e-8
  var epsilonPlace = EpsilonPlace.inside
  var centered = Centering.off
  var momentum = 0.0
  var correction = Correction.off

  init() {}

  static let card = RuleCard(
    name: "rmsprop", title: "RMSProp",
    summary: "AdaGrad that forgets: each axis is divided by the root of an average of its recent "
      + "squared gradients. Near a minimum its steps do not shrink, so it hops about it.",
    equations: ["g = ∇f(θ)", "s ← γs + (1−γ)g²", "θ ← θ − ηg/√(s + ε)"],
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
    Knob("centered", "cent", "take the mean out of the mean square", \.centered, effect: .keep),
    .beta(\.momentum, "momentum of the rescaled step"),
    Knob("correction", "corr", "bias correction", \.correction, effect: .keep),
  ]

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

  func rest(at start: Point) -> State { State() }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    state.square = decay * state.square + (1 - decay) * (seen.gradient * seen.gradient)
    state.mean = decay * state.mean + (1 - decay) * seen.gradient
    state.decay = Moments.product(state.decay, decay)
    let weight = correction == .on ? 1 - state.decay : 1
    var spread = state.square / weight
    if centered == .on {
      // Rounding can push the variance of a constant gradient below 0, which has no root.
      spread = larger(spread - state.mean * state.mean / (weight * weight), .zero)
    }
    let denominator = epsilonPlace.denominator(spread, epsilon)
    let push = rate * ratio(seen.gradient, denominator)
    state.velocity = momentum * state.velocity + push
    return Move(to: point - state.velocity, rates: rate / denominator)
  }

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    var next = state
    let move = step(from: point, seeing: seen, rate: rate, &next)
    let spread = centered == .on ? "s − a²" : "s"
    var terms: [Term] = [
      .gradient(seen, at: point),
      .meanSquare(state.square, next.square, gamma: decay, seen),
      .rates("η/√s", "η/\(epsilonPlace.text(spread))", rate: rate, move.rates),
    ]
    if momentum > 0 {
      terms.append(
        Term(
          .jump, "jump", "βb", "−βb", numbers: "−\(brief(momentum))·\(brief(state.velocity))",
          -momentum * state.velocity, from: point))
    }
    terms.append(.step("θ ← θ − ηg/\(epsilonPlace.text(spread))", from: point, to: move.to))
    return terms
  }
}
