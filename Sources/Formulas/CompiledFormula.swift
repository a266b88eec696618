/// A formula ready to run, with its first and second derivatives: exact, and without allocation.
public struct CompiledFormula: Sendable {
  private let tapes: FormulaTapes

  /// Compiles a formula with numbers in place of its parameters.
  ///
  /// - Throws: a `FormulaError` when a parameter has no value or the second derivatives of a very
  ///   long formula would outgrow memory.
  public init(_ formula: Formula, parameters: [String: Double] = [:]) throws(FormulaError) {
    tapes = try FormulaTapes(formula, parameters: parameters)
  }

  /// The operations that value and slopes take together, a measure of their cost.
  public var operations: Int { tapes.gradient.count }

  /// The value alone, the same bits as beside the slopes.
  public func value(at place: SIMD2<Double>) -> Double {
    tapes.value.run(x: place.x, y: place.y) { $0(0) }
  }

  /// The value and the slopes along x and y.
  public func slopes(at place: SIMD2<Double>) -> (value: Double, slopes: SIMD2<Double>) {
    tapes.gradient.lend(over: Double.self) { $0.slopes(at: place) }
  }

  /// The value and the slopes along x and y at eight points, the same bits as one by one.
  public func slopes(at places: EightPoints) -> (value: SIMD8<Double>, slopes: EightPoints) {
    tapes.gradient.lend(over: SIMD8<Double>.self) { $0.slopes(at: places) }
  }

  /// Lends value and slopes for one place after another, with the formula's constants in place.
  public func lendSlopes<Result>(
    of _: SIMD2<Double>.Type, _ body: (LentTape<Double>) throws -> Result
  ) rethrows -> Result {
    try tapes.gradient.lend(over: Double.self, body)
  }

  /// Lends value and slopes for eight places after another, with the formula's constants in place.
  public func lendSlopes<Result>(
    of _: EightPoints.Type, _ body: (LentTape<SIMD8<Double>>) throws -> Result
  ) rethrows -> Result {
    try tapes.gradient.lend(over: SIMD8<Double>.self, body)
  }

  /// The second derivatives by x twice, by both, and by y twice.
  public func curvatures(at place: SIMD2<Double>) -> (xx: Double, xy: Double, yy: Double) {
    tapes.hessian.run(x: place.x, y: place.y) { ($0(0), $0(1), $0(2)) }
  }

  /// Whether the formula has no value at a place for another reason than numbers that overflow.
  public func leavesDomain(at place: SIMD2<Double>) -> Bool {
    place.x.isFinite && place.y.isFinite && tapes.plain.leavesDomain(at: place)
  }

  /// The values at many places, the same bits as one by one; the buffers are equally long.
  public func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    tapes.value.run(x: x, y: y, into: [values])
  }

  /// Values and slopes at many places, the same bits as one by one; the buffers are equally long.
  public func slopes(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>
  ) {
    tapes.gradient.run(x: x, y: y, into: [values, slopesX, slopesY])
  }
}
