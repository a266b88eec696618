import Formulas
import Foundation
import Landscapes
import Testing

/// A number with its two slopes, carried along by an evaluator that shares nothing with the tapes.
struct Dual {
  var value: Double
  var dx: Double = 0
  var dy: Double = 0

  func chained(_ f: (Double) -> Double, _ slope: (Double) -> Double) -> Dual {
    let factor = slope(value)
    return Dual(value: f(value), dx: factor * dx, dy: factor * dy)
  }
}

/// A random formula as a tree, with its text and its own way to be evaluated.
indirect enum RandomFormula {
  case number(Double), x, y
  case sum(RandomFormula, RandomFormula), difference(RandomFormula, RandomFormula)
  case product(RandomFormula, RandomFormula), quotient(RandomFormula, RandomFormula)
  case negative(RandomFormula), power(RandomFormula, Int), function(String, RandomFormula)

  init(depth: Int, _ random: inout Generator) {
    let pick = depth == 0 ? random.below(3) : random.below(13)
    switch pick {
    case 0: self = .number((Double(random.below(400)) - 200) / 64)
    case 1: self = .x
    case 2: self = .y
    case 3, 4: self = .sum(.init(depth: depth - 1, &random), .init(depth: depth - 1, &random))
    case 5: self = .difference(.init(depth: depth - 1, &random), .init(depth: depth - 1, &random))
    case 6, 7: self = .product(.init(depth: depth - 1, &random), .init(depth: depth - 1, &random))
    case 8: self = .quotient(.init(depth: depth - 1, &random), .init(depth: depth - 1, &random))
    case 9: self = .negative(.init(depth: depth - 1, &random))
    case 10: self = .power(.init(depth: depth - 1, &random), random.below(8) - 2)
    default:
      let names = [
        "sin", "cos", "tan", "atan", "tanh", "exp", "log", "sqrt", "sinh", "cosh", "asin",
      ]
      self = .function(names[random.below(names.count)], .init(depth: depth - 1, &random))
    }
  }

  /// The text, fully parenthesised and so independent of the grammar's precedences.
  var text: String {
    switch self {
    case .number(let value): return value < 0 ? "(-\(-value))" : "\(value)"
    case .x: return "x"
    case .y: return "y"
    case .sum(let a, let b): return "(\(a.text) + \(b.text))"
    case .difference(let a, let b): return "(\(a.text) - \(b.text))"
    case .product(let a, let b): return "(\(a.text) * \(b.text))"
    case .quotient(let a, let b): return "(\(a.text) / \(b.text))"
    case .negative(let a): return "(-\(a.text))"
    case .power(let a, let n): return "(\(a.text)^(\(n)))"
    case .function(let name, let a): return "\(name)(\(a.text))"
    }
  }

  func value(_ x: Double, _ y: Double) -> Dual {
    switch self {
    case .number(let value): return Dual(value: value)
    case .x: return Dual(value: x, dx: 1)
    case .y: return Dual(value: y, dy: 1)
    case .sum(let a, let b):
      let (a, b) = (a.value(x, y), b.value(x, y))
      return Dual(value: a.value + b.value, dx: a.dx + b.dx, dy: a.dy + b.dy)
    case .difference(let a, let b):
      let (a, b) = (a.value(x, y), b.value(x, y))
      return Dual(value: a.value - b.value, dx: a.dx - b.dx, dy: a.dy - b.dy)
    case .product(let a, let b):
      let (a, b) = (a.value(x, y), b.value(x, y))
      return Dual(
        value: a.value * b.value, dx: a.dx * b.value + a.value * b.dx,
        dy: a.dy * b.value + a.value * b.dy)
    case .quotient(let a, let b):
      let (a, b) = (a.value(x, y), b.value(x, y))
      let square = b.value * b.value
      return Dual(
        value: a.value / b.value, dx: (a.dx * b.value - a.value * b.dx) / square,
        dy: (a.dy * b.value - a.value * b.dy) / square)
    case .negative(let a):
      let a = a.value(x, y)
      return Dual(value: -a.value, dx: -a.dx, dy: -a.dy)
    case .power(let a, let n):
      return a.value(x, y).chained({ pow($0, Double(n)) }) {
        n == 0 ? 0 : Double(n) * pow($0, Double(n - 1))
      }
    case .function(let name, let a):
      let a = a.value(x, y)
      switch name {
      case "sin": return a.chained(sin, cos)
      case "cos": return a.chained(cos) { -sin($0) }
      case "tan": return a.chained(tan) { 1 / (cos($0) * cos($0)) }
      case "atan": return a.chained(atan) { 1 / (1 + $0 * $0) }
      case "tanh": return a.chained(tanh) { 1 / (cosh($0) * cosh($0)) }
      case "exp": return a.chained(exp, exp)
      case "log": return a.chained(log) { 1 / $0 }
      case "sqrt": return a.chained(sqrt) { 0.5 / sqrt($0) }
      case "sinh": return a.chained(sinh, cosh)
      case "cosh": return a.chained(cosh, sinh)
      default: return a.chained(asin) { 1 / sqrt((1 - $0) * (1 + $0)) }
      }
    }
  }
}

/// A small generator whose numbers are the same in every run.
struct Generator {
  var state: UInt64
  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
}

@Suite struct RandomFormulaTests {
  @Test func `thousands of formulas agree with an independent evaluator and print to themselves`()
    throws
  {
    var random = Generator(state: 20_240_607)
    var compared = 0
    for _ in 0..<4000 {
      let formula = RandomFormula(depth: 1 + random.below(5), &random)
      let parsed = try Formula(formula.text)
      let printed = try Formula(parsed.text)
      #expect(printed.text == parsed.text)
      let landscape = try FormulaLandscape(parsed)
      let again = try FormulaLandscape(printed)
      for point in [Point(0.37, -0.81), Point(-1.3, 0.55), Point(2.1, 1.7)] {
        let sample = landscape.sample(at: point)
        let printedSample = again.sample(at: point)
        #expect(sample.value.bitPattern == landscape.value(at: point).bitPattern)
        #expect(sample.value.bitPattern == printedSample.value.bitPattern)
        let dual = formula.value(point.x, point.y)
        let parts = [dual.value, dual.dx, dual.dy]
        // Where cancellation or explosion leaves few digits two ways of computing may part.
        guard parts.allSatisfy({ $0.isFinite && abs($0) < 1e8 }),
          isSteady(formula, at: point, dual)
        else { continue }
        compared += 1
        for (found, expected) in zip([sample.value, sample.gradient.x, sample.gradient.y], parts) {
          #expect(
            abs(found - expected) <= 1e-8 * max(1, abs(expected)),
            "\(formula.text) at \(point): \(found), expected \(expected)")
        }
      }
    }
    #expect(compared > 6000, "enough were compared: \(compared)")
  }

  /// Whether the result hardly feels a relative change of 1e-13 of its inputs.
  private func isSteady(_ formula: RandomFormula, at point: Point, _ dual: Dual) -> Bool {
    let near = formula.value(point.x * (1 + 1e-13), point.y * (1 - 1e-13))
    let pairs = [(dual.value, near.value), (dual.dx, near.dx), (dual.dy, near.dy)]
    return pairs.allSatisfy { abs($0 - $1) <= 1e-10 * max(1, abs($0)) }
  }

  @Test func `the Hessian agrees with differences of the gradient`() throws {
    var random = Generator(state: 7)
    var compared = 0
    for _ in 0..<1500 {
      let formula = RandomFormula(depth: 1 + random.below(4), &random)
      let landscape = try FormulaLandscape(Formula(formula.text))
      let point = Point(0.41, 0.77)
      let hessian = landscape.hessian(at: point)
      let entries = [hessian.xx, hessian.xy, hessian.yy]
      guard entries.allSatisfy({ $0.isFinite && abs($0) < 1e4 }) else { continue }
      func slope(_ step: Double) -> [Double] {
        let right = landscape.sample(at: point + Vector(step, 0)).gradient
        let left = landscape.sample(at: point - Vector(step, 0)).gradient
        let up = landscape.sample(at: point + Vector(0, step)).gradient
        let down = landscape.sample(at: point - Vector(0, step)).gradient
        return [right.x - left.x, up.x - down.x, up.y - down.y].map { $0 / (2 * step) }
      }
      let (coarse, fine) = (slope(2e-4), slope(1e-4))
      // Richardson's step removes the error of order h²; where it is large the place is rough.
      let better = zip(coarse, fine).map { (4 * $1 - $0) / 3 }
      guard zip(fine, better).allSatisfy({ abs($0 - $1) < 1e-3 }) else { continue }
      compared += 1
      for (found, expected) in zip(entries, better) {
        #expect(abs(found - expected) <= 1e-4 * max(1, abs(expected)), "\(formula.text)")
      }
    }
    #expect(compared > 800, "enough were compared: \(compared)")
  }

  @Test func `random characters never trap and never take long`() {
    var random = Generator(state: 99)
    let pieces = [
      "x", "y", "e", "pi", "sin", "(", ")", "+", "-", "*", "/", "^", "2", ".5", "1e3", ",", "abs(",
      "hypot(", " ", "\n", "é", "²", "\u{0}", "a", "min(", "0", "^-", "((", "e-3", "π",
    ]
    let start = ContinuousClock.now
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<random.below(24) { text += pieces[random.below(pieces.count)] }
      if let formula = try? Formula(text, parameters: nil) {
        let values = Dictionary(
          formula.parameterNames.map { ($0, 1.5) }, uniquingKeysWith: { first, _ in first })
        _ = try? FormulaLandscape(formula, parameters: values).sample(at: Point(0.5, -0.5))
      }
    }
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
