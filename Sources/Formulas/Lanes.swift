import CLanes

/// Numbers that go through a computation side by side: one, or several that take the same way.
///
/// What is written once for lanes runs one race or eight at once, and each lane gets the very bits that it
/// would get alone: every operation is IEEE arithmetic on each lane by itself, and a branch on data is a
/// mask.
public protocol Lanes: Sendable, Equatable {
  /// What a comparison says of every lane.
  associatedtype Mask

  /// 0 in every lane.
  static var zero: Self { get }

  /// The same number in every lane.
  init(repeating value: Double)

  /// How many lanes there are.
  var scalarCount: Int { get }

  /// The number in a lane.
  subscript(lane: Int) -> Double { get set }

  /// a + b in every lane.
  static func + (a: Self, b: Self) -> Self
  /// a − b in every lane.
  static func - (a: Self, b: Self) -> Self
  /// a · b in every lane.
  static func * (a: Self, b: Self) -> Self
  /// a ÷ b in every lane.
  static func / (a: Self, b: Self) -> Self
  /// −a in every lane, with the sign of 0 turned, too.
  var negated: Self { get }
  /// a − b in every lane.
  static func - (a: Double, b: Self) -> Self
  /// a · b in every lane.
  static func * (a: Double, b: Self) -> Self

  /// √ of every lane.
  var root: Self { get }

  /// Where a < b; nowhere in a lane that holds no number.
  static func .< (a: Self, b: Self) -> Mask
  /// Where a ≤ b.
  static func .<= (a: Self, b: Self) -> Mask
  /// Where a = b.
  static func .== (a: Self, b: Self) -> Mask
  /// a in the lanes where a mask holds, else b.
  static func pick(_ mask: Mask, _ a: Self, _ b: Self) -> Self
}

extension Lanes {
  /// A function of every lane.
  @inlinable @inline(__always)
  public func map(_ function: (Double) -> Double) -> Self {
    var result = self
    for lane in 0..<scalarCount { result[lane] = function(self[lane]) }
    return result
  }

  /// A function of two numbers, in every lane.
  @inlinable @inline(__always)
  public static func map(_ a: Self, _ b: Self, _ function: (Double, Double) -> Double) -> Self {
    var result = a
    for lane in 0..<a.scalarCount { result[lane] = function(a[lane], b[lane]) }
    return result
  }

  /// 1 in every lane.
  @inlinable @inline(__always)
  public static var one: Self { Self(repeating: 1) }

  /// No number in every lane.
  @inlinable @inline(__always)
  public static var noNumber: Self { Self(repeating: .nan) }

  /// |a| in every lane.
  @inlinable @inline(__always)
  public var absoluteValue: Self { map { Swift.abs($0) } }

  /// −1, 0 or 1 in every lane; what is no number stays none.
  @inlinable @inline(__always)
  public var signOrZero: Self {
    let below = Self.pick(self .< .zero, Self(repeating: -1), .noNumber)
    return Self.pick(.zero .< self, .one, Self.pick(self .== .zero, .zero, below))
  }
}

extension Double: Lanes {
  /// −a.
  @inlinable @inline(__always)
  public var negated: Double { -self }

  /// The number itself.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self = value }

  /// √ of the number.
  @inlinable @inline(__always)
  public var root: Double { squareRoot() }

  /// One.
  @inlinable @inline(__always)
  public var scalarCount: Int { 1 }

  /// The number itself.
  @inlinable @inline(__always)
  public subscript(lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }

  /// a < b.
  @inlinable @inline(__always)
  public static func .< (a: Double, b: Double) -> Bool { a < b }
  /// a ≤ b.
  @inlinable @inline(__always)
  public static func .<= (a: Double, b: Double) -> Bool { a <= b }
  /// a = b.
  @inlinable @inline(__always)
  public static func .== (a: Double, b: Double) -> Bool { a == b }
  /// a where a condition holds, else b.
  @inlinable @inline(__always)
  public static func pick(_ mask: Bool, _ a: Double, _ b: Double) -> Double { mask ? a : b }
}

extension SIMD2: Lanes where Scalar == Double {
  /// All bits of a lane are set where a comparison holds, else none.
  public typealias Mask = SIMD2<Int64>

  /// Where a < b.
  @inlinable @inline(__always)
  public static func .< (a: Self, b: Self) -> SIMD2<Int64> { lanes_less_2(a, b) }
  /// Where a ≤ b.
  @inlinable @inline(__always)
  public static func .<= (a: Self, b: Self) -> SIMD2<Int64> { lanes_at_most_2(a, b) }
  /// Where a = b.
  @inlinable @inline(__always)
  public static func .== (a: Self, b: Self) -> SIMD2<Int64> { lanes_equal_2(a, b) }
  /// a in the lanes where a mask holds, else b.
  @inlinable @inline(__always)
  public static func pick(_ mask: SIMD2<Int64>, _ a: Self, _ b: Self) -> Self {
    lanes_pick_2(mask, a, b)
  }

  /// √ of every lane.
  @inlinable @inline(__always)
  public var root: Self { lanes_root_2(self) }

  /// −a in every lane.
  @inlinable @inline(__always)
  public var negated: Self { -1 * self }
}

extension SIMD8: Lanes where Scalar == Double {
  /// All bits of a lane are set where a comparison holds, else none.
  public typealias Mask = SIMD8<Int64>

  /// Where a < b.
  @inlinable @inline(__always)
  public static func .< (a: Self, b: Self) -> SIMD8<Int64> { lanes_less_8(a, b) }
  /// Where a ≤ b.
  @inlinable @inline(__always)
  public static func .<= (a: Self, b: Self) -> SIMD8<Int64> { lanes_at_most_8(a, b) }
  /// Where a = b.
  @inlinable @inline(__always)
  public static func .== (a: Self, b: Self) -> SIMD8<Int64> { lanes_equal_8(a, b) }
  /// a in the lanes where a mask holds, else b.
  @inlinable @inline(__always)
  public static func pick(_ mask: SIMD8<Int64>, _ a: Self, _ b: Self) -> Self {
    lanes_pick_8(mask, a, b)
  }

  /// √ of every lane.
  @inlinable @inline(__always)
  public var root: Self { lanes_root_8(self) }

  /// −a in every lane; what Swift calls −a here is 0 − a, which makes 0 of 0.
  @inlinable @inline(__always)
  public var negated: Self { -1 * self }
}

extension SIMD16: Lanes where Scalar == Double {
  /// All bits of a lane are set where a comparison holds, else none.
  public typealias Mask = SIMD16<Int64>

  /// Where a < b.
  @inlinable @inline(__always)
  public static func .< (a: Self, b: Self) -> SIMD16<Int64> { lanes_less_16(a, b) }
  /// Where a ≤ b.
  @inlinable @inline(__always)
  public static func .<= (a: Self, b: Self) -> SIMD16<Int64> { lanes_at_most_16(a, b) }
  /// Where a = b.
  @inlinable @inline(__always)
  public static func .== (a: Self, b: Self) -> SIMD16<Int64> { lanes_equal_16(a, b) }
  /// a in the lanes where a mask holds, else b.
  @inlinable @inline(__always)
  public static func pick(_ mask: SIMD16<Int64>, _ a: Self, _ b: Self) -> Self {
    lanes_pick_16(mask, a, b)
  }

  /// √ of every lane.
  @inlinable @inline(__always)
  public var root: Self { lanes_root_16(self) }

  /// −a in every lane.
  @inlinable @inline(__always)
  public var negated: Self { -1 * self }
}

/// Both coordinates of one point or of eight, or a number for each axis of them.
public protocol Coordinates: Lanes {
  /// One coordinate of all points.
  associatedtype Axis: Lanes

  /// The coordinates along x.
  var x: Axis { get }
  /// The coordinates along y.
  var y: Axis { get }

  /// Points by their coordinates.
  init(_ x: Axis, _ y: Axis)
}

extension SIMD2: Coordinates where Scalar == Double {}

/// Eight points side by side: their x in the low half, their y in the high half.
public typealias EightPoints = SIMD16<Double>

extension SIMD16: Coordinates where Scalar == Double {
  /// The coordinates along x.
  @inlinable @inline(__always)
  public var x: SIMD8<Double> { lowHalf }
  /// The coordinates along y.
  @inlinable @inline(__always)
  public var y: SIMD8<Double> { highHalf }
  /// Points by their coordinates.
  @inlinable @inline(__always)
  public init(_ x: SIMD8<Double>, _ y: SIMD8<Double>) { self.init(lowHalf: x, highHalf: y) }
}
