import Formulas

/// One point of the plane or eight side by side, and how a landscape is seen from there.
public protocol Points: Coordinates {
  /// Value and gradient of a landscape at every point.
  static func sight(of landscape: any Landscape, at points: Self) -> Sight<Self>

  /// Value and gradient at every point, by a formula's operations.
  static func sight(through tape: LentTape<Axis>, at points: Self) -> Sight<Self>

  /// Whether any of the points is still on its way: it and what is there are finite.
  static func isOnItsWay(_ points: Self, _ here: Sight<Self>) -> Bool
}

extension SIMD2: Points where Scalar == Double {
  /// Value and gradient of a landscape at the point.
  @inlinable @inline(__always)
  public static func sight(of landscape: any Landscape, at points: Self) -> Sight<Self> {
    landscape.sample(at: points)
  }

  /// Value and gradient at the point, by a formula's operations.
  @inlinable @inline(__always)
  public static func sight(through tape: LentTape<Axis>, at points: Self) -> Sight<Self> {
    let (value, slopes) = tape.slopes(at: points)
    return Sight(value: value, gradient: slopes)
  }

  /// Whether the point and what is there are finite.
  @inlinable @inline(__always)
  public static func isOnItsWay(_ point: Self, _ here: Sight<Self>) -> Bool {
    // A sum with something that is not finite is not finite.
    (0 * point.x + 0 * point.y + 0 * here.value + 0 * here.gradient.x + 0 * here.gradient.y) == 0
  }
}

extension SIMD16: Points where Scalar == Double {
  /// Value and gradient of a landscape at the eight points.
  @inlinable @inline(__always)
  public static func sight(of landscape: any Landscape, at points: Self) -> Sight<Self> {
    landscape.sample(at: points)
  }

  /// Value and gradient at the eight points, by a formula's operations.
  @inlinable @inline(__always)
  public static func sight(through tape: LentTape<Axis>, at points: Self) -> Sight<Self> {
    let (value, slopes) = tape.slopes(at: points)
    return Sight(value: value, gradient: slopes)
  }

  /// Whether any of the points and what is there are finite.
  @inlinable @inline(__always)
  public static func isOnItsWay(_ points: Self, _ here: Sight<Self>) -> Bool {
    let sum = 0 * points.x + 0 * points.y + 0 * here.value
    let isFinite: SIMD8<Int64> = (sum + 0 * here.gradient.x + 0 * here.gradient.y) .== .zero
    return isFinite != .zero
  }
}
