import Landscapes

/// What theory can say of a rule at its present knobs; what cannot be said is nil or empty.
public struct RuleTheory: Sendable {
  /// The rule on a quadratic: itself where it is linear there, else what it is as long as the rates
  /// of its axes stand still; nil where it is neither.
  public var motion: (any LinearRule)?
  /// Whether `motion` has the learning rate of the rule itself; else it has the rate of each axis.
  public var isLinear: Bool
  /// What the rule remembers and for how long.
  public var memories: [Memory]

  /// Says nothing.
  init() {
    motion = nil
    isLinear = false
    memories = []
  }

  /// Describes a rule that is linear on a quadratic.
  init(linear rule: any LinearRule, memories: [Memory] = []) {
    motion = rule
    isLinear = true
    self.memories = memories
  }

  /// Describes a rule that is linear on a quadratic while the rates of its axes stand still.
  init(whileRatesStandStill motion: (any LinearRule)?, memories: [Memory] = []) {
    self.motion = motion
    isLinear = false
    self.memories = memories
  }
}

/// Something that a rule remembers of past gradients.
public struct Memory: Sendable, Equatable {
  /// How it forgets.
  public enum Kind: Sendable, Equatable {
    /// What came k steps ago weighs a power of the decay.
    case fading(symbol: String, decay: Double)
    /// All that came weighs alike for ever.
    case lasting
  }

  /// What every update adds to a memory that fades.
  public struct Intake: Sendable, Equatable {
    /// What of a gradient is added.
    public enum Content: Sendable, Equatable {
      /// The gradient.
      case gradient
      /// The square of each of its axes.
      case square
    }

    /// What of the gradient.
    public var content: Content
    /// The factor with which it is added.
    public var share: Double
    /// Whether it is multiplied by the learning rate of the update, too.
    public var takesRate = false
  }

  /// What it is, as a sentence begins.
  public var name: String
  /// How it forgets.
  public var kind: Kind
  /// The symbol and the value of the decay; nil where nothing is forgotten.
  public var fading: (symbol: String, decay: Double)? {
    guard case .fading(let symbol, let decay) = kind else { return nil }
    return (symbol, decay)
  }
  /// What every update adds, where that is a gradient or its square with a factor.
  public var intake: Intake?

  static func fading(
    _ name: String, _ symbol: String, _ decay: Double, _ intake: Intake? = nil
  ) -> Memory {
    Memory(name: name, kind: .fading(symbol: symbol, decay: decay), intake: intake)
  }

  /// An average of gradients or of their squares.
  static func average(
    _ name: String, of content: Intake.Content, _ symbol: String, _ decay: Double
  ) -> Memory {
    .fading(name, symbol, decay, Intake(content: content, share: 1 - decay))
  }

  static func lasting(_ name: String) -> Memory { Memory(name: name, kind: .lasting) }
}

/// An average that starts at 0, so that its weights do not sum to 1 at first.
public struct Average: Sendable, Equatable {
  /// Where the average stands in the step.
  public enum Place: Sendable, Equatable {
    /// It is the direction of the step.
    case above
    /// Its root divides the step.
    case below
  }

  /// The power of the decay as the field writes it, for example `βᵗ`.
  public var symbol: String
  /// The decay at present.
  public var decay: Double
  /// The product of all decays that were in force: 1 minus it is the sum of the weights.
  public var product: Double
  /// Where the average stands in the step.
  public var place: Place

  init(_ symbol: String, decay: Double, product: Double, _ place: Place) {
    self.symbol = symbol
    self.decay = decay
    self.product = product
    self.place = place
  }
}
