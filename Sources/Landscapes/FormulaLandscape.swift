/// A loss function given by a formula: exact derivatives, run as flat tapes.
public struct FormulaLandscape: Landscape {
  private let valueTape: Tape
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
    guard graph.nodes.count < FormulaLandscape.mostNodes / 8 else {
      throw FormulaError("too long to differentiate twice", in: formula.source, at: 0)
    }
    let second = graph.differentiate([dx, dy], by: .y)
    let xx = graph.differentiate([dx], by: .x)[0]
    guard graph.nodes.count < FormulaLandscape.mostNodes else {
      throw FormulaError("too long to differentiate twice", in: formula.source, at: 0)
    }
    valueTape = Tape(graph, roots: [value])
    gradientTape = Tape(graph, roots: [value, dx, dy])
    hessianTape = Tape(graph, roots: [xx, second[0], second[1]])
  }

  /// The operations that one sample takes, a measure of its cost.
  public var operations: Int { gradientTape.count }

  /// Value and gradient; a formula has no noise, so the draw is ignored.
  public func sample(at point: Point, draw: Draw) -> Sample {
    gradientTape.run(at: point) { output in
      Sample(value: output(0), gradient: Vector(output(1), output(2)))
    }
  }

  /// The value alone, the same bits as in `sample`.
  public func value(at point: Point) -> Double { valueTape.run(at: point) { $0(0) } }

  /// Whether the formula has no value at a point for another reason than numbers that overflow.
  public func leavesDomain(at point: Point) -> Bool {
    point.isFinite && valueTape.leavesDomain(at: point)
  }

  /// The second derivatives.
  public func hessian(at point: Point) -> Hessian {
    hessianTape.run(at: point) { Hessian(xx: $0(0), xy: $0(1), yy: $0(2)) }
  }

  /// The values of a block of points, the same bits as one by one.
  public func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    valueTape.run(x: x, y: y, into: [values])
  }

  /// Values and gradients of a block of points, the same bits as one by one.
  public func samples(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>
  ) {
    gradientTape.run(x: x, y: y, into: [values, slopesX, slopesY])
  }
}
