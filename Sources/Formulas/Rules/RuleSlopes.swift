/// How an update along the x axis changes with all that goes into it: its equations, differentiated.
///
/// What comes out are θ and what is remembered, in the order of `UpdateRule.states`; the same goes in, and the
/// gradient.
public struct RuleSlopes: Sendable {
  /// The slopes of one value.
  public struct Row: Sendable, Equatable {
    /// By θ.
    public var point: Double
    /// By the gradient.
    public var gradient: Double
    /// By what is remembered.
    public var states: [Double]
  }

  private let rule: CompiledRule
  private let tape: Tape

  /// Differentiates a rule.
  public init(_ rule: CompiledRule) {
    self.rule = rule
    let program = rule.rule.program
    var graph = rule.rule.graph
    let names = graph.parameterNames
    let variables =
      ([RuleParser.point, "∇f"] + rule.rule.states).map { name in
        names.firstIndex(of: name + ".x") ?? names.firstIndex(of: name)
      }
    let roots = ([program.probe, program.point] + program.states).map(\.x)
    let zero = graph.number(0)
    let columns = variables.map { variable in
      variable.map { graph.differentiate(roots, by: .parameter($0)) } ?? roots.map { _ in zero }
    }
    tape = Tape(
      graph, roots: roots.indices.flatMap { row in columns.map { $0[row] } },
      inputs: max(1, names.count))
  }

  /// The slopes of the place where the gradient is taken, of θ, and of all that is remembered.
  public func rows(
    from point: SIMD2<Double>, gradient: SIMD2<Double>,
    _ state: CompiledRule.State<SIMD2<Double>>, knobs: [Double]
  ) -> [Row] {
    let width = 2 + rule.rule.states.count
    return tape.run(inputs: {
      rule.fill($0, point: point, state, knobs: knobs, gradient: gradient)
    }) { output in
      (0..<width).map { row in
        Row(
          point: output(row * width), gradient: output(row * width + 1),
          states: (2..<width).map { output(row * width + $0) })
      }
    }
  }
}
