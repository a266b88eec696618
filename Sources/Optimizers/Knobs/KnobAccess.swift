import Landscapes

/// Knobs by key on any rule, so that no screen and no command ever names a rule.
extension Optimizer {
  /// What can be known about the knobs, in the order of the screen.
  public var knobDescriptions: [KnobDescription] { knobs.map(\.description) }

  /// The values of the knobs, in the order of the screen.
  public var knobValues: [KnobValue] { knobs.map { $0.read(self) } }

  /// The value of a knob; nil for a key that the rule does not have.
  ///
  /// Setting clamps to the range; a value of the wrong kind changes nothing.
  public subscript(key: KnobKey) -> KnobValue? {
    get { knobs.first { $0.description.key == key }?.read(self) }
    set {
      guard let newValue, let knob = knobs.first(where: { $0.description.key == key }),
        let value = knob.description.clamped(newValue)
      else { return }
      knob.write(&self, value)
    }
  }

  /// The number under a key, or nil.
  public func number(_ key: KnobKey) -> Double? {
    if case .number(let value)? = self[key] { return value }
    return nil
  }

  /// How a knob is given a number for each of the races that the rule runs, 0 to 7 for a rule over eight points;
  /// nil for a knob that the rule does not have.
  ///
  /// The numbers have to be in the range of the knob.
  public func writer(of key: KnobKey) -> (
    @Sendable (inout Self, _ number: (_ race: Int) -> Double) -> Void
  )? {
    knobs.first { $0.description.key == key }?.writeRaces
  }

  /// The defaults of other knobs that the present value of a choice brings along.
  public func defaults(broughtBy key: KnobKey) -> [KnobKey: KnobValue] {
    guard let knob = knobs.first(where: { $0.description.key == key }),
      case .choice(let word) = knob.read(self)
    else { return [:] }
    return knob.defaults[word] ?? [:]
  }
}
