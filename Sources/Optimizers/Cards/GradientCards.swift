import Formulas
import Landscapes

/// Rules that follow the gradient, or what they remember of it.
extension RuleCard {
  /// Gradient descent.
  static let descent = RuleCard(
    name: "descent", title: "Gradient descent", short: "Descent",
    summary: "A step down the slope, as long as the slope is steep. The steepest direction sets η.",
    conventions: ["The same in PyTorch, Optax and Keras (SGD)."],
    source: "Cauchy 1847, Comptes rendus 25, 536-538", defaultRate: .trial)

  /// Momentum.
  static let momentum = RuleCard(
    name: "momentum", title: "Momentum",
    summary: "A heavy ball: past gradients live on in the velocity and fade by β a step. What "
      + "cancels across the valley adds up along it.",
    conventions: [
      "form=heavy-ball: η inside v, as in Keras.",
      "form=average: v ← βv + (1−β)g, θ ← θ − ηv; the path of heavy-ball with (1−β)η.",
      "form=physical: v ← βv − g, θ ← θ + ηv; PyTorch's and Optax's form up to the sign of v.",
      "dampening: PyTorch's, every gradient but the first weighs 1 − d; not in the average form.",
    ],
    source: "Polyak 1964, doi:10.1016/0041-5553(64)90137-5", defaultRate: .trial)

  /// Nesterov look-ahead.
  static let nesterov = RuleCard(
    name: "nesterov", title: "Nesterov look-ahead", short: "Nesterov",
    summary: "First jump where the velocity leads, then measure the slope there and correct. "
      + "Looking ahead damps the swings, and costs stability at large η.",
    conventions: [
      "form=look-ahead: the path shows θ.",
      "form=reparametrised: the path shows θ − βv, as PyTorch, Optax and Keras store it.",
    ],
    source: "Nesterov 1983, Soviet Mathematics Doklady 27(2), 372-376", defaultRate: .trial)

  /// QHM.
  static let qhm = RuleCard(
    name: "qhm", title: "QHM",
    summary: "A weighted mean of the plain gradient and its average: ν = 0 is descent, ν = 1 the "
      + "average form of momentum.",
    conventions: [
      "ν = β is Nesterov's reparametrised form with (1−β)η for η.",
      "In none of PyTorch, Optax, Keras.",
    ],
    source: "Ma and Yarats 2019, arXiv:1810.06801", defaultRate: .trial)

  /// Schedule-Free.
  static let scheduleFree = RuleCard(
    name: "schedule-free", title: "Schedule-Free",
    summary: "A fast point z takes the steps, x is its average, and the gradient is taken between "
      + "them. The average does what a falling learning rate would do.",
    conventions: [
      "The path shows x; the authors, Optax and Keras store y, which is the probe here.",
      "form=adamw: z ← z − η(g/(√ŝ + ε) + λy).",
      "With a warm-up c weighs by the largest η² so far, as the authors and Optax do; Keras keeps 1/t.",
    ],
    source: "Defazio and others 2024, arXiv:2405.15682", defaultRate: .trial)
}

extension Descent {
  var card: RuleCard { .descent }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    Descent<Other>()
  }

  var knobs: [Knob<Self>] { [.rate()] }
}

extension Momentum {
  var card: RuleCard { .momentum }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    Momentum<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta),
      Knob("form", "form", "how the velocity is written", \.form, effect: .rest),
      Knob(
        "dampening", "damp", "every gradient but the first weighs 1 − d", 0...1, .even(0.1),
        \.dampening),
    ]
  }
}

extension Nesterov {
  var card: RuleCard { .nesterov }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    Nesterov<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta),
      Knob("form", "form", "which point the path shows", \.form, effect: .rest),
    ]
  }
}

extension QHM {
  var card: RuleCard { .qhm }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { QHM<Other>() }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta),
      Knob("nu", "ν", "share of the average", 0...1, .even(0.1), \.share),
    ]
  }
}

extension ScheduleFree {
  var card: RuleCard { .scheduleFree }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    ScheduleFree<Other>()
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.beta, "how near the probe is to the average"), .gamma(\.gamma),
      .epsilon(\.epsilon), .weightDecay(\.weightDecay),
      Knob("form", "form", "what moves the fast point", \.form, effect: .rest),
    ]
  }
}
