import Formulas

/// A loss function given by a formula: exact derivatives, run as flat tapes.
public struct FormulaLandscape: Landscape {
  private let compiled: CompiledFormula

  /// Compiles a formula with numbers in place of its parameters.
  ///
  /// - Throws: a `FormulaError` when a parameter has no value or the second derivatives of a very
  ///   long formula would outgrow memory.
  public init(_ formula: Formula, parameters: [String: Double] = [:]) throws(FormulaError) {
    compiled = try CompiledFormula(formula, parameters: parameters)
  }

  /// The operations that one sample takes, a measure of its cost.
  public var operations: Int { compiled.operations }

  /// Value and gradient.
  public func sample(at point: Point) -> Sample {
    let (value, slopes) = compiled.slopes(at: point)
    return Sample(value: value, gradient: slopes)
  }

  /// Value and gradient at eight points, the same bits as one by one.
  public func sample(at points: EightPoints) -> Sight<EightPoints> {
    let (value, slopes) = compiled.slopes(at: points)
    return Sight(value: value, gradient: slopes)
  }

  /// Lends a way to see one point after another, with the formula's constants in place.
  public func withSights<Result>(
    of points: Vector.Type, _ body: (Sights<Vector>) throws -> Result
  ) rethrows -> Result {
    try compiled.lendSlopes(of: points) { try body(Sights(of: self, through: $0)) }
  }

  /// Lends a way to see eight points after another, with the formula's constants in place.
  public func withSights<Result>(
    of points: EightPoints.Type, _ body: (Sights<EightPoints>) throws -> Result
  ) rethrows -> Result {
    try compiled.lendSlopes(of: points) { try body(Sights(of: self, through: $0)) }
  }

  /// The value alone, the same bits as in `sample`.
  public func value(at point: Point) -> Double { compiled.value(at: point) }

  /// Whether the formula has no value at a point for another reason than numbers that overflow.
  public func leavesDomain(at point: Point) -> Bool { compiled.leavesDomain(at: point) }

  /// The second derivatives.
  public func hessian(at point: Point) -> Hessian {
    let (xx, xy, yy) = compiled.curvatures(at: point)
    return Hessian(xx: xx, xy: xy, yy: yy)
  }

  /// The values of a block of points, the same bits as one by one.
  public func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    compiled.values(x: x, y: y, into: values)
  }

  /// Values and gradients of a block of points, the same bits as one by one.
  public func samples(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>
  ) {
    compiled.slopes(x: x, y: y, values: values, slopesX: slopesX, slopesY: slopesY)
  }
}
