import Foundation
import Testing

@testable import Drawing

@Suite struct ChartTests {
  @Test func `a straight fall in the logarithm is a straight line`() throws {
    let values = (0...40).map { 1000 * pow(10, -Double($0) / 8) }
    let chart = ChartPicture(
      title: "loss", series: [.init(values, index: 0)], lastStep: 40, cursor: 40)
    var scene = Sheet(columns: 30, rows: 12)
    scene.add(chart, at: CellRect(column: 0, row: 0, columns: 30, rows: 12))
    #expect(scene.grid().text.hasPrefix(" loss"))
    let drawn = scene.svg(theme: .night, title: "t").text
    let path = try #require(
      drawn.firstMatch(of: #/<path [^>]*stroke-linecap="round"[^>]* d="M([^"]+)"/#)
    ).1
    let places = path.split(whereSeparator: { $0 == "L" || $0 == " " }).compactMap { Double($0) }
    // Forty-one points on one line need no more than its ends.
    try #require(places.count == 4)
    #expect(places[2] > places[0] + 150 && places[3] > places[1] + 150)
  }

  @Test(arguments: [[Double](), [.nan, .nan], [0, 0, 0], [.infinity], [-1, -2], [5]])
  func `odd series draw without harm`(values: [Double]) {
    let chart = ChartPicture(
      title: "t", series: [.init(values, index: 0)], lastStep: 3, cursor: 1)
    var scene = Sheet(columns: 20, rows: 5)
    scene.add(chart, at: CellRect(column: 0, row: 0, columns: 20, rows: 5))
    #expect(scene.grid().text.contains("t"))
    #expect(scene.svg(theme: .night, title: "t").text.hasSuffix("</svg>\n"))
  }

  /// Whatever the losses are, an axis says at least two of them, and where they stand.
  @Test(arguments: [
    [-1.0, -1.1, -1.2], [-3e-5, -4e-5, -6e-5], [5, -1e6], [-1e-9, 1e9], [-8, -7.99], [0, -1e-12],
  ])
  func `an axis that can be negative has marks`(values: [Double]) throws {
    var chart = ChartPicture(
      title: "t", series: [.init(values, index: 0)], lastStep: values.count - 1, cursor: 0)
    for linear in [1e-6, 0.01, 1] {
      chart.scale = .symmetric(linear: linear)
      let range = chart.range
      let ticks = chart.ticks(count: 4, in: range)
      #expect(ticks.count >= 2, "\(linear)")
      for tick in ticks {
        #expect(tick.value >= range.low && tick.value <= range.high)
        let said = try #require(Double(tick.label))
        #expect(abs(chart.height(said) - tick.value) < 0.02 * (range.high - range.low), "\(tick)")
      }
    }
  }

  @Test(arguments: 24...100)
  func `where not all losses have room the first are told and the rest counted`(columns: Int) {
    let series = (0..<5).map { index in
      ChartPicture.Series([1, 2], index: index, readout: "0.\(index)\(index)\(index)")
    }
    let chart = ChartPicture(title: "loss", series: series, lastStep: 1, cursor: 1)
    let pieces = chart.readouts(columns: columns, glyphs: .unicode).sorted { $0.column < $1.column }
    let told = pieces.filter { !$0.text.hasPrefix("+") }
    #expect(told.map(\.index) == Array(0..<told.count))
    #expect(told.count == 5 || pieces.last?.text == "+\(5 - told.count)" || pieces.isEmpty)
    #expect(pieces.allSatisfy { $0.column >= 8 && $0.column + $0.text.count <= columns - 1 })
    #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.column + $0.text.count < $1.column })
    if columns >= 60 { #expect(told.count == 5) }
  }

  @Test func `ticks are round numbers within the range`() {
    let ticks = Ticks.round(from: -1.3, to: 2.9, count: 4)
    #expect(ticks.map(\.label) == ["-1", "0", "1", "2"])
    #expect(Ticks.round(from: 0, to: 0.01, count: 3).map(\.label) == ["0.000", "0.005", "0.010"])
    #expect(Ticks.powers(from: -2.5, to: 3.5, count: 3).map(\.label) == ["1e-2", "1e0", "1e2"])
    #expect(Ticks.round(from: .nan, to: 1, count: 3).isEmpty)
  }
}

/// Long runs are drawn from fewer values than they have.
@Suite struct ThinningTests {
  private func series(_ values: [Double]) -> ChartPicture.Series { .init(values, index: 0) }

  @Test func `short runs are whole`() {
    let values = (0..<2000).map { Double($0 % 7) }
    #expect(series(values).values.map(\.height) == values)
    #expect(series(values).values.map(\.step) == Array(0..<2000))
  }

  @Test func `long runs keep every peak, both ends, and their order`() throws {
    var values = (0...100_000).map { 5 + Double($0 % 3) }
    for (step, peak) in [(1, -9.0), (33_333, 1e9), (77_777, -1e9), (99_999, 12)] {
      values[step] = peak
    }
    values[500] = .nan
    let kept = series(values).values
    #expect(kept.count < 3000)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.step < $1.step })
    #expect(kept.allSatisfy { $0.height == values[$0.step] })
    for step in [1, 33_333, 77_777, 99_999, 100_000] {
      #expect(kept.contains { $0.step == step }, "\(step)")
    }
  }
}
