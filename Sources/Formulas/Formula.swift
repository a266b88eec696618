/// A loss function of x and y as a reader writes it, with named parameters.
public struct Formula: Sendable, Equatable {
  /// The text as it was written.
  public let source: String
  let graph: ExpressionGraph
  let root: Int32

  /// Parses a formula.
  ///
  /// - Parameters:
  ///   - source: the text, for example `(a - x)^2 + b (y - x^2)^2`.
  ///   - parameters: the names that may stand for numbers; nil allows any name.
  /// - Throws: a `FormulaError` with line, column and what was expected.
  public init(_ source: String, parameters: Set<String>? = []) throws(FormulaError) {
    self.source = source
    (graph, root) = try FormulaParser.parse(source, parameters: parameters)
  }

  /// Whether two formulas are written alike and compute the same.
  public static func == (a: Formula, b: Formula) -> Bool {
    a.source == b.source && a.root == b.root && a.graph.nodes == b.graph.nodes
      && a.graph.parameterNames == b.graph.parameterNames
  }

  /// Whether a name may stand for a parameter: letters and digits, and nothing that means something.
  public static func isParameterName(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter, Operation.functions[name] == nil else {
      return false
    }
    return !["x", "y", "e", "pi", "π"].contains(name)
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// The names of the parameters that the formula uses.
  public var parameterNames: [String] { graph.parameterNames }

  /// The formula with every product and every doubtful grouping written out.
  ///
  /// It parses back to the very same computation.
  public var text: String { graph.text(of: root, limit: 100_000) ?? source }

  /// The formula with numbers in place of its parameters.
  public func text(binding parameters: [String: Double]) -> String? {
    let (bound, roots) = graph.rebuilt(roots: [root], parameters: parameters)
    return bound.text(of: roots[0])
  }

  /// The formula as a screen shows it, with raised exponents and dots for products.
  public var display: String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    var result = ""
    var isExponent = false
    for character in text {
      if let digit = character.wholeNumberValue, isExponent {
        result.append(raised[digit])
        continue
      }
      isExponent = false
      switch character {
      case "^": isExponent = true
      case "*": result.append("·")
      case "-": result.append("−")
      default: result.append(character)
      }
    }
    // An exponent that is no plain number keeps its sign of power.
    return text.contains("^(") || text.contains("^x") || text.contains("^y") ? text : result
  }

  /// The two partial derivatives as formulas, or nil where they are too long to be read.
  public var gradientText: (x: String, y: String)? {
    var (symbolic, roots) = graph.rebuilt(roots: [root], parameters: nil)
    let dx = symbolic.differentiate(roots, by: .x)[0]
    let dy = symbolic.differentiate(roots, by: .y)[0]
    guard let x = symbolic.text(of: dx), let y = symbolic.text(of: dy) else { return nil }
    return (x, y)
  }

  /// Whether values depend on the machine's math library rather than on IEEE arithmetic alone.
  public var callsMathLibrary: Bool {
    let needed = graph.needed(by: [root])
    return zip(graph.nodes, needed).contains { $1 && $0.operation.callsMathLibrary }
  }
}
