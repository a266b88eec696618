/// The notches along which keys move a number.
public enum KnobScale: Sendable, Equatable {
  /// 1, 1.5, 2, 3, 5, 7 a decade: learning rates and ε.
  case logarithmic
  /// Even steps in the logarithm of 1 − β: 0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, ...
  case closeToOne
  /// Steps of equal size.
  case even(Double)
  /// 0, 1, 2, 5, 10, 20, 50, ...
  case count

  private static let mantissas = ["1", "1.5", "2", "3", "5", "7"]
  private static let towardsOne = [
    0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99995,
    0.99998, 0.99999,
  ]
  /// The notch next to 0.
  static let least = 1e-12
  /// All notches of the logarithmic scale, from 1e-20 to 7e20.
  package static let decades: [Double] = (-20...20).flatMap { power in
    mantissas.compactMap { Double("\($0)e\(power)") }
  }
  private static let counts: [Double] =
    [0]
    + (0...8).flatMap { power in
      [1, 2, 5].compactMap { Double("\($0)e\(power)") }
    }

  /// The next notch above or below a value; the value itself at the end of the scale.
  public func next(from value: Double, up: Bool) -> Double {
    switch self {
    case .logarithmic:
      // An ε may be 0, which has no place on the scale: it borders on the smallest useful notch.
      if value < KnobScale.least * (up ? 1 : 1.001) { return up ? KnobScale.least : 0 }
      return KnobScale.neighbour(of: value, in: KnobScale.decades, up: up)
    case .closeToOne: return KnobScale.neighbour(of: value, in: KnobScale.towardsOne, up: up)
    case .count: return KnobScale.neighbour(of: value, in: KnobScale.counts, up: up)
    case .even(let step):
      let moved = ((value / step).rounded() + (up ? 1 : -1)) * step
      return (moved * 1e9).rounded() / 1e9
    }
  }

  /// The notch of the learning rates that is nearest in ratio.
  public static func nearestNotch(to value: Double) -> Double {
    guard value > 0, value.isFinite else { return decades[0] }
    return decades.min { ratio($0, value) < ratio($1, value) } ?? value
  }

  private static func ratio(_ a: Double, _ b: Double) -> Double { max(a / b, b / a) }

  private static func neighbour(of value: Double, in notches: [Double], up: Bool) -> Double {
    let slack = abs(value) * 1e-9
    if up { return notches.first { $0 > value + slack } ?? value }
    return notches.last { $0 < value - slack } ?? value
  }
}
