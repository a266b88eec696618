import Documents
import SystemLibrary

/// A number on an axis.
public struct Tick: Sendable, Equatable {
  /// Where it stands.
  public var value: Double
  /// How it is written.
  public var label: String

  /// A number at a place.
  public init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

/// Finds numbers for axes.
public enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of ten within a range, about `count` of them.
  public static func round(from low: Double, to high: Double, count: Int) -> [Tick] {
    guard low.isFinite, high.isFinite, high > low, count > 0 else { return [] }
    let rough = (high - low) / Double(count)
    let power = pow(10, log10(rough).rounded(.down))
    guard power > 0, power.isFinite else { return [] }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.7 } ?? rough
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard last >= first, last - first < 100 else { return [] }
    let decimals = max(0, -Int(log10(step * 1.0001).rounded(.down)))
    return stride(from: first, through: last, by: 1).map { index in
      let value = index * step
      if abs(value) >= 1e5 || (decimals > 4) {
        return Tick(value: value, label: written(value))
      }
      let text = formatted(value, .decimals(decimals))
      return Tick(value: value, label: text.hasPrefix("-0") && value == 0 ? "0" : text)
    }
  }

  /// A number of any size in few characters, with the digits that tell it from its neighbours.
  private static func written(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    return formatted(value, .significant(3))
      .replacing("e-0", with: "e-").replacing("e+0", with: "e").replacing("e+", with: "e")
  }

  /// Powers of ten within a range of logarithms, about `count` of them.
  public static func powers(from low: Double, to high: Double, count: Int) -> [Tick] {
    guard low.isFinite, high.isFinite, high > low else { return [] }
    let first = Int(max(low, -330).rounded(.up))
    let last = Int(min(high, 330).rounded(.down))
    guard last >= first else { return [] }
    let step = max(1, (last - first) / max(1, count - 1))
    return stride(from: first, through: last, by: step).map { power in
      Tick(value: Double(power), label: "1e\(power)")
    }
  }

  /// A power of ten or 0 as it is written shortest.
  static func plain(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let size = abs(value)
    if size >= 1e4 || size < 0.01 { return formatted(value, .exponent(0)) }
    return formatted(value, size < 1 ? .significant(2) : .decimals(0))
  }
}
