/// Reads a formula by recursive descent straight into a graph.
///
/// Sums bind loosest, then products (an unwritten one binds like `*`), then a sign, then powers,
/// which group to the right and whose right side may carry a sign.
struct FormulaParser {
  /// The deepest nesting of parentheses, signs and powers.
  static let deepest = 200

  private let source: String
  private let tokens: [FormulaToken]
  /// Names that may stand for parameters; nil allows any.
  private let parameters: Set<String>?
  private var position = 0
  private var depth = 0
  private var graph = ExpressionGraph()

  static func parse(_ source: String, parameters: Set<String>?) throws(FormulaError) -> (
    ExpressionGraph, Int32
  ) {
    var parser = FormulaParser(
      source: source, tokens: try FormulaLexer.tokens(of: source), parameters: parameters)
    if parser.token.kind == .end {
      throw parser.error("the formula is empty: expected something like x^2 + 10 y^2")
    }
    let root = try parser.sum()
    guard parser.token.kind == .end else {
      if parser.token.kind == .symbol(")") {
        throw parser.error("this ')' closes nothing")
      }
      throw parser.error("unexpected \(parser.token.shown): expected an operator or the end")
    }
    return (parser.graph, root)
  }

  private init(source: String, tokens: [FormulaToken], parameters: Set<String>?) {
    self.source = source
    self.tokens = tokens
    self.parameters = parameters
  }

  private var token: FormulaToken { tokens[position] }

  private func error(_ message: String, at token: FormulaToken? = nil) -> FormulaError {
    FormulaError(message, in: source, at: (token ?? self.token).offset)
  }

  private mutating func accept(_ symbol: Character) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func sum() throws(FormulaError) -> Int32 {
    var left = try product()
    while true {
      if accept("+") {
        left = graph.insert(Node(operation: .add, a: left, b: try product()))
      } else if accept("-") {
        left = graph.insert(Node(operation: .subtract, a: left, b: try product()))
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(FormulaError) -> Int32 {
    var left = try signed()
    while true {
      if accept("*") {
        left = graph.insert(Node(operation: .multiply, a: left, b: try signed()))
      } else if accept("/") {
        left = graph.insert(Node(operation: .divide, a: left, b: try signed()))
      } else if try startsFactor() {
        left = graph.insert(Node(operation: .multiply, a: left, b: try power()))
      } else {
        return left
      }
    }
  }

  /// Whether the next word begins a factor that multiplies without a sign in between.
  private func startsFactor() throws(FormulaError) -> Bool {
    switch token.kind {
    case .name, .symbol("("): return true
    case .number:
      if position > 0, case .number = tokens[position - 1].kind {
        throw error("two numbers in a row: write * between them")
      }
      return true
    default: return false
    }
  }

  private mutating func signed() throws(FormulaError) -> Int32 {
    try deeper()
    defer { depth -= 1 }
    if accept("-") { return graph.insert(Node(operation: .negate, a: try signed())) }
    if accept("+") { return try signed() }
    return try power()
  }

  private mutating func power() throws(FormulaError) -> Int32 {
    let base = try primary()
    guard accept("^") else { return base }
    let exponent = try signed()
    if let whole = literalInteger(exponent), whole.magnitude <= 16 {
      return graph.insert(
        Node(operation: .integerPower, a: base, payload: UInt64(bitPattern: Int64(whole))))
    }
    return graph.insert(Node(operation: .power, a: base, b: exponent))
  }

  /// The value of an exponent written as an integer, with or without a sign.
  private func literalInteger(_ index: Int32) -> Int? {
    let node = graph[index]
    if node.operation == .negate { return literalInteger(node.a).map { -$0 } }
    return graph.constant(index).flatMap { Int(exactly: $0) }
  }

  private mutating func primary() throws(FormulaError) -> Int32 {
    let first = token
    switch first.kind {
    case .number(let value):
      position += 1
      return graph.number(value)
    case .name(let name):
      position += 1
      return try named(name, first)
    case .symbol("("):
      position += 1
      let inner = try sum()
      try close(first)
      return inner
    case .end:
      throw error("the formula ends too early: expected a number, a name or '('")
    case .symbol:
      throw error("unexpected \(first.shown): expected a number, a name or '('")
    }
  }

  private mutating func named(_ name: String, _ first: FormulaToken) throws(FormulaError) -> Int32 {
    if let function = Operation.functions[name] {
      guard accept("(") else {
        if token.kind == .symbol("^") {
          throw error("write the power after the argument: \(name)(...)^2", at: first)
        }
        throw error("the function \(name) needs parentheses: write \(name)(...)", at: first)
      }
      return try call(name, function.operation, arguments: function.arguments, first)
    }
    switch name {
    case "x": return graph.insert(Node(operation: .x))
    case "y": return graph.insert(Node(operation: .y))
    case "e": return graph.insert(Node(operation: .euler))
    case "pi", "π": return graph.insert(Node(operation: .pi))
    default:
      guard parameters?.contains(name) ?? true else { throw unknown(name, first) }
      return graph.parameter(name)
    }
  }

  private mutating func call(
    _ name: String, _ operation: Operation, arguments: Int, _ first: FormulaToken
  ) throws(FormulaError) -> Int32 {
    let a = try sum()
    var b: Int32 = -1
    if arguments == 2 {
      guard accept(",") else {
        throw error("\(name) takes two arguments: expected ',' before \(token.shown)")
      }
      b = try sum()
    }
    if token.kind == .symbol(",") {
      throw error("\(name) takes \(arguments == 1 ? "one argument" : "two arguments")")
    }
    try close(first)
    return graph.insert(Node(operation: operation, a: a, b: b))
  }

  private mutating func close(_ opening: FormulaToken) throws(FormulaError) {
    guard accept(")") else {
      if token.kind == .end {
        throw error("a parenthesis is not closed: expected ')'", at: opening)
      }
      throw error("unexpected \(token.shown): expected an operator or ')'")
    }
  }

  private func unknown(_ name: String, _ first: FormulaToken) -> FormulaError {
    if name.count > 1, name.allSatisfy({ "xy".contains($0) }) {
      let product = name.map(String.init).joined(separator: "*")
      return error("unknown name '\(name)': for a product write \(product)", at: first)
    }
    if let function = Operation.functions[name.lowercased()] {
      let right = function.operation.functionName ?? name
      return error("unknown name '\(name)': names are case-sensitive, write \(right)", at: first)
    }
    switch name {
    case "ln": return error("unknown name 'ln': the natural logarithm is log", at: first)
    case "X", "Y": return error("unknown name '\(name)': the variables are x and y", at: first)
    default:
      let names = parameters.map { $0.sorted().joined(separator: ", ") } ?? ""
      let known =
        names.isEmpty ? "x, y, pi, e and functions" : "x, y, \(names), pi, e and functions"
      return error("unknown name '\(name)': known are \(known)", at: first)
    }
  }

  private mutating func deeper() throws(FormulaError) {
    depth += 1
    if depth > FormulaParser.deepest {
      throw error("nested deeper than \(FormulaParser.deepest) levels")
    }
  }
}
