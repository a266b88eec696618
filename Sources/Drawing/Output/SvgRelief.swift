extension SvgWriter {
  /// The relief as it stands in cells: runs of one colour, and dots for the paths.
  func draw(_ relief: ReliefPicture, _ rect: CellRect) -> [Markup] {
    let grid = relief.grid(columns: rect.columns, rows: rect.rows)
    let corner = SIMD2(Double(rect.column), Double(rect.row)) * cell
    var runs: [Markup] = []
    func half(_ column: Int, _ row: Int) -> Ink {
      let cell = grid[column, row / 2]
      return row % 2 == 0 && cell.glyph == "▀" ? cell.ink : cell.paper
    }
    for row in 0..<rect.rows * 2 {
      var column = 0
      while column < rect.columns {
        let ink = half(column, row)
        let start = column
        while column < rect.columns, half(column, row) == ink { column += 1 }
        guard ink != .background else { continue }
        runs.append(
          Markup(
            "rect",
            [
              "x": number(corner.x + Double(start) * cell.x),
              "y": number(corner.y + Double(row) * cell.y / 2),
              "width": number(Double(column - start) * cell.x), "height": number(cell.y / 2),
              "fill": theme.color(of: ink).hex,
            ]))
      }
    }
    var pieces = [Markup("g", ["shape-rendering": "crispEdges"], runs)]
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let content = grid[column, row]
        guard content.glyph != " ", content.glyph != "▀" else { continue }
        let at = corner + SIMD2(Double(column), Double(row)) * cell + SIMD2(0, 15)
        pieces.append(label(String(content.glyph), at: at, theme.color(of: content.ink)))
      }
    }
    return pieces
  }
}
