/// A node of a formula: an operation on earlier nodes of the same graph.
struct Node: Hashable, Sendable {
  var operation: Operation
  var a: Int32 = -1
  var b: Int32 = -1
  var c: Int32 = -1
  /// The bits of a number, the index of a parameter's name, or an integer exponent.
  var payload: UInt64 = 0

  /// The exponent of an `integerPower`.
  var exponent: Int32 { Int32(truncatingIfNeeded: Int64(bitPattern: payload)) }
}

/// A formula as a flat list of nodes in which operands precede their users and equal subtrees are
/// one node.
///
/// The order makes every pass over a formula a plain loop, so that no depth of nesting can exhaust
/// the stack.
struct ExpressionGraph: Sendable {
  private(set) var nodes: [Node] = []
  /// The names of the parameters, in the order of their first use.
  private(set) var parameterNames: [String] = []
  private var known: [Node: Int32] = [:]

  subscript(index: Int32) -> Node { nodes[Int(index)] }

  /// Adds a node as it is, or finds the equal one.
  mutating func insert(_ node: Node) -> Int32 {
    if let index = known[node] { return index }
    let index = Int32(nodes.count)
    nodes.append(node)
    known[node] = index
    return index
  }

  mutating func number(_ value: Double) -> Int32 {
    insert(Node(operation: .number, payload: value.bitPattern))
  }

  mutating func parameter(_ name: String) -> Int32 {
    if let index = parameterNames.firstIndex(of: name) {
      return insert(Node(operation: .parameter, payload: UInt64(index)))
    }
    parameterNames.append(name)
    return insert(Node(operation: .parameter, payload: UInt64(parameterNames.count - 1)))
  }

  /// The value of a node that is a number.
  func constant(_ index: Int32) -> Double? {
    let node = self[index]
    return node.operation == .number ? Double(bitPattern: node.payload) : nil
  }

  /// For every node, whether a variable, or for x and y either of them, occurs below it.
  func depends(on variable: Variable) -> [Bool] {
    var depends = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      let isVariable: Bool
      switch variable {
      case .x, .y: isVariable = node.operation == .x || node.operation == .y
      case .parameter(let place):
        isVariable = node.operation == .parameter && Int(node.payload) == place
      }
      depends[index] =
        isVariable
        || [node.a, node.b, node.c].contains { $0 >= 0 && depends[Int($0)] }
    }
    return depends
  }

  /// For every node, whether one of the roots needs it.
  func needed(by roots: [Int32]) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.count)
    for root in roots { needed[Int(root)] = true }
    for index in nodes.indices.reversed() where needed[index] {
      for operand in [nodes[index].a, nodes[index].b, nodes[index].c] where operand >= 0 {
        needed[Int(operand)] = true
      }
    }
    return needed
  }
}

/// Which rewrites a construction may use.
enum Rewriting {
  /// Only those that keep every value, for whatever operands.
  case exact
  /// Also 0·u → 0, which is right for derivatives: a factor that is identically 0 stays so.
  case derivative
}

extension ExpressionGraph {
  /// Adds an operation after the rewrites that never change a value.
  ///
  /// These are constant folding, u + 0, u · 1 and −−u; nothing is ever reassociated.
  mutating func make(
    _ operation: Operation, _ a: Int32, _ b: Int32 = -1, _ c: Int32 = -1, exponent: Int32 = 0,
    rewriting: Rewriting = .exact
  ) -> Int32 {
    let values = [a, b, c].map { $0 >= 0 ? constant($0) : 0 }
    if let first = values[0], let second = values[1], let third = values[2] {
      return number(operation.apply(first, second, third, exponent: exponent))
    }
    if let simpler = simpler(operation, a, b, exponent: exponent, rewriting: rewriting) {
      return simpler
    }
    return insert(
      Node(
        operation: operation, a: a, b: b, c: c,
        payload: UInt64(bitPattern: Int64(exponent))))
  }

  private mutating func simpler(
    _ operation: Operation, _ a: Int32, _ b: Int32, exponent: Int32, rewriting: Rewriting
  ) -> Int32? {
    let left = constant(a)
    let right = b >= 0 ? constant(b) : nil
    let loose = rewriting == .derivative
    switch operation {
    case .add:
      if left == 0 { return b }
      if right == 0 { return a }
      if loose, self[b].operation == .negate { return make(.subtract, a, self[b].a) }
      if loose, self[a].operation == .negate { return make(.subtract, b, self[a].a) }
    case .subtract:
      if right == 0 { return a }
      if loose, left == 0 { return make(.negate, b) }
      if loose, self[b].operation == .negate { return make(.add, a, self[b].a) }
    case .multiply:
      if left == 1 { return b }
      if right == 1 { return a }
      if left == -1 { return make(.negate, b) }
      if right == -1 { return make(.negate, a) }
      if loose, left == 0 || right == 0 { return number(0) }
    case .divide, .quotientOrZero:
      if right == 1 { return a }
      if loose, left == 0 { return number(0) }
    case .negate:
      if self[a].operation == .negate { return self[a].a }
    case .integerPower:
      if exponent == 1 { return a }
      if exponent == 0 { return number(1) }
    case .blend:
      break
    default: break
    }
    return nil
  }

  /// The graph with numbers in place of parameters, rewritten and merged, and where each root went.
  ///
  /// - Parameter parameters: a value for every name in `parameterNames`, or nil to keep the names.
  func rebuilt(roots: [Int32], parameters: [String: Double]?) -> (ExpressionGraph, [Int32]) {
    var target = ExpressionGraph()
    var moved = [Int32](repeating: -1, count: nodes.count)
    let needed = needed(by: roots)
    for (index, node) in nodes.enumerated() where needed[index] {
      switch node.operation {
      case .number, .x, .y: moved[index] = target.insert(node)
      case .pi, .euler:
        // A printed derivative keeps the letters; a computed one needs the numbers.
        moved[index] =
          parameters == nil
          ? target.insert(node) : target.number(node.operation.apply(0, 0, 0, exponent: 0))
      case .parameter:
        let name = parameterNames[Int(node.payload)]
        moved[index] = parameters?[name].map { target.number($0) } ?? target.parameter(name)
      default:
        let a = moved[Int(node.a)]
        let b = node.b >= 0 ? moved[Int(node.b)] : -1
        let c = node.c >= 0 ? moved[Int(node.c)] : -1
        if node.operation == .power, self[node.a].operation == .euler, parameters != nil {
          // e^u is the exponential function, not a power of the nearest double to e.
          moved[index] = target.make(.exp, b)
        } else {
          moved[index] = target.make(node.operation, a, b, c, exponent: node.exponent)
        }
      }
    }
    return (target, roots.map { moved[Int($0)] })
  }
}
