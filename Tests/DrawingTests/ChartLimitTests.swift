import Foundation
import Testing

@testable import Drawing

/// Limits that lines are held against, axes that count no steps, and pictures that a script plays.
@Suite struct ChartLimitTests {
  private func sheet(_ chart: ChartPicture) -> Sheet {
    var scene = Sheet(columns: 60, rows: 14)
    scene.add(chart, at: CellRect(column: 0, row: 0, columns: 60, rows: 14))
    return scene
  }

  @Test(arguments: [0.5, 2, 38, 900])
  func `a limit stands where a line of its height is drawn, and is told`(limit: Double) throws {
    var chart = ChartPicture(
      title: "t", series: [.init([0.01, 1, 5000, limit, limit, limit], index: 0)], lastStep: 20,
      cursor: 5)
    chart.limits = [.init(value: limit, label: "limit here", index: 1)]
    let rows = sheet(chart).grid().text.split(separator: "\n", omittingEmptySubsequences: false)
    let ruled = try #require(rows.firstIndex { $0.contains("╌╌╌") })
    // The head of the line, at the cursor, is in the same row; the words are beside it.
    #expect(rows[ruled].unicodeScalars.contains(Glyphs.unicode.head(0)))
    let words = try #require(rows.firstIndex { $0.contains("limit here") })
    #expect(abs(words - ruled) == 1)
    #expect(sheet(chart).svg(theme: .night, title: "t").text.contains(">limit here<"))
  }

  @Test(arguments: [(1.0, 100.0), (100, 1), (1, 1)])
  func `the words of a limit stand where no line runs, clear of the heads`(
    begin: Double, end: Double
  ) throws {
    // A line along the limit, and one that crosses it or runs beside it.
    let crossing = (0...100).map { begin * pow(end / begin, Double($0) / 100) }
    // Some keep the rows beside it for a while.
    let beside = [3.0, 4, 5, 6.5, 8, 13, 16, 20, 25, 32].map { height in
      ChartPicture.Series(
        (0...100).map { $0 < 40 ? height : height < 10 ? 0.1 : 900 }, index: 2)
    }
    let along = ChartPicture.Series(Array(repeating: 10, count: 101), index: 0)
    var chart = ChartPicture(
      title: "t", series: [along, .init(crossing, index: 1)] + beside, lastStep: 100, cursor: 100)
    let bare = sheet(chart).grid().text
    chart.limits = [.init(value: 10, label: "limit 10", index: 0)]
    let told = sheet(chart).grid().text
    let rows = zip(bare.split(separator: "\n"), told.split(separator: "\n")).map { ($0, $1) }
    let (before, after) = try #require(rows.first { $1.contains("limit 10") })
    let place = try #require(after.firstRange(of: "limit 10"))
    let column = after.distance(from: after.startIndex, to: place.lowerBound)
    #expect(before.dropFirst(column - 1).prefix(10).allSatisfy { $0 == " " }, "\(before)")
  }

  @Test func `the axis reaches a limit that no line reaches`() {
    var chart = ChartPicture(
      title: "t", series: [.init([0.1, 0.2], index: 0)], lastStep: 1, cursor: 1)
    #expect(chart.range.high < 1.1)
    chart.limits = [.init(value: 38, label: "38", index: 0)]
    #expect(chart.range.high >= 1.5 && chart.share(of: chart.limits[0], in: chart.range) != nil)
  }

  @Test func `a line that begins at 0 is no explosion where it stays near`() {
    var chart = ChartPicture(
      title: "x", series: [.init([0, 5, 20], index: 0)], lastStep: 2, cursor: 2, scale: .linear)
    #expect(chart.range.high < 1)
    chart.leastReach = 40
    #expect(chart.range.high >= 20 && chart.range.high < 22)
  }

  @Test func `an axis has the labels that it is given, and lines that are played whole`() {
    var chart = ChartPicture(
      title: "t", series: [.init([1, 2, 3, 4, 5], index: 0)], lastStep: 4, cursor: 0)
    chart.stepLabels = [(0, "low"), (2, "middle"), (4, "high")]
    #expect(chart.stepTicks(columns: 50).map(\.label) == ["low", "middle", "high"])
    let places = (0...4).map { Envelope.Place(step: Double($0), height: 0) }
    #expect(chart.parts(of: places).coming.count == 5)
    chart.isPlayedWhole = true
    #expect(chart.parts(of: places).played.count == 5 && chart.parts(of: places).coming.isEmpty)
  }

  @Test(arguments: [40, 500, 501, 2500])
  func `a picture that plays hands over every path, and stands as one that does not`(steps: Int)
    throws
  {
    let points = (0...steps).map { SIMD2(Double($0) / Double(steps), 0.25) }
    let field = (0..<80 * 40).map { Double($0 % 80) }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: 40, rows: 10, field: field, scale: scale)
    let map = MapPicture(
      low: SIMD2(0, 0), high: SIMD2(1, 1), terrain: terrain,
      trails: [TrailPicture(points: points, index: 0)])
    var scene = Sheet(columns: 40, rows: 10)
    scene.add(map, at: CellRect(column: 0, row: 0, columns: 40, rows: 10))
    let motion = SvgMotion(steps: steps)
    let plays = scene.svg(theme: .night, title: "t", motion: motion).text
    let way = try #require(plays.firstMatch(of: #/data-way="([^"]+)"/#)).1.split(separator: " ")
    #expect(way.count == (steps + motion.every - 1) / motion.every + 1 && way.count <= 502)
    // The first place is the start, the last the end, at the right border; y counts from the top.
    #expect(way.first?.hasPrefix("0,") == true && way.last?.hasPrefix("400,150") == true, "\(way)")
    let still = scene.svg(theme: .night, title: "t").text
    // What tells how it ended waits for the end.
    scene.addOutcome { $0.write("lost at the end", at: 0, 0, .text) }
    scene.write("from the beginning", at: 0, 9, .text)
    let told = scene.svg(theme: .night, title: "t", motion: motion).text
    #expect(told.contains(#/<g class="still">\s*<text[^>]*>lost at the end</text>\s*</g>/#))
    #expect(!told.contains(#/<g class="still">\s*<text[^>]*>from the beginning/#))
    #expect(!still.contains("data-way") && !still.contains("class=\"still\""))
    #expect(
      plays.components(separatedBy: "stroke-width=\"2.4\"").count
        == still.components(separatedBy: "stroke-width=\"2.4\"").count)
  }
}
