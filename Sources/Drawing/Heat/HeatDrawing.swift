extension HeatPicture {
  /// Draws title, axes, tiles, marks and legend into a rectangle of cells.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    grid.writeHeading(title, at: rect, glyphs)
    let plot = HeatPicture.plot(in: rect)
    guard plot.columns > 3, plot.rows > 0 else { return }
    drawTiles(on: &grid, at: plot, glyphs)
    drawAxes(on: &grid, at: plot, glyphs)
    drawCurves(on: &grid, at: plot, glyphs)
    for mark in marks {
      let column =
        plot.column + wholeNumber(mark.place.x * Double(plot.columns), in: 0...plot.columns - 1)
      let row =
        plot.row + wholeNumber((1 - mark.place.y) * Double(plot.rows), in: 0...plot.rows - 1)
      let isInside = (0...1).contains(mark.place.x) && (0...1).contains(mark.place.y)
      // What lies beyond an end is pointed at.
      let glyph = isInside ? mark.glyph(glyphs) : glyphs.arrow(mark.place - 0.5)
      let isStrong = isInside && tile(at: mark.place).isStrong
      grid[column, row] = Cell(
        glyph, isStrong ? .background : .strong, on: .heat(tile(at: mark.place).heat), bold: true)
    }
    let beside = plot.endColumn + 2
    if rect.endColumn - beside >= HeatPicture.legendWidth - 2 {
      drawLegend(
        on: &grid,
        at: CellRect(
          column: beside, row: plot.row, columns: rect.endColumn - beside, rows: rect.rows - 1),
        glyphs)
    }
  }

  private func drawTiles(on grid: inout Grid, at plot: CellRect, _ glyphs: Glyphs) {
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        let x = (Double(column) + 0.5) / Double(plot.columns)
        let y = 1 - (Double(row) + 0.5) / Double(plot.rows)
        let half = 0.25 / Double(plot.rows)
        let (upper, lower) = (tile(at: SIMD2(x, y + half)), tile(at: SIMD2(x, y - half)))
        let cell: Cell
        if glyphs.hasHalves {
          cell =
            upper.heat == lower.heat
            ? Cell(" ", .text, on: .heat(upper.heat))
            : Cell("▀", .heat(upper.heat), on: .heat(lower.heat))
        } else {
          cell = Cell(
            lower.sign, lower.isStrong ? .background : .text, on: .heat(lower.heat))
        }
        grid[plot.column + column, plot.row + row] = cell
      }
    }
  }

  private func drawAxes(on grid: inout Grid, at plot: CellRect, _ glyphs: Glyphs) {
    var below = plot.row - 1
    for tick in up.ticks.sorted(by: { $0.value > $1.value }) {
      let row = plot.row + wholeNumber((1 - tick.value) * Double(plot.rows), in: 0...plot.rows - 1)
      guard row > below else { continue }
      below = row
      let label = glyphs.isUnicode ? tick.label : Transliteration.ascii(tick.label)
      let width = GlyphWidth.cells(label)
      grid.write(label, at: CellPoint(plot.column - 1 - width, row), .dim, on: .background)
    }
    // The name stands where no number does.
    let middle = plot.row + plot.rows / 2
    let free = (plot.row..<plot.endRow).filter { row in
      !up.ticks.contains { tick in
        plot.row + wholeNumber((1 - tick.value) * Double(plot.rows), in: 0...plot.rows - 1) == row
      }
    }.min { abs($0 - middle) < abs($1 - middle) }
    grid.write(
      glyphs.isUnicode ? up.title : Transliteration.ascii(up.title),
      at: CellPoint(plot.column - HeatPicture.margin, free ?? middle), .text, on: .background,
      limit: HeatPicture.margin - 1)
    var spans: [Range<Int>] = []
    for tick in across.ticks {
      let label = glyphs.isUnicode ? tick.label : Transliteration.ascii(tick.label)
      let width = GlyphWidth.cells(label)
      let middle =
        plot.column + wholeNumber(tick.value * Double(plot.columns), in: 0...plot.columns)
      let first = min(max(middle - width / 2, plot.column), plot.endColumn - width)
      guard first > (spans.last?.upperBound ?? plot.column - 1) else { continue }
      grid.write(label, at: CellPoint(first, plot.endRow), .dim, on: .background)
      spans.append(first..<first + width)
    }
    let name = glyphs.isUnicode ? across.title : Transliteration.ascii(across.title)
    let width = GlyphWidth.cells(name)
    let center = plot.column + plot.columns / 2
    let places = (plot.column...max(plot.column, plot.endColumn - width)).filter { first in
      !spans.contains { $0.lowerBound <= first + width && first <= $0.upperBound }
    }
    if let place = places.min(by: { abs($0 - center) < abs($1 - center) }) {
      grid.write(name, at: CellPoint(place, plot.endRow), .text, on: .background)
    }
  }

  private func drawCurves(on grid: inout Grid, at plot: CellRect, _ glyphs: Glyphs) {
    guard !curves.isEmpty else { return }
    var canvas = DotCanvas(columns: plot.columns, rows: plot.rows)
    let size = SIMD2(Double(canvas.width - 1), Double(canvas.height - 1))
    for curve in curves {
      var dash: Dash? = curve.isSparse ? Dash(on: 1, off: 4) : Dash()
      for (from, to) in zip(curve.places, curve.places.dropFirst()) {
        guard
          let piece = Clipping.segment(from, to, low: SIMD2(0, 0), high: SIMD2(1, 1))
        else { continue }
        func place(_ fraction: SIMD2<Double>) -> SIMD2<Double> {
          SIMD2(fraction.x, 1 - fraction.y) * size + 0.5
        }
        canvas.line(from: place(piece.0), to: place(piece.1), .ruling, dash: &dash)
      }
    }
    var dots = Grid(columns: grid.columns, rows: grid.rows)
    canvas.put(on: &dots, at: plot, glyph: glyphs.dots) { _, _ in .background }
    for row in plot.row..<plot.endRow {
      for column in plot.column..<plot.endColumn where dots[column, row].glyph != " " {
        let x = (Double(column - plot.column) + 0.5) / Double(plot.columns)
        let y = 1 - (Double(row - plot.row) + 0.5) / Double(plot.rows)
        let tile = tile(at: SIMD2(x, y))
        // On the strong colours of the best the dots are of the other kind.
        grid[column, row] = Cell(
          glyphs.isUnicode ? dots[column, row].glyph : "#", tile.isStrong ? .background : .text,
          on: .heat(tile.heat))
      }
    }
  }

  private func drawLegend(on grid: inout Grid, at rect: CellRect, _ glyphs: Glyphs) {
    for (offset, line) in legend.prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      var column = rect.column
      func write(_ text: String, _ ink: Ink, bold: Bool = false) {
        let spelled = glyphs.isUnicode ? text : Transliteration.ascii(text)
        column = grid.write(
          spelled, at: CellPoint(column, row), ink, on: .background, bold: bold,
          limit: rect.endColumn - column)
      }
      switch line.sign {
      case .none: column += 2
      case .mark(let kind):
        write(String(Mark(kind, at: .zero).glyph(glyphs)) + " ", .mark, bold: true)
      case .curve(let isSparse): write(glyphs.isUnicode ? isSparse ? "⠂ " : "⠶ " : "# ", .ruling)
      case .tile(let tile):
        if glyphs.hasHalves {
          grid[column, row] = Cell(" ", .text, on: .heat(tile.heat))
        } else {
          grid[column, row] = Cell(tile.sign, .text, on: .heat(tile.heat))
        }
        column += 2
      case .ramp:
        let ends = line.text.split(separator: "\t", omittingEmptySubsequences: false).map(
          String.init)
        write((ends.first ?? "") + " ", .dim)
        // Without colours every digit has its place.
        let steps = glyphs.hasHalves ? 8 : 10
        for step in 0..<steps {
          let tile = Tile.level((Double(step) + 0.5) / Double(steps))
          grid[column, row] =
            glyphs.hasHalves
            ? Cell(" ", .text, on: .heat(tile.heat))
            : Cell(tile.sign, tile.isStrong ? .background : .text, on: .heat(tile.heat))
          column += 1
        }
        write(" " + (ends.last ?? ""), .dim)
        continue
      }
      write(line.text, line.isStrong ? .text : .dim, bold: line.isStrong)
    }
  }
}
