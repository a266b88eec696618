import Formulas
import Landscapes

/// Relatives of Adam that average something else.
extension RuleCard {
  /// AdaBelief.
  static let adaBelief = RuleCard(
    name: "adabelief", title: "AdaBelief",
    summary: "Adam that divides by how far a gradient strays from what was expected: long steps "
      + "where the slope is steady, short ones where it surprises.",
    conventions: [
      "As in Optax (eps, eps_root) and in the authors' code, which uses one ε for both.",
      "ε₀ stays in the average and adds up there.",
    ],
    source: "Zhuang and others 2020, arXiv:2010.07468", defaultRate: .fractionOfView(50))

  /// Yogi.
  static let yogi = RuleCard(
    name: "yogi", title: "Yogi",
    summary: "Adam whose mean square moves towards g² by steps of the size of g², so that it never "
      + "forgets faster than it learns.",
    conventions: [
      "The paper corrects neither average; here both are corrected, as in Optax.",
      "initial=1e-6: Optax, where v and s start there and are corrected as if they started at 0.",
    ],
    source: "Zaheer and others 2018, NeurIPS 31", defaultRate: .fractionOfView(50))

  /// QHAdam.
  static let qhAdam = RuleCard(
    name: "qhadam", title: "QHAdam",
    summary: "Adam with weighted means: of the gradient and its average above, of the square and "
      + "its average below. Both shares 1 is Adam.",
    conventions: ["epsilon-at=outside: the paper.", "In none of PyTorch, Optax, Keras."],
    source: "Ma and Yarats 2019, arXiv:1810.06801, section 5", defaultRate: .fractionOfView(50))

  /// Adan.
  static let adan = RuleCard(
    name: "adan", title: "Adan",
    summary: "Averages the gradient, its change, and the square of both together: the change tells "
      + "where the gradient is going, as a look-ahead would.",
    conventions: [
      "The decays are those of the authors' code, (0.98, 0.92, 0.99); d is 0 at the first update.",
      "Optax 0.2.8 has 1 − δ where δ belongs.",
    ],
    source: "Xie and others 2022, arXiv:2208.06677", defaultRate: .fractionOfView(50))
}

extension AdaBelief {
  var card: RuleCard { .adaBelief }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    AdaBelief<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"),
      .gamma(\.gamma, "decay of the squared surprises"), .epsilon(\.epsilon),
      Knob(
        "epsilon-root", "ε₀", "added to the average at every update", 0...100, .logarithmic,
        \.rootEpsilon),
    ]
  }
}

extension Adan {
  var card: RuleCard { .adan }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { Adan<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"),
      Knob("delta", "δ", "decay of the changes", 0...0.99999, .closeToOne, \.delta),
      .gamma(\.gamma), .epsilon(\.epsilon),
    ]
  }
}

extension QHAdam {
  var card: RuleCard { .qhAdam }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    QHAdam<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma), .epsilon(\.epsilon),
      .epsilonPlace(\.epsilonPlace),
      Knob("nu", "ν", "share of the average gradient", 0...1, .even(0.1), \.firstShare),
      Knob("nu2", "ν₂", "share of the average square", 0...1, .even(0.1), \.secondShare),
    ]
  }
}

extension Yogi {
  var card: RuleCard { .yogi }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { Yogi<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma), .epsilon(\.epsilon),
      Knob(
        "initial", "s₀", "first value of both averages", 0...100, .logarithmic, \.initial,
        effect: .rest),
    ]
  }
}
