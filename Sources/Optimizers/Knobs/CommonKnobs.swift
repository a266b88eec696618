/// Knobs that many rules share, written once so that ranges and words agree.
extension Knob where Rule: Optimizer {
  /// η, the learning rate.
  public static func rate(_ meaning: String = "learning rate") -> Knob {
    Knob(KnobRole.learningRate.key, "η", meaning, 0...1e6, .logarithmic, \.eta)
  }

  /// β, the decay of the first moment or of the velocity.
  public static func beta(
    _ path: any WritableKeyPath<Rule, Rule.Numbers> & Sendable, _ meaning: String = "momentum"
  ) -> Knob {
    Knob(KnobRole.firstDecay.key, "β", meaning, 0...0.99999, .closeToOne, path)
  }

  /// γ, the decay of the second moment.
  public static func gamma(
    _ path: any WritableKeyPath<Rule, Rule.Numbers> & Sendable,
    _ meaning: String = "decay of the squared gradients"
  ) -> Knob {
    Knob(KnobRole.secondDecay.key, "γ", meaning, 0...0.99999, .closeToOne, path)
  }

  /// ε, what keeps a denominator from 0.
  public static func epsilon(_ path: any WritableKeyPath<Rule, Rule.Numbers> & Sendable) -> Knob {
    Knob(KnobRole.epsilon.key, "ε", "added to the denominator", 0...100, .logarithmic, path)
  }

  /// λ, the pull towards the origin.
  public static func weightDecay(_ path: any WritableKeyPath<Rule, Rule.Numbers> & Sendable) -> Knob
  {
    Knob("weight-decay", "λ", "pull towards the origin", 0...100, .logarithmic, path)
  }

  /// Where ε stands.
  public static func epsilonPlace<Place: KnobChoice>(
    _ path: any WritableKeyPath<Rule, Place> & Sendable
  ) -> Knob {
    Knob("epsilon-at", "ε at", "where ε is added", path, effect: .keep)
  }

  /// Whether the averages are corrected for their start at 0.
  public static func correction(
    _ path: any WritableKeyPath<Rule, Bool> & Sendable, default isOn: Bool = true
  ) -> Knob {
    Knob("correction", "corr", "bias correction", path, default: isOn, effect: .keep)
  }
}
