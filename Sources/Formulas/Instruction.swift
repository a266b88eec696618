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
    @inline(__always)
    func each(_ value: (Number, Number, Number) -> Number) {
      var index = 0
      repeat {
        target[index] = value(a[index], b[index], c[index])
        index += 1
      } while index < width
    }
    switch kernel {
    case .add: each { a, b, _ in a + b }
    case .subtract: each { a, b, _ in a - b }
    case .multiply: each { a, b, _ in a * b }
    case .divide: each { a, b, _ in a / b }
    case .negate: each { a, _, _ in a.negated }
    case .square: each { a, _, _ in a * a }
    case .addAdd: each { a, b, c in (a + b) + c }
    case .addSubtract: each { a, b, c in (a + b) - c }
    case .addFrom: each { a, b, c in c - (a + b) }
    case .addMultiply: each { a, b, c in (a + b) * c }
    case .subtractAdd: each { a, b, c in (a - b) + c }
    case .subtractSubtract: each { a, b, c in (a - b) - c }
    case .subtractFrom: each { a, b, c in c - (a - b) }
    case .subtractMultiply: each { a, b, c in (a - b) * c }
    case .multiplyAdd: each { a, b, c in (a * b) + c }
    case .multiplySubtract: each { a, b, c in (a * b) - c }
    case .multiplyFrom: each { a, b, c in c - (a * b) }
    case .multiplyMultiply: each { a, b, c in (a * b) * c }
    case .squareAdd: each { a, _, c in (a * a) + c }
    case .squareSubtract: each { a, _, c in (a * a) - c }
    case .squareFrom: each { a, _, c in c - (a * a) }
    case .squareMultiply: each { a, _, c in (a * a) * c }
    case .operation: each { a, b, c in operation.apply(a, b, c, exponent: exponent) }
    }
  }
}
