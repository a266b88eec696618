import Testing

import Foundation
@testable import Drawing

/// What a chart says with its lines, its numbers and its edges.
@Suite struct ChartLawTests {
  private func chart(_ values: [Double], scale: ChartPicture.Scale) -> ChartPicture {
    ChartPicture(
      title: "t", series: [.init(values, index: 0)], lastStep: max(1, values.count - 1),
      cursor: max(1, values.count - 1),
      scale: scale)
  }

  private func grid(_ chart: ChartPicture, columns: Int = 60, rows: Int = 14) -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    chart.draw(
      on: &grid, at: CellRect(column: 0, row: 0, columns: columns, rows: rows), glyphs: .unicode)
    return grid
  }

  private static let scales: [ChartPicture.Scale] = [
    .linear, .logarithmic, .symmetric(linear: 0.01),
  ]

  @Test(arguments: scales)
  func `higher is higher, and the same is the same, on every scale`(scale: ChartPicture.Scale) {
    let values: [Double] =
      scale == .logarithmic ? [1e-9, 1e-3, 0.5, 2, 700] : [-300, -2, -0.004, 0, 0.004, 2, 300]
    let chart = chart(values, scale: scale)
    let heights = values.map { chart.height($0) }
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 < $1 })
    let range = chart.range
    let places = heights.map { chart.fraction(step: 0, height: $0, in: range).y }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 > $1 }, "up is up")
  }

  @Test func `both sides of 0 are alike, and near 0 the scale is even`() {
    let chart = chart([-1, 1], scale: .symmetric(linear: 0.01))
    for value in [1e-5, 0.01, 1, 300.0] {
      #expect(chart.height(-value) == -chart.height(value))
    }
    #expect(chart.height(0) == 0)
    #expect(abs(chart.height(2e-6) / chart.height(1e-6) - 2) < 1e-3)
  }

  @Test(arguments: scales)
  func `every number of the axis stands where its value stands`(scale: ChartPicture.Scale) throws {
    let values: [Double] = scale == .logarithmic ? [1e-6, 40] : [-149, 20]
    let chart = chart(values, scale: scale)
    let ticks = chart.ticks(count: 6, in: chart.range)
    #expect(ticks.count >= 2)
    for tick in ticks {
      let value = try #require(Double(tick.label))
      #expect(abs(chart.height(value) - tick.value) < 1e-9, "\(tick.label)")
    }
    if scale == .symmetric(linear: 0.01) { #expect(ticks.contains { $0.label == "0" }) }
  }

  /// The line itself, where no step is too narrow to be seen.
  private func places(of chart: ChartPicture) -> [Envelope.Place] {
    chart.envelope(of: chart.series[0], in: chart.range, on: SIMD2(1e6, 100)).line
  }

  @Test func `a swing is drawn as its band and the middle of it, a slow line as itself`() {
    // Period 2 about a line that falls: dots lie closer than steps.
    let places = (0...300).map {
      Envelope.Place(step: Double($0), height: -Double($0) / 100 + ($0 % 2 == 0 ? 0.5 : -0.5))
    }
    let swing = Envelope(places, step: 0.8, height: 20)
    #expect(swing.line.count == places.count && swing.bands.count > 290)
    for place in swing.line.dropFirst(4).dropLast(4) {
      #expect(abs(place.height + place.step / 100) < 0.02, "the middle at \(place.step)")
    }
    for band in swing.bands {
      #expect(band.low <= -band.step / 100 - 0.4 && band.high >= -band.step / 100 + 0.4)
    }
    let slow = (0...300).map { Envelope.Place(step: Double($0), height: exp(-Double($0) / 40)) }
    let line = Envelope(slow, step: 0.8, height: 20)
    #expect(line.bands.isEmpty && line.line == slow)
    // Where every step is wide a swing is seen as it is.
    let wide = Envelope(places, step: 5, height: 20)
    #expect(wide.bands.isEmpty && wide.line == places)
  }

  @Test func `what comes is fainter than what was played, and the head stands at the cursor`() {
    var chart = chart((0...40).map { 10 + Double($0) / 4 }, scale: .linear)
    chart.cursor = 20
    let picture = grid(chart)
    var (played, coming) = (Set<Int>(), Set<Int>())
    var heads: [Int] = []
    for row in 1..<picture.rows {
      for column in 7..<picture.columns {
        switch picture[column, row].ink {
        case .trail(0, _):
          if picture[column, row].glyph == Glyphs.unicode.head(0) { heads.append(column) }
          played.insert(column)
        case .ghost(0): coming.insert(column)
        default: break
        }
      }
    }
    #expect(heads.count == 1 && (played.max() ?? 99) <= (heads.first ?? 0) + 1)
    #expect((coming.min() ?? 0) >= (heads.first ?? 99) && coming.count > 10)
  }

  @Test func `a curve that leaves is cut there and marked, not drawn along the edge`() {
    // Up three decades above its start and beyond, then back.
    let values = (0...59).map { $0 < 20 ? 1 : $0 < 40 ? 1e9 : 1.0 }
    let chart = chart(values, scale: .logarithmic)
    let (lines, exits) = chart.pieces(of: places(of: chart), in: chart.range)
    #expect(exits.count == 1 && exits[0].isUp)
    #expect(abs(exits[0].place - 20.0 / 59) < 0.02)
    #expect(lines.count == 2, "one piece before, one after")
    #expect(lines.allSatisfy { $0.allSatisfy { (0...1).contains($0.y) } })
    let picture = grid(chart)
    let top = String(String.UnicodeScalarView(picture.row(1).map(\.glyph)))
    #expect(top.contains("↑"))
    // Between leaving and coming back nothing is drawn in the uppermost row.
    let cells = picture.row(1).map(\.glyph)
    #expect(cells[30...38].allSatisfy { $0 == " " || $0 == "│" })
  }

  @Test func `what falls below all logarithms leaves at the bottom`() {
    let values = [1, 1e-2, 1e-4, 0, 0, 0]
    let chart = chart(values, scale: .logarithmic)
    let exits = chart.pieces(of: places(of: chart), in: chart.range).exits
    #expect(exits.count == 1 && !exits[0].isUp)
    #expect(grid(chart).text.contains("↓"))
  }

  @Test func `the same pieces make cells and SVG`() throws {
    let values = (0...40).map { 10 + Double($0) / 4 }
    var scene = Sheet(columns: 60, rows: 14)
    scene.add(chart(values, scale: .linear), at: CellRect(column: 0, row: 0, columns: 60, rows: 14))
    let text = scene.svg(theme: .night, title: "t").text
    let lines = text.split(separator: "\n").filter { $0.contains("stroke-linejoin=\"round\"") }
    let path = try #require(lines.last?.firstRange(of: " d=\"M")).upperBound
    let numbers = try #require(lines.last)[path...].prefix { $0 != "\"" }
      .split { $0 == "L" || $0 == " " }.compactMap { Double($0) }
    // From the left end of the axis to its right end, and from low to high.
    #expect(abs(numbers[0] - 70) < 0.5 && abs(numbers[numbers.count - 2] - 590) < 0.5, "\(numbers)")
    #expect(numbers[1] > numbers[numbers.count - 1])
  }
}
