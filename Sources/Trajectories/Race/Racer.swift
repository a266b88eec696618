import Landscapes
import Optimizers

/// One optimizer of a race: a rule with its knobs, a schedule, and the name it runs under.
public struct Racer: Sendable {
  /// The rule with its hyper-parameters.
  public var rule: any Optimizer<Vector>
  /// How the learning rate changes with the steps.
  public var schedule = Schedule()
  /// How much of the landscape it is shown.
  public var sight = Sighting()
  /// A free name, for the screen and the header of a record.
  public var label: String?
  /// What was understood of names that are called otherwise here, a line each.
  public internal(set) var understood: [String] = []
  /// The knobs that a reader has set; the others follow the surface.
  public var given: Set<KnobKey> = []

  /// Creates a racer.
  public init(rule: any Optimizer<Vector>, label: String? = nil) {
    self.rule = rule
    self.label = label
  }

  /// The knobs of the rule, then those of the schedule and of what is seen.
  public var knobs: [KnobDescription] {
    rule.knobDescriptions + (rule.card.scheduled ? Schedule.knobs.map(\.description) : [])
      + Sighting.knobs.map(\.description)
  }

  /// The value of a knob of the rule, of the schedule or of what is seen; setting clamps.
  public subscript(key: KnobKey) -> KnobValue? {
    get { rule[key] ?? sight[key] ?? (rule.card.scheduled ? schedule[key] : nil) }
    set {
      if rule[key] != nil {
        rule[key] = newValue
      } else if sight[key] != nil {
        sight[key] = newValue
      } else if rule.card.scheduled {
        schedule[key] = newValue
      }
    }
  }

  /// Sets a knob as a reader's choice; a choice brings its own defaults for knobs not given.
  public mutating func give(_ key: KnobKey, _ value: KnobValue) {
    self[key] = value
    given.insert(key)
    for (other, brought) in rule.defaults(broughtBy: key) where !given.contains(other) {
      self[other] = brought
    }
  }

  /// The knob with this key.
  public func knob(_ key: KnobKey) -> KnobDescription? { knobs.first { $0.key == key } }

  /// The value of the knob with a role.
  public subscript(role: KnobRole) -> KnobValue? {
    get { self[role.key] }
    set { self[role.key] = newValue }
  }

  /// Whether a reader has set the knob with a role.
  public func hasGiven(_ role: KnobRole) -> Bool { given.contains(role.key) }

  /// What was written down, for a rule that runs its equations.
  public var definition: RuleDefinition? { (rule as? WrittenRule<Vector>)?.definition }

  /// The name on the screen.
  public var title: String { label ?? rule.card.title }
}

extension Racer: Equatable {
  /// Whether two racers have the same rule, knobs and name.
  public static func == (a: Racer, b: Racer) -> Bool {
    a.rule.card.name == b.rule.card.name && a.label == b.label && a.given == b.given
      && a.definition == b.definition && a.rule.knobValues == b.rule.knobValues
      && a.sight == b.sight && (!a.rule.card.scheduled || a.schedule == b.schedule)
  }
}
