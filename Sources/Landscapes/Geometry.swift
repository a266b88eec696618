import Formulas

/// A place in the plane: the two parameters that an optimizer turns.
public typealias Point = SIMD2<Double>

/// A direction in the plane: a gradient, a velocity, a step, or one number for each axis.
public typealias Vector = SIMD2<Double>

extension SIMD2 where Scalar == Double {
  /// The Euclidean length, computed without overflow for huge components.
  @inlinable @inline(__always)
  package var length: Double {
    let square = x * x + y * y
    // Neither overflown nor underflown.
    return square > 0x1p-900 && square < 0x1p900 ? square.squareRoot() : scaledLength
  }

  /// The length by way of components that are at most 1.
  @usableFromInline @inline(never)
  package var scaledLength: Double {
    let largest = Swift.max(abs(x), abs(y))
    guard largest > 0, largest.isFinite else { return largest }
    let scaled = self / largest
    return largest * (scaled.x * scaled.x + scaled.y * scaled.y).squareRoot()
  }

  /// Whether both components are finite.
  package var isFinite: Bool { x.isFinite && y.isFinite }

  /// The sum of the products of the components.
  package func dot(_ other: Self) -> Double { x * other.x + y * other.y }
}

/// A surface seen at one point, or at eight: its height and its slope.
public struct Sight<Numbers: Coordinates>: Sendable, Equatable {
  /// f(x, y).
  public var value: Numbers.Axis
  /// (∂f/∂x, ∂f/∂y).
  public var gradient: Numbers

  /// Creates a sight from a height and a slope.
  @inlinable
  public init(value: Numbers.Axis, gradient: Numbers) {
    self.value = value
    self.gradient = gradient
  }
}

/// A surface seen at one point.
public typealias Sample = Sight<Vector>

extension Sight where Numbers == Vector {
  /// Whether the value and both slopes are finite.
  public var isFinite: Bool { value.isFinite && gradient.isFinite }
}

/// The symmetric matrix of second derivatives at a point.
public struct Hessian: Sendable, Equatable {
  /// ∂²f/∂x².
  public var xx: Double
  /// ∂²f/∂x∂y.
  public var xy: Double
  /// ∂²f/∂y².
  public var yy: Double

  /// Creates a Hessian from its three distinct entries.
  public init(xx: Double, xy: Double, yy: Double) {
    self.xx = xx
    self.xy = xy
    self.yy = yy
  }

  /// Whether all entries are numbers.
  public var isFinite: Bool { xx.isFinite && xy.isFinite && yy.isFinite }

  /// The curvatures along the principal directions, largest first.
  public var eigenvalues: (largest: Double, smallest: Double) {
    let mean = (xx + yy) / 2
    let spread = Vector((xx - yy) / 2, xy).length
    let largest = mean + spread
    let smallest = mean - spread
    return (largest, smallest)
  }

  /// The directions of the curvatures, of length 1; where both are the same, the axes.
  public var principal: (largest: Vector, smallest: Vector) {
    let difference = (xx - yy) / 2
    let spread = Vector(difference, xy).length
    guard spread > 0, spread.isFinite else { return (Vector(1, 0), Vector(0, 1)) }
    // Of the two ways to write the direction the one without cancellation.
    let raw =
      difference >= 0 ? Vector(difference + spread, xy) : Vector(xy, spread - difference)
    let length = raw.length
    guard length > 0 else { return (Vector(1, 0), Vector(0, 1)) }
    let largest = raw / length
    return (largest, Vector(-largest.y, largest.x))
  }

  /// The curvatures as a rule with a rate for each axis meets them: √P H √P, P the diagonal matrix
  /// of the rates.
  ///
  /// Its eigenvalues are those of PH, rate times curvature, whichever way a valley runs.
  public func stretched(by rates: Vector) -> Hessian {
    Hessian(
      xx: rates.x * xx, xy: (rates.x * rates.y).squareRoot() * xy, yy: rates.y * yy)
  }

  /// The solution s of H s = v, or nil where the matrix is singular.
  public func solve(_ vector: Vector) -> Vector? {
    let determinant = xx * yy - xy * xy
    guard determinant != 0, determinant.isFinite else { return nil }
    let solution = Vector(yy * vector.x - xy * vector.y, xx * vector.y - xy * vector.x)
    return solution / determinant
  }
}

/// A rectangle of the plane: the part of a surface that is shown.
public struct View: Sendable, Equatable, Hashable {
  /// The lower left corner.
  public var low: Point
  /// The upper right corner.
  public var high: Point

  /// Creates a rectangle from two corners.
  public init(low: Point, high: Point) {
    self.low = low
    self.high = high
  }

  /// Creates a rectangle from its ranges.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    low = Point(x.lowerBound, y.lowerBound)
    high = Point(x.upperBound, y.upperBound)
  }

  /// Width and height, in the units of x and y.
  public var size: Vector { high - low }
  /// The middle of the rectangle.
  public var center: Point { (low + high) / 2 }
  /// The shorter side: the measure W of default learning rates.
  public var shorterSide: Double { min(size.x, size.y) }

  /// Whether the point lies within the rectangle, its border included.
  public func contains(_ point: Point) -> Bool {
    point.x >= low.x && point.x <= high.x && point.y >= low.y && point.y <= high.y
  }

  /// The point at the given fractions of width and height.
  public func point(atFraction fraction: Vector) -> Point { low + fraction * size }

  /// The rectangle scaled about a fixed point; a factor below 1 zooms in.
  public func scaled(by factor: Double, about fixed: Point) -> View {
    View(low: fixed + (low - fixed) * factor, high: fixed + (high - fixed) * factor)
  }
}
