/// One instruction of a tape: an operation on registers, or two of the commonest at once.
///
/// Two operations of which the second alone needs what the first gives are one instruction, which saves a register
/// and a decision; each rounds by itself, so that the bits stay.
struct Instruction: Sendable {
  /// What formulas are mostly made of has a loop of its own; r is the result of the first of two.
  enum Kernel: UInt8, Sendable {
    case operation
    case add, subtract, multiply, divide, negate, square
    // a ∘ b, then r + c, r − c, c − r, r · c.
    case addAdd, addSubtract, addFrom, addMultiply
    case subtractAdd, subtractSubtract, subtractFrom, subtractMultiply
    case multiplyAdd, multiplySubtract, multiplyFrom, multiplyMultiply
    case squareAdd, squareSubtract, squareFrom, squareMultiply
  }

  var kernel: Kernel
  var operation: Operation
  var exponent: Int32
  var target: Int32
  var a: Int32
  var b: Int32
  var c: Int32

  /// The kernel of one operation.
  static func kernel(of operation: Operation, exponent: Int32) -> Kernel {
    switch operation {
    case .add: return .add
    case .subtract: return .subtract
    case .multiply: return .multiply
    case .divide: return .divide
    case .negate: return .negate
    case .integerPower: return exponent == 2 ? .square : .operation
    default: return .operation
    }
  }

  /// The kernel of two operations; nil where there is none.
  ///
  /// - Parameter isRight: whether what the first gives is the right operand of the second.
  static func kernel(_ first: Kernel, then second: Kernel, isRight: Bool) -> Kernel? {
    let row: [Kernel]
    switch first {
    case .add: row = [.addAdd, .addSubtract, .addFrom, .addMultiply]
    case .subtract: row = [.subtractAdd, .subtractSubtract, .subtractFrom, .subtractMultiply]
    case .multiply: row = [.multiplyAdd, .multiplySubtract, .multiplyFrom, .multiplyMultiply]
    case .square: row = [.squareAdd, .squareSubtract, .squareFrom, .squareMultiply]
    default: return nil
    }
    switch second {
    case .add: return row[0]
    case .subtract: return row[isRight ? 2 : 1]
    case .multiply: return row[3]
    default: return nil
    }
  }

  /// Runs the instruction on registers of some numbers each.
  ///
  /// Eight numbers at a time are one value, so that nothing has to be known of what else points to them.
  @inline(__always)
  func run<Number: Lanes>(on file: UnsafeMutablePointer<Number>, width: Int) {
    let target = file + Int(target) * width
    let a = file + Int(a) * width
    let b = file + Int(b) * width
    let c = file + Int(c) * width
    switch kernel {
    case .add: for i in 0..<width { target[i] = a[i] + b[i] }
    case .subtract: for i in 0..<width { target[i] = a[i] - b[i] }
    case .multiply: for i in 0..<width { target[i] = a[i] * b[i] }
    case .divide: for i in 0..<width { target[i] = a[i] / b[i] }
    case .negate: for i in 0..<width { target[i] = -a[i] }
    case .square: for i in 0..<width { target[i] = a[i] * a[i] }
    case .addAdd: for i in 0..<width { target[i] = (a[i] + b[i]) + c[i] }
    case .addSubtract: for i in 0..<width { target[i] = (a[i] + b[i]) - c[i] }
    case .addFrom: for i in 0..<width { target[i] = c[i] - (a[i] + b[i]) }
    case .addMultiply: for i in 0..<width { target[i] = (a[i] + b[i]) * c[i] }
    case .subtractAdd: for i in 0..<width { target[i] = (a[i] - b[i]) + c[i] }
    case .subtractSubtract: for i in 0..<width { target[i] = (a[i] - b[i]) - c[i] }
    case .subtractFrom: for i in 0..<width { target[i] = c[i] - (a[i] - b[i]) }
    case .subtractMultiply: for i in 0..<width { target[i] = (a[i] - b[i]) * c[i] }
    case .multiplyAdd: for i in 0..<width { target[i] = (a[i] * b[i]) + c[i] }
    case .multiplySubtract: for i in 0..<width { target[i] = (a[i] * b[i]) - c[i] }
    case .multiplyFrom: for i in 0..<width { target[i] = c[i] - (a[i] * b[i]) }
    case .multiplyMultiply: for i in 0..<width { target[i] = (a[i] * b[i]) * c[i] }
    case .squareAdd: for i in 0..<width { target[i] = (a[i] * a[i]) + c[i] }
    case .squareSubtract: for i in 0..<width { target[i] = (a[i] * a[i]) - c[i] }
    case .squareFrom: for i in 0..<width { target[i] = c[i] - (a[i] * a[i]) }
    case .squareMultiply: for i in 0..<width { target[i] = (a[i] * a[i]) * c[i] }
    case .operation:
      for i in 0..<width { target[i] = operation.apply(a[i], b[i], c[i], exponent: exponent) }
    }
  }
}
