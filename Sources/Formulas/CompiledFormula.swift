/// A formula ready to run, with its first and second derivatives: exact, and without allocation.
public struct CompiledFormula: Sendable {
  private let valueTape: Tape
  /// The value with a register for everything on the way to it.
  private let plainTape: Tape
  private let gradientTape: Tape
  private let hessianTape: Tape

  /// The most nodes that a formula and its derivatives may have together.
  static let mostNodes = 400_000

  /// Compiles a formula with numbers in place of its parameters.
  ///
  /// - Throws: a `FormulaError` when a parameter has no value or the second derivatives of a very
  ///   long formula would outgrow memory.
  public init(_ formula: Formula, parameters: [String: Double] = [:]) throws(FormulaError) {
    for name in formula.parameterNames where parameters[name] == nil {
      throw FormulaError("the parameter '\(name)' has no value", in: formula.source, at: 0)
    }
    var (graph, roots) = formula.graph.rebuilt(roots: [formula.root], parameters: parameters)
    let value = roots[0]
    let dx = graph.differentiate([value], by: .x)[0]
    let dy = graph.differentiate([value], by: .y)[0]
    guard graph.nodes.count < CompiledFormula.mostNodes / 8 else {
      throw FormulaError("too long to differentiate twice", in: formula.source, at: 0)
    }
    let second = graph.differentiate([dx, dy], by: .y)
    let xx = graph.differentiate([dx], by: .x)[0]
    guard graph.nodes.count < CompiledFormula.mostNodes else {
      throw FormulaError("too long to differentiate twice", in: formula.source, at: 0)
    }
    valueTape = Tape(graph, roots: [value])
    plainTape = Tape(graph, roots: [value], merges: false)
    gradientTape = Tape(graph, roots: [value, dx, dy])
    hessianTape = Tape(graph, roots: [xx, second[0], second[1]])
  }

  /// The operations that value and slopes take together, a measure of their cost.
  public var operations: Int { gradientTape.count }

  /// The value alone, the same bits as beside the slopes.
  public func value(at place: SIMD2<Double>) -> Double {
    valueTape.run(x: place.x, y: place.y) { $0(0) }
  }

  /// The value and the slopes along x and y.
  public func slopes(at place: SIMD2<Double>) -> (value: Double, slopes: SIMD2<Double>) {
    gradientTape.lend(over: Double.self) { $0.slopes(at: place) }
  }

  /// The value and the slopes along x and y at eight points, the same bits as one by one.
  public func slopes(at places: EightPoints) -> (value: SIMD8<Double>, slopes: EightPoints) {
    gradientTape.lend(over: SIMD8<Double>.self) { $0.slopes(at: places) }
  }

  /// Lends value and slopes for one place after another, with the formula's constants in place.
  public func lendSlopes<Result>(
    of _: SIMD2<Double>.Type, _ body: (LentTape<Double>) throws -> Result
  ) rethrows -> Result {
    try gradientTape.lend(over: Double.self, body)
  }

  /// Lends value and slopes for eight places after another, with the formula's constants in place.
  public func lendSlopes<Result>(
    of _: EightPoints.Type, _ body: (LentTape<SIMD8<Double>>) throws -> Result
  ) rethrows -> Result {
    try gradientTape.lend(over: SIMD8<Double>.self, body)
  }

  /// The second derivatives by x twice, by both, and by y twice.
  public func curvatures(at place: SIMD2<Double>) -> (xx: Double, xy: Double, yy: Double) {
    hessianTape.run(x: place.x, y: place.y) { ($0(0), $0(1), $0(2)) }
  }

  /// Whether the formula has no value at a place for another reason than numbers that overflow.
  public func leavesDomain(at place: SIMD2<Double>) -> Bool {
    place.x.isFinite && place.y.isFinite && plainTape.leavesDomain(at: place)
  }

  /// The values at many places, the same bits as one by one; the buffers are equally long.
  public func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    valueTape.run(x: x, y: y, into: [values])
  }

  /// Values and slopes at many places, the same bits as one by one; the buffers are equally long.
  public func slopes(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>
  ) {
    gradientTape.run(x: x, y: y, into: [values, slopesX, slopesY])
  }
}
