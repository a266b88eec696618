import Documents
import Testing

@testable import Drawing

/// Heights that are written on contour lines.
struct LevelLabelTests {
  private func terrain(
    columns: Int = 60, rows: Int = 24, _ height: (Double, Double) -> Double
  ) -> Terrain {
    let (width, tall) = (columns * 2, rows * 4)
    let field = (0..<width * tall).map { index in
      height(
        (Double(index % width) + 0.5) / Double(width) * 4 - 2,
        2 - (Double(index / width) + 0.5) / Double(tall) * 4)
    }
    return Terrain(
      columns: columns, rows: rows, field: field,
      scale: LevelScale(field: field, floor: nil, isLogarithmic: false))
  }

  private static let surfaces: [@Sendable (Double, Double) -> Double] = [
    { $0 * $0 + $1 * $1 }, { $1 }, { $0 * $1 }, { $0 * $0 + 20 * $1 * $1 },
    { 5 - $1 * $1 + $0 / 3 },
  ]

  /// Where heights are known beside it a number is no more than the line it stands on.
  @Test(arguments: surfaces.indices)
  func `a number is the height of the line it stands on`(_ index: Int) throws {
    let terrain = terrain(LevelLabelTests.surfaces[index])
    #expect(!terrain.levelLabels.isEmpty)
    let width = terrain.columns * 2
    for label in terrain.levelLabels {
      let level = try #require(
        terrain.scale.levels.first { brief($0, digits: 2) == label.text }, "\(label)")
      // Under the label there are heights on both sides of it.
      var sides = Set<Bool>()
      for y in label.row * 4..<label.row * 4 + 4 {
        for x in label.column * 2..<(label.column + label.text.count) * 2 {
          sides.insert(terrain.field[y * width + x] >= level)
        }
      }
      #expect(sides.count == 2, "\(label)")
    }
  }

  @Test func `numbers keep apart from each other and from the borders`() {
    for surface in LevelLabelTests.surfaces {
      let labels = terrain(surface).levelLabels
      for (place, label) in labels.enumerated() {
        #expect(label.column >= 8 && label.column + label.text.count < 60)
        #expect(label.row >= 1 && label.row < 22)
        for other in labels[(place + 1)...] where abs(other.row - label.row) <= 1 {
          let gap =
            label.column < other.column
            ? other.column - label.column - label.text.count
            : label.column - other.column - other.text.count
          #expect(gap > 3, "\(label) \(other)")
        }
      }
    }
    #expect(terrain(columns: 12, rows: 4) { $0 + $1 }.levelLabels.isEmpty)
  }

  @Test func `a path or a mark takes the number away, it does not cut it`() throws {
    let terrain = terrain { $0 * $0 + $1 * $1 }
    let label = try #require(terrain.levelLabels.first)
    var map = MapPicture(low: SIMD2(-2, -2), high: SIMD2(2, 2), terrain: terrain, showsTicks: true)
    func text(_ map: MapPicture) -> String {
      var grid = Grid(columns: 60, rows: 24)
      map.draw(
        on: &grid, at: CellRect(column: 0, row: 0, columns: 60, rows: 24), glyphs: .unicode)
      let cells = Array(grid.row(label.row))[label.column..<label.column + label.text.count]
      return String(String.UnicodeScalarView(cells.map(\.glyph)))
    }
    #expect(text(map) == label.text)
    let middle = SIMD2(
      (Double(label.column) + 0.5) / 60 * 4 - 2, 2 - (Double(label.row) + 0.5) / 24 * 4)
    map.marks = [MapMark(.saddle, at: middle)]
    #expect(!text(map).contains { $0.isNumber })
    map.marks = []
    map.trails = [TrailPicture(points: [middle - SIMD2(0, 1), middle + SIMD2(0, 1)], index: 0)]
    #expect(!text(map).contains { $0.isNumber })
  }
}
