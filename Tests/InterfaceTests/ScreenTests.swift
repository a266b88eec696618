import Documents
import Drawing
import Landscapes
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct ScreenTests {
  private func opened() throws -> Model {
    let surface = try #require(Shipped.named("rosenbrock"))
    var model = try Model(race: .opening(on: surface), surfaces: Shipped.all)
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = 400
    return model
  }

  private func grid(_ model: Model, _ columns: Int, _ rows: Int) -> Grid {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: columns, rows: rows, memory: &memory).grid()
  }

  private static let layouts: [(Int, Int, Int, Int, Int, Int)] = [
    // columns, rows, racers → panels, map columns, map rows
    (80, 24, 3, 3, 26, 14), (168, 48, 3, 3, 55, 31), (168, 48, 8, 8, 41, 14),
    (80, 24, 4, 1, 80, 14), (120, 40, 3, 3, 39, 25), (80, 24, 1, 1, 80, 14),
  ]

  @Test(arguments: layouts)
  func `panels are laid out as the design says`(
    columns: Int, rows: Int, racers: Int, panels: Int, width: Int, height: Int
  ) throws {
    let layout = try #require(
      Layout(columns: columns, rows: rows, racers: racers, oneMap: false))
    #expect(layout.panels.count == panels)
    #expect(layout.panels[0].map.columns == width)
    #expect(layout.panels[0].map.rows == height)
  }

  @Test func `nothing overlaps and nothing sticks out, at any size`() throws {
    for columns in stride(from: 40, through: 220, by: 9) {
      for rows in stride(from: 14, through: 70, by: 5) {
        for racers in 1...8 {
          let layout = try #require(
            Layout(columns: columns, rows: rows, racers: racers, oneMap: false))
          var covered = Set<CellPoint>()
          let rects =
            [layout.status, layout.keys, layout.chart]
            + layout.panels.flatMap { [$0.title, $0.map, $0.footer] }
          for rect in rects {
            #expect(rect.endColumn <= columns && rect.endRow <= rows)
            for row in rect.row..<rect.endRow {
              for column in rect.column..<rect.endColumn {
                #expect(covered.insert(CellPoint(column, row)).inserted)
              }
            }
          }
        }
      }
    }
  }

  @Test(arguments: [(168, 48), (120, 40), (80, 24)])
  func `the opening screen names everything`(columns: Int, rows: Int) throws {
    let text = grid(try opened(), columns, rows).text
    for word in ["ravine", "Rosenbrock", "Momentum", "Nesterov", "Adam", "400/400", "quit", "loss"]
    {
      #expect(text.contains(word), "\(word) at \(columns)×\(rows)")
    }
    let isNarrow = columns < 100
    #expect(text.contains(isNarrow ? "Momentum β .9 η .001" : "β 0.9  η 0.001"))
    #expect(text.contains(isNarrow ? "Adam β .9 γ .999 η .3" : "β 0.9  γ 0.999  η 0.3"))
  }

  @Test func `each panel shows loss, gradient and what the run is doing`() throws {
    let text = grid(try opened(), 168, 48).text
    #expect(text.contains("loss 0.00385   |∇f| 0.0528   going"))
    #expect(text.contains("loss 0.016   |∇f| 0.134   going"))
    let narrow = grid(try opened(), 80, 24).text
    #expect(narrow.contains("0.0039 |∇f| 0.053 going"))
  }

  @Test func `any size composes, from one cell on`() throws {
    let model = try opened()
    for columns in [1, 2, 5, 13, 39, 40, 41, 79, 500] {
      for rows in [1, 2, 3, 13, 14, 15, 23, 200] {
        let grid = grid(model, columns, rows)
        #expect(grid.cells.count == columns * rows)
        if columns < 40 || rows < 14, columns >= 19, rows >= 2 {
          #expect(grid.text.contains("ravine needs 40×14"))
        }
      }
    }
  }

  @Test func `every cell holds one printable character of width one`() throws {
    for name in Shipped.stems {
      let surface = try #require(Shipped.named(name))
      var race = Race(surface: surface, racers: Race.opening(on: surface).racers)
      try race.settleRates()
      let model = try Model(race: race, surfaces: [])
      #expect(grid(model, 100, 30).cells.allSatisfy { GlyphWidth.isPrintable($0.glyph) })
    }
  }

  @Test func `a circle stays a circle`() throws {
    let model = try opened()
    let view = model.screen.shownView(columns: 55, rows: 31)
    #expect(abs(view.size.x / 55 - view.size.y / 62) < 1e-12)
    #expect(view.low.x <= -2 && view.high.x >= 2 && view.low.y <= -1 && view.high.y >= 3)
  }

  @Test func `the memory of terrains changes nothing`() throws {
    var memory = TerrainMemory()
    var model = try opened()
    for key in ["b", "z", "S", "L", "u", "m"] {
      _ = model.press(key)
      let warm = Screen.sheet(of: model, columns: 90, rows: 28, memory: &memory).grid()
      #expect(warm == grid(model, 90, 28), "\(key)")
    }
  }
}
