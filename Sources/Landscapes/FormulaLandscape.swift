import Documents
import Formulas

/// A loss function given by a formula, or by a formula for each row of a table: exact derivatives, run as flat tapes.
public struct FormulaLandscape: Landscape {
  private enum Computation: Sendable {
    case formula(CompiledFormula)
    /// The mean over the rows.
    case rows(RowFormula)
    /// Values on a grid.
    case grid(GridInterpolant)
  }

  private let computation: Computation

  /// Compiles a formula with numbers in place of its parameters.
  ///
  /// - Parameter table: the rows over which the loss is the mean; nil for a loss without data.
  /// - Throws: a `FormulaError` when a parameter has no value or the second derivatives of a very
  ///   long formula would outgrow memory.
  public init(
    _ formula: Formula, parameters: [String: Double] = [:], table: NumberTable? = nil
  ) throws(FormulaError) {
    computation =
      if let table {
        .rows(try RowFormula(formula, parameters: parameters, table: table))
      } else {
        .formula(try CompiledFormula(formula, parameters: parameters))
      }
  }

  /// A loss that is known on a grid.
  public init(_ grid: GridInterpolant) { computation = .grid(grid) }

  private var rows: RowFormula? {
    if case .rows(let rows) = computation { return rows }
    return nil
  }

  /// How many rows of data the loss is the mean of; 0 for a loss without data.
  public var rowCount: Int { rows?.rowCount ?? 0 }

  /// The operations that one sample takes, a measure of its cost.
  public var operations: Int {
    switch computation {
    case .formula(let formula): return formula.operations
    case .rows(let rows): return rows.operations * rows.rowCount
    case .grid: return 100
    }
  }

  /// Value and gradient.
  public func sample(at point: Point) -> Sample {
    switch computation {
    case .formula(let formula):
      let (value, slopes) = formula.slopes(at: point)
      return Sample(value: value, gradient: slopes)
    case .rows(let rows):
      let (value, slopes) = rows.slopes(at: point)
      return Sample(value: value, gradient: slopes)
    case .grid(let grid):
      let jet = grid.jet(at: point)
      return Sample(value: jet.value, gradient: jet.gradient)
    }
  }

  /// Value and gradient at eight points, the same bits as one by one.
  public func sample(at points: EightPoints) -> Sight<EightPoints> {
    switch computation {
    case .formula(let formula):
      let (value, slopes) = formula.slopes(at: points)
      return Sight(value: value, gradient: slopes)
    case .rows(let rows):
      let (value, slopes) = rows.slopes(at: points)
      return Sight(value: value, gradient: slopes)
    case .grid: return sampleOneByOne(at: points)
    }
  }

  /// Value and gradient of the mean over some rows, in their order.
  public func sample(at point: Point, rows chosen: [Int32]) -> Sample {
    guard let rows else { return sample(at: point) }
    let (value, slopes) = rows.slopes(at: point, rows: chosen)
    return Sample(value: value, gradient: slopes)
  }

  /// Value and gradient at eight points, each of rows of its own, the same bits as one by one.
  public func sample(at points: EightPoints, rows chosen: [SIMD8<Int32>]) -> Sight<EightPoints> {
    guard let rows else { return sample(at: points) }
    let (value, slopes) = rows.slopes(at: points, rows: chosen)
    return Sight(value: value, gradient: slopes)
  }

  /// Lends a way to see one point after another, with the formula's constants in place.
  public func withSights<Result>(
    of points: Vector.Type, _ body: (Sights<Vector>) throws -> Result
  ) rethrows -> Result {
    guard case .formula(let formula) = computation else { return try body(Sights(of: self)) }
    return try formula.lendSlopes(of: points) { try body(Sights(of: self, through: $0)) }
  }

  /// Lends a way to see eight points after another, with the formula's constants in place.
  public func withSights<Result>(
    of points: EightPoints.Type, _ body: (Sights<EightPoints>) throws -> Result
  ) rethrows -> Result {
    guard case .formula(let formula) = computation else { return try body(Sights(of: self)) }
    return try formula.lendSlopes(of: points) { try body(Sights(of: self, through: $0)) }
  }

  /// The value alone, the same bits as in `sample`.
  public func value(at point: Point) -> Double {
    switch computation {
    case .formula(let formula): return formula.value(at: point)
    case .rows(let rows): return rows.value(at: point)
    case .grid(let grid): return grid.jet(at: point).value
    }
  }

  /// Whether the formula has no value at a point for another reason than numbers that overflow.
  public func leavesDomain(at point: Point) -> Bool {
    switch computation {
    case .formula(let formula): return formula.leavesDomain(at: point)
    case .rows(let rows): return rows.leavesDomain(at: point)
    case .grid(let grid): return point.isFinite && grid.jet(at: point).value.isNaN
    }
  }

  /// The second derivatives.
  public func hessian(at point: Point) -> Hessian {
    switch computation {
    case .formula(let formula):
      let (xx, xy, yy) = formula.curvatures(at: point)
      return Hessian(xx: xx, xy: xy, yy: yy)
    case .rows(let rows):
      let (xx, xy, yy) = rows.curvatures(at: point)
      return Hessian(xx: xx, xy: xy, yy: yy)
    case .grid(let grid): return grid.jet(at: point).hessian
    }
  }

  /// The values of a block of points, the same bits as one by one.
  public func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    switch computation {
    case .formula(let formula): formula.values(x: x, y: y, into: values)
    case .rows(let rows):
      eights(x, y) { points, places in
        let eight = rows.values(at: points)
        for (lane, place) in places.enumerated() { values[place] = eight[lane] }
      }
    case .grid(let grid):
      for index in x.indices { values[index] = grid.jet(at: Point(x[index], y[index])).value }
    }
  }

  /// Values and gradients of a block of points, the same bits as one by one.
  public func samples(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>
  ) {
    switch computation {
    case .formula(let formula):
      formula.slopes(x: x, y: y, values: values, slopesX: slopesX, slopesY: slopesY)
    case .rows(let rows):
      eights(x, y) { points, places in
        let (value, slopes) = rows.slopes(at: points)
        for (lane, place) in places.enumerated() {
          (values[place], slopesX[place], slopesY[place]) =
            (value[lane], slopes[lane], slopes[8 + lane])
        }
      }
    case .grid(let grid):
      for index in x.indices {
        let jet = grid.jet(at: Point(x[index], y[index]))
        (values[index], slopesX[index], slopesY[index]) =
          (jet.value, jet.gradient.x, jet.gradient.y)
      }
    }
  }

  /// Hands out points by eights; the last eight is filled up with the last point.
  private func eights(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>,
    _ body: (_ points: EightPoints, _ places: Range<Int>) -> Void
  ) {
    for first in stride(from: 0, to: x.count, by: 8) {
      let places = first..<min(first + 8, x.count)
      var points = EightPoints()
      for lane in 0..<8 {
        let place = min(first + lane, x.count - 1)
        (points[lane], points[8 + lane]) = (x[place], y[place])
      }
      body(points, places)
    }
  }
}
