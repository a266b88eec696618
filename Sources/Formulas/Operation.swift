import SystemLibrary

/// One elementary step of a formula, on up to three operands.
///
/// The operations that end in `OrZero` appear in derivatives only: they make the documented choice
/// at a kink, where the limit does not exist.
enum Operation: UInt8, Sendable, Hashable {
  // Leaves.
  case number, x, y, parameter, pi, euler
  // Written by a reader.
  case add, subtract, multiply, divide, negate, power, integerPower
  case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, sign, min, max, hypot
  // Written by the reader of an update rule alone.
  case ratio, less, lessOrEqual
  // Made by differentiation.
  case quotientOrZero, powerOrZero, logOrZero, precedes, blend

  /// The functions that a formula may name, with the number of their arguments.
  static let functions: [String: (operation: Operation, arguments: Int)] = [
    "sin": (.sin, 1), "cos": (.cos, 1), "tan": (.tan, 1), "asin": (.asin, 1), "acos": (.acos, 1),
    "atan": (.atan, 1), "sinh": (.sinh, 1), "cosh": (.cosh, 1), "tanh": (.tanh, 1),
    "exp": (.exp, 1), "log": (.log, 1), "sqrt": (.sqrt, 1), "abs": (.abs, 1), "sign": (.sign, 1),
    "min": (.min, 2), "max": (.max, 2), "hypot": (.hypot, 2),
  ]

  /// The name under which a reader writes the function.
  var functionName: String? {
    switch self {
    case .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .exp, .log, .sqrt, .abs, .sign,
      .min, .max, .hypot:
      return "\(self)"
    default: return nil
    }
  }

  /// Whether the result depends on the math library of the machine, not on IEEE arithmetic alone.
  var callsMathLibrary: Bool {
    switch self {
    case .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .exp, .log, .hypot, .power,
      .powerOrZero, .logOrZero:
      return true
    default: return false
    }
  }

  /// The value of the operation in every lane; `exponent` serves `integerPower` alone.
  @inline(__always)
  func apply<Number: Lanes>(_ a: Number, _ b: Number, _ c: Number, exponent: Int32) -> Number {
    switch self {
    case .number, .x, .y, .parameter: return a
    case .pi: return Number(repeating: Double.pi)
    case .euler: return Number(repeating: 2.718281828459045)
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .negate: return a.negated
    case .power: return Number.map(a, b, pow)
    case .integerPower: return Operation.integerPower(a, exponent)
    case .sin: return a.map(SystemLibrary.sin)
    case .cos: return a.map(SystemLibrary.cos)
    case .tan: return a.map(SystemLibrary.tan)
    case .asin: return a.map(SystemLibrary.asin)
    case .acos: return a.map(SystemLibrary.acos)
    case .atan: return a.map(SystemLibrary.atan)
    case .sinh: return a.map(SystemLibrary.sinh)
    case .cosh: return a.map(SystemLibrary.cosh)
    case .tanh: return a.map(SystemLibrary.tanh)
    case .exp: return a.map(SystemLibrary.exp)
    case .log: return a.map(SystemLibrary.log)
    case .sqrt: return a.root
    case .abs: return a.absoluteValue
    case .sign: return a.signOrZero
    case .min: return Number.pick(a .< b, a, Number.pick(b .<= a, b, .noNumber))
    case .max: return Number.pick(b .< a, a, Number.pick(a .<= b, b, .noNumber))
    case .hypot: return Number.map(a, b, SystemLibrary.hypot)
    case .ratio: return Number.pick(a .== .zero, .zero, a / b)
    case .less: return Operation.truth(a .< b, orElse: b .<= a)
    case .lessOrEqual: return Operation.truth(a .<= b, orElse: b .< a)
    case .quotientOrZero: return Number.pick(b .== .zero, .zero, a / b)
    case .powerOrZero:
      return Number.map(a, b) { base, exponent in
        base == 0 && exponent < 0 ? 0 : pow(base, exponent)
      }
    case .logOrZero: return a.map { $0 == 0 ? 0 : SystemLibrary.log($0) }
    case .precedes:
      let half = Number.pick(a .== b, Number(repeating: 0.5), .noNumber)
      return Number.pick(a .< b, .one, Number.pick(b .< a, .zero, half))
    case .blend:
      return Number.pick(
        a .== .one, b, Number.pick(a .== .zero, c, a * b + (1 - a) * c))
    }
  }

  /// 1 where something holds, 0 where its opposite does, else no number.
  @inline(__always)
  private static func truth<Number: Lanes>(_ holds: Number.Mask, orElse fails: Number.Mask)
    -> Number
  {
    Number.pick(holds, .one, Number.pick(fails, .zero, .noNumber))
  }

  /// uⁿ by repeated squaring, one fixed order of multiplications for every caller.
  @inline(__always)
  static func integerPower<Number: Lanes>(_ base: Number, _ exponent: Int32) -> Number {
    var remaining = exponent.magnitude
    var square = base
    var result = Number.one
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * square }
      remaining >>= 1
      if remaining > 0 { square = square * square }
    }
    return exponent < 0 ? .one / result : result
  }
}
