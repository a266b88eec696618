extension SvgWriter {
  /// A chart as polylines.
  func draw(_ chart: ChartPicture, _ rect: CellRect) -> [Markup] {
    let bar = CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
    var pieces = [box(rect, theme.background), box(bar, theme.bar)]
    pieces += draw(
      TextPicture(
        chart.heading(columns: rect.columns, glyphs: sheet.glyphs),
        at: CellPoint(rect.column + 1, rect.row), .text))
    for piece in chart.readouts(columns: rect.columns, glyphs: sheet.glyphs) {
      pieces += atTheEnd(
        draw(
          TextPicture(
            piece.text, at: CellPoint(rect.column + piece.column, rect.row),
            .trail(UInt8(piece.index % Ink.trails), age: 0))))
    }
    let corner = SIMD2(Double(rect.column + ChartPicture.margin), Double(rect.row + 1)) * cell
    let size =
      SIMD2(
        Double(rect.columns - ChartPicture.margin - 1),
        Double(rect.rows - 1 - (chart.showsSteps(rect.rows) ? 1 : 0))) * cell - SIMD2(0, 8)
    let range = chart.range
    func place(_ fraction: SIMD2<Double>) -> SIMD2<Double> {
      corner + SIMD2(0, 4) + fraction * size
    }
    /// A place of a band, which ends at the border of the chart.
    func within(_ step: Double, _ height: Double) -> SIMD2<Double> {
      let fraction = chart.fraction(step: step, height: height, in: range)
      return place(SIMD2(fraction.x, min(max(fraction.y, 0), 1)))
    }
    func rule(_ ends: [SIMD2<Double>], dashes: String? = nil) -> Markup {
      stroke("M\(points(ends))", theme.faint, width: "1", dashes: dashes)
    }
    let foot = corner.y + size.y + 8
    pieces.append(rule([corner, SIMD2(corner.x, foot)]))
    for tick in chart.ticks(count: max(2, (rect.rows - 1) / 2), in: range) {
      let at = place(chart.fraction(step: 0, height: tick.value, in: range))
      let y = min(at.y + 5, Double(rect.endRow) * cell.y - 2)
      pieces.append(
        label(tick.label, at: SIMD2(at.x - 8, y), theme.dim, size: "14", anchor: "end"))
      pieces.append(rule([at - SIMD2(5, 0), at]))
    }
    if chart.showsSteps(rect.rows) {
      let y = Double(rect.endRow) * cell.y - 5
      for tick in chart.stepTicks(columns: rect.columns) {
        let x = place(chart.fraction(step: tick.value, height: 0, in: range)).x
        pieces.append(
          label(
            tick.label, at: SIMD2(min(x, Double(rect.endColumn) * cell.x - 16), y), theme.dim,
            size: "14", anchor: "middle"))
      }
    }
    for spread in chart.spreads {
      let color = theme.color(of: .trail(UInt8(spread.index % Ink.trails), age: 0))
      pieces += bands(chart.bands(of: spread, in: range), color, place: within)
    }
    for series in chart.series {
      let age = series.isDashed ? UInt8(Ink.ages - 1) : 0
      let color = theme.color(of: .trail(UInt8(series.index % Ink.trails), age: age))
      if series.isBars {
        let width = max(1, size.x / chart.span / 2)
        for bar in chart.bars(of: series, in: range) {
          let ends = "M\(points([place(bar.foot), place(bar.top)]))"
          pieces.append(
            stroke(ends, color, width: number(width), opacity: series.isDashed ? "0.45" : nil))
        }
        continue
      }
      let envelope = chart.envelope(of: series, in: range, on: size / 2)
      pieces += bands(
        envelope.bands.filter { $0.step <= Double(chart.cursor) }, color, place: within)
      let (played, coming) = chart.parts(of: envelope.line)
      let (lines, exits) = chart.pieces(of: played, in: range)
      for line in chart.pieces(of: coming, in: range).lines where line.count > 1 {
        pieces.append(
          stroke("M\(points(line.map(place)))", color, width: "1", opacity: "0.45", isRound: true))
      }
      for line in lines where line.count > 1 {
        pieces.append(
          stroke(
            "M\(points(line.map(place)))", color, width: "2",
            dashes: series.isDashed ? "7 5" : nil, isRound: true))
      }
      for exit in exits {
        let at = SIMD2(corner.x + exit.place * size.x, exit.isUp ? corner.y + 16 : foot)
        let glyph = sheet.glyphs.arrow(SIMD2(0, exit.isUp ? 1 : -1))
        pieces.append(label(String(glyph), at: at, color, anchor: "middle", isBold: true))
      }
    }
    let x = place(chart.fraction(step: Double(chart.cursor), height: 0, in: range)).x
    pieces.append(
      motion(
        of: rule([SIMD2(x, corner.y), SIMD2(x, foot)], dashes: "2 4"),
        over: (corner, SIMD2(corner.x + size.x, foot)), chart))
    for limit in chart.limits {
      guard let share = chart.share(of: limit, in: range) else { continue }
      let color = theme.color(of: .trail(UInt8(limit.index % Ink.trails), age: 0))
      let ends = [place(SIMD2(0, share)), place(SIMD2(1, share))]
      let rule = stroke("M\(points(ends))", color, width: "1.5", dashes: "2 6")
      let words = label(
        limit.label, at: ends[0] + SIMD2(6, -6), color, size: "14", halo: theme.background)
      // Where its lines come to rest is what is asked.
      pieces += atTheEnd([rule, words])
    }
    return pieces
  }

  /// The bands in which a line swings, lightly, a shape for each stretch without a gap.
  private func bands(
    _ bands: [Envelope.Band], _ color: RGB, place: (Double, Double) -> SIMD2<Double>
  ) -> [Markup] {
    var stretches: [[Envelope.Band]] = []
    for band in bands {
      if let last = stretches.last?.last, band.step - last.step < 2.5 {
        stretches[stretches.count - 1].append(band)
      } else {
        stretches.append([band])
      }
    }
    return stretches.filter { $0.count > 1 }.map { stretch in
      let outline =
        stretch.map { place($0.step, $0.high) } + stretch.reversed().map { place($0.step, $0.low) }
      return Markup(
        "path",
        ["fill": color.hex, "fill-opacity": "0.22", "d": "M\(points(outline))Z"])
    }
  }
}
