import Drawing
import Testing

/// Data and curves stand where their numbers are.
struct FitTests {
  private let picture = FitPicture(
    title: "data", names: ("t", "v"), points: [SIMD2(0, 0), SIMD2(10, 4), SIMD2(5, 4)], seen: [1],
    curves: [.init(points: [SIMD2(0, 0), SIMD2(10, 0)], index: 0)])

  @Test func `up is up, right is right, and what is seen is bright`() {
    var grid = Grid(columns: 60, rows: 14)
    picture.draw(
      on: &grid, at: CellRect(column: 0, row: 0, columns: 60, rows: 14), glyphs: .unicode)
    func places(_ glyph: Unicode.Scalar) -> [(column: Int, row: Int)] {
      (0..<14).flatMap { row in
        (0..<60).filter { grid[$0, row].glyph == glyph }.map { ($0, row) }
      }
    }
    let (bright, dim) = (places("●"), places("∘"))
    #expect(bright.count == 1 && dim.count == 2)
    // The bright row is at the upper right, the others at the upper middle and at the lower left.
    #expect(bright[0].row < 4 && bright[0].column > 52)
    #expect(dim[0].row == bright[0].row && abs(dim[0].column - 33) < 3)
    #expect(dim[1].row > 9 && dim[1].column < 12)
    // The curve runs along the bottom, where 0 is.
    let curve = (12..<50).filter { grid[$0, dim[1].row].ink == .trail(0, age: 0) }
    #expect(curve.count > 30)
    let text = grid.text
    #expect(text.hasPrefix(" data") && text.hasSuffix("t"))
  }

  @Test func `the same picture as SVG has its dots on the same sides`() throws {
    var sheet = Sheet(columns: 60, rows: 14, glyphs: .unicode)
    sheet.add(picture, at: CellRect(column: 0, row: 0, columns: 60, rows: 14))
    let svg = sheet.svg(theme: .night, title: "a").text
    let dots = svg.matches(of: /<circle([^>]*)>/).map { String($0.1) }
    func number(_ name: String, _ dot: String) throws -> Double {
      let value = try #require(dot.split(separator: "\(name)=\"").dropFirst().first)
      return try #require(Double(value.prefix { $0 != "\"" }))
    }
    #expect(dots.count == 3)
    #expect(try number("cy", dots[0]) > number("cy", dots[1]))
    #expect(try number("cx", dots[0]) < number("cx", dots[2]))
    #expect(try number("cx", dots[2]) < number("cx", dots[1]))
    #expect(try number(" r", dots[1]) > number(" r", dots[0]))
  }

  @Test func `where most of many paths are is a band from its lower to its upper end`() {
    var chart = ChartPicture(
      title: "loss", series: [.init((0...40).map { _ in 10 }, index: 0)], lastStep: 40, cursor: 40,
      scale: .linear)
    func quiet() -> [Int] {
      var grid = Grid(columns: 60, rows: 20)
      chart.draw(
        on: &grid, at: CellRect(column: 0, row: 0, columns: 60, rows: 20), glyphs: .unicode)
      return (0..<20).filter { row in (20..<40).contains { grid[$0, row].ink == .ghost(0) } }
    }
    // The chart reaches from 1 to 20 because two other lines do.
    chart.series += [.init([1, 1], index: 1), .init([20, 20], index: 2)]
    #expect(quiet().isEmpty)
    chart.spreads = [
      .init(
        lows: [Double](repeating: 4, count: 41), highs: [Double](repeating: 8, count: 41), index: 0)
    ]
    let rows = quiet()
    #expect(rows.count >= 3 && rows.count <= 6)
    #expect((rows.first ?? 0) > 9 && (rows.last ?? 20) < 18)
  }
}
