import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What holds for pictures and for changes whatever is drawn.
@Suite struct PictureLawTests {
  private func model(_ surface: String, _ racers: [String], step: Int = 60) throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named(surface)), racers: try racers.map { try Racer($0) },
      steps: 60)
    try race.settleRates()
    var model = try Model(race: race, surfaces: Shipped.all)
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = Double(step)
    return model
  }

  /// All keys that change the race, and that one of two neighbours does something.
  private static let changes = [
    "b", "B", "g", "G", "e", "E", "O", "S", "A", "D", "=", "-", "+",
  ]

  @Test(arguments: changes)
  func `undo takes back what a key did, redo does it again`(key: String) throws {
    for before in [[String](), ["x"], ["w", "end"], ["a"], ["tab", "b"]] {
      var model = try model("rosenbrock", ["momentum", "adam"])
      for key in before { _ = model.press(key) }
      let race = model.race
      let points = model.runs.map(\.points)
      _ = model.press(key)
      let changed = model.race
      guard changed != race else { continue }
      let bent = model.runs.map(\.points)
      _ = model.press("u")
      #expect(model.race == race && model.runs.map(\.points) == points)
      _ = model.press("ctrl-r")
      #expect(model.race == changed && model.runs.map(\.points) == bent)
      // A change after an undo forgets what was taken back.
      _ = model.press("u")
      _ = model.carryOut("start 0.5,0.5")
      let other = model.race
      _ = model.press("ctrl-r")
      #expect(model.race == other)
    }
  }

  @Test(arguments: [
    "start 0.3,0.4", "steps 90", "formula x^2+3y^2", "optimizer lion", "add yogi", "beta 0.5",
    "eta 0.01", "note here", "surface himmelblau", "b 50",
  ])
  func `undo takes back what a line did, redo does it again`(line: String) throws {
    var model = try model("rosenbrock", ["momentum", "adam"])
    let race = model.race
    _ = model.carryOut(line)
    let changed = model.race
    #expect(changed != race)
    _ = model.press("u")
    #expect(model.race == race)
    _ = model.press("ctrl-r")
    #expect(model.race == changed)
  }

  @Test func `a drag is one change, and forgets what was taken back`() throws {
    var model = try model("rosenbrock", ["momentum", "adam"])
    _ = model.press("b")
    let race = model.race
    _ = model.press("u")
    func point(_ what: Model.Pointing, _ column: Int) {
      model.point(what, column: column, row: 12, columns: 120, rows: 40)
    }
    let before = model.race
    point(.press, 10)
    for column in 11...20 { point(.move, column) }
    point(.release, 20)
    #expect(model.race.start != before.start)
    _ = model.press("ctrl-r")
    #expect(model.race != race, "the drag forgot what was taken back")
    _ = model.press("u")
    #expect(model.race == before)
  }

  @Test func `moving the start is one change, and Escape is none`() throws {
    var model = try model("rosenbrock", ["momentum"])
    let before = model.race
    for key in ["i", "left", "up", "up", "escape"] { _ = model.press(key) }
    #expect(model.race == before)
    for key in ["i", "left", "up", "up", "enter"] { _ = model.press(key) }
    let moved = model.race
    #expect(moved.start != before.start)
    _ = model.press("u")
    #expect(model.race == before)
    _ = model.press("ctrl-r")
    #expect(model.race == moved)
  }

  /// A hill in front of a valley: what the relief hides is lower than what hides it.
  @Test func `what is hidden in the relief is lower than what hides it`() throws {
    let columns = 80
    let rows = 30
    let field = (0..<rows * 4).flatMap { row in
      (0..<columns * 2).map { column -> Double in
        let x = Double(column) / Double(columns * 2) * 4 - 2
        let y = 2 - Double(row) / Double(rows * 4) * 4
        // A wall across the middle.
        return abs(y + 0.2) < 0.25 && abs(x) < 1 ? 10 : 0
      }
    }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: columns, rows: rows, field: field, scale: scale)
    func heads(at place: SIMD2<Double>) -> Int {
      var map = MapPicture(low: SIMD2(-2, -2), high: SIMD2(2, 2), terrain: terrain)
      map.trails = [TrailPicture(points: [place], index: 0)]
      var scene = Sheet(columns: columns, rows: rows)
      scene.add(
        ReliefPicture(map: map, turn: 0, tilt: 1.2),
        at: CellRect(column: 0, row: 0, columns: columns, rows: rows))
      return scene.grid().cells.filter {
        $0.glyph == Glyphs.unicode.head(0) && $0.ink == .trail(0, age: 0)
      }.count
    }
    #expect(heads(at: SIMD2(0, 0.25)) == 0, "close behind the wall nothing is seen")
    #expect(heads(at: SIMD2(0, -0.9)) == 1, "before the wall everything is")
    #expect(heads(at: SIMD2(0, -0.2)) == 1, "on top of the wall too")
    #expect(heads(at: SIMD2(0, 1.9)) == 1, "far behind it is seen over the wall")
    #expect(heads(at: SIMD2(1.5, 0.25)) == 1, "beside it nothing hides")
  }

  @Test func `exits point where the path left`() throws {
    let field = [Double](repeating: 0, count: 20 * 10 * 8)
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: 20, rows: 10, field: field, scale: scale)
    for (end, glyph) in [
      (SIMD2(0.0, 9.0), "↑"), (SIMD2(0.0, -9.0), "↓"), (SIMD2(9.0, 0.0), "→"),
      (SIMD2(-9.0, 0.0), "←"),
    ] {
      var map = MapPicture(low: SIMD2(-1, -1), high: SIMD2(1, 1), terrain: terrain)
      map.trails = [TrailPicture(points: [SIMD2(0, 0), end], index: 0)]
      var scene = Sheet(columns: 20, rows: 10)
      scene.add(map, at: CellRect(column: 0, row: 0, columns: 20, rows: 10))
      let grid = scene.grid()
      let place = try #require(
        (0..<200).first { grid[$0 % 20, $0 / 20].glyph == Unicode.Scalar(glyph) }, "\(glyph)")
      let (column, row) = (place % 20, place / 20)
      switch glyph {
      case "↑": #expect(row == 0)
      case "↓": #expect(row == 9)
      case "→": #expect(column == 19)
      default: #expect(column == 0)
      }
    }
  }

  @Test func `dots of a contour lie on the lower side of the line`() throws {
    // A ramp: a level crosses it between two columns of dots.
    let columns = 20
    let field = (0..<columns * 2 * 40).map { Double($0 % (columns * 2)) }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: columns, rows: 10, field: field, scale: scale)
    var scene = Sheet(columns: columns, rows: 10)
    scene.add(
      MapPicture(low: SIMD2(0, 0), high: SIMD2(1, 1), terrain: terrain),
      at: CellRect(column: 0, row: 0, columns: columns, rows: 10))
    let row = scene.grid().row(5).map(\.glyph)
    var lower: Set<Int> = []
    for level in scale.levels {
      // The last column of dots below the level.
      if let last = (0..<columns * 2).last(where: { Double($0) < level }), last < columns * 2 - 1 {
        lower.insert(last)
      }
    }
    for column in 0..<columns {
      let left = lower.contains(column * 2)
      let right = lower.contains(column * 2 + 1)
      let mask: UInt8 = (left ? 0b0101_0101 : 0) | (right ? 0b1010_1010 : 0)
      let expected = left && right ? " " : Glyphs.unicode.dots(mask)
      if row[column] != "▀" { #expect(row[column] == expected, "column \(column)") }
    }
  }

  @Test func `adjacent trails of sixteen colours differ`() {
    var palette = Palette(theme: .night, depth: .sixteen)
    let colors = (UInt8(0)..<8).map {
      palette.colors(of: Cell("x", .trail($0, age: 0), on: .background)).ink
    }
    #expect(zip(colors, colors.dropFirst()).allSatisfy { $0 != $1 })
    #expect(Set(colors).count >= 6)
  }

  @Test func `the memory of terrains is bounded`() throws {
    var memory = TerrainMemory()
    var model = try model("himmelblau", ["descent"])
    for _ in 0..<40 {
      _ = model.press("z")
      _ = Screen.sheet(of: model, columns: 60, rows: 20, memory: &memory)
    }
    #expect(memory.count <= 8)
  }
}
