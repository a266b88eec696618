import Documents
import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// Numbers and marks on the screen are those of the race.
@Suite struct ShownNumbersTests {
  private func model(
    _ racers: [String], on name: String, steps: Int = 200, start: Point? = nil
  ) throws -> Model {
    let surface = try #require(Shipped.named(name))
    var race = Race(
      surface: surface, start: start, racers: try racers.map { try Racer($0) }, steps: steps)
    try race.settleRates()
    var model = try Model(race: race, surfaces: Shipped.all)
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = Double(steps)
    return model
  }

  @Test(arguments: ["two-wells", "saddle", "camel-6", "easom", "mccormick", "branin", "sphere"])
  func `the chart and the panel tell the same loss`(name: String) throws {
    let model = try model(["descent", "adam"], on: name, steps: 30)
    let chart = model.screen.chart(columns: 120)
    for (index, line) in chart.series.enumerated() {
      let run = model.runs[index]
      let loss = run.losses[run.clamped(30)]
      #expect(line.readout == brief(loss))
      #expect(line.values.first?.height == run.losses[0])
    }
    let isNegative = model.runs.contains { $0.losses.contains { $0 < -1e-9 } }
    if isNegative { #expect(chart.scale != .logarithmic) }
    #expect(!chart.title.contains("above"))
  }

  @Test func `a formula's view holds the start, with room`() throws {
    for start in [Point(-5, 1), Point(30, -2), Point(0, 9.5), Point(0.1, 0.1)] {
      let surface = try Surface(formula: "x^2+10y^2", start: start)
      let view = surface.view
      #expect(view.contains(start) && view.contains(Point(0, 0)))
      let gaps = [start - view.low, view.high - start]
      #expect(gaps.allSatisfy { min($0.x, $0.y) > 0.01 * view.shorterSide }, "\(start)")
    }
    var race = Race(
      surface: try Surface(formula: "x^2+10y^2", start: Point(-5, 1)), start: Point(-5, 1),
      racers: [try Racer("momentum"), try Racer("nesterov")])
    #expect(try race.settleRates().isEmpty && race.startRemark == nil)
    for racer in race.racers { #expect((racer.rule.number("eta") ?? 0) > 1e-3) }
  }

  @Test func `a start outside a given view is said, and so is a rate that was not found`() throws {
    let surface = try Surface(formula: "x^2+10y^2", view: View(x: -1...1, y: -1...1))
    let race = Race(
      surface: surface, start: Point(-5, 1), racers: [try Racer("momentum")])
    #expect(race.startRemark?.contains("(-5, 1) lies outside the view") == true)
    // Nothing that starts outside and falls without end can end within the view.
    var lost = Race(
      surface: try Surface(formula: "exp(900 x) + y^2", view: View(x: -1...1, y: -1...1)),
      start: Point(1, 0), racers: [try Racer("momentum")])
    let remarks = try lost.settleRates()
    #expect(remarks.count == 1 && remarks[0].contains("momentum: no learning rate passed"))
  }

  @Test func `what is not given is as in the opening race`() throws {
    let surface = try #require(Shipped.named("rosenbrock"))
    let opening = Race.opening(on: surface)
    var other = Race(
      surface: surface, start: Point(0.5, 2),
      racers: try ["momentum", "nesterov", "adam"].map { try Racer($0) }, steps: 300)
    try other.settleRates()
    for (a, b) in zip(opening.racers, other.racers) { #expect(a["eta"] == b["eta"]) }
    other.racers[0].give("eta", .number(0.5))
    try other.settleRates()
    #expect(other.racers[0]["eta"] == .number(0.5))
    #expect(other.racers[1]["eta"] == opening.racers[1]["eta"])
    // Another surface is another race.
    var turned = Race(surface: try surface.turned(["b": 20]), racers: opening.racers)
    try turned.settleRates()
    #expect(turned.racers[0]["eta"] != opening.racers[0]["eta"])
  }

  /// Where something stands in dots of the terminal, two a column and four a row.
  private func middle(of cells: [(column: Int, row: Int)]) -> Vector {
    let sum = cells.reduce(Vector.zero) {
      $0 + Vector(Double($1.column) * 2 + 1, Double($1.row) * 4 + 2)
    }
    return sum / Double(cells.count)
  }

  @Test func `mark, contours, head and SVG agree on a hundred views`() throws {
    var random = Generator(state: 7)
    var whole = 0
    for _ in 0..<100 {
      let minimum = Point(random.number(-3, 3), random.number(-3, 3))
      let (a, b) = (shortest(minimum.x), shortest(minimum.y))
      let low = minimum - Vector(random.number(0.7, 3), random.number(0.7, 3))
      let high = minimum + Vector(random.number(0.7, 3), random.number(0.7, 3))
      let surface = try Surface(
        formula: "(x-(\(a)))^2+(y-(\(b)))^2", view: View(low: low, high: high))
      let race = Race(
        surface: surface, start: low + 0.2, racers: [try Racer("descent:eta=0.25")], steps: 120)
      var model = try Model(race: race, surfaces: [])
      model.stage.playback.isPlaying = false
      model.stage.playback.playhead = 120
      let columns = Int(random.number(30, 190))
      let rows = Int(random.number(12, 90))
      var memory = TerrainMemory()
      let map = model.screen.map(of: [0], columns: columns, rows: rows, memory: &memory)
      let rect = CellRect(column: 0, row: 0, columns: columns, rows: rows)
      var scene = Sheet(columns: columns, rows: rows)
      scene.add(map, at: rect)
      let grid = scene.grid()
      func cells(_ glyph: Unicode.Scalar) -> [(column: Int, row: Int)] {
        (0..<rows).flatMap { row in
          (0..<columns).filter { grid[$0, row].glyph == glyph }.map { ($0, row) }
        }
      }
      // The converged head covers the mark; without it the mark is in the same cell.
      let heads = cells(Glyphs.unicode.head(0))
      #expect(heads.count == 1 && cells(Glyphs.unicode.mark(.minimum)).isEmpty)
      var bare = map
      bare.trails = []
      var without = Sheet(columns: columns, rows: rows)
      without.add(bare, at: rect)
      let plain = without.grid()
      let mark = try #require(
        (0..<rows * columns).first {
          plain[$0 % columns, $0 / columns].glyph == Glyphs.unicode.mark(.minimum)
        })
      #expect(heads[0] == (mark % columns, mark / columns))
      // The truth in dots, and what the SVG says.
      let shown = model.screen.shownView(columns: columns, rows: rows)
      let truth =
        (minimum - Vector(shown.low.x, shown.high.y)) / shown.size
        * Vector(Double(columns) * 2, -Double(rows) * 4)
      let gap = middle(of: heads) - truth
      #expect(abs(gap.x) <= 0.51 && abs(gap.y) <= 0.51, "\(gap)")
      guard let contour = try contourCenter(of: map, columns, rows) else { continue }
      whole += 1
      #expect((contour - truth).length < 0.75, "contours \(contour - truth)")
      let outline = try outlineCenter(of: scene)
      let drawn = outline / Vector(5, 5) - truth
      #expect(abs(drawn.x) < 0.5 && abs(drawn.y) < 0.5, "SVG \(drawn)")
    }
    #expect(whole > 50, "most of the innermost contours are whole")
  }

  /// The middle of the innermost closed contour, in dots: the middle of its leftmost, rightmost,
  /// uppermost and lowest dots.
  ///
  /// Nil where the border cuts it.
  private func contourCenter(of map: MapPicture, _ columns: Int, _ rows: Int) throws -> Vector? {
    let width = columns * 2
    let lowest = map.terrain.field.indices.filter {
      map.terrain.field[$0] < map.terrain.scale.levels[0]
    }
    let xs = lowest.map { Double($0 % width) + 0.5 }
    let ys = lowest.map { Double($0 / width) + 0.5 }
    let left = try #require(xs.min())
    let right = try #require(xs.max())
    let top = try #require(ys.min())
    let bottom = try #require(ys.max())
    guard left > 3, right < Double(width) - 3, top > 3, bottom < Double(rows * 4) - 3 else {
      return nil
    }
    return Vector((left + right) / 2, (top + bottom) / 2)
  }

  /// The middle of the first outline of the SVG, in its pixels.
  private func outlineCenter(of scene: Sheet) throws -> Vector {
    let text = scene.svg(theme: .night, title: "t").text
    let line = try #require(
      text.split(separator: "\n").first { $0.contains("fill-rule=\"evenodd\"") })
    let start = try #require(line.firstRange(of: " d=\"")).upperBound
    // The region above the lowest level has a hole, which is its last outline.
    let outline = try #require(
      line[start...].prefix { $0 != "\"" }.split(separator: "M").last
    ).dropLast()
    let numbers = outline.split { $0 == "L" || $0 == " " || $0 == "Z" }.compactMap { Double($0) }
    let xs = stride(from: 0, to: numbers.count - 1, by: 2).map { numbers[$0] }
    let ys = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    let left = try #require(xs.min())
    let right = try #require(xs.max())
    let top = try #require(ys.min())
    let bottom = try #require(ys.max())
    return Vector((left + right) / 2, (top + bottom) / 2)
  }

  @Test func `a trail on the symmetry line runs through the marks on it`() throws {
    let model = try model(
      ["descent:eta=0.1"], on: "saddle", steps: 30, start: Point(1, 1e-9))
    for (columns, rows) in [(60, 20), (61, 21), (40, 33), (83, 14)] {
      var memory = TerrainMemory()
      let map = model.screen.map(of: [0], columns: columns, rows: rows, memory: &memory)
      var scene = Sheet(columns: columns, rows: rows)
      scene.add(map, at: CellRect(column: 0, row: 0, columns: columns, rows: rows))
      let grid = scene.grid()
      let saddle = try #require(
        (0..<rows).first { row in
          grid.row(row).contains { $0.glyph == Glyphs.unicode.mark(.saddle) }
            || grid.row(row).contains { $0.glyph == Glyphs.unicode.head(0) }
        })
      let trail = (0..<rows).filter { row in
        grid.row(row).contains {
          if case .trail = $0.ink { true } else { false }
        }
      }
      #expect(trail == [saddle], "\(columns)×\(rows)")
    }
  }
}

/// A small generator, so that a hundred views are the same everywhere.
private struct Generator {
  var state: UInt64

  mutating func number(_ low: Double, _ high: Double) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return low + (high - low) * Double(state >> 11) / Double(1 << 53)
  }
}
