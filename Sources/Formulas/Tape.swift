/// A formula ready to run: a flat list of instructions on a small file of registers.
///
/// Registers hold first the constants, then x and y, then what else comes from outside, then intermediate
/// results. The same tape runs
/// on one point or on blocks of points, with the same operations and so the same bits.
struct Tape: Sendable {
  private let constants: [Double]
  private let code: [Instruction]
  private let registerCount: Int
  /// The registers in which the results stand at the end.
  private let outputs: [Int]

  /// How many times eight points a block holds.
  private static let eights = 8

  /// How many operations one run makes.
  var count: Int { code.count }

  /// How many numbers come from outside, x and y not counted.
  private let inputCount: Int

  /// Compiles the roots of a graph.
  ///
  /// - Parameters:
  ///   - inputs: how many parameters the graph holds, each of which comes from outside; by default there are
  ///     none any more.
  ///   - merges: whether two operations may be one instruction; then not every result has a register.
  init(_ graph: ExpressionGraph, roots: [Int32], inputs: Int = 0, merges: Bool = true) {
    inputCount = inputs
    let needed = graph.needed(by: roots)
    // Where the first of two operations is taken into the second, and how.
    let merged = merges ? Merging(graph, needed: needed, roots: roots) : Merging()
    var lastUse = [Int](repeating: -1, count: graph.nodes.count)
    for index in graph.nodes.indices where needed[index] && !merged.gone.contains(index) {
      for operand in merged.operands(of: index, in: graph).compactMap(\.self) {
        lastUse[operand] = index
      }
    }
    for root in roots { lastUse[Int(root)] = Int.max }

    var constants: [Double] = []
    var register = [Int](repeating: 0, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() where needed[index] && node.operation == .number {
      register[index] = constants.count
      constants.append(Double(bitPattern: node.payload))
    }
    let x = constants.count
    let first = x + 2
    var next = first + inputs
    var free: [Int] = []
    var code: [Instruction] = []
    for (index, node) in graph.nodes.enumerated()
    where needed[index] && !merged.gone.contains(index) {
      switch node.operation {
      case .number: continue
      case .x: register[index] = x
      case .y: register[index] = x + 1
      case .parameter where inputs > 0: register[index] = first + Int(node.payload)
      default:
        let operands = merged.operands(of: index, in: graph)
        for operand in Set(operands.compactMap(\.self))
        where lastUse[operand] == index && register[operand] >= first + inputs {
          free.append(register[operand])
        }
        let target = free.popLast() ?? next
        if target == next { next += 1 }
        register[index] = target
        let places = operands.map { Int32($0.map { register[$0] } ?? 0) }
        code.append(
          Instruction(
            kernel: merged.kernels[index]
              ?? Instruction.kernel(of: node.operation, exponent: node.exponent),
            operation: node.operation, exponent: node.exponent, target: Int32(target),
            a: places[0], b: places[1], c: places[2]))
      }
    }
    self.constants = constants
    self.code = code
    registerCount = next
    outputs = roots.map { register[Int($0)] }
  }

  /// Lends the tape with a file of registers that stays: what does not change from run to run is written
  /// once.
  @inline(__always)
  func lend<Number: Lanes, Result>(
    over _: Number.Type, _ body: (LentTape<Number>) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: Number.self, capacity: registerCount) { registers in
      let file = registers.baseAddress.unsafelyUnwrapped
      for index in 0..<constants.count {
        (file + index).initialize(to: Number(repeating: constants[index]))
      }
      return try code.withUnsafeBufferPointer { code in
        try outputs.withUnsafeBufferPointer { outputs in
          try body(
            LentTape(
              file: file, inputs: file + constants.count, code: code, outputs: outputs))
        }
      }
    }
  }

  /// Runs the tape and hands the results, in the order of the roots, to `body`.
  ///
  /// - Parameter fill: writes x, y and what else comes from outside, one behind the other.
  @inline(__always)
  private func run<Number: Lanes, Result>(
    fill: (_ inputs: UnsafeMutablePointer<Number>) -> Void,
    _ body: (_ output: (Int) -> Number) -> Result
  ) -> Result {
    lend(over: Number.self) { tape in
      fill(tape.inputs)
      tape.run()
      return body { tape[$0] }
    }
  }

  /// Runs the tape at one point or at several side by side, and hands the results, in the order of the roots,
  /// to `body`.
  @inline(__always)
  func run<Number: Lanes, Result>(
    x: Number, y: Number, _ body: (_ output: (Int) -> Number) -> Result
  ) -> Result {
    run(
      fill: { inputs in
        inputs[0] = x
        inputs[1] = y
      }, body)
  }

  /// Runs the tape on numbers from outside and hands the results, in the order of the roots, to `body`.
  ///
  /// - Parameter fill: writes a number for every parameter of the graph.
  @inline(__always)
  func run<Number: Lanes, Result>(
    inputs fill: (_ inputs: UnsafeMutablePointer<Number>) -> Void,
    _ body: (_ output: (Int) -> Number) -> Result
  ) -> Result {
    run(
      fill: { inputs in
        inputs[0] = .zero
        inputs[1] = .zero
        fill(inputs + 2)
      }, body)
  }

  /// Whether the first result is no number though nothing on the way to it was infinite: the point
  /// lies outside the domain of a function.
  ///
  /// Where something was infinite it is the numbers that overflowed. Only a tape that merges nothing can tell.
  ///
  /// - Parameter inputs: what else comes from outside.
  func leavesDomain(at point: SIMD2<Double>, inputs: [Double] = []) -> Bool {
    var overflows = constants.contains { $0.isInfinite } || !(0 * point.x + 0 * point.y).isZero
    var isNumber = true
    withUnsafeTemporaryAllocation(of: Double.self, capacity: registerCount) { registers in
      let file = registers.baseAddress.unsafelyUnwrapped
      registers.initialize(repeating: 0)
      for (index, constant) in constants.enumerated() { file[index] = constant }
      (file[constants.count], file[constants.count + 1]) = (point.x, point.y)
      for (index, input) in inputs.enumerated() { file[constants.count + 2 + index] = input }
      for instruction in code {
        instruction.run(on: file, width: 1)
        if file[Int(instruction.target)].isInfinite { overflows = true }
      }
      isNumber = !file[outputs[0]].isNaN
    }
    return !overflows && !isNumber
  }

  /// Runs the tape on many points; `targets` holds one buffer for each result.
  func run(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into targets: [UnsafeMutableBufferPointer<Double>]
  ) {
    typealias Eight = SIMD8<Double>
    let (eights, lanes) = (Tape.eights, 8 * Tape.eights)
    withUnsafeTemporaryAllocation(of: Eight.self, capacity: registerCount * eights) { registers in
      let file = registers.baseAddress.unsafelyUnwrapped
      registers.initialize(repeating: .zero)
      for (index, constant) in constants.enumerated() {
        (file + index * eights).update(repeating: Eight(repeating: constant), count: eights)
      }
      // The same memory, number by number.
      let numbers = UnsafeMutableRawPointer(file).assumingMemoryBound(to: Double.self)
      let (firstX, firstY) = (constants.count * lanes, (constants.count + 1) * lanes)
      var start = 0
      while start < x.count {
        let count = min(lanes, x.count - start)
        for lane in 0..<count {
          numbers[firstX + lane] = x[start + lane]
          numbers[firstY + lane] = y[start + lane]
        }
        for instruction in code { instruction.run(on: file, width: eights) }
        for (output, target) in zip(outputs, targets) {
          for lane in 0..<count { target[start + lane] = numbers[output * lanes + lane] }
        }
        start += count
      }
    }
  }
}
