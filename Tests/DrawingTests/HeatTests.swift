import Testing

@testable import Drawing

/// Tiles in cells.
struct HeatTests {
  /// Three by four tiles, each of a level of its own, and a grid with as many columns and half as many rows for them.
  private func drawn(_ glyphs: Glyphs) -> (picture: HeatPicture, grid: Grid, plot: CellRect) {
    let picture = HeatPicture(
      title: "tiles", columns: 3, tiles: (0..<12).map { .level((Double($0) + 0.5) / 12) },
      across: ("x", []), up: ("y", []))
    let rect = CellRect(column: 0, row: 0, columns: 3 + HeatPicture.margin + 1, rows: 4)
    // Wide enough for tiles: three times as many columns.
    let wide = CellRect(column: 0, row: 0, columns: rect.columns + 6, rows: rect.rows)
    var grid = Grid(columns: wide.columns, rows: wide.rows)
    picture.draw(on: &grid, at: wide, glyphs: glyphs)
    return (picture, grid, HeatPicture.plot(in: wide))
  }

  @Test func `two rows of tiles stand in a cell, the upper one above`() {
    let (picture, grid, plot) = drawn(Glyphs(isUnicode: true, hasHalves: true))
    #expect(plot.columns == 9 && plot.rows == 2)
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        let cell = grid[plot.column + column, plot.row + row]
        // From the bottom: row 3 is the highest.
        let upper = picture.tiles[(3 - 2 * row) * 3 + column / 3]
        let lower = picture.tiles[(2 - 2 * row) * 3 + column / 3]
        #expect(cell == Cell("▀", .heat(upper.heat), on: .heat(lower.heat)))
        #expect(upper.heat != lower.heat)
      }
    }
  }
}
