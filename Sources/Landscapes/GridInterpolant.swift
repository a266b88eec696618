import Documents

/// A smooth function through values on a regular grid: a bicubic spline, twice continuously differentiable.
///
/// Along each axis the slopes at the grid's points are those of a cubic spline (de Boor 1962,
/// doi:10.1002/sapm1962411212); between them the function is a cubic along both axes. Its gradient and second derivatives
/// are those of the function itself, exactly. Values of a smooth function are met to the fourth power of the spacing,
/// slopes to the third.
public struct GridInterpolant: Sendable, Equatable {
  /// The lower left corner of the grid.
  public let low: Point
  /// The upper right corner.
  public let high: Point
  /// How many columns and rows of values there are, at least 4 each.
  public let columns: Int
  /// How many rows of values.
  public let rows: Int
  /// The values, row by row from the lowest y, each from the lowest x.
  public let values: [Double]
  /// Slopes along x, along y and along both, for a spacing of 1.
  private let slopesX: [Double]
  private let slopesY: [Double]
  private let twists: [Double]

  /// A function through values.
  ///
  /// - Parameters:
  ///   - values: row by row from the lowest y, each from the lowest x; `columns` · `rows` finite numbers.
  public init(low: Point, high: Point, columns: Int, rows: Int, values: [Double]) {
    (self.low, self.high) = (low, high)
    (self.columns, self.rows) = (columns, rows)
    self.values = values
    func alongX(_ field: [Double]) -> [Double] {
      (0..<rows).flatMap {
        GridInterpolant.splineSlopes(Array(field[$0 * columns..<($0 + 1) * columns]))
      }
    }
    func alongY(_ field: [Double]) -> [Double] {
      var slopes = field
      for column in 0..<columns {
        let line = (0..<rows).map { field[$0 * columns + column] }
        for (row, slope) in GridInterpolant.splineSlopes(line).enumerated() {
          slopes[row * columns + column] = slope
        }
      }
      return slopes
    }
    slopesX = alongX(values)
    slopesY = alongY(values)
    twists = alongY(slopesX)
  }

  /// The slopes of a cubic spline at evenly spaced points, for a spacing of 1.
  private static func splineSlopes(_ line: [Double]) -> [Double] {
    let last = line.count - 1
    // At an end as a polynomial through the five points there has it, or through as many as there are.
    func end(_ f: [Double]) -> Double {
      f.count >= 5
        ? (-25 * f[0] + 48 * f[1] - 36 * f[2] + 16 * f[3] - 3 * f[4]) / 12
        : (-11 * f[0] + 18 * f[1] - 9 * f[2] + 2 * f[3]) / 6
    }
    var slopes = [Double](repeating: 0, count: last + 1)
    slopes[0] = end(Array(line.prefix(5)))
    slopes[last] = -end(Array(line.suffix(5).reversed()))
    guard last > 1 else { return slopes }
    // mᵢ₋₁ + 4mᵢ + mᵢ₊₁ = 3(fᵢ₊₁ − fᵢ₋₁), solved from both ends.
    var (upper, right) = ([Double](repeating: 0, count: last), [Double](repeating: 0, count: last))
    for index in 1..<last {
      let before = index == 1 ? 0 : upper[index - 1]
      let known = index == 1 ? slopes[0] : right[index - 1]
      let diagonal = 4 - before
      upper[index] = 1 / diagonal
      right[index] = (3 * (line[index + 1] - line[index - 1]) - known) / diagonal
    }
    for index in (1..<last).reversed() {
      slopes[index] = right[index] - upper[index] * slopes[index + 1]
    }
    return slopes
  }

  /// Value, gradient and second derivatives; no numbers outside of the grid.
  func jet(at point: Point) -> (value: Double, gradient: Vector, hessian: Hessian) {
    let spacing = (high - low) / Vector(Double(columns - 1), Double(rows - 1))
    let place = (point - low) / spacing
    guard place.x >= 0, place.y >= 0, place.x <= Double(columns - 1), place.y <= Double(rows - 1)
    else {
      return (.nan, Vector(.nan, .nan), Hessian(xx: .nan, xy: .nan, yy: .nan))
    }
    let column = min(Int(place.x), columns - 2)
    let row = min(Int(place.y), rows - 2)
    let across = GridInterpolant.bases(place.x - Double(column))
    let up = GridInterpolant.bases(place.y - Double(row))
    /// A mixed derivative of the patch, by order along x and along y.
    func derivative(_ x: Int, _ y: Int) -> Double {
      func line(_ row: Int, _ field: [Double], _ slopes: [Double]) -> Double {
        let left = row * columns + column
        let basis = across[x]
        return basis[0] * field[left] + basis[1] * slopes[left] + basis[2] * field[left + 1]
          + basis[3] * slopes[left + 1]
      }
      let basis = up[y]
      return basis[0] * line(row, values, slopesX) + basis[1] * line(row, slopesY, twists)
        + basis[2] * line(row + 1, values, slopesX) + basis[3] * line(row + 1, slopesY, twists)
    }
    return (
      derivative(0, 0), Vector(derivative(1, 0), derivative(0, 1)) / spacing,
      Hessian(
        xx: derivative(2, 0) / (spacing.x * spacing.x),
        xy: derivative(1, 1) / (spacing.x * spacing.y),
        yy: derivative(0, 2) / (spacing.y * spacing.y))
    )
  }

  /// The four cubics of Hermite with their first and second derivatives: value and slope at 0, at 1.
  private static func bases(_ t: Double) -> [SIMD4<Double>] {
    let (s, q) = (t * t, t * t * t)
    return [
      SIMD4(2 * q - 3 * s + 1, q - 2 * s + t, -2 * q + 3 * s, q - s),
      SIMD4(6 * s - 6 * t, 3 * s - 4 * t + 1, -6 * s + 6 * t, 3 * s - 2 * t),
      SIMD4(12 * t - 6, 6 * t - 4, -12 * t + 6, 6 * t - 2),
    ]
  }
}

extension GridInterpolant {
  /// The fewest and the most points along an axis.
  static let sides = 4...1000

  /// A grid of values that fill a rectangle.
  ///
  /// - Parameters:
  ///   - loss: how many columns there are, and the values, row by row from the lowest y.
  ///   - error: makes an error of a message.
  init(
    _ low: Point, _ high: Point, _ loss: (columns: Int, values: [Double]),
    error: (String) -> DocumentError
  ) throws(DocumentError) {
    let rows = loss.values.count / loss.columns
    for (count, what) in [(loss.columns, "columns"), (rows, "rows")]
    where !GridInterpolant.sides.contains(count) {
      throw error("\(count) \(what): \(GridInterpolant.sidesRule)")
    }
    self.init(low: low, high: high, columns: loss.columns, rows: rows, values: loss.values)
  }

  private static let sidesRule =
    "a grid has \(sides.lowerBound) to \(sides.upperBound) along each axis"

  /// Reads a grid from a table with the columns `x`, `y` and `loss`, a row for each point, in whatever order.
  ///
  /// - Throws: a `DocumentError` that says what keeps the points from being a grid.
  init(_ table: NumberTable, file: String) throws(DocumentError) {
    func error(_ message: String) -> DocumentError {
      DocumentError(file: file, line: nil, message: message)
    }
    guard let x = table["x"], let y = table["y"], let loss = table["loss"] else {
      throw error("a grid needs the columns x, y and loss")
    }
    let xs = try GridInterpolant.axis(x, "x", file)
    let ys = try GridInterpolant.axis(y, "y", file)
    var values = [Double](repeating: .nan, count: xs.count * ys.count)
    for (row, loss) in loss.enumerated() {
      guard let column = xs.firstIndex(of: x[row]), let line = ys.firstIndex(of: y[row]) else {
        continue
      }
      guard values[line * xs.count + column].isNaN else {
        let first = (0..<row).first { x[$0] == x[row] && y[$0] == y[row] } ?? 0
        throw error(
          "rows \(first + 1) and \(row + 1) of the data are both for x \(shortest(x[row])), y \(shortest(y[row]))"
        )
      }
      values[line * xs.count + column] = loss
    }
    if let gap = values.firstIndex(where: \.isNaN) {
      throw error(
        "\(loss.count) rows are no grid of \(xs.count) x times \(ys.count) y: none is for x "
          + "\(shortest(xs[gap % xs.count])), y \(shortest(ys[gap / xs.count]))")
    }
    self.init(
      low: Point(xs[0], ys[0]), high: Point(xs[xs.count - 1], ys[ys.count - 1]),
      columns: xs.count, rows: ys.count, values: values)
  }

  /// The different numbers of a column, evenly spaced.
  private static func axis(_ column: [Double], _ name: String, _ file: String)
    throws(DocumentError) -> [Double]
  {
    let axis = Set(column).sorted()
    guard sides.contains(axis.count) else {
      throw DocumentError(
        file: file, line: nil,
        message: "\(axis.count) different \(name): \(sidesRule)")
    }
    // What most neighbours are apart; one that is not tells where the mistake is.
    let gaps = zip(axis.dropFirst(), axis).map { $0 - $1 }
    let spacing = gaps.sorted()[gaps.count / 2]
    for (index, gap) in gaps.enumerated() where abs(gap - spacing) > 1e-3 * spacing {
      throw DocumentError(
        file: file, line: nil,
        message:
          "\(name) goes from \(shortest(axis[index])) to \(shortest(axis[index + 1])) where others are \(brief(spacing)) "
          + "apart: the grid is not even along \(name)")
    }
    return axis
  }
}
