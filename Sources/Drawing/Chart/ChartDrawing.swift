extension ChartPicture {
  /// The width of the numbers at the left.
  static let margin = 7

  /// Draws title, axes and lines into a rectangle of cells.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    guard rect.rows > 1, rect.columns > ChartPicture.margin + 4 else { return }
    grid.fill(rect, .background)
    grid.fill(CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), .bar)
    grid.write(
      heading(columns: rect.columns, glyphs: glyphs), at: CellPoint(rect.column + 1, rect.row),
      .text, on: .bar)
    for piece in readouts(columns: rect.columns, glyphs: glyphs) {
      grid.write(
        piece.text, at: CellPoint(rect.column + piece.column, rect.row),
        .trail(UInt8(piece.index % Ink.trails), age: 0), on: .bar)
    }
    let plot = CellRect(
      column: rect.column + ChartPicture.margin, row: rect.row + 1,
      columns: rect.columns - ChartPicture.margin - 1,
      rows: rect.rows - 1 - (showsSteps(rect.rows) ? 1 : 0))
    if showsSteps(rect.rows) { drawSteps(on: &grid, at: plot) }
    // Empty cells have the ink of the playhead: where it moves no colour has to be sent.
    for row in plot.row..<plot.endRow {
      for column in plot.column..<plot.endColumn {
        grid[column, row] = Cell(" ", .dim, on: .background)
      }
    }
    let range = range
    drawAxis(on: &grid, at: plot, glyphs: glyphs, range)
    var canvas = DotCanvas(columns: plot.columns, rows: plot.rows)
    let scale = SIMD2(Double(canvas.width - 1), Double(canvas.height - 1))
    var exits: [(exit: Exit, ink: Ink)] = []
    var bands = DotCanvas(columns: plot.columns, rows: plot.rows)
    var ahead = DotCanvas(columns: plot.columns, rows: plot.rows)
    for spread in spreads {
      let quiet = Ink.ghost(UInt8(spread.index % Ink.trails))
      for band in self.bands(of: spread, in: range) {
        let low = fraction(step: band.step, height: band.low, in: range)
        let high = fraction(step: band.step, height: band.high, in: range)
        bands.line(from: low * scale + 0.5, to: high * scale + 0.5, quiet)
      }
    }
    for line in series {
      let ink = Ink.trail(
        UInt8(line.index % Ink.trails), age: line.isDashed ? UInt8(Ink.ages - 1) : 0)
      let quiet = Ink.ghost(UInt8(line.index % Ink.trails))
      if line.isBars {
        let bars = bars(of: line, in: range)
        // Bars beside a line stand behind it.
        if line.isDashed {
          draw(bars, on: &bands, scale, quiet)
        } else {
          draw(bars, on: &canvas, scale, ink)
        }
        continue
      }
      let envelope = envelope(of: line, in: range, on: scale)
      for band in envelope.bands where band.step <= Double(cursor) {
        let low = fraction(step: band.step, height: band.low, in: range)
        let high = fraction(step: band.step, height: band.high, in: range)
        bands.line(from: low * scale + 0.5, to: high * scale + 0.5, quiet)
      }
      var dash = line.isDashed ? Dash() : nil
      let (played, coming) = parts(of: envelope.line)
      let (pieces, ends) = pieces(of: played, in: range)
      draw(pieces, on: &canvas, scale, ink, dash: &dash)
      exits += ends.map { ($0, ink) }
      var dots = Dash?.none
      draw(self.pieces(of: coming, in: range).lines, on: &ahead, scale, quiet, dash: &dots)
    }
    for layer in [ahead, bands, canvas] {
      layer.put(on: &grid, at: plot, glyph: glyphs.dots) { _, _ in .background }
    }
    for (exit, ink) in exits {
      // A line that leaves is marked where it does, so that its end is not taken for a height.
      let column = plot.column + Int(exit.place * Double(plot.columns * 2 - 1)) / 2
      let row = exit.isUp ? plot.row : plot.endRow - 1
      grid[column, row] = Cell(
        glyphs.arrow(SIMD2(0, exit.isUp ? 1 : -1)), ink, on: .background, bold: true)
    }
    drawCursor(on: &grid, at: plot, glyphs: glyphs)
    drawLimits(on: &grid, at: plot, glyphs: glyphs, range)
    drawHeads(on: &grid, at: plot, glyphs: glyphs, range)
  }

  private func draw(
    _ bars: [(foot: SIMD2<Double>, top: SIMD2<Double>)], on canvas: inout DotCanvas,
    _ scale: SIMD2<Double>, _ ink: Ink
  ) {
    var whole = Dash?.none
    // As wide as leaves a gap between them.
    let width = wholeNumber(scale.x / span / 2, in: 1...8)
    for bar in bars {
      for offset in 0..<width {
        let aside = SIMD2(Double(offset) + 0.5, 0.5)
        canvas.line(
          from: bar.foot * scale + aside, to: bar.top * scale + aside, ink, dash: &whole)
      }
    }
  }

  /// What was played and what is still to come of a line; both have the place at the cursor.
  func parts(of line: [Envelope.Place]) -> (
    played: [Envelope.Place], coming: [Envelope.Place]
  ) {
    guard !isPlayedWhole else { return (line, []) }
    let end = line.firstIndex { $0.step > Double(cursor) } ?? line.count
    return (Array(line[..<end]), end < line.count ? Array(line[max(0, end - 1)...]) : [])
  }

  private func draw(
    _ pieces: [[SIMD2<Double>]], on canvas: inout DotCanvas, _ scale: SIMD2<Double>, _ ink: Ink,
    dash: inout Dash?
  ) {
    for piece in pieces {
      for (index, point) in piece.enumerated() {
        canvas.line(
          from: piece[max(0, index - 1)] * scale + 0.5, to: point * scale + 0.5, ink, dash: &dash)
      }
    }
  }

  /// The head of each line where it stands at the cursor.
  private func drawHeads(
    on grid: inout Grid, at plot: CellRect, glyphs: Glyphs, _ range: Range
  ) {
    guard cursor > 0 else { return }
    for line in series where !line.isDashed {
      let cursor = line.head ?? self.cursor
      guard let value = line.values.last(where: { $0.step <= cursor }), value.step == cursor else {
        continue
      }
      let place = fraction(step: Double(cursor), height: height(value.height), in: range)
      guard (0...1).contains(place.x), (0...1).contains(place.y) else { continue }
      let column = plot.column + Int(place.x * Double(plot.columns * 2 - 1)) / 2
      let row = plot.row + Int((place.y * Double(plot.rows * 4 - 1) + 0.5) / 4)
      grid[column, min(row, plot.endRow - 1)] = Cell(
        glyphs.head(line.index), .trail(UInt8(line.index % Ink.trails), age: 0), on: .background,
        bold: true)
    }
  }

  /// Whether there is room for the numbers of the horizontal axis.
  func showsSteps(_ rows: Int) -> Bool { rows >= 8 && lastStep > 0 }

  /// The numbers of the horizontal axis.
  func stepTicks(columns: Int) -> [Tick] {
    guard labels.isEmpty else {
      return labels.map { Tick(value: Double($0.step), label: $0.text) }
    }
    let unit = Double(unit)
    return Ticks.round(
      from: Double(firstStep) / unit, to: Double(lastStep) / unit, count: max(2, columns / 14)
    )
    .map { Tick(value: $0.value * unit, label: $0.label) }
    .filter { unit > 1 || $0.value == $0.value.rounded() }
  }

  private func drawSteps(on grid: inout Grid, at plot: CellRect) {
    for tick in stepTicks(columns: plot.columns) {
      let share = share(of: tick.value)
      let middle = plot.column + Int(share * Double(plot.columns - 1))
      let column = min(middle - tick.label.count / 2, plot.endColumn - tick.label.count)
      grid.write(tick.label, at: CellPoint(max(column, plot.column - 1), plot.endRow), .dim)
    }
  }

  /// The title up to its scale.
  private var shortTitle: String { String(title.prefix { $0 != "," && $0 != ":" }) }

  /// As much of the title as the quantities leave room for.
  func heading(columns: Int, glyphs: Glyphs) -> String {
    let first = readouts(columns: columns, glyphs: glyphs).map(\.column).min() ?? columns
    let room = min(columns - 2, first - 3)
    guard GlyphWidth.cells(title) > room else { return title }
    return GlyphWidth.fitted(first == columns ? title : shortTitle, to: max(0, room))
  }

  /// The quantities at the cursor, at the right of the heading, as many as there is room for.
  func readouts(columns: Int, glyphs: Glyphs) -> [(text: String, column: Int, index: Int)] {
    let told = series.filter { !$0.readout.isEmpty }
    var words = told.map { (text: "\(glyphs.head($0.index)) \($0.readout)", index: $0.index) }
    let least = columns - 1 - GlyphWidth.cells(title) - 4
    var shown = words
    var gap = 3
    func width() -> Int {
      let rest = words.count - shown.count
      return shown.reduce(rest > 0 ? GlyphWidth.cells("+\(rest)") : -gap) {
        $0 + GlyphWidth.cells($1.text) + gap
      }
    }
    if width() > least {
      words = told.map { line in
        let number = line.shortReadout.isEmpty ? line.readout : line.shortReadout
        return ("\(glyphs.head(line.index)) \(number)", line.index)
      }
      (shown, gap) = (words, 2)
    }
    // A title that is cut still says what it is. The first numbers stay where not all have room, and the
    // rest are counted.
    let room = max(least, columns - 1 - GlyphWidth.cells(shortTitle) - 4)
    while !shown.isEmpty, width() > room { shown.removeLast() }
    let rest = words.count - shown.count
    if rest > 0, !shown.isEmpty { shown.append(("+\(rest)", words[shown.count].index)) }
    var column = columns - 1
    var pieces: [(text: String, column: Int, index: Int)] = []
    for word in shown.reversed() {
      column -= GlyphWidth.cells(word.text)
      pieces.append((word.text, column, word.index))
      column -= gap
    }
    return pieces
  }

  /// Limits where no line is, and their words beside them where nothing else stands.
  private func drawLimits(
    on grid: inout Grid, at plot: CellRect, glyphs: Glyphs, _ range: Range
  ) {
    for limit in limits {
      guard let share = share(of: limit, in: range) else { continue }
      let ink = Ink.trail(UInt8(limit.index % Ink.trails), age: UInt8(Ink.ages - 1))
      let row = plot.row + min(plot.rows - 1, Int((share * Double(plot.rows * 4 - 1) + 0.5) / 4))
      let rule: Unicode.Scalar = glyphs.isUnicode ? "╌" : "-"
      for column in plot.column..<plot.endColumn where grid[column, row].glyph == " " {
        grid[column, row] = Cell(rule, ink, on: .background)
      }
      let label = GlyphWidth.fitted(limit.label, to: plot.columns / 2)
      grid.write(
        label, at: place(of: GlyphWidth.cells(label), beside: row, on: grid, at: plot),
        .trail(UInt8(limit.index % Ink.trails), age: 0), on: .background)
    }
  }

  /// Where words of some columns stand above or below a row without covering a line, from the left, where most lines are
  /// yet far from their limit; at the left end where there is no such place.
  private func place(
    of columns: Int, beside row: Int, on grid: Grid, at plot: CellRect
  ) -> CellPoint {
    let rows = [row - 1, row + 1].filter { (plot.row..<plot.endRow).contains($0) }
    // A line is hard to follow where words touch it.
    for column in plot.column..<max(plot.column + 1, plot.endColumn - columns - 1) {
      for row in rows
      where (column...column + columns).allSatisfy({ grid[$0, row].glyph == " " }) {
        return CellPoint(column + 1, row)
      }
    }
    return CellPoint(plot.column + 1, rows.first ?? row)
  }

  private func drawAxis(
    on grid: inout Grid, at plot: CellRect, glyphs: Glyphs, _ range: Range
  ) {
    let rule: Unicode.Scalar = glyphs.isUnicode ? "│" : "|"
    let joint: Unicode.Scalar = glyphs.isUnicode ? "┤" : "+"
    for row in plot.row..<plot.endRow {
      grid[plot.column - 1, row] = Cell(rule, .faint, on: .background)
    }
    for tick in ticks(count: max(2, plot.rows / 3), in: range) {
      let share = fraction(step: 0, height: tick.value, in: range).y
      let row =
        plot.row + wholeNumber((share * Double(plot.rows * 4 - 1) + 0.5) / 4, in: -1...plot.rows)
      guard row >= plot.row, row < plot.endRow else { continue }
      // A number that is cut would be another number.
      let label = tick.label
      guard GlyphWidth.cells(label) <= ChartPicture.margin - 2 else { continue }
      let column = plot.column - 1 - label.count
      grid.write(label, at: CellPoint(column, row), .dim)
      grid[plot.column - 1, row] = Cell(joint, .faint, on: .background)
    }
  }

  private func drawCursor(on grid: inout Grid, at plot: CellRect, glyphs: Glyphs) {
    guard lastStep > 0, cursor <= lastStep else { return }
    let share = share(of: Double(cursor))
    let column = plot.column + Int((share * Double(plot.columns * 2 - 1)) / 2)
    let rule: Unicode.Scalar = glyphs.isUnicode ? "│" : "|"
    for row in plot.row..<plot.endRow where grid[column, row].glyph == " " {
      grid[column, row] = Cell(rule, .dim, on: .background)
    }
  }
}
