import Documents
import Foundation
import Formulas
import Testing

@testable import Landscapes

/// Surfaces that are known on a grid: smooth between its points, and true to them.
struct InterpolantTests {
  private func f(_ x: Double, _ y: Double) -> Double {
    let wave: Double = sin(1.3 * x) * exp(0.4 * y)
    return wave + 0.2 * x * y
  }

  private func slope(_ x: Double, _ y: Double) -> Vector {
    let across: Double = 1.3 * cos(1.3 * x) * exp(0.4 * y)
    let up: Double = 0.4 * sin(1.3 * x) * exp(0.4 * y)
    return Vector(across + 0.2 * y, up + 0.2 * x)
  }

  private func grid(_ columns: Int, _ rows: Int) -> GridInterpolant {
    let (low, high) = (Point(-1, -2), Point(2, 1))
    var values: [Double] = []
    for row in 0..<rows {
      let y: Double = low.y + 3 * Double(row) / Double(rows - 1)
      for column in 0..<columns {
        let x: Double = low.x + 3 * Double(column) / Double(columns - 1)
        values.append(f(x, y))
      }
    }
    return GridInterpolant(low: low, high: high, columns: columns, rows: rows, values: values)
  }

  private let places: [Point] = (0..<400).map { (index: Int) -> Point in
    let x: Double = Double(index * 37 % 401) / 401
    let y: Double = Double(index * 151 % 401) / 401
    return Point(-1 + 3 * x, -2 + 3 * y)
  }

  @Test func `it goes through the values`() {
    let grid = grid(9, 7)
    for row in 0..<7 {
      for column in 0..<9 {
        let point = Point(-1 + 3 * Double(column) / 8, -2 + 3 * Double(row) / 6)
        #expect(abs(grid.jet(at: point).value - f(point.x, point.y)) < 1e-13)
      }
    }
  }

  @Test func `values come closer by the fourth power of the spacing, slopes by the third`() {
    func errors(_ side: Int) -> (value: Double, slope: Double) {
      let grid = grid(side, side)
      return places.reduce((0, 0)) { worst, point in
        let jet = grid.jet(at: point)
        let slope = slope(point.x, point.y)
        return (
          max(worst.0, abs(jet.value - f(point.x, point.y))),
          max(worst.1, (jet.gradient - slope).length)
        )
      }
    }
    let (coarse, fine) = (errors(17), errors(33))
    #expect(coarse.value / fine.value > 12 && coarse.slope / fine.slope > 6)
    #expect(fine.value < 1e-5 && fine.slope < 1e-3)
  }

  @Test func `gradient and curvature are those of the function itself`() {
    let grid = grid(8, 11)
    let step = 1e-5
    for point in places where point.x > -0.99 && point.x < 1.99 && point.y > -1.99 && point.y < 0.99
    {
      let jet = grid.jet(at: point)
      func difference(_ way: Vector) -> (value: Double, gradient: Vector) {
        let (a, b) = (grid.jet(at: point + way), grid.jet(at: point - way))
        return ((a.value - b.value) / (2 * step), (a.gradient - b.gradient) / (2 * step))
      }
      let (x, y) = (difference(Vector(step, 0)), difference(Vector(0, step)))
      #expect(abs(x.value - jet.gradient.x) < 1e-8 && abs(y.value - jet.gradient.y) < 1e-8)
      // Twice continuously differentiable: no jump of the curvature from patch to patch.
      #expect(
        abs(x.gradient.x - jet.hessian.xx) < 2e-3 && abs(y.gradient.y - jet.hessian.yy) < 2e-3)
      #expect(abs(x.gradient.y - jet.hessian.xy) < 2e-3)
    }
  }

  @Test func `outside of the grid there is nothing`() throws {
    let landscape = FormulaLandscape(grid(6, 6))
    for point in [Point(-1.001, 0), Point(0, 1.001), Point(5, 5)] {
      #expect(landscape.value(at: point).isNaN && landscape.leavesDomain(at: point))
    }
    for point in [Point(-1, -2), Point(2, 1), Point(2, -2)] {
      #expect(landscape.value(at: point).isFinite && !landscape.leavesDomain(at: point))
    }
    #expect(!landscape.leavesDomain(at: Point(.infinity, 0)))
  }

  private static func table(_ change: (inout [[String]]) -> Void) -> String {
    var rows = (0..<20).map { ["\($0 % 5)", "\($0 / 5)", "\($0 * $0)"] }
    change(&rows)
    return "x,y,loss\n" + rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
  }

  @Test func `a grid is read in whatever order, and reads back`() throws {
    let plain = try Surface(
      toml: "grid = \"g.csv\"", file: "a.toml", data: .just(InterpolantTests.table { _ in }))
    let mixed = try Surface(
      toml: "grid = \"g.csv\"", file: "a.toml",
      data: .just(InterpolantTests.table { $0.reverse() }))
    #expect(plain == mixed && plain.grid?.values.columns == 5 && plain.grid?.values.rows == 4)
    #expect(plain.view == View(low: Point(0, 0), high: Point(4, 3)))
    #expect(plain.display == "values of g.csv, 5×4")
    #expect(try Surface(toml: plain.toml.joined(separator: "\n"), file: "a.toml") == plain)
  }

  /// An array of numpy's with so many rows and columns.
  private static func array(_ rows: Int, _ columns: Int, _ value: (Int, Int) -> Double) -> [UInt8] {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }\n"
    let numbers = (0..<rows * columns).flatMap { place in
      withUnsafeBytes(of: value(place / columns, place % columns).bitPattern.littleEndian) {
        Array($0)
      }
    }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + numbers
  }

  private static let frame = "values = { x = [-1, 2], y = [10, 12] }"

  @Test func `an array of values is a grid where the surface says where they stand`() throws {
    // The first axis is y from the lowest, the second x.
    func value(_ row: Int, _ column: Int) -> Double {
      let (x, y) = (-1 + 3 * Double(column) / 5, 10 + 2 * Double(row) / 4)
      return x * x + 3 * y + x * y
    }
    let text = "grid = \"g.npy\"\n\(InterpolantTests.frame)"
    let surface = try Surface(
      toml: text, file: "a.toml", data: .just(InterpolantTests.array(5, 6, value)))
    #expect(surface.view == View(low: Point(-1, 10), high: Point(2, 12)))
    let sample = try surface.landscape().sample(at: Point(0.3, 11.1))
    #expect(abs(sample.value - (0.09 + 33.3 + 3.33)) < 1e-12)
    #expect((sample.gradient - Vector(0.6 + 11.1, 3 + 0.3)).length < 1e-11)
    #expect(try Surface(toml: surface.toml.joined(separator: "\n"), file: "a.toml") == surface)
  }

  @Test(arguments: [
    ("grid = \"g.npy\"", "say where they stand"),
    ("grid = \"g.npy\"\nvalues = { x = [1, 1], y = [0, 1] }", "'x' runs from low to high"),
    ("grid = \"g.npy\"\nvalues = { x = [0, 1], y = [0, 1], columns = 4 }", "'values' needs"),
    ("grid = \"g.csv\"\nvalues = { x = [0, 1], y = [0, 1] }", "leave 'values' out"),
    ("grid = \"g.npy\"\nsha256 = \"00\"\n\(frame)", "is another file than the one"),
  ])
  func `what is wrong with a grid from an array is told`(text: String, words: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try Surface(
        toml: text, file: "a.toml",
        data: .just(InterpolantTests.array(4, 4) { Double($0 * $1) }))
    }
    #expect("\(error)".contains(words), "\(error)")
  }

  @Test func `an array with too few rows is told`() throws {
    let error = try #require(throws: DocumentError.self) {
      try Surface(
        toml: "grid = \"g.npy\"\n\(InterpolantTests.frame)", file: "a.toml",
        data: .just(InterpolantTests.array(3, 6) { Double($0 * $1) }))
    }
    #expect("\(error)".contains("3 rows: a grid has 4 to 1000 along each axis"), "\(error)")
  }

  /// A record of more numbers than it writes out names their file.
  @Test func `large data are named by file and SHA-256, and only as that file read back`() throws {
    let array = InterpolantTests.array(145, 140) { Double($0) + sin(Double($1)) }
    let rows = (0..<10_100).map { "\(Double($0 % 97) / 97),\(Double($0 % 31) / 31)" }
    let texts = [
      "loss = \"(x + y t - v)^2\"\ntable = \"big.csv\"",
      "grid = \"big.npy\"\n\(InterpolantTests.frame)",
    ]
    let files: [[UInt8]] = [Array(("t,v\n" + rows.joined(separator: "\n")).utf8), array]
    for (text, file) in zip(texts, files) {
      let surface = try Surface(toml: text, file: "data/a.toml", data: .just(file))
      let lines = surface.toml
      let document = lines.joined(separator: "\n")
      #expect(document.utf8.count < 1000 && document.contains("\"data/big."))
      let known = DataFile(name: "", bytes: file).sha256
      #expect(lines.contains("sha256 = \"\(known)\""))
      let again = try Surface(Document(document, file: "r").root, isRecord: true, data: .just(file))
      #expect(again.table?.numbers == surface.table?.numbers)
      #expect(again.grid?.values == surface.grid?.values)
      // What is read back is written the same.
      #expect(again.toml == lines)
      let other = try #require(throws: DocumentError.self) {
        try Surface(
          Document(document, file: "r").root, isRecord: true, data: .just(file + Array("\n".utf8)))
      }
      #expect("\(other)".contains("is another file"), "\(other)")
      let nameless = lines.filter { !$0.hasPrefix("sha256") }.joined(separator: "\n")
      let refused = try #require(throws: DocumentError.self) {
        try Surface(Document(nameless, file: "r").root, isRecord: true, data: .just(file))
      }
      #expect("\(refused)".contains("the sha256 of their file"), "\(refused)")
    }
  }

  @Test func `what is no grid is told`() throws {
    func check(_ words: String, _ change: (inout [[String]]) -> Void) throws {
      let text = InterpolantTests.table(change)
      let error = try #require(throws: DocumentError.self) {
        try Surface(toml: "grid = \"g.csv\"", file: "a.toml", data: .just(text))
      }
      #expect("\(error)".contains(words), "\(error)")
    }
    try check("19 rows are no grid of 5 x times 4 y: none is for x 4, y 3") { $0.removeLast() }
    try check("none is for x 2, y 1") { $0.remove(at: 7) }
    try check("'loss' is 'nan'") { $0[3][2] = "nan" }
    try check("rows 4 and 5 of the data are both for x 4, y 0") { $0[3] = $0[4] }
    try check("3 different y") { $0 = Array($0.prefix(15)) }
    try check("x goes from 3 to 7 where others are 1 apart: the grid is not even along x") { rows in
      for row in rows.indices where rows[row][0] == "4" { rows[row][0] = "7" }
    }
  }

  @Test(arguments: [
    ("grid = \"g.csv\"", "only with that file"),
    ("grid = \"g.csv\"\nformula = \"x\"", "has values and no formula"),
    ("values = { x = [0, 1], y = [0, 1], columns = 4, loss = [1] }", "'values' needs"),
  ])
  func `what is wrong with a surface over a grid is told`(text: String, words: String) throws {
    let error = try #require(throws: DocumentError.self) {
      if text.contains("formula") {
        return try Surface(
          toml: text, file: "a.toml", data: .just(InterpolantTests.table { _ in }))
      }
      return try Surface(toml: text, file: "a.toml")
    }
    #expect("\(error)".contains(words), "\(error)")
  }
}
