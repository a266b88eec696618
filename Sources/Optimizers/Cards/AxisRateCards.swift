import Formulas
import Landscapes

/// Rules with a rate for each axis.
extension RuleCard {
  /// AdaGrad.
  static let adaGrad = RuleCard(
    name: "adagrad", title: "AdaGrad",
    summary: "Divides each axis by the root of all its squared gradients so far. The sum only "
      + "grows, so the rate only falls.",
    conventions: [
      "epsilon-at=inside: √(G + ε), as in Optax and Keras; outside: √G + ε, as in PyTorch.",
      "initial: G starts at 0 here and in PyTorch, at 0.1 in Optax and Keras.",
      "PyTorch's lr_decay is schedule=inverse-time with schedule-every=1.",
    ],
    source: "Duchi, Hazan and Singer 2011, JMLR 12, 2121-2159", defaultRate: .fractionOfView(10))

  /// RMSProp.
  static let rmsProp = RuleCard(
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

  /// AdaDelta.
  static let adaDelta = RuleCard(
    name: "adadelta", title: "AdaDelta",
    summary:
      "RMSProp whose rate is the size of its own past steps. It has no unit of η, but ε does "
      + "η's work: it sets the first step.",
    conventions: ["The same in PyTorch, Optax and Keras; γ is called ρ there."],
    source: "Zeiler 2012, arXiv:1212.5701", defaultRate: .fixed(1, epsilonPerSquaredSide: 1e-7))
}

extension AdaDelta {
  var card: RuleCard { .adaDelta }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    AdaDelta<Other>()
  }

  var knobs: [Knob<Self>] { [.rate("factor of every step"), .gamma(\.decay), .epsilon(\.epsilon)] }
}

extension AdaGrad {
  var card: RuleCard { .adaGrad }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    AdaGrad<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
      Knob(
        "initial", "G₀", "first value of the sum", 0...1e6, .logarithmic, \.initialSum,
        effect: .rest),
    ]
  }
}

extension RMSProp {
  var card: RuleCard { .rmsProp }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    RMSProp<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .gamma(\.decay), .epsilon(\.epsilon), .epsilonPlace(\.epsilonPlace),
      Knob(
        "centered", "cent", "take the mean out of the mean square", \.isCentered, default: false,
        effect: .keep),
      .beta(\.momentum, "momentum of the rescaled step"),
      .correction(\.isCorrected, default: false),
    ]
  }
}
