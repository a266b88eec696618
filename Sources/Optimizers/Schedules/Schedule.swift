import SystemLibrary

/// A learning rate that changes with the number of updates done.
public struct Schedule: Sendable, Equatable {
  /// The shapes a schedule can have.
  public enum Shape: String, KnobChoice {
    /// η.
    case constant
    /// η · factor^⌊k/every⌋.
    case step
    /// η · factor^k.
    case exponential
    /// η / (1 + factor · k/every).
    case inverseTime = "inverse-time"
    /// Half a cosine wave from η to the floor in `steps` updates.
    case cosine
    /// A straight line from η to the floor in `steps` updates.
    case linear
    /// η / √(1 + k).
    case inverseSqrt = "inverse-sqrt"
  }

  /// The shape.
  public var shape = Shape.constant
  /// The factor of `step` and `exponential`, the rate of `inverse-time`.
  public var factor = 0.5
  /// How many updates one stage of `step` or one unit of `inverse-time` lasts.
  public var every = 100.0
  /// How many updates `cosine` and `linear` take.
  public var steps = 400.0
  /// The rate below which no shape goes.
  public var floor = 0.0
  /// Over how many updates the rate rises from near 0; the shape begins after them.
  public var warmup = 0.0

  /// A constant rate.
  public init() {}

  /// Whether it is η throughout.
  public var isConstant: Bool { shape == .constant && warmup == 0 }

  /// The learning rate of the update after `done` updates.
  public func rate(_ eta: Double, done: Int) -> Double {
    if isConstant { return eta }
    if Double(done) < warmup { return eta * min(1, Double(done + 1) / warmup) }
    let k = Double(done) - warmup.rounded(.up)
    switch shape {
    case .constant: return eta
    case .step: return max(floor, eta * Schedule.power(factor, (k / max(1, every)).rounded(.down)))
    case .exponential: return max(floor, eta * Schedule.power(factor, k))
    case .inverseTime: return max(floor, eta / (1 + factor * (k / max(1, every))))
    case .inverseSqrt: return max(floor, eta / (1 + k).squareRoot())
    case .linear: return floor + (eta - floor) * (1 - min(1, k / max(1, steps)))
    case .cosine:
      return floor + (eta - floor) * (1 + cos(Double.pi * min(1, k / max(1, steps)))) / 2
    }
  }

  /// A whole power by squaring: the same bits on every machine.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    var remaining = UInt64(max(0, exponent))
    var square = base
    var result = 1.0
    while remaining > 0 {
      if remaining & 1 == 1 { result *= square }
      remaining >>= 1
      square *= square
    }
    return result
  }

  /// Whether rates depend on the machine's math library rather than on IEEE arithmetic alone.
  public var callsMathLibrary: Bool { shape == .cosine }

  /// The knobs of a schedule, shared by every rule that has a learning rate.
  public static let knobs: [Knob<Schedule>] = [
    Knob("schedule", "sched", "how η changes with the steps", \.shape, effect: .keep),
    Knob(
      "schedule-factor", "factor", "factor of step and exponential, rate of inverse-time", 0...10,
      .logarithmic, \.factor),
    Knob("schedule-every", "every", "updates a stage lasts", 1...1e9, .count, \.every),
    Knob(
      "schedule-steps", "steps", "updates that cosine and linear take", 1...1e9, .count, \.steps),
    Knob("floor", "floor", "the least learning rate", 0...1e6, .logarithmic, \.floor),
    Knob("warmup", "warmup", "updates over which η rises", 0...1e9, .count, \.warmup),
  ]

  /// Whether a knob has an effect under a shape; knobs of other parts always have.
  public static func heeds(_ key: KnobKey, under shape: Shape) -> Bool {
    switch key {
    case "schedule-factor": return [.step, .exponential, .inverseTime].contains(shape)
    case "schedule-every": return [.step, .inverseTime].contains(shape)
    case "schedule-steps": return [.linear, .cosine].contains(shape)
    case "floor": return shape != .constant
    default: return true
    }
  }

  /// The value of a knob by key; nil for a key that is none of a schedule's.
  public subscript(key: KnobKey) -> KnobValue? {
    get { Schedule.knobs.first { $0.description.key == key }?.read(self) }
    set {
      guard let newValue, let knob = Schedule.knobs.first(where: { $0.description.key == key }),
        let value = knob.description.clamped(newValue)
      else { return }
      knob.write(&self, value)
    }
  }
}
