import Formulas
import Landscapes
import Testing

@Suite struct FormulaTests {
  private func value(_ text: String, _ x: Double = 3, _ y: Double = 2) throws -> Double {
    try FormulaLandscape(Formula(text)).value(at: Point(x, y))
  }

  private static let meanings: [(String, Double)] = [
    ("1/2 x^2", 4.5), ("1/2x", 1.5), ("-x^2", -9), ("2^3^2", 512), ("2^-1", 0.5), ("2x y", 12),
    ("2e3", 2000), ("2e-3x", 0.006), ("2e x", 2 * 2.718281828459045 * 3), ("x(y + 1)", 9),
    ("(x)(y)", 6), ("sin(x)^2", 0.019914856674816989), ("2*-x", -6), ("--x", 3), ("x/y/2", 0.75),
    ("x - y - 1", 0), ("pi", Double.pi), ("π x", Double.pi * 3), ("min(x, y)", 2), ("max(x, y)", 3),
    ("hypot(x, 4)", 5), ("abs(-x)", 3), ("sign(-x)", -1), ("x^0.5", 1.7320508075688772),
    ("x^-2", 1.0 / 9), (".5x", 1.5), ("x^2^y", 81), ("1e2", 100), ("x·y − 1", 5), ("2 (x) 2", 12),
    ("e^-x", 0.049787068367863944), ("x 2", 6),
  ]

  @Test(arguments: meanings)
  func `the grammar means what the design says`(text: String, expected: Double) throws {
    let found = try value(text)
    #expect(abs(found - expected) <= 1e-15 * max(1, abs(expected)))
  }

  private static let mistakes: [(String, Int, String)] = [
    ("sin x", 1, "sin(...)"), ("sin^2(x)", 1, "after the argument"), ("xy", 1, "x*y"),
    ("2 3", 3, "two numbers"), ("", 1, "empty"), ("x +", 4, "ends too early"), ("(x", 1, "closed"),
    ("x)", 2, "closes nothing"), ("foo + 1", 1, "unknown name"), ("ln(x)", 1, "log"),
    ("x ** 2", 4, "unexpected"), ("1e999", 1, "too large"), ("hypot(x)", 8, "two arguments"),
    ("sin(x, y)", 6, "one argument"), ("x = 2", 3, "right-hand side"), ("Sin(x)", 1, "case"),
    ("1.2.3", 4, "decimal points"),
  ]

  @Test(arguments: mistakes)
  func `a bad formula says where and what`(text: String, column: Int, word: String) {
    #expect {
      _ = try Formula(text)
    } throws: { error in
      guard let error = error as? FormulaError else { return false }
      return error.column == column && error.line == 1 && error.message.contains(word)
        && error.description.hasSuffix(String(repeating: " ", count: column - 1) + "^")
    }
  }

  @Test func `an error in a later line names that line`() {
    #expect {
      _ = try Formula("x^2\n + foo")
    } throws: { error in
      (error as? FormulaError)?.line == 2 && (error as? FormulaError)?.column == 4
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000), String(repeating: "-", count: 4000) + "x",
    String(repeating: "x^", count: 2000) + "x", String(repeating: "sin(", count: 1000) + "x",
    String(repeating: "x+", count: 50_000) + "x",
  ])
  func `depth and length are bounded`(text: String) {
    #expect(throws: FormulaError.self) { _ = try Formula(text) }
  }

  @Test func `the longest sums and products still run`() throws {
    let sum = Array(repeating: "x", count: 2000).joined(separator: "+")
    let landscape = try FormulaLandscape(Formula(sum))
    #expect(landscape.sample(at: Point(1, 0)).gradient.x == 2000)
    let product = Array(repeating: "x", count: 1500).joined(separator: "*")
    let many = try FormulaLandscape(Formula(product))
    #expect(many.sample(at: Point(1, 0)).gradient.x == 1500)
  }

  @Test(arguments: [
    "x^2 + 10 y^2", "1/2x", "-x^2", "x - (y - 1)", "x/(y/2)", "x/y/2", "2^3^x", "x^-y", "(-x)^2",
    "-(x + y)", "sin(x)^2 cos(y)", "x^(-2)", "min(x, -y)", "2e3 x", "x y / 2 y", "-2x", "x--y",
    "1e300 x", "0.1x^20", "e^-x^2", "a x + b1 y",
  ])
  func `printing and parsing again is a fixed point`(text: String) throws {
    let once = try Formula(text, parameters: nil).text
    let again = try Formula(once, parameters: nil)
    #expect(again.text == once)
    let values = ["a": 1.5, "b1": -2.5]
    let first = try FormulaLandscape(Formula(text, parameters: nil), parameters: values)
    let second = try FormulaLandscape(Formula(once, parameters: nil), parameters: values)
    for point in [Point(0.3, 0.7), Point(-1.1, 2.3)] {
      #expect(first.value(at: point).bitPattern == second.value(at: point).bitPattern)
    }
  }

  private static let kinks: [(String, Point)] = [
    ("sqrt(x)", Point(0, 0)), ("hypot(x, y)", Point(0, 0)), ("abs(x)", Point(0, 1)),
    ("sign(x)", Point(0, 1)), ("sqrt(x^2 + y^2)", Point(0, 0)), ("abs(x)^0.5", Point(0, 0)),
    ("x^0.5", Point(0, 0)),
  ]

  @Test(arguments: kinks)
  func `at a kink the derivatives are 0`(text: String, point: Point) throws {
    let landscape = try FormulaLandscape(Formula(text))
    #expect(landscape.sample(at: point).gradient == Vector(0, 0))
    #expect(landscape.hessian(at: point) == Hessian(xx: 0, xy: 0, yy: 0))
  }

  @Test func `where min and max tie each side counts half`() throws {
    let low = try FormulaLandscape(Formula("min(3x, 5x + y)"))
    #expect(low.sample(at: Point(0, 0)).gradient == Vector(4, 0.5))
    let high = try FormulaLandscape(Formula("max(x, y)"))
    #expect(high.sample(at: Point(2, 2)).gradient == Vector(0.5, 0.5))
  }

  @Test func `the log term of a power appears only where the exponent varies, and is 0 at 0`()
    throws
  {
    let fixed = try FormulaLandscape(Formula("x^2.5"))
    #expect(fixed.sample(at: Point(-1, 0)).gradient.x.isNaN)
    let varying = try FormulaLandscape(Formula("x^(y + 2)"))
    #expect(varying.sample(at: Point(0, 1)).gradient == Vector(0, 0))
    let parameter = try FormulaLandscape(
      Formula("x^p", parameters: ["p"]), parameters: ["p": 3])
    #expect(abs(parameter.sample(at: Point(-2, 0)).gradient.x - 12) < 1e-12)
  }

  @Test func `outside a domain the value is NaN`() throws {
    #expect(try value("log(x)", -1).isNaN)
    #expect(try value("sqrt(x)", -1).isNaN)
    #expect(try value("max(log(x), 1)", -1).isNaN)
  }

  @Test func `nothing is reassociated`() throws {
    // (x + 1e16) − 1e16 loses the 1; a rewrite to x would not.
    #expect(try value("x + 1e16 - 1e16", 1) == 0)
    #expect(try value("0 x", .infinity).isNaN)
  }

  /// Two operations at once are the two operations: every pair, on either side, bit for bit.
  @Test func `operations that are taken together give what they give apart`() throws {
    let (x, y) = (1.7, -0.3)
    let operations: [(String, (Double, Double) -> Double)] = [
      ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 }),
    ]
    let firsts: [(String, Double)] =
      operations.map { sign, apply in ("(x \(sign) y)", apply(x, y)) } + [("x^2", x * x)]
    for (text, first) in firsts {
      for (sign, apply) in operations {
        for (whole, expected) in [
          ("\(text) \(sign) (y / 3)", apply(first, y / 3)),
          ("(y / 3) \(sign) \(text)", apply(y / 3, first)),
          ("\(text) \(sign) \(text)", apply(first, first)),
        ] {
          let value = try CompiledFormula(Formula(whole)).value(at: SIMD2(x, y))
          #expect(value == expected, "\(whole)")
        }
      }
    }
  }
}
