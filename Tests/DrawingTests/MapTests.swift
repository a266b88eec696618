import Testing

@testable import Drawing

@Suite struct MapTests {
  /// The bowl x² + y² over ±1 in a map of some cells.
  private func bowl(columns: Int = 16, rows: Int = 8) -> MapPicture {
    var field: [Double] = []
    for y in 0..<rows * 4 {
      for x in 0..<columns * 2 {
        let px = (Double(x) + 0.5) / Double(columns) - 1
        let py = (Double(y) + 0.5) / Double(rows * 2) - 1
        field.append(px * px + py * py)
      }
    }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: columns, rows: rows, field: field, scale: scale)
    return MapPicture(low: SIMD2(-1, -1), high: SIMD2(1, 1), terrain: terrain)
  }

  private func grid(_ map: MapPicture, glyphs: Glyphs = .unicode) -> Grid {
    var scene = Sheet(columns: map.terrain.columns, rows: map.terrain.rows, glyphs: glyphs)
    scene.add(
      map, at: CellRect(column: 0, row: 0, columns: map.terrain.columns, rows: map.terrain.rows))
    return scene.grid()
  }

  /// Heights from the middle of a row of cells downwards; above there is nothing.
  @Test func `on the border of what has a height a line does not paint the half that has none`() {
    let (columns, rows) = (24, 8)
    let field = (0..<rows * 4).flatMap { y in
      (0..<columns * 2).map { x in y < 6 ? .nan : Double(x * x) / 100 }
    }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: columns, rows: rows, field: field, scale: scale)
    let map = MapPicture(low: SIMD2(0, 0), high: SIMD2(1, 1), terrain: terrain)
    let grid = grid(map)
    // Somewhere on the border a contour line ends.
    #expect((0..<columns).contains { terrain.contours[columns + $0] != 0 })
    for column in 0..<columns {
      #expect(grid[column, 1].glyph == "▀" && grid[column, 1].ink == .background, "\(column)")
    }
  }

  @Test func `a path is a picture above the terrain`() {
    var map = bowl()
    map.trails = [
      TrailPicture(points: [SIMD2(-0.9, 0.9), SIMD2(-0.9, -0.9), SIMD2(0.9, -0.9)], index: 0)
    ]
    map.marks = [MapMark(.start, at: SIMD2(-0.9, 0.9)), MapMark(.minimum, at: SIMD2(0.01, 0.01))]
    let grid = grid(map)
    #expect(grid[0, 0].glyph == "○")
    #expect(grid[8, 3].glyph == "×")
    #expect(grid[15, 7].glyph == "●")
    for row in 1..<7 {
      guard case .trail(0, _) = grid[0, row].ink else {
        Issue.record("row \(row) lacks the path")
        return
      }
    }
    // The newest part is the brightest.
    guard case .trail(_, let old) = grid[0, 2].ink, case .trail(_, let new) = grid[13, 7].ink else {
      return
    }
    #expect(old >= new)
  }

  private func band(_ ink: Ink) -> Band? {
    if case .terrain(let ground) = ink { return ground.band }
    return nil
  }

  @Test(arguments: [[0, 1], [1, 0]])
  func `a path that goes straight is seen above one that fills the map`(order: [Int]) {
    var map = bowl()
    let wide = (0..<60).map { SIMD2(Double($0) / 40 - 0.8, $0.isMultiple(of: 2) ? 0.8 : -0.8) }
    let paths = [wide, [SIMD2(-0.8, 0.1), SIMD2(0.7, 0.1)]]
    map.trails = order.map { TrailPicture(points: paths[$0], index: $0) }
    let grid = grid(map)
    let straight = (0..<16).filter { column in
      (0..<8).contains { row in
        guard case .trail(1, _) = grid[column, row].ink else { return false }
        return true
      }
    }
    // From its start to the cell before its head, and above and below it the other.
    #expect(straight.count >= 11, "\(straight)")
    #expect(
      (0..<16).contains { column in
        guard case .trail(0, _) = grid[column, 1].ink else { return false }
        return true
      })
  }

  @Test func `the terrain is symmetric as the bowl is`() {
    let grid = grid(bowl())
    for row in 0..<4 {
      for column in 0..<8 {
        #expect(band(grid[column, row].paper) == band(grid[15 - column, row].paper))
      }
    }
    #expect(band(grid[7, 3].paper) == .lowest)
    #expect(band(grid[0, 0].paper) == Band(9))
  }

  @Test func `both halves of the cells beside a path are dimmed, and no others`() {
    // A field that is another in every half cell.
    let field = (0..<6400).map { (index: Int) -> Double in Double(index / 160 * 7 % 97) }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: 40, rows: 20, field: field, scale: scale)
    var map = MapPicture(low: SIMD2(0, 0), high: SIMD2(40, 20), terrain: terrain)
    map.trails = [TrailPicture(points: [SIMD2(5, 10.5), SIMD2(35, 10.5)], index: 0)]
    var grid = Grid(columns: 40, rows: 20)
    map.draw(on: &grid, at: CellRect(column: 0, row: 0, columns: 40, rows: 20), glyphs: .unicode)
    func shade(_ ink: Ink) -> UInt8? {
      switch ink {
      case .terrain(let ground), .contour(let ground): return ground.shade
      default: return nil
      }
    }
    let paths = (0..<20).filter { row in
      if case .trail = grid[20, row].ink { return true }
      return false
    }
    let top = paths.min() ?? 0
    for row in [top - 1, (paths.max() ?? 0) + 1] {
      #expect(shade(grid[20, row].paper) == 1)
      #expect(shade(grid[20, row].ink) ?? 1 == 1)
    }
    #expect(shade(grid[20, top].paper) == 2)
    #expect(shade(grid[20, top - 3].paper) == 0 && shade(grid[20, top - 3].ink) ?? 0 == 0)
  }

  @Test func `through the ground a path is felt, not seen`() {
    // A wall in front of half of a path.
    let field = (0..<25_600).map { (index: Int) -> Double in
      let row = index / 160
      return row > 90 && row < 110 ? 9 : 0
    }
    let scale = LevelScale(field: field, floor: 0, isLogarithmic: false)
    let terrain = Terrain(columns: 80, rows: 40, field: field, scale: scale)
    var map = MapPicture(low: SIMD2(-1, -1), high: SIMD2(1, 1), terrain: terrain)
    map.trails = [TrailPicture(points: [SIMD2(-0.9, 0.2), SIMD2(0.9, 0.2)], index: 0)]
    func dots(_ tilt: Double) -> (seen: Int, felt: Int) {
      var grid = Grid(columns: 100, rows: 40)
      ReliefPicture(map: map, turn: 0, tilt: tilt).draw(
        on: &grid, at: CellRect(column: 0, row: 0, columns: 100, rows: 40), glyphs: .unicode)
      var (seen, felt) = (0, 0)
      for cell in grid.cells where (0x2800..<0x2900).contains(cell.glyph.value) {
        let count = (cell.glyph.value - 0x2800).nonzeroBitCount
        if case .trail = cell.ink { seen += count }
        if case .ghost = cell.ink { felt += count }
      }
      return (seen, felt)
    }
    let above = dots(1.5)
    #expect(above.seen > 100 && above.felt == 0, "\(above)")
    let behind = dots(0.4)
    #expect(behind.seen == 0, "the wall hides it")
    #expect(behind.felt > 20 && Double(behind.felt) < 0.5 * 160, "one dot of three: \(behind)")
  }

  @Test func `a path that left shows an arrow on the border, a diverged one its mark`() {
    var map = bowl()
    map.trails = [TrailPicture(points: [SIMD2(0, 0), SIMD2(5, 0.01)], index: 1)]
    #expect(grid(map)[15, 3].glyph == "→")
    map.trails = [TrailPicture(points: [SIMD2(0, 0), SIMD2(0.5, 0.01)], index: 1, diverged: true)]
    #expect(grid(map)[12, 3].glyph == "✗")
  }

  @Test func `ASCII maps hold ASCII alone`() {
    var map = bowl()
    map.trails = [TrailPicture(points: [SIMD2(-0.9, 0.9), SIMD2(0.9, -0.9)], index: 0)]
    map.marks = [MapMark(.minimum, at: SIMD2(0, 0)), MapMark(.start, at: SIMD2(-0.9, 0.9))]
    #expect(grid(map, glyphs: .ascii).cells.allSatisfy { $0.glyph.isASCII })
  }

  @Test func `places without a height are blank`() {
    let field = [Double](repeating: .nan, count: 4 * 2 * 8)
    let scale = LevelScale(field: field, floor: nil, isLogarithmic: true)
    let terrain = Terrain(columns: 4, rows: 2, field: field, scale: scale)
    let map = MapPicture(low: SIMD2(0, 0), high: SIMD2(1, 1), terrain: terrain)
    #expect(grid(map).cells.allSatisfy { $0.glyph == " " && $0.paper == .background })
  }

  @Test(arguments: Theme.all.map(\.name), [ColorDepth.full, .indexed])
  func `a trail stands out from every band`(name: String, depth: ColorDepth) throws {
    let theme = try #require(Theme.named(name))
    var palette = Palette(theme: theme, depth: depth)
    for number in stride(from: 0, to: 250, by: 7) {
      let light = Double(number % 17) / 8 - 1
      let ground = Ground(height: Double(number) / 250, light: light).dithered(number, number / 4)
      for index in 0..<UInt8(Ink.trails) {
        for age in 0..<UInt8(Ink.ages) {
          let cell = Cell(
            "⣿", .trail(index, age: age), on: .terrain(ground.shaded(UInt8(number % 3))))
          let contrast: Double
          if depth == .full {
            let (ink, paper) = theme.colors(of: cell)
            contrast = ink.contrast(with: paper)
          } else {
            let colors = palette.colors(of: cell)
            contrast = Palette.color(colors.ink).contrast(with: Palette.color(colors.paper))
          }
          #expect(contrast >= 4.5, "trail \(index), age \(age), \(ground)")
        }
      }
    }
  }

  @Test func `levels rise, logarithmic or linear`() {
    let field = (0..<1000).map { Double($0 * $0) }
    for isLogarithmic in [true, false] {
      let scale = LevelScale(field: field, floor: 0, isLogarithmic: isLogarithmic)
      #expect(scale.levels.count == Band.count - 1)
      #expect(zip(scale.levels, scale.levels.dropFirst()).allSatisfy { $0 < $1 })
      for (band, level) in scale.levels.enumerated() {
        #expect(abs(scale.fraction(level) * Double(Band.count) - Double(band + 1)) < 1e-9)
      }
    }
  }

  @Test func `an outline of a bowl is one closed ring`() throws {
    let columns = 40
    let field = (0..<columns * columns).map { index -> Double in
      let x = Double(index % columns) - 19.5
      let y = Double(index / columns) - 19.5
      return -(x * x + y * y)
    }
    let isolines = Isolines(field: field, columns: columns, rows: columns)
    let loops = isolines.outlines(at: -100)
    let loop = try #require(loops.first)
    #expect(loops.count == 1)
    for point in loop {
      let fromCenter = point - SIMD2(20, 20)
      let radius = (fromCenter.x * fromCenter.x + fromCenter.y * fromCenter.y).squareRoot()
      #expect(abs(radius - 10) < 0.05)
    }
  }
}
