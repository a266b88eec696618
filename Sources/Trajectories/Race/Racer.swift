import Landscapes
import Optimizers

/// One optimizer of a race: a rule with its knobs, a schedule, and the name it runs under.
public struct Racer: Sendable {
  /// The rule with its hyper-parameters.
  public var rule: any Optimizer
  /// How the learning rate changes with the steps.
  public var schedule = Schedule()
  /// A free name, for the screen and the header of a record.
  public var label: String?
  /// The knobs that a reader has set; the others follow the surface.
  public var given: Set<String> = []

  /// Creates a racer.
  public init(rule: any Optimizer, label: String? = nil) {
    self.rule = rule
    self.label = label
  }

  /// The knobs of the rule, then those of the schedule.
  public var knobs: [KnobDescription] {
    rule.knobDescriptions + (rule.card.scheduled ? Schedule.knobs.map(\.description) : [])
  }

  /// The value of a knob of the rule or of the schedule; setting clamps.
  public subscript(key: String) -> KnobValue? {
    get { rule[key] ?? (rule.card.scheduled ? schedule[key] : nil) }
    set {
      if rule[key] != nil {
        rule[key] = newValue
      } else if rule.card.scheduled {
        schedule[key] = newValue
      }
    }
  }

  /// Sets a knob as a reader's choice; a choice brings its own defaults for knobs not given.
  public mutating func give(_ key: String, _ value: KnobValue) {
    self[key] = value
    given.insert(key)
    for (other, brought) in rule.defaults(broughtBy: key) where !given.contains(other) {
      self[other] = brought
    }
  }

  /// The knob with this key.
  public func knob(_ key: String) -> KnobDescription? { knobs.first { $0.key == key } }

  /// The name on the screen.
  public var title: String { label ?? rule.card.title }
}

extension Racer: Equatable {
  /// Whether two racers have the same rule, knobs and name.
  public static func == (a: Racer, b: Racer) -> Bool {
    a.rule.card.name == b.rule.card.name && a.label == b.label && a.given == b.given
      && a.knobs.allSatisfy { a[$0.key] == b[$0.key] }
  }
}

extension Racer: Codable {
  private enum CodingKeys: String, CodingKey { case rule, knobs, label, given }

  /// Reads a racer by the name of its rule and its knobs.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .rule)
    guard let rule = Catalog.rule(named: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: .rule, in: container, debugDescription: "no rule is called \(name)")
    }
    self.init(rule: rule, label: try container.decodeIfPresent(String.self, forKey: .label))
    for (key, value) in try container.decode([String: KnobValue].self, forKey: .knobs) {
      self[key] = value
    }
    given = try container.decode(Set<String>.self, forKey: .given)
  }

  /// Writes the name of the rule and all knobs.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule.card.name, forKey: .rule)
    let values = knobs.compactMap { knob in self[knob.key].map { (knob.key, $0) } }
    try container.encode(Dictionary(uniqueKeysWithValues: values), forKey: .knobs)
    try container.encodeIfPresent(label, forKey: .label)
    try container.encode(given, forKey: .given)
  }
}
