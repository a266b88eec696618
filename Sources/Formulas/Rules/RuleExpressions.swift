/// Expressions of an update rule.
extension RuleParser {
  /// The functions of both axes, each by itself, and of one argument.
  private static let functions: [String: Operation] = [
    "sqrt": .sqrt, "abs": .abs, "sign": .sign, "exp": .exp, "log": .log, "sin": .sin, "cos": .cos,
    "tanh": .tanh,
  ]

  /// The names of all functions, those of both axes together included.
  static let functionNames = Set(functions.keys).union([
    "f", "max", "min", "norm", "sum", "dot", "where",
  ])

  mutating func sum() throws(FormulaError) -> AxisPair {
    var left = try product()
    while true {
      if accept("+") {
        left = make(.add, left, try product())
      } else if accept("-") {
        left = make(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(FormulaError) -> AxisPair {
    var left = try signed()
    while true {
      if accept("*") {
        if token.kind == .symbol("*") { throw error("for a power write ^, not **") }
        left = make(.multiply, left, try signed())
      } else if accept("/") {
        // Where there is no slope there is no step: 0 ÷ 0 is 0.
        left = make(.ratio, left, try signed())
      } else if try startsFactor() {
        left = make(.multiply, left, try power())
      } else {
        return left
      }
    }
  }

  private func startsFactor() throws(FormulaError) -> Bool {
    switch token.kind {
    case .name, .gradient, .previousGradient, .symbol("("), .symbol("√"): return true
    case .symbol("|"): return open.bars == 0
    case .symbol("‖"): return open.norms == 0
    case .number:
      if position > 0, case .number = tokens[position - 1].kind {
        throw error("two numbers in a row: write · between them")
      }
      return true
    default: return false
    }
  }

  private mutating func signed() throws(FormulaError) -> AxisPair {
    try deeper()
    defer { depth -= 1 }
    if accept("-") { return make(.negate, try signed()) }
    if accept("+") { return try signed() }
    return try power()
  }

  private mutating func power() throws(FormulaError) -> AxisPair {
    let first = token
    var base = try primary()
    while true {
      switch token.kind {
      case .power(let exponent):
        position += 1
        base = raised(base, exponent)
      case .powerOfTime:
        position += 1
        guard case .name(let name) = first.kind else {
          throw error("ᵗ stands behind a name", at: first)
        }
        base = try product(of: name, first)
      case .symbol("^"):
        position += 1
        if case .name(RuleParser.time) = token.kind, case .name(let name) = first.kind {
          position += 1
          base = try product(of: name, first)
          continue
        }
        let exponent = try signed()
        if let whole = literal(exponent), whole.magnitude <= 16 {
          base = raised(base, whole)
        } else {
          base = make(.power, base, exponent)
        }
      default: return base
      }
    }
  }

  private func literal(_ value: AxisPair) -> Int? {
    guard value.isScalar else { return nil }
    let node = graph[value.x]
    if node.operation == .negate {
      return literal(AxisPair(x: node.a, y: node.a)).map { -$0 }
    }
    return graph.constant(value.x).flatMap { Int(exactly: $0) }
  }

  private mutating func raised(_ base: AxisPair, _ exponent: Int) -> AxisPair {
    func node(_ graph: inout ExpressionGraph, _ base: Int32) -> Int32 {
      graph.insert(
        Node(operation: .integerPower, a: base, payload: UInt64(bitPattern: Int64(exponent))))
    }
    let x = node(&graph, base.x)
    return AxisPair(x: x, y: base.isScalar ? x : node(&graph, base.y))
  }

  private mutating func primary() throws(FormulaError) -> AxisPair {
    let first = token
    switch first.kind {
    case .number(let value):
      position += 1
      let node = graph.number(value)
      return single(node)
    case .gradient:
      position += 1
      return try gradient(at: try argument(of: "∇f", first), first)
    case .previousGradient:
      position += 1
      return previousGradient()
    case .name(let name):
      position += 1
      return try named(name, first)
    case .symbol("("):
      _ = accept("(")
      enter()
      let inner = try sum()
      try close(first)
      return inner
    case .symbol("√"):
      position += 1
      try deeper()
      defer { depth -= 1 }
      return make(.sqrt, try power())
    case .symbol("|"):
      position += 1
      open.bars += 1
      let inner = try sum()
      guard accept("|") else { throw error("a bar is not closed: expected '|'", at: first) }
      open.bars -= 1
      try checkNorm(first)
      return make(.abs, inner)
    case .symbol("‖"):
      position += 1
      open.norms += 1
      let inner = try sum()
      guard accept("‖") else { throw error("a norm is not closed: expected '‖'", at: first) }
      open.norms -= 1
      return norm(inner)
    case .symbol("=") where position > 1:
      throw error("unexpected '=': an update names what it changes twice, θ ← θ − …")
    case .end, .newline:
      throw error("the line ends too early: expected a number, a name or '('")
    default:
      throw error("unexpected \(first.shown): expected a number, a name or '('")
    }
  }

  private mutating func named(_ name: String, _ first: EquationToken) throws(FormulaError)
    -> AxisPair
  {
    if let operation = RuleParser.functions[name] {
      return make(operation, try argument(of: name, first))
    }
    switch name {
    case "f" where token.kind == .symbol("("):
      return try loss(at: try argument(of: name, first), first)
    case "max", "min":
      let (a, b) = try twoArguments(of: name, first)
      return make(name == "max" ? .max : .min, a, b)
    case "norm":
      return norm(try argument(of: name, first))
    case "sum":
      let inner = try argument(of: name, first)
      let node = graph.insert(Node(operation: .add, a: inner.x, b: inner.y))
      return single(node)
    case "dot":
      let (a, b) = try twoArguments(of: name, first)
      let product = make(.multiply, a, b)
      let node = graph.insert(Node(operation: .add, a: product.x, b: product.y))
      return single(node)
    case "where": return try choice(first)
    default: return try value(of: name, first)
    }
  }

  /// The size of a size is no norm, though `||g||` looks like one.
  private func checkNorm(_ first: EquationToken) throws(FormulaError) {
    let inside = tokens[..<(position - 1)].drop { $0.offset <= first.offset }
    guard inside.count > 2, inside.first?.kind == .symbol("|"), inside.first?.offset == first.end,
      inside.last?.kind == .symbol("|"), inside.last?.end == tokens[position - 1].offset,
      inside.filter({ $0.kind == .symbol("|") }).count == 2
    else { return }
    throw error("for the norm write ‖g‖ or norm(g)", at: first)
  }

  private mutating func norm(_ inner: AxisPair) -> AxisPair {
    let node = graph.insert(Node(operation: .hypot, a: inner.x, b: inner.y))
    return single(node)
  }

  private mutating func open(_ name: String, _ first: EquationToken) throws(FormulaError) {
    guard accept("(") else {
      throw error("\(name) needs parentheses: write \(name)(…)", at: first)
    }
    enter()
  }

  /// Behind an open parenthesis a bar opens again.
  private mutating func enter() {
    enclosing.append(open)
    open = Open()
  }

  private mutating func close(_ opening: EquationToken) throws(FormulaError) {
    guard accept(")") else {
      if token.kind == .end || token.kind == .newline {
        throw error("a parenthesis is not closed: expected ')'", at: opening)
      }
      throw error("unexpected \(token.shown): expected an operator or ')'")
    }
    open = enclosing.popLast() ?? Open()
  }

  private mutating func argument(of name: String, _ first: EquationToken) throws(FormulaError)
    -> AxisPair
  {
    try open(name, first)
    let inner = try sum()
    if token.kind == .symbol(",") { throw error("\(name) takes one argument") }
    try close(first)
    return inner
  }

  private mutating func twoArguments(of name: String, _ first: EquationToken) throws(FormulaError)
    -> (AxisPair, AxisPair)
  {
    try open(name, first)
    let a = try sum()
    guard accept(",") else {
      throw error("\(name) takes two arguments: expected ',' before \(token.shown)")
    }
    let b = try sum()
    if token.kind == .symbol(",") { throw error("\(name) takes two arguments") }
    try close(first)
    return (a, b)
  }

  /// `where(condition, a, b)`: a on the axes where the condition holds, else b.
  private mutating func choice(_ first: EquationToken) throws(FormulaError) -> AxisPair {
    try open("where", first)
    let condition = try comparison()
    guard accept(",") else { throw error("where takes a condition and two values: expected ','") }
    let a = try sum()
    guard accept(",") else { throw error("where takes a condition and two values: expected ','") }
    let b = try sum()
    try close(first)
    func node(_ graph: inout ExpressionGraph, _ c: Int32, _ a: Int32, _ b: Int32) -> Int32 {
      graph.insert(Node(operation: .blend, a: c, b: a, c: b))
    }
    let x = node(&graph, condition.x, a.x, b.x)
    let isScalar = condition.isScalar && a.isScalar && b.isScalar
    return AxisPair(x: x, y: isScalar ? x : node(&graph, condition.y, a.y, b.y))
  }

  /// 1 on the axes where it holds, else 0.
  private mutating func comparison() throws(FormulaError) -> AxisPair {
    let left = try sum()
    let sign = token
    guard case .symbol(let symbol) = sign.kind, "<>≤≥=".contains(symbol) else {
      throw error("expected a comparison: < > ≤ ≥ or =")
    }
    position += 1
    let right = try sum()
    switch symbol {
    case "<": return make(.less, left, right)
    case ">": return make(.less, right, left)
    case "≤": return make(.lessOrEqual, left, right)
    case "≥": return make(.lessOrEqual, right, left)
    default:
      return make(.multiply, make(.lessOrEqual, left, right), make(.lessOrEqual, right, left))
    }
  }

  private mutating func make(_ operation: Operation, _ a: AxisPair) -> AxisPair {
    let x = graph.insert(Node(operation: operation, a: a.x))
    return AxisPair(
      x: x, y: a.isScalar ? x : graph.insert(Node(operation: operation, a: a.y)))
  }

  private mutating func make(_ operation: Operation, _ a: AxisPair, _ b: AxisPair) -> AxisPair {
    let x = graph.insert(Node(operation: operation, a: a.x, b: b.x))
    let isScalar = a.isScalar && b.isScalar
    return AxisPair(
      x: x, y: isScalar ? x : graph.insert(Node(operation: operation, a: a.y, b: b.y)))
  }

  private mutating func deeper() throws(FormulaError) {
    depth += 1
    if depth > RuleParser.deepest {
      throw error("nested deeper than \(RuleParser.deepest) levels")
    }
  }
}
