extension ReliefPicture {
  /// Draws the relief into a rectangle of cells, two pixels a cell.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    guard rect.columns > 4, rect.rows > 4 else { return }
    let heights = ReliefHeights(map.terrain)
    let image = ReliefImage(heights, on: plane(columns: rect.columns, rows: rect.rows))
    drawGround(image, on: &grid, at: rect, glyphs)
    drawFloor(image, on: &grid, at: rect)
    for trail in map.trails where trail.kind.isPath {
      let stretches = stretches(of: trail, heights, image)
      draw(stretches.filter(\.isHidden), on: &grid, at: rect, image, glyphs)
      draw(stretches.filter { !$0.isHidden }, on: &grid, at: rect, image, glyphs)
    }
    for mark in map.marks {
      put(
        glyphs.mark(mark.kind), .mark, hidden: nil, at: mark.point, on: &grid, rect, heights, image)
    }
    for trail in map.trails where trail.kind == .path {
      guard let last = trail.head else { continue }
      let ink = Ink.trail(UInt8(trail.index % Ink.trails), age: 0)
      put(
        glyphs.head(trail.index), ink, hidden: ink.faint, at: last, on: &grid, rect, heights, image)
    }
  }

  private func drawGround(
    _ image: ReliefImage, on grid: inout Grid, at rect: CellRect, _ glyphs: Glyphs
  ) {
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let upper = image[column, row * 2].ink
        let lower = image[column, row * 2 + 1].ink
        let isFlat = upper == lower || !glyphs.hasHalves
        grid[rect.column + column, rect.row + row] =
          isFlat ? Cell(" ", .text, on: lower) : Cell("▀", upper, on: lower)
      }
    }
  }

  /// The numbers stand beside the floor, where there is no ground.
  private func drawFloor(_ image: ReliefImage, on grid: inout Grid, at rect: CellRect) {
    for label in floorLabels(image.plane) {
      let column = wholeNumber(label.spot.x, in: 0...rect.columns)
      let row = wholeNumber(label.spot.y / 2, in: 0...rect.rows) + 1
      let start = label.isLeft ? column - label.text.count : column + 1
      guard row < rect.rows, start >= 0, start + label.text.count <= rect.columns else { continue }
      let cells = (start - 1...start + label.text.count).map {
        grid[rect.column + $0, rect.row + row]
      }
      guard cells.allSatisfy({ $0.paper == .background && $0.glyph == " " }) else { continue }
      grid.write(label.text, at: CellPoint(rect.column + start, rect.row + row), .dim)
    }
  }

  private func draw(
    _ stretches: [Stretch], on grid: inout Grid, at rect: CellRect, _ image: ReliefImage,
    _ glyphs: Glyphs
  ) {
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows)
    for stretch in stretches {
      // Through the ground a path is only felt: faint, and in dots.
      var dash = stretch.isHidden ? Dash(on: 1, off: 2) : nil
      let ink = stretch.isHidden ? stretch.ink.faint : stretch.ink
      for (from, to) in zip(stretch.spots, stretch.spots.dropFirst()) {
        canvas.line(
          from: from * 2, to: to * 2, ink, isHeavy: !stretch.isHidden && rect.columns >= 60,
          dash: &dash)
      }
    }
    canvas.put(on: &grid, at: rect, glyph: glyphs.path) { beneath(image, $0, $1) }
  }

  /// The ground of a cell that carries dots: of its two halves the one that has some.
  private func beneath(_ image: ReliefImage, _ column: Int, _ row: Int) -> Ink {
    let (upper, lower) = (image[column, row * 2].ground, image[column, row * 2 + 1].ground)
    guard let ground = lower ?? upper else { return .background }
    return .relief(ground)
  }

  /// Puts a sign on the ground; what lies behind it is shown faintly, or not at all.
  private func put(
    _ glyph: Unicode.Scalar, _ ink: Ink, hidden: Ink?, at point: SIMD2<Double>, on grid: inout Grid,
    _ rect: CellRect, _ heights: ReliefHeights, _ image: ReliefImage
  ) {
    guard let (spot, isHidden) = seen(point, heights, image),
      let ink = isHidden ? hidden : ink
    else { return }
    let (column, row) = (Int(spot.x), Int(spot.y) / 2)
    guard (0..<rect.columns).contains(column), (0..<rect.rows).contains(row) else { return }
    grid[rect.column + column, rect.row + row] = Cell(
      glyph, ink, on: beneath(image, column, row), bold: true)
  }
}
