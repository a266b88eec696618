extension HeatPicture: Picture {
  /// Rectangles of one colour, marks and words.
  public func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    writer.draw(self, rect)
  }
}

extension SvgWriter {
  /// A heat map: a rectangle for every run of tiles of one colour.
  func draw(_ picture: HeatPicture, _ rect: CellRect) -> [Markup] {
    let bar = CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
    var pieces = [box(rect, theme.background), box(bar, theme.bar)]
    pieces += draw(
      TextPicture(picture.title, at: CellPoint(rect.column + 1, rect.row), .text))
    let plot = HeatPicture.plot(in: rect)
    guard plot.columns > 3, plot.rows > 0, picture.rows > 0 else { return pieces }
    let corner = SIMD2(Double(plot.column), Double(plot.row)) * cell
    let size = SIMD2(Double(plot.columns), Double(plot.rows)) * cell
    let tile = size / SIMD2(Double(picture.columns), Double(picture.rows))
    func place(_ fraction: SIMD2<Double>) -> SIMD2<Double> {
      corner + SIMD2(fraction.x, 1 - fraction.y) * size
    }
    for row in 0..<picture.rows {
      let tiles = picture.tiles[row * picture.columns..<(row + 1) * picture.columns].map(\.heat)
      var first = 0
      while first < tiles.count {
        let end = tiles[first...].firstIndex { $0 != tiles[first] } ?? tiles.count
        let at = corner + SIMD2(Double(first), Double(picture.rows - 1 - row)) * tile
        pieces.append(
          Markup(
            "rect",
            [
              "x": number(at.x), "y": number(at.y),
              // A hair more than its width, so that no seam is seen between two.
              "width": number(Double(end - first) * tile.x + 0.3), "height": number(tile.y + 0.3),
              "fill": theme.color(of: .heat(tiles[first])).hex,
            ]))
        first = end
      }
    }
    for curve in picture.curves {
      let inside = curve.places.filter { (0...1).contains($0.x) && (0...1).contains($0.y) }
      guard inside.count > 1 else { continue }
      pieces.append(
        stroke(
          "M\(points(inside.map(place)))", theme.text, width: "1.5",
          dashes: curve.isSparse ? "1 6" : "3 3"))
    }
    for tick in picture.up.ticks {
      let at = place(SIMD2(0, tick.value))
      pieces.append(
        label(tick.label, at: at + SIMD2(-6, 5), theme.dim, size: "13", anchor: "end"))
    }
    pieces.append(
      label(
        picture.up.title, at: SIMD2(Double(rect.column) * cell.x + 8, corner.y + size.y / 2),
        theme.text))
    let foot = corner.y + size.y + 15
    for tick in picture.across.ticks {
      pieces.append(
        label(
          tick.label, at: SIMD2(place(SIMD2(tick.value, 0)).x, foot), theme.dim, size: "13",
          anchor: "middle"))
    }
    pieces.append(
      label(
        picture.across.title, at: SIMD2(corner.x + size.x / 2, foot), theme.text, anchor: "middle"))
    for mark in picture.marks {
      let at = place(pointwiseMin(pointwiseMax(mark.place, SIMD2(0, 0)), SIMD2(1, 1)))
      pieces.append(
        label(
          String(mark.glyph(sheet.glyphs)), at: at + SIMD2(0, 6), theme.mark, anchor: "middle",
          isBold: true, halo: theme.background))
    }
    let beside = plot.endColumn + 2
    guard rect.endColumn - beside >= HeatPicture.legendWidth - 2 else { return pieces }
    for (offset, line) in picture.legend.prefix(rect.rows - 1).enumerated() {
      pieces += draw(line, at: CellPoint(beside, plot.row + offset))
    }
    return pieces
  }

  private func draw(_ line: HeatPicture.LegendLine, at place: CellPoint) -> [Markup] {
    var pieces: [Markup] = []
    var column = place.column
    func write(_ text: String, _ ink: Ink, isBold: Bool = false) {
      pieces += draw(TextPicture(text, at: CellPoint(column, place.row), ink, bold: isBold))
      column += GlyphWidth.cells(text)
    }
    switch line.sign {
    case .none: column += 2
    case .mark(let kind):
      write(String(HeatPicture.Mark(kind, at: .zero).glyph(sheet.glyphs)) + " ", .mark)
    case .curve(let isSparse): write(isSparse ? "⠂ " : "⠶ ", .ruling)
    case .tile(let tile):
      let swatch = CellRect(column: column, row: place.row, columns: 1, rows: 1)
      pieces.append(box(swatch, theme.color(of: .heat(tile.heat))))
      column += 2
    case .ramp:
      let ends = line.text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      write((ends.first ?? "") + " ", .dim)
      for step in 0..<8 {
        let tile = HeatPicture.Tile.level((Double(step) + 0.5) / 8)
        let swatch = CellRect(column: column, row: place.row, columns: 1, rows: 1)
        pieces.append(box(swatch, theme.color(of: .heat(tile.heat))))
        column += 1
      }
      write(" " + (ends.last ?? ""), .dim)
      return pieces
    }
    write(line.text, line.isStrong ? .text : .dim, isBold: line.isStrong)
    return pieces
  }
}
