/// What a formula and its derivatives are made of, as flat lists of operations.
struct FormulaTapes: Sendable {
  let value: Tape
  /// The value with a register for everything on the way to it.
  let plain: Tape
  /// The value and the slopes along x and y.
  let gradient: Tape
  /// The second derivatives by x twice, by both, and by y twice.
  let hessian: Tape
  /// The names of what comes from outside, in the order in which a tape takes it.
  let inputs: [String]

  /// The most nodes that a formula and its derivatives may have together.
  static let mostNodes = 400_000

  /// Compiles a formula with numbers in place of its parameters.
  ///
  /// - Parameter open: the parameters that stay open and come from outside.
  /// - Throws: a `FormulaError` when another parameter has no value or the second derivatives of a very long formula
  ///   would outgrow memory.
  init(
    _ formula: Formula, parameters: [String: Double], open: Set<String> = []
  ) throws(FormulaError) {
    for name in formula.parameterNames where parameters[name] == nil && !open.contains(name) {
      throw FormulaError("the parameter '\(name)' has no value", in: formula.source, at: 0)
    }
    let closed = parameters.filter { !open.contains($0.key) }
    var (graph, roots) = formula.graph.rebuilt(roots: [formula.root], parameters: closed)
    let value = roots[0]
    let dx = graph.differentiate([value], by: .x)[0]
    let dy = graph.differentiate([value], by: .y)[0]
    guard graph.nodes.count < FormulaTapes.mostNodes / 8 else {
      throw FormulaError("too long to differentiate twice", in: formula.source, at: 0)
    }
    let second = graph.differentiate([dx, dy], by: .y)
    let xx = graph.differentiate([dx], by: .x)[0]
    guard graph.nodes.count < FormulaTapes.mostNodes else {
      throw FormulaError("too long to differentiate twice", in: formula.source, at: 0)
    }
    inputs = graph.parameterNames
    let count = inputs.count
    self.value = Tape(graph, roots: [value], inputs: count)
    plain = Tape(graph, roots: [value], inputs: count, merges: false)
    gradient = Tape(graph, roots: [value, dx, dy], inputs: count)
    hessian = Tape(graph, roots: [xx, second[0], second[1]], inputs: count)
  }
}
