import Formulas
import Landscapes

/// Adam and what changes its two averages alone.
extension RuleCard {
  /// Adam.
  static let adam = RuleCard(
    name: "adam", title: "Adam",
    summary: "An average of gradients divided by the root of an average of their squares, both "
      + "corrected for their start at 0. The first steps are η long on each axis.",
    conventions: [
      "epsilon-at=inside: √(ŝ + ε), as in many lecture notes; outside: √ŝ + ε, the paper's "
        + "algorithm, PyTorch and Optax; hat: √s + ε before correction, Keras and TensorFlow.",
      "correction=off: v and s as they are; the first step is then (1−β)/√(1−γ) = 3.16 η long.",
    ],
    source: "Kingma and Ba 2015, arXiv:1412.6980", defaultRate: .fractionOfView(50))

  /// AdamW.
  static let adamW = RuleCard(
    name: "adamw", title: "AdamW",
    summary: "Adam with a pull towards the origin that is not divided by the gradient's size.",
    conventions: [
      "epsilon-at=outside: PyTorch and Optax; hat: Keras. Their weight decay defaults to 0.01, 1e-4, 4e-3.",
      "A pull that passes through the averages, L2, is 0.5 λ (x^2 + y^2) added to the formula.",
    ],
    source: "Loshchilov and Hutter 2019, arXiv:1711.05101", defaultRate: .fractionOfView(50))

  /// AdaMax.
  static let adaMax = RuleCard(
    name: "adamax", title: "AdaMax",
    summary: "Adam with the largest recent slope in place of the root mean square, so that one "
      + "steep moment is remembered as long as γ lasts.",
    conventions: [
      "epsilon-at=gradient: |g| + ε, as in PyTorch and Optax; norm: u + ε, as in Keras."
    ],
    source: "Kingma and Ba 2015, arXiv:1412.6980, section 7.1", defaultRate: .fractionOfView(50))

  /// Nadam.
  static let nadam = RuleCard(
    name: "nadam", title: "Nadam",
    summary: "Adam that looks ahead: today's gradient enters the step a second time, as Nesterov's "
      + "momentum would have it.",
    conventions: [
      "form=dozat: the schedule of PyTorch (momentum-decay 0.004); Keras is momentum-decay=1.",
      "form=plain: μ = β throughout, as in Optax.",
      "weight-decay: θ ← θ − ηλθ first, as Optax's nadamw.",
      "epsilon-at=outside gives the denominators of PyTorch, Optax and Keras.",
    ],
    source: "Dozat 2016, Incorporating Nesterov Momentum into Adam, ICLR workshop",
    defaultRate: .fractionOfView(50), callsMathLibrary: true)

  /// AMSGrad.
  static let amsGrad = RuleCard(
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

  /// RAdam.
  static let rAdam = RuleCard(
    name: "radam", title: "RAdam",
    summary: "Adam whose first steps are plain momentum, since a variance from a handful of "
      + "gradients means little; then the step is scaled by how well the variance is known.",
    conventions: [
      "epsilon-at=hat: PyTorch; outside: Optax, which also rectifies at ρ = threshold itself.",
      "The first steps (five at γ = 0.999) follow the bare gradient: choose η accordingly.",
    ],
    source: "Liu and others 2020, arXiv:1908.03265", defaultRate: .trial)
}

extension AMSGrad {
  var card: RuleCard { .amsGrad }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    AMSGrad<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma), .epsilon(\.epsilon),
      .epsilonPlace(\.epsilonPlace), .correction(\.isCorrected),
      Knob("max", "max", "maximum before or after bias correction", \.maximum, effect: .rest),
    ]
  }
}

extension AdaMax {
  var card: RuleCard { .adaMax }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    AdaMax<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"),
      .gamma(\.gamma, "decay of the largest slope"), .epsilon(\.epsilon),
      .epsilonPlace(\.epsilonPlace),
    ]
  }
}

extension Adam {
  var card: RuleCard { .adam }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { Adam<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma), .epsilon(\.epsilon),
      .epsilonPlace(\.epsilonPlace), .correction(\.isCorrected),
    ]
  }
}

extension Nadam {
  var card: RuleCard { .nadam }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { Nadam<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma), .epsilon(\.epsilon),
      .epsilonPlace(\.epsilonPlace),
      Knob("form", "form", "schedule of the look-ahead", \.form, effect: .rest),
      Knob(
        "momentum-decay", "ψ", "how fast the schedule of μ settles", 0...100, .logarithmic,
        \.momentumDecay),
    ]
  }
}

extension RAdam {
  var card: RuleCard { .rAdam }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { RAdam<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "decay of the gradients"), .gamma(\.gamma), .epsilon(\.epsilon),
      .epsilonPlace(\.epsilonPlace),
      Knob(
        "threshold", "ρ₀", "how much must be known before dividing", 4...100, .even(1),
        \.threshold),
    ]
  }
}
