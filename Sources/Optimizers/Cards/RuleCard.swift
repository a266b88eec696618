/// How a rule is called and explained on the screen, in lists and in help.
public struct RuleCard: Sendable, Equatable {
  /// The name on command lines and in files, for example `nesterov`.
  public var name: String
  /// The name on the screen, for example `Nesterov look-ahead`.
  public var title: String
  /// A short name for narrow panels.
  public var short: String
  /// What the rule does, in one or two sentences.
  public var summary: String
  /// How forms and other libraries differ, a line each.
  public var conventions: [String]
  /// The paper.
  public var source: String
  /// How a default learning rate is found on a surface.
  public var defaultRate: DefaultRate
  /// Whether the learning rate can follow a schedule.
  public var scheduled: Bool
  /// Whether its steps depend on the machine's math library rather than on IEEE arithmetic alone.
  public var callsMathLibrary: Bool

  /// Creates a card.
  public init(
    name: String, title: String, short: String? = nil, summary: String,
    conventions: [String] = [], source: String, defaultRate: DefaultRate,
    scheduled: Bool = true, callsMathLibrary: Bool = false
  ) {
    self.name = name
    self.title = title
    self.short = short ?? title
    self.summary = summary
    self.conventions = conventions
    self.source = source
    self.defaultRate = defaultRate
    self.scheduled = scheduled
    self.callsMathLibrary = callsMathLibrary
  }
}

/// How a default learning rate is found on a surface.
public enum DefaultRate: Sendable, Equatable {
  /// The shorter side of the view divided by this number: rules that divide by the gradient's size.
  case fractionOfView(Double)
  /// By short trial runs: rules whose step grows with the gradient.
  case trial
  /// What the rule itself has by default.
  case own
  /// A fixed rate, with ε as this multiple of the squared shorter side (AdaDelta).
  case fixed(Double, epsilonPerSquaredSide: Double)

  /// Whether a knob that nobody has set is found on a surface, so that a text that leaves it out says something else than
  /// its default.
  public func settles(_ role: KnobRole?) -> Bool {
    if case .fixed = self, role == .epsilon { return true }
    return role == .learningRate
  }
}
