/// The variable with respect to which a formula is differentiated.
enum Variable: Hashable {
  case x, y
  /// The parameter with this place among the names of its graph.
  case parameter(Int)
}

extension ExpressionGraph {
  /// Adds the derivative of every root, by one loop over the nodes they need.
  ///
  /// At kinks the choice is the documented one: 0 for √ and hypot at 0, for abs and sign at 0, and
  /// half of each side where min or max ties.
  mutating func differentiate(_ roots: [Int32], by variable: Variable) -> [Int32] {
    let count = nodes.count
    let needed = needed(by: roots)
    let depends = depends(on: variable)
    let zero = number(0)
    var slopes = [Int32](repeating: zero, count: count)
    for index in 0..<count where needed[index] && depends[index] {
      slopes[index] = slope(of: Int32(index), slopes: slopes, depends: depends, by: variable)
    }
    return roots.map { slopes[Int($0)] }
  }

  private mutating func slope(
    of index: Int32, slopes: [Int32], depends: [Bool], by variable: Variable
  ) -> Int32 {
    let node = self[index]
    let (a, b, c) = (node.a, node.b, node.c)
    let da = a >= 0 ? slopes[Int(a)] : -1
    let db = b >= 0 ? slopes[Int(b)] : -1
    let dc = c >= 0 ? slopes[Int(c)] : -1
    switch node.operation {
    case .parameter: return number(variable == .parameter(Int(node.payload)) ? 1 : 0)
    case .number, .pi, .euler, .sign, .precedes, .less, .lessOrEqual: return number(0)
    case .x: return number(variable == .x ? 1 : 0)
    case .y: return number(variable == .y ? 1 : 0)
    case .add: return loose(.add, da, db)
    case .subtract: return loose(.subtract, da, db)
    case .multiply: return loose(.add, loose(.multiply, da, b), loose(.multiply, a, db))
    case .divide:
      let change = loose(.subtract, da, loose(.multiply, index, db))
      return loose(.divide, change, b)
    case .quotientOrZero, .ratio:
      let change = loose(.subtract, da, loose(.multiply, index, db))
      return loose(.quotientOrZero, change, b)
    case .negate: return loose(.negate, da)
    case .integerPower: return integerPowerSlope(a, node.exponent, da)
    case .power, .powerOrZero:
      return powerSlope(index, base: a, exponent: b, da, db, bVaries: depends[Int(b)])
    case .logOrZero: return loose(.quotientOrZero, da, a)
    case .blend: return loose(.blend, a, db, dc)
    case .min:
      return loose(.blend, make(.precedes, a, b), da, db)
    case .max:
      return loose(.blend, make(.precedes, b, a), da, db)
    case .hypot:
      let sum = loose(.add, loose(.multiply, a, da), loose(.multiply, b, db))
      return loose(.quotientOrZero, sum, index)
    default: return functionSlope(node.operation, index, a, da)
    }
  }

  private mutating func functionSlope(
    _ operation: Operation, _ index: Int32, _ a: Int32, _ da: Int32
  ) -> Int32 {
    let one = number(1)
    switch operation {
    case .sin: return loose(.multiply, make(.cos, a), da)
    case .cos: return loose(.negate, loose(.multiply, make(.sin, a), da))
    case .tan:
      return loose(.multiply, make(.add, one, make(.multiply, index, index)), da)
    case .asin, .acos:
      let rest = make(.sqrt, make(.subtract, one, make(.multiply, a, a)))
      let slope = loose(.quotientOrZero, da, rest)
      return operation == .asin ? slope : loose(.negate, slope)
    case .atan: return loose(.divide, da, make(.add, one, make(.multiply, a, a)))
    case .sinh: return loose(.multiply, make(.cosh, a), da)
    case .cosh: return loose(.multiply, make(.sinh, a), da)
    case .tanh:
      return loose(.multiply, make(.subtract, one, make(.multiply, index, index)), da)
    case .exp: return loose(.multiply, index, da)
    case .log: return loose(.divide, da, a)
    case .sqrt: return loose(.quotientOrZero, da, make(.multiply, number(2), index))
    case .abs: return loose(.multiply, make(.sign, a), da)
    default: return number(0)
    }
  }

  /// n · uⁿ⁻¹ · u′.
  private mutating func integerPowerSlope(_ base: Int32, _ exponent: Int32, _ slope: Int32)
    -> Int32
  {
    let lower = make(.integerPower, base, exponent: exponent - 1)
    let factor = loose(.multiply, number(Double(exponent)), lower)
    return loose(.multiply, factor, slope)
  }

  /// v · uᵛ⁻¹ · u′, and uᵛ · log u · v′ only where v contains x or y.
  private mutating func powerSlope(
    _ index: Int32, base: Int32, exponent: Int32, _ baseSlope: Int32, _ exponentSlope: Int32,
    bVaries: Bool
  ) -> Int32 {
    if self[base].operation == .euler { return loose(.multiply, index, exponentSlope) }
    let lower = make(.powerOrZero, base, make(.subtract, exponent, number(1)))
    let inner = loose(.multiply, loose(.multiply, exponent, lower), baseSlope)
    guard bVaries else { return inner }
    let weight = loose(.multiply, index, make(.logOrZero, base))
    return loose(.add, inner, loose(.multiply, weight, exponentSlope))
  }

  private mutating func loose(_ operation: Operation, _ a: Int32, _ b: Int32 = -1, _ c: Int32 = -1)
    -> Int32
  {
    if operation == .blend, b == c { return b }
    return make(operation, a, b, c, rewriting: .derivative)
  }
}
