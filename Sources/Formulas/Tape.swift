/// A formula ready to run: a flat list of instructions on a small file of registers.
///
/// Registers hold first the constants, then x and y, then what else comes from outside, then intermediate
/// results. The same tape runs
/// on one point or on blocks of points, with the same operations and so the same bits.
struct Tape: Sendable {
  struct Instruction: Sendable {
    var operation: Operation
    var exponent: Int32
    var target: Int32
    var a: Int32
    var b: Int32
    var c: Int32
  }

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
  /// - Parameter inputs: how many parameters the graph holds, each of which comes from outside; by default
  ///   there are none any more.
  init(_ graph: ExpressionGraph, roots: [Int32], inputs: Int = 0) {
    inputCount = inputs
    let needed = graph.needed(by: roots)
    var lastUse = [Int](repeating: -1, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() where needed[index] {
      for operand in [node.a, node.b, node.c] where operand >= 0 { lastUse[Int(operand)] = index }
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
    for (index, node) in graph.nodes.enumerated() where needed[index] {
      switch node.operation {
      case .number: continue
      case .x: register[index] = x
      case .y: register[index] = x + 1
      case .parameter where inputs > 0: register[index] = first + Int(node.payload)
      default:
        let operands = [node.a, node.b, node.c].map { $0 >= 0 ? Int($0) : nil }
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
            operation: node.operation, exponent: node.exponent, target: Int32(target),
            a: places[0], b: places[1], c: places[2]))
      }
    }
    self.constants = constants
    self.code = code
    registerCount = next
    outputs = roots.map { register[Int($0)] }
  }

  /// Runs the tape and hands the results, in the order of the roots, to `body`.
  ///
  /// - Parameter fill: writes x, y and what else comes from outside, one behind the other.
  @inline(__always)
  private func run<Number: Lanes, Result>(
    fill: (_ inputs: UnsafeMutablePointer<Number>) -> Void,
    _ body: (_ output: (Int) -> Number) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Number.self, capacity: registerCount) { registers in
      let file = registers.baseAddress.unsafelyUnwrapped
      for index in 0..<constants.count {
        (file + index).initialize(to: Number(repeating: constants[index]))
      }
      fill(file + constants.count)
      code.withUnsafeBufferPointer { code in
        for step in code {
          file[Int(step.target)] = step.operation.apply(
            file[Int(step.a)], file[Int(step.b)], file[Int(step.c)], exponent: step.exponent)
        }
      }
      return body { file[outputs[$0]] }
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
  /// Where something was infinite it is the numbers that overflowed.
  func leavesDomain(at point: SIMD2<Double>) -> Bool {
    var file = constants + [point.x, point.y]
    file += [Double](repeating: 0, count: max(0, registerCount - file.count))
    var overflows = file.contains { $0.isInfinite }
    for step in code {
      let value = step.operation.apply(
        file[Int(step.a)], file[Int(step.b)], file[Int(step.c)], exponent: step.exponent)
      if value.isInfinite { overflows = true }
      file[Int(step.target)] = value
    }
    return !overflows && file[outputs[0]].isNaN
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
        for step in code { Tape.run(step, file) }
        for (output, target) in zip(outputs, targets) {
          for lane in 0..<count { target[start + lane] = numbers[output * lanes + lane] }
        }
        start += count
      }
    }
  }

  /// One instruction on a whole block.
  ///
  /// Eight numbers at a time are one value, so that nothing has to be known of what else points to them.
  @inline(__always)
  private static func run(_ step: Instruction, _ file: UnsafeMutablePointer<SIMD8<Double>>) {
    let target = file + Int(step.target) * eights
    let a = file + Int(step.a) * eights
    let b = file + Int(step.b) * eights
    let c = file + Int(step.c) * eights
    switch step.operation {
    case .add: for eight in 0..<eights { target[eight] = a[eight] + b[eight] }
    case .subtract: for eight in 0..<eights { target[eight] = a[eight] - b[eight] }
    case .multiply: for eight in 0..<eights { target[eight] = a[eight] * b[eight] }
    case .divide: for eight in 0..<eights { target[eight] = a[eight] / b[eight] }
    case .negate: for eight in 0..<eights { target[eight] = -a[eight] }
    case .integerPower where step.exponent == 2:
      for eight in 0..<eights { target[eight] = a[eight] * a[eight] }
    default:
      for eight in 0..<eights {
        target[eight] = step.operation.apply(a[eight], b[eight], c[eight], exponent: step.exponent)
      }
    }
  }
}
