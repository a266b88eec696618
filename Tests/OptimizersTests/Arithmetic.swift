import Foundation
import Landscapes

/// What is known of a number for each axis: a least and a greatest value.
struct Span: Equatable {
  var low: Vector
  var high: Vector

  init(_ low: Vector, _ high: Vector) {
    self.low = pointwiseMin(low, high)
    self.high = pointwiseMax(low, high)
  }

  init(exactly value: Vector) { self.init(value, value) }

  /// Applies a function of numbers that is monotone in each operand, to all ends.
  static func combined(_ a: Span, _ b: Span, _ operation: (Double, Double) -> Double) -> Span {
    var (low, high) = (Vector.zero, Vector.zero)
    for axis in 0...1 {
      let ends = [
        operation(a.low[axis], b.low[axis]), operation(a.low[axis], b.high[axis]),
        operation(a.high[axis], b.low[axis]), operation(a.high[axis], b.high[axis]),
      ]
      low[axis] = ends.min() ?? .nan
      high[axis] = ends.max() ?? .nan
    }
    return Span(low, high)
  }

  /// 0 ÷ 0 is 0: no gradient, no step.
  static func quotient(_ a: Span, _ b: Span) -> Span {
    var result = combined(a, b) { $0 == 0 ? 0 : $0 / $1 }
    for axis in 0...1 where b.low[axis] <= 0 && b.high[axis] >= 0 {
      let isNothing = a.low[axis] == 0 && a.high[axis] == 0
      result.low[axis] = isNothing ? 0 : -.infinity
      result.high[axis] = isNothing ? 0 : .infinity
    }
    return result
  }

  func mapped(_ change: (Double, Double) -> (Double, Double)) -> Span {
    let x = change(low.x, high.x)
    let y = change(low.y, high.y)
    return Span(Vector(x.0, y.0), Vector(x.1, y.1))
  }

  var squared: Span {
    mapped { low, high in
      let top = max(low * low, high * high)
      return (low <= 0 && high >= 0 ? 0 : min(low * low, high * high), top)
    }
  }

  var magnitude: Span {
    mapped { low, high in
      (low <= 0 && high >= 0 ? 0 : min(abs(low), abs(high)), max(abs(low), abs(high)))
    }
  }

  /// Whether two spans have something in common, on both axes.
  func meets(_ other: Span) -> Bool {
    (0...1).allSatisfy { low[$0] <= other.high[$0] && other.low[$0] <= high[$0] }
  }
}

/// Works out what an explanation writes: equations with symbols, or the same with numbers put in,
/// each number as exact as it is shown.
struct Arithmetic {
  struct Mistake: Error {
    var text: String
  }

  private var rest: Substring
  private let symbols: [(String, Vector)]

  /// The value of an equation's right side, its symbols standing for values.
  static func value(of equation: String, _ symbols: [(String, Vector)]) throws -> Vector {
    // A sign within parentheses compares.
    let left = equation.prefix { $0 != "(" }
    let side = left.firstIndex { $0 == "←" || $0 == "=" }.map { equation.index(after: $0) }
    var reader = Arithmetic(
      rest: equation[(side ?? equation.startIndex)...],
      symbols: symbols.sorted { $0.0.count > $1.0.count })
    return try reader.whole().low
  }

  /// What numbers as they are shown come to.
  static func span(of numbers: String) throws -> Span {
    var reader = Arithmetic(rest: numbers[...], symbols: [])
    return try reader.whole()
  }

  private mutating func skip() { rest = rest.drop { $0 == " " } }

  private mutating func accept(_ word: String) -> Bool {
    skip()
    guard rest.hasPrefix(word) else { return false }
    rest = rest.dropFirst(word.count)
    return true
  }

  private mutating func expect(_ word: String) throws {
    guard accept(word) else { throw Mistake(text: "expected \(word) before '\(rest)'") }
  }

  private mutating func whole() throws -> Span {
    let result = try sum()
    skip()
    guard rest.isEmpty else { throw Mistake(text: "left over: '\(rest)'") }
    return result
  }

  private mutating func sum() throws -> Span {
    var left = try product()
    while true {
      if accept("+") {
        left = Span.combined(left, try product(), +)
      } else if accept("−") || accept("-") {
        left = Span.combined(left, try product(), -)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws -> Span {
    var left = try factor()
    while true {
      skip()
      if accept("·") {
        left = Span.combined(left, try factor(), *)
      } else if accept("/") {
        left = Span.quotient(left, try factor())
      } else if let next = rest.first, !"+−-),|<>≥≤=".contains(next) {
        left = Span.combined(left, try factor(), *)
      } else {
        return left
      }
    }
  }

  private mutating func factor() throws -> Span {
    if accept("−") || accept("-") {
      let inner = try factor()
      return Span(-inner.high, -inner.low)
    }
    let base = try primary()
    if accept("^") { return Span.combined(base, try factor()) { pow($0, $1) } }
    return accept("²") ? base.squared : base
  }

  private mutating func primary() throws -> Span {
    skip()
    if accept("√") {
      return try primary().mapped { (max($0, 0).squareRoot(), max($1, 0).squareRoot()) }
    }
    if accept("|") {
      let inner = try sum()
      try expect("|")
      return inner.magnitude
    }
    for name in ["sign", "max", "min"] where accept(name) { return try call(name) }
    if accept("where") { return try choice() }
    if let (symbol, value) = symbols.first(where: { rest.hasPrefix($0.0) }) {
      rest = rest.dropFirst(symbol.count)
      return Span(exactly: value)
    }
    if rest.hasPrefix("(") { return try group() }
    let isExact = !symbols.isEmpty
    let number = try number()
    return isExact ? Span(exactly: number.low / 2 + number.high / 2) : number
  }

  /// A number as exact as it is shown: five digits alone, three within a vector; 0 is 0.
  private mutating func number(digits: Int = 5) throws -> Span {
    skip()
    var text = ""
    if accept("-") { text = "-" }
    while let next = rest.first {
      let isExponentSign = next == "-" && text.hasSuffix("e")
      guard next.isASCII, next.isNumber || next == "." || next == "e" || isExponentSign else {
        break
      }
      text.append(next)
      rest = rest.dropFirst()
    }
    guard let value = Double(text) else { throw Mistake(text: "no number: '\(text)\(rest)'") }
    guard value != 0 else { return Span(exactly: .zero) }
    var unit = 1.0
    while unit > abs(value) { unit /= 10 }
    while unit * 10 <= abs(value) { unit *= 10 }
    let slack = unit / 2 * (0..<(digits - 1)).reduce(1) { power, _ in power / 10 } * 1.000001
    let middle = Vector(value, value)
    return Span(middle - slack, middle + slack)
  }

  /// A vector, or an expression in parentheses.
  private mutating func group() throws -> Span {
    try expect("(")
    let start = rest
    if symbols.isEmpty, let x = try? number(digits: 3), accept(","),
      let y = try? number(digits: 3), accept(")")
    {
      return Span(Vector(x.low.x, y.low.x), Vector(x.high.x, y.high.x))
    }
    rest = start
    let inner = try sum()
    try expect(")")
    return inner
  }

  /// On each axis what the condition chooses; where rounding leaves that open, both.
  private mutating func choice() throws -> Span {
    try expect("(")
    let left = try sum()
    let isLess = accept("<")
    let isEqual = !isLess && accept("=")
    if !isLess, !isEqual { try expect(">") }
    let right = try sum()
    try expect(",")
    let yes = try sum()
    try expect(",")
    let no = try sum()
    try expect(")")
    var (low, high) = (Vector.zero, Vector.zero)
    for axis in 0...1 {
      let (a, b) = isLess || isEqual ? (left, right) : (right, left)
      let holds =
        isEqual
        ? a.low[axis] == b.high[axis] && a.high[axis] == b.low[axis] : a.high[axis] < b.low[axis]
      let fails =
        isEqual
        ? a.low[axis] > b.high[axis] || a.high[axis] < b.low[axis] : a.low[axis] >= b.high[axis]
      low[axis] = holds ? yes.low[axis] : fails ? no.low[axis] : min(yes.low[axis], no.low[axis])
      high[axis] =
        holds ? yes.high[axis] : fails ? no.high[axis] : max(yes.high[axis], no.high[axis])
    }
    return Span(low, high)
  }

  private mutating func call(_ name: String) throws -> Span {
    if name == "sign" {
      func one(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : 0 }
      return try group().mapped { (one($0), one($1)) }
    }
    try expect("(")
    let first = try sum()
    try expect(",")
    let second = try sum()
    try expect(")")
    return Span.combined(first, second) { name == "max" ? max($0, $1) : min($0, $1) }
  }
}
