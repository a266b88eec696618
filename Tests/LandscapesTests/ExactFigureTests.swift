import Formulas
import Foundation
import Landscapes
import Testing

/// Values and derivatives of seventeen functions against figures with 50 and more digits.
@Suite struct ExactFigureTests {
  struct Table {
    var columns: [Substring: Int]
    var rows: [[Substring]]

    init(_ name: String) throws {
      let file = try #require(Bundle.module.url(forResource: name, withExtension: "csv"))
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      columns = Dictionary(uniqueKeysWithValues: lines[0].enumerated().map { ($1, $0) })
      rows = Array(lines.dropFirst())
    }

    func number(_ row: [Substring], _ name: Substring) -> Double {
      columns[name].flatMap { Double(row[$0]) } ?? .nan
    }
  }

  /// How many units in the last place of the sum of its terms' sizes a result may be off.
  ///
  /// A polynomial is off by the rounding of its few dozen operations. Where a sine is taken of 3πx, the
  /// rounding of its argument is amplified by the argument itself, up to 94 in the domain.
  private static let units = 12.0

  /// The size of the rounding that conditioning allows at a point: the formula with every sign
  /// turned to plus, at |x| and |y|, for polynomials; a bound by hand for the others.
  private func allowance(_ function: String, _ text: String, at point: Point) throws -> (
    value: Double, slope: Double, curvature: Double
  ) {
    let reach = max(1, abs(point.x), abs(point.y))
    switch function {
    // cos 2πx: amplitude 10, frequency 2π, argument up to 32.
    case "rastrigin": return (20 * 7 * reach, 70 * 7 * reach, 400 * 7 * reach)
    // The exponentials are at most e; frequency 2π.
    case "ackley": return (60 * reach, 400 * reach, 3000 * reach)
    // sin² 3πx times (x − 1)².
    case "levi13":
      let size = (reach + 1) * (reach + 1)
      return (size * 20 * reach, size * 200 * reach, size * 2000 * reach)
    case "easom": return (60, 600, 6000)
    case "mccormick": return (10 * reach * reach, 20 * reach, 20)
    default:
      let positive = try FormulaLandscape(Formula(text.replacingOccurrences(of: "-", with: "+")))
      let place = Point(abs(point.x), abs(point.y))
      let sample = positive.sample(at: place)
      let hessian = positive.hessian(at: place)
      return (
        sample.value, max(sample.gradient.x, sample.gradient.y),
        max(hessian.xx, hessian.xy, hessian.yy)
      )
    }
  }

  private func formula(_ rest: [Substring]) -> String {
    rest.joined(separator: ",").replacingOccurrences(of: "**", with: "^")
  }

  @Test func `value and gradient agree to a few units in the last place`() throws {
    let table = try Table("landscapes")
    let place = try #require(table.columns["formula"])
    var checked: Set<String> = []
    for row in table.rows {
      let function = String(row[0])
      let text = formula(Array(row[place...]))
      let landscape = try FormulaLandscape(Formula(text))
      let point = Point(table.number(row, "x"), table.number(row, "y"))
      let sample = landscape.sample(at: point)
      let allowed = try allowance(function, text, at: point)
      let unit = ExactFigureTests.units * 0x1p-53
      let value = table.number(row, "value")
      #expect(
        abs(sample.value - value) <= unit * (allowed.value + abs(value)), "\(function) \(point)")
      let (gx, gy) = (table.number(row, "gx"), table.number(row, "gy"))
      if gx.isNaN {
        #expect(sample.gradient == Vector(0, 0), "\(function): the documented choice at its kink")
      } else {
        #expect(
          abs(sample.gradient.x - gx) <= unit * (allowed.slope + abs(gx)), "\(function) \(point)")
        #expect(
          abs(sample.gradient.y - gy) <= unit * (allowed.slope + abs(gy)), "\(function) \(point)")
      }
      checked.insert(function)
    }
    #expect(checked.count == 17 && table.rows.count > 200)
  }

  @Test func `the Hessian agrees to a few units in the last place`() throws {
    let formulas = try Table("landscapes")
    let place = try #require(formulas.columns["formula"])
    var texts: [String: String] = [:]
    for row in formulas.rows { texts[String(row[0])] = formula(Array(row[place...])) }
    let table = try Table("hessians")
    for row in table.rows {
      let function = String(row[0])
      let text = try #require(texts[function])
      let point = Point(table.number(row, "x"), table.number(row, "y"))
      let hessian = try FormulaLandscape(Formula(text)).hessian(at: point)
      let allowed = try allowance(function, text, at: point).curvature
      for (found, name) in [(hessian.xx, "xx"), (hessian.xy, "xy"), (hessian.yy, "yy")] {
        let exact = table.number(row, Substring(name))
        let tolerance = ExactFigureTests.units * 0x1p-53 * (allowed + abs(exact))
        #expect(abs(found - exact) <= tolerance, "\(function) \(point) \(name)")
      }
    }
    #expect(table.rows.count > 200)
  }
}
