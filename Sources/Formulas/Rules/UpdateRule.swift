/// An update rule as text, parsed: its statements in order, on the graph of the formula engine.
///
/// `=` names a value, `←` updates what is remembered. θ is the point, `∇f(u)` the gradient at u, t the number of
/// the update. Each value is a number for each axis; all that is written acts on each axis by itself, except
/// `norm`, `sum` and `dot`, which join them.
public struct UpdateRule: Sendable {
  /// A statement.
  public struct Line: Sendable, Equatable {
    /// What is written, in the letters of the field and without its role.
    public var text: String
    /// The name on the left; nil for a line that is only shown.
    public var target: String?
    /// Whether it updates what is remembered.
    public var isUpdate: Bool
    /// Whether it only says where what is remembered starts.
    public var isInitial: Bool
    /// What it is for, as the word behind `#`.
    public var role: String?
    /// The names that its right side uses, in order.
    public var names: [String]

    /// What part of the step the role says that it is.
    public var rolePart: String? { rolePieces?.first }
    /// What the role calls it, where it does.
    public var roleName: String? { rolePieces.flatMap { $0.count > 1 ? $0[1] : nil } }

    private var rolePieces: [String]? {
      role?.split(separator: ":", maxSplits: 1).map { String($0.drop { $0 == " " }) }
    }
  }

  /// The text as it was written.
  public let source: String
  /// The statements, in order.
  public let lines: [Line]
  /// What is remembered from update to update beside θ, in the order in which it is first updated.
  public let states: [String]
  /// The names that somebody has to give a value: hyper-parameters.
  public let knobs: [String]
  /// Those of them that are one number and not one for each axis.
  public let scalarStates: Set<String>
  /// For each line, whether its value is one number.
  public let isScalar: [Bool]
  /// Whether the loss itself is used, and not the gradient alone.
  public let usesLoss: Bool

  let graph: ExpressionGraph
  let program: RuleProgram

  /// Reads a rule.
  ///
  /// - Parameters:
  ///   - source: the text; statements are parted by line ends or semicolons.
  ///   - knobs: the names of hyper-parameters of more than one letter; letters need no declaration.
  ///   - parts: the words for what a line is for, of which a slip is told; none where any word may be one.
  ///   - taken: the names that no hyper-parameter may have.
  /// - Throws: a `FormulaError` with line, column and what was expected.
  public init(
    _ source: String, knobs declared: Set<String> = [], parts: [String] = [],
    taken: Set<String> = []
  ) throws(FormulaError) {
    var parser = try RuleParser(source, declared: declared, parts: parts, taken: taken)
    try parser.parse()
    if parser.leavesGradientUnsaid,
      var complete = try? RuleParser(
        "g = ∇f(θ)\n" + source, declared: declared, parts: parts, taken: taken),
      (try? complete.parse()) != nil
    {
      // A line of its own, so that explanations can show what g is.
      parser = complete
    }
    self.source = source
    lines = parser.lines
    states = parser.states
    knobs = parser.knobs
    usesLoss = parser.usesLoss
    program = parser.program()
    graph = parser.graph
    scalarStates = UpdateRule.scalars(among: states, graph, program)
    isScalar = program.values.map(\.isScalar)
  }

  /// The statements in the letters of the field, a line each; the gradient has a line, said or not.
  public var written: String {
    lines.map { line in line.text + (line.role.map { "  # \($0)" } ?? "") }.joined(separator: "\n")
  }

  /// Whether its steps depend on the math library of the machine, not on IEEE arithmetic alone.
  public var callsMathLibrary: Bool { graph.nodes.contains { $0.operation.callsMathLibrary } }

  /// A name in the spelling of the field, `β₂` for `beta2`; nil for what is no name.
  public static func spelled(_ name: String) -> String? {
    guard let tokens = try? EquationLexer.tokens(of: name), tokens.count == 2,
      case .name(let name) = tokens[0].kind
    else { return nil }
    return name
  }

  /// The Greek letters by their names in ASCII.
  public static var letters: [String: String] { EquationLexer.greek }

  /// What is remembered and has no axes: it depends on nothing that has.
  private static func scalars(
    among states: [String], _ graph: ExpressionGraph, _ program: RuleProgram
  ) -> Set<String> {
    var scalars = Set(states)
    func hasAxes(_ node: Int32) -> Bool {
      let needed = graph.needed(by: [node])
      return graph.nodes.enumerated().contains { index, node in
        guard needed[index], node.operation == .parameter else { return false }
        let name = graph.parameterNames[Int(node.payload)]
        return name.hasSuffix(".x") && !scalars.contains(String(name.dropLast(2)))
      }
    }
    // What depends on something with axes has axes; again until nothing changes.
    while true {
      let before = scalars.count
      for (place, state) in states.enumerated()
      where hasAxes(program.states[place].x) || hasAxes(program.initials[place].x) {
        scalars.remove(state)
      }
      if scalars.count == before { return scalars }
    }
  }
}

/// A value of both axes: two nodes of a graph, the same one for what is one number.
struct AxisPair: Hashable, Sendable {
  var x: Int32
  var y: Int32

  var isScalar: Bool { x == y }
}

/// What a rule computes, as roots of its graph.
struct RuleProgram: Sendable {
  /// θ before the update.
  var origin: AxisPair
  /// Where the gradient is taken.
  var probe: AxisPair
  /// θ after the update.
  var point: AxisPair
  /// The rate of each axis; no number where no line tells it.
  var rates: AxisPair
  /// What is remembered after the update, in the order of `UpdateRule.states`.
  var states: [AxisPair]
  /// What is remembered before the first update; it may depend on hyper-parameters and on θ.
  var initials: [AxisPair]
  /// The value of each line.
  var values: [AxisPair]
}

extension FormulaError {
  static func ofRule(_ message: String, in source: String, at offset: Int) -> FormulaError {
    FormulaError(message, in: source, at: offset, subject: "rule")
  }
}
