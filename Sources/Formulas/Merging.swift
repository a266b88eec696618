/// Which operations of a graph are taken into the one operation that needs them.
struct Merging {
  /// For an operation that takes another in, that other one.
  private var first: [Int: Int] = [:]
  /// The kernels of both together.
  private(set) var kernels: [Int: Instruction.Kernel] = [:]
  /// The operations that are taken in.
  private(set) var gone: Set<Int> = []

  /// Nothing is taken in.
  init() {}

  /// Merges all that can be.
  init(_ graph: ExpressionGraph, needed: [Bool], roots: [Int32]) {
    var uses = [Int](repeating: 0, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() where needed[index] {
      for operand in [node.a, node.b, node.c] where operand >= 0 { uses[Int(operand)] += 1 }
    }
    for root in roots { uses[Int(root)] += 2 }
    for (index, node) in graph.nodes.enumerated() where needed[index] {
      let kernel = Instruction.kernel(of: node.operation, exponent: node.exponent)
      for (operand, isRight) in [(Int(node.a), false), (Int(node.b), true)]
      where operand >= 0 && uses[operand] == 1 && first[operand] == nil {
        let inner = graph.nodes[operand]
        let before = Instruction.kernel(of: inner.operation, exponent: inner.exponent)
        guard let both = Instruction.kernel(before, then: kernel, isRight: isRight) else {
          continue
        }
        first[index] = operand
        kernels[index] = both
        gone.insert(operand)
        break
      }
    }
  }

  /// What an operation needs, or both operations together.
  func operands(of index: Int, in graph: ExpressionGraph) -> [Int?] {
    let node = graph.nodes[index]
    var operands = [node.a, node.b, node.c]
    if let first = first[index] {
      let inner = graph.nodes[first]
      operands = [inner.a, inner.b, Int(node.a) == first ? node.b : node.a]
    }
    return operands.map { $0 >= 0 ? Int($0) : nil }
  }
}
