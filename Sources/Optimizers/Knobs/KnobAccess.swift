import Landscapes

/// Knobs by key on any rule, so that no screen and no command ever names a rule.
extension Optimizer {
  /// How the rule is called and explained.
  public var card: RuleCard { Self.card }

  /// What can be known about the knobs, in the order of the screen.
  public var knobDescriptions: [KnobDescription] { Self.knobs.map(\.description) }

  /// The value of a knob; nil for a key that the rule does not have.
  ///
  /// Setting clamps to the range; a value of the wrong kind changes nothing.
  public subscript(key: KnobKey) -> KnobValue? {
    get { Self.knobs.first { $0.description.key == key }?.read(self) }
    set {
      guard let newValue, let knob = Self.knobs.first(where: { $0.description.key == key }),
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

  /// The defaults of other knobs that the present value of a choice brings along.
  public func defaults(broughtBy key: KnobKey) -> [KnobKey: KnobValue] {
    guard let knob = Self.knobs.first(where: { $0.description.key == key }),
      case .choice(let word) = knob.read(self)
    else { return [:] }
    return knob.defaults[word] ?? [:]
  }
}

/// a ÷ b for each axis, where 0 ÷ 0 is 0: no gradient, no step, whatever ε is.
@inline(__always)
func ratio(_ a: Vector, _ b: Vector) -> Vector {
  Vector(a.x == 0 ? 0 : a.x / b.x, a.y == 0 ? 0 : a.y / b.y)
}

/// √ for each axis.
@inline(__always)
func root(_ vector: Vector) -> Vector {
  Vector(vector.x.squareRoot(), vector.y.squareRoot())
}

/// |v| for each axis.
@inline(__always)
func magnitude(_ vector: Vector) -> Vector { Vector(abs(vector.x), abs(vector.y)) }

/// The larger for each axis; nan where either is.
@inline(__always)
func larger(_ a: Vector, _ b: Vector) -> Vector {
  Vector(
    a.x > b.x || a.x.isNaN ? a.x : b.x,
    a.y > b.y || a.y.isNaN ? a.y : b.y)
}

/// −1, 0 or 1 for each axis; nan stays.
@inline(__always)
func sign(_ vector: Vector) -> Vector {
  func one(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : value }
  return Vector(one(vector.x), one(vector.y))
}
