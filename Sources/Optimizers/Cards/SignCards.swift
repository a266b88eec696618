import Formulas
import Landscapes

/// Rules for which the sign of the gradient counts.
extension RuleCard {
  /// Rprop.
  static let rprop = RuleCard(
    name: "rprop", title: "Rprop",
    summary: "Looks at the sign of each slope alone. A step length grows while its sign stays and "
      + "shrinks when it turns.",
    conventions: [
      "form=notes: steps with the old α; shrink 0.6.",
      "form=pytorch: adapts first, shrink 0.5, α between smallest and largest, and an axis whose "
        + "sign turned rests for one step.",
    ],
    source: "Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623",
    defaultRate: .fractionOfView(100), scheduled: false)

  /// Lion.
  static let lion = RuleCard(
    name: "lion", title: "Lion",
    summary: "Only the sign of a mixture of momentum and gradient counts: every step is η long on "
      + "each axis.",
    conventions: [
      "The same in Optax and Keras; their weight decay defaults to 0.001 and none.",
      "beta=0 is sign descent.",
    ],
    source: "Chen and others 2023, arXiv:2302.06675", defaultRate: .fractionOfView(200))
}

extension Lion {
  var card: RuleCard { .lion }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { Lion<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "share of the momentum in the sign"),
      .gamma(\.gamma, "decay of the momentum"),
    ]
  }
}

extension Rprop {
  var card: RuleCard { .rprop }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { Rprop<Other>() }

  var knobs: [Knob<Self>] {
    [
      Knob("eta", "α₀", "first step length", 0...1e6, .logarithmic, \.eta, effect: .rest),
      Knob("grow", "grow", "factor while the sign stays", 1...10, .even(0.1), \.growth),
      Knob("shrink", "shrink", "factor when the sign turns", 0...1, .even(0.1), \.shrinkage),
      Knob(
        "form", "form", "when the lengths adapt", \.form, effect: .rest,
        bringing: ["pytorch": ["shrink": .number(0.5)], "notes": ["shrink": .number(0.6)]]),
      Knob("smallest", "min α", "least step length (pytorch)", 0...1e6, .logarithmic, \.smallest),
      Knob("largest", "max α", "greatest step length (pytorch)", 0...1e6, .logarithmic, \.largest),
    ]
  }
}
