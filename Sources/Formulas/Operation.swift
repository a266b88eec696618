import Foundation

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

  /// The value of the operation; `exponent` serves `integerPower` alone.
  @inline(__always)
  func apply(_ a: Double, _ b: Double, _ c: Double, exponent: Int32) -> Double {
    switch self {
    case .number, .x, .y, .parameter: return a
    case .pi: return Double.pi
    case .euler: return 2.718281828459045
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .negate: return -a
    case .power: return pow(a, b)
    case .integerPower: return Operation.integerPower(a, exponent)
    case .sin: return Foundation.sin(a)
    case .cos: return Foundation.cos(a)
    case .tan: return Foundation.tan(a)
    case .asin: return Foundation.asin(a)
    case .acos: return Foundation.acos(a)
    case .atan: return Foundation.atan(a)
    case .sinh: return Foundation.sinh(a)
    case .cosh: return Foundation.cosh(a)
    case .tanh: return Foundation.tanh(a)
    case .exp: return Foundation.exp(a)
    case .log: return Foundation.log(a)
    case .sqrt: return a.squareRoot()
    case .abs: return Swift.abs(a)
    case .sign: return a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : .nan
    case .min: return a < b ? a : b <= a ? b : .nan
    case .max: return a > b ? a : b >= a ? b : .nan
    case .hypot: return Foundation.hypot(a, b)
    case .ratio: return a == 0 ? 0 : a / b
    case .less: return a < b ? 1 : a >= b ? 0 : .nan
    case .lessOrEqual: return a <= b ? 1 : a > b ? 0 : .nan
    case .quotientOrZero: return b == 0 ? 0 : a / b
    case .powerOrZero: return a == 0 && b < 0 ? 0 : pow(a, b)
    case .logOrZero: return a == 0 ? 0 : Foundation.log(a)
    case .precedes: return a < b ? 1 : a > b ? 0 : a == b ? 0.5 : .nan
    case .blend: return a == 1 ? b : a == 0 ? c : a * b + (1 - a) * c
    }
  }

  /// uⁿ by repeated squaring, one fixed order of multiplications for every caller.
  @inline(__always)
  static func integerPower(_ base: Double, _ exponent: Int32) -> Double {
    var remaining = exponent.magnitude
    var square = base
    var result = 1.0
    while remaining > 0 {
      if remaining & 1 == 1 { result *= square }
      remaining >>= 1
      if remaining > 0 { square *= square }
    }
    return exponent < 0 ? 1 / result : result
  }
}
