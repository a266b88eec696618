import SystemLibrary

/// One update on a quadratic in one direction, as the matrix that takes θ and what is remembered to the next
/// ones, by what comes of it at last.
public struct Recurrence: Sendable, Equatable {
  /// The eigenvalue of the largest size; of a pair the one above the real axis.
  public let dominant: (real: Double, imaginary: Double)

  /// Whether both come to the same.
  public static func == (a: Recurrence, b: Recurrence) -> Bool { a.dominant == b.dominant }

  /// Finds the eigenvalue of a square matrix that decides.
  public init(_ matrix: [[Double]]) {
    let coefficients = Recurrence.characteristic(matrix)
    let roots = Recurrence.roots(coefficients)
    dominant =
      roots.max { hypot($0.real, $0.imaginary) < hypot($1.real, $1.imaginary) }
      .map { ($0.real, abs($0.imaginary)) } ?? (0, 0)
  }

  /// The factor by which a swing changes in one step at last: the size of the eigenvalue.
  public var spectralRadius: Double { hypot(dominant.real, dominant.imaginary) }

  /// Whether the motion swings.
  public var isSwinging: Bool { dominant.imaginary > 0 }

  /// The coefficients of det(z − M) below zⁿ, that of z⁰ first (Faddeev and Le Verrier).
  private static func characteristic(_ matrix: [[Double]]) -> [Double] {
    let size = matrix.count
    var coefficients = [Double](repeating: 0, count: size)
    var product = matrix
    for order in 1...max(1, size) where size > 0 {
      let trace = (0..<size).reduce(0) { $0 + product[$1][$1] }
      let coefficient = -trace / Double(order)
      coefficients[size - order] = coefficient
      guard order < size else { break }
      for index in 0..<size { product[index][index] += coefficient }
      product = multiplied(matrix, product)
    }
    return coefficients
  }

  private static func multiplied(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    a.map { row in
      b.indices.map { column in
        row.indices.reduce(0) { $0 + row[$1] * b[$1][column] }
      }
    }
  }

  /// The roots of a polynomial: in closed form up to two, else all at once (Durand and Kerner).
  private static func roots(_ coefficients: [Double]) -> [(real: Double, imaginary: Double)] {
    switch coefficients.count {
    case 0: return []
    case 1: return [(-coefficients[0], 0)]
    case 2:
      let (determinant, trace) = (coefficients[0], -coefficients[1])
      let discriminant = trace * trace - 4 * determinant
      guard discriminant >= 0 else {
        return [(trace / 2, (-discriminant).squareRoot() / 2)]
      }
      // The larger without cancellation.
      let larger = (trace + (trace < 0 ? -1 : 1) * discriminant.squareRoot()) / 2
      return [(larger, 0)]
    default: return durandKerner(coefficients)
    }
  }

  private static func durandKerner(_ coefficients: [Double]) -> [(real: Double, imaginary: Double)]
  {
    let count = coefficients.count
    let bound = 1 + (coefficients.map(abs).max() ?? 0)
    guard bound.isFinite else { return [(.infinity, 0)] }
    var roots = (0..<count).map { index -> Complex in
      // On a circle, none on the real axis and no two mirrored.
      let angle = 2 * Double.pi * Double(index) / Double(count) + 0.4
      return Complex(real: bound * cos(angle) / 2, imaginary: bound * sin(angle) / 2)
    }
    for _ in 0..<500 {
      var change = 0.0
      for index in roots.indices {
        var value = Complex(real: 1, imaginary: 0)
        for coefficient in coefficients.reversed() {
          value = value * roots[index] + Complex(real: coefficient, imaginary: 0)
        }
        for other in roots.indices where other != index {
          value = value / (roots[index] - roots[other])
        }
        roots[index] = roots[index] - value
        change = max(change, hypot(value.real, value.imaginary))
      }
      if change < 1e-15 * bound { break }
    }
    // Real roots come with what rounding left beside the axis.
    return roots.map { root in
      abs(root.imaginary) < 1e-7 * hypot(root.real, root.imaginary)
        ? (root.real, 0) : (root.real, root.imaginary)
    }
  }
}

/// A complex number.
private struct Complex {
  var real: Double
  var imaginary: Double

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
  }

  static func - (a: Complex, b: Complex) -> Complex {
    Complex(real: a.real - b.real, imaginary: a.imaginary - b.imaginary)
  }

  static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      real: a.real * b.real - a.imaginary * b.imaginary,
      imaginary: a.real * b.imaginary + a.imaginary * b.real)
  }

  static func / (a: Complex, b: Complex) -> Complex {
    let size = b.real * b.real + b.imaginary * b.imaginary
    guard size > 0 else { return a }
    return Complex(
      real: (a.real * b.real + a.imaginary * b.imaginary) / size,
      imaginary: (a.imaginary * b.real - a.real * b.imaginary) / size)
  }
}
