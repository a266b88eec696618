extension SvgWriter {
  /// A chart as polylines.
  func draw(_ chart: ChartPicture, _ rect: CellRect) -> [String] {
    let bar = CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
    var lines = [box(rect, theme.background), box(bar, theme.bar)]
    lines += draw(
      TextPicture(
        GlyphWidth.fitted(chart.title, to: rect.columns - 2),
        at: CellPoint(rect.column + 1, rect.row), .text))
    for piece in chart.readouts(columns: rect.columns, glyphs: scene.glyphs) {
      lines += draw(
        TextPicture(
          piece.text, at: CellPoint(rect.column + piece.column, rect.row),
          .trail(UInt8(piece.index % Ink.trails), age: 0)))
    }
    let corner = SIMD2(Double(rect.column + ChartPicture.margin), Double(rect.row + 1)) * cell
    let size =
      SIMD2(
        Double(rect.columns - ChartPicture.margin - 1),
        Double(rect.rows - 1 - (chart.showsSteps(rect.rows) ? 1 : 0))) * cell - SIMD2(0, 8)
    let range = chart.range
    func place(_ step: Double, _ height: Double) -> SIMD2<Double> {
      let share = chart.fraction(step: step, height: height, in: range)
      return corner + SIMD2(0, 4) + SIMD2(share.x, min(max(share.y, 0), 1)) * size
    }
    let rule = theme.faint.hex
    lines.append(
      "<path stroke=\"\(rule)\" d=\"M\(points([corner, corner + SIMD2(0, size.y + 8)]))\"/>")
    for tick in chart.ticks(count: max(2, (rect.rows - 1) / 2), in: range) {
      let at = place(0, tick.value)
      lines.append(
        "<text x=\"\(number(at.x - 8))\" y=\"\(number(min(at.y + 5, Double(rect.endRow) * cell.y - 2)))\" text-anchor=\"end\" "
          + "fill=\"\(theme.dim.hex)\" font-size=\"14\">\(tick.label)</text>")
      lines.append("<path stroke=\"\(rule)\" d=\"M\(points([at - SIMD2(5, 0), at]))\"/>")
    }
    if chart.showsSteps(rect.rows) {
      let y = number(Double(rect.endRow) * cell.y - 5)
      for tick in chart.stepTicks(columns: rect.columns) {
        lines.append(
          "<text x=\"\(number(min(place(tick.value, 0).x, Double(rect.endColumn) * cell.x - 16)))\" y=\"\(y)\" "
            + "text-anchor=\"middle\" "
            + "fill=\"\(theme.dim.hex)\" font-size=\"14\">\(tick.label)</text>")
      }
    }
    let x = place(Double(chart.cursor), 0).x
    lines.append(
      "<path stroke=\"\(rule)\" stroke-dasharray=\"2 4\" "
        + "d=\"M\(points([SIMD2(x, corner.y), SIMD2(x, corner.y + size.y + 8)]))\"/>")
    for series in chart.series {
      let age = series.isBranch ? UInt8(Ink.ages - 1) : 0
      let color = theme.color(of: .trail(UInt8(series.index % Ink.trails), age: age)).hex
      let dashes = series.isBranch ? " stroke-dasharray=\"7 5\"" : ""
      let (pieces, exits) = chart.pieces(of: series, in: range)
      for exit in exits {
        let at = corner + SIMD2(exit.place * size.x, exit.isUp ? 16 : size.y + 8)
        let glyph = scene.glyphs.arrow(SIMD2(0, exit.isUp ? 1 : -1))
        lines.append(
          "<text x=\"\(number(at.x))\" y=\"\(number(at.y))\" text-anchor=\"middle\" "
            + "font-weight=\"bold\" fill=\"\(color)\">\(glyph)</text>")
      }
      for piece in pieces where piece.count > 1 {
        let line = piece.map { corner + SIMD2(0, 4) + $0 * size }
        lines.append(
          "<path fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" stroke-linejoin=\"round\"\(dashes) "
            + "d=\"M\(points(line))\"/>")
      }
    }
    return lines
  }
}
