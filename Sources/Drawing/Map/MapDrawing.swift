import Anatomy

extension MapPicture {
  /// Draws the map into a rectangle of cells as large as its terrain.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    drawTerrain(on: &grid, at: rect, glyphs: glyphs)
    if showsTicks { drawTicks(on: &grid, at: rect) }
    let canvases = trails.map { canvas(of: $0, columns: rect.columns, rows: rect.rows) }
    for index in layers(of: canvases) {
      overlay(canvases[index], on: &grid, at: rect, glyphs: glyphs)
    }
    shadeAroundPaths(on: &grid, at: rect)
    for mark in marks where mark.kind != .start {
      put(glyphs.mark(mark.kind), .mark, at: mark.point, on: &grid, rect)
    }
    for mark in marks where mark.kind == .start {
      put(glyphs.mark(.start), .mark, at: mark.point, on: &grid, rect)
    }
    drawLens(on: &grid, at: rect, glyphs: glyphs)
    drawArrows(on: &grid, at: rect, glyphs: glyphs)
    for trail in trails where trail.kind.isPath {
      drawHead(of: trail, on: &grid, at: rect, glyphs: glyphs)
    }
    if showsTicks { drawLevels(on: &grid, at: rect) }
  }

  private func drawArrows(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    guard !arrows.isEmpty else { return }
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows)
    let scale = SIMD2(Double(canvas.width), Double(canvas.height))
    // A cell has one ink: the step, which is the longest, gives way to its parts.
    for arrow in arrows.sorted(by: { $0.part.layer < $1.part.layer }) {
      canvas.line(
        from: fraction(arrow.from) * scale, to: fraction(arrow.to) * scale, .arrow(arrow.part))
    }
    overlay(canvas, on: &grid, at: rect, glyphs: glyphs)
    for arrow in arrows where arrow.part != .rates {
      guard let direction = direction(of: arrow, rect) else { continue }
      // A correction ends where the step does; its head stands before it.
      let end = arrow.part == .correction ? arrow.from + (arrow.to - arrow.from) * 0.6 : arrow.to
      put(glyphs.arrowhead(direction), .arrow(arrow.part), at: end, on: &grid, rect)
    }
  }

  /// The direction of an arrow as it is seen, y upwards; nil where it is too short to have one.
  private func direction(of arrow: ArrowPicture, _ rect: CellRect) -> SIMD2<Double>? {
    let move =
      (fraction(arrow.to) - fraction(arrow.from))
      * SIMD2(Double(rect.columns), Double(rect.rows * 2))
    guard move.x.isFinite, move.y.isFinite, abs(move.x) + abs(move.y) > 1 else { return nil }
    return SIMD2(move.x, -move.y)
  }

  /// The frame of what the inset magnifies, around it and never on it.
  private func drawLens(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    guard let lens else { return }
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows)
    let scale = SIMD2(Double(canvas.width), Double(canvas.height))
    let (low, high) = (fraction(lens.low) * scale, fraction(lens.high) * scale)
    // Beside the head's own cell, however small the piece is.
    let middle = (low + high) / 2
    let half = pointwiseMax(SIMD2(high.x - low.x, low.y - high.y) / 2, SIMD2(3, 5))
    let corners = [SIMD2(-1.0, -1.0), SIMD2(1, -1), SIMD2(1, 1), SIMD2(-1, 1)]
      .map { middle + $0 * half }
    for (index, corner) in corners.enumerated() {
      canvas.line(from: corner, to: corners[(index + 1) % corners.count], .ruling)
    }
    overlay(canvas, on: &grid, at: rect, glyphs: glyphs)
  }

  /// Puts the dots of a canvas over the terrain.
  private func overlay(
    _ canvas: DotCanvas, on grid: inout Grid, at rect: CellRect, glyphs: Glyphs
  ) {
    canvas.put(on: &grid, at: rect, glyph: glyphs.path) { column, row in
      Terrain.ink(terrain.ground(column: column, row: row)?.shaded(2))
    }
  }

  private func drawTerrain(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    for row in 0..<min(rect.rows, terrain.rows) {
      for column in 0..<min(rect.columns, terrain.columns) {
        let place = (rect.column + column, rect.row + row)
        let mask = terrain.contours[row * terrain.columns + column]
        let upper = terrain.ground(column: column, row: row, half: 0)
        let lower = terrain.ground(column: column, row: row, half: 1)
        // On the border of what has a height a line would paint the half that has none.
        if mask != 0, (upper == nil) == (lower == nil),
          let ground = terrain.ground(column: column, row: row)
        {
          grid[place.0, place.1] = Cell(glyphs.line(mask), .contour(ground), on: .terrain(ground))
        } else if upper == lower || !glyphs.hasHalves {
          grid[place.0, place.1] = Cell(" ", .text, on: Terrain.ink(upper))
        } else {
          grid[place.0, place.1] = Cell("▀", Terrain.ink(upper), on: Terrain.ink(lower))
        }
      }
    }
  }

  /// The trails from the lowest layer to the highest.
  ///
  /// Of paths that which covers most lies lowest: one that jumps to and fro would hide those that go straight.
  func layers(columns: Int, rows: Int) -> [Int] {
    layers(of: trails.map { canvas(of: $0, columns: columns, rows: rows) })
  }

  private func layers(of canvases: [DotCanvas]) -> [Int] {
    let paths = trails.indices.filter { trails[$0].kind == .path }
    let covered = paths.map { (index: $0, cells: canvases[$0].coveredCells) }
    let sorted = covered.sorted { ($1.cells, $0.index) < ($0.cells, $1.index) }
    var order = Array(trails.indices)
    for (place, path) in zip(paths, sorted) { order[place] = path.index }
    return order
  }

  private func canvas(of trail: TrailPicture, columns: Int, rows: Int) -> DotCanvas {
    var canvas = DotCanvas(columns: columns, rows: rows)
    let scale = SIMD2(Double(canvas.width), Double(canvas.height))
    let points = trail.points
    if [.swarm, .trace, .cloud].contains(trail.kind) {
      let faint = Ink.ghost(UInt8(trail.index % Ink.trails))
      if let origin = trail.origin {
        for point in points {
          canvas.line(from: fraction(origin) * scale, to: fraction(point) * scale, faint)
        }
      }
      for point in points {
        let place = fraction(point) * scale
        canvas.line(from: place, to: place, ink(of: trail, at: 0))
      }
      return canvas
    }
    // A dash goes on from one step to the next, or short steps would all begin with a dot.
    var dash = trail.kind == .branch ? Dash() : nil
    for index in points.indices.dropFirst() {
      canvas.line(
        from: fraction(points[index - 1]) * scale, to: fraction(points[index]) * scale,
        ink(of: trail, at: index), isHeavy: trail.kind == .path && isRoomy, dash: &dash)
    }
    return canvas
  }

  /// Whether there is room for paths two dots wide.
  private var isRoomy: Bool { terrain.columns >= 36 && terrain.rows >= 12 }

  /// Dims the terrain beside paths, so that the eye finds them first.
  private func shadeAroundPaths(on grid: inout Grid, at rect: CellRect) {
    var beside = [Bool](repeating: false, count: rect.columns * rect.rows)
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        guard case .trail = grid[rect.column + column, rect.row + row].ink else { continue }
        for nextRow in max(0, row - 1)...min(rect.rows - 1, row + 1) {
          for nextColumn in max(0, column - 1)...min(rect.columns - 1, column + 1) {
            beside[nextRow * rect.columns + nextColumn] = true
          }
        }
      }
    }
    for (index, isBeside) in beside.enumerated() where isBeside {
      let (column, row) = (rect.column + index % rect.columns, rect.row + index / rect.columns)
      grid[column, row].ink = grid[column, row].ink.shaded(1)
      grid[column, row].paper = grid[column, row].paper.shaded(1)
    }
  }

  func ink(of trail: TrailPicture, at index: Int) -> Ink {
    let color = UInt8(trail.index % Ink.trails)
    switch trail.kind {
    case .path: return .trail(color, age: MapPicture.age(of: index, in: trail.points.count))
    case .branch: return .trail(color, age: UInt8(Ink.ages - 1))
    case .ghost, .faded, .trace: return .ghost(color)
    case .swarm: return .trail(color, age: 0)
    case .cloud, .spread: return .arrow(.gradient)
    }
  }

  private func drawHead(
    of trail: TrailPicture, on grid: inout Grid, at rect: CellRect, glyphs: Glyphs
  ) {
    guard let point = trail.head else { return }
    let isBranch = trail.kind == .branch
    let ink = Ink.trail(UInt8(trail.index % Ink.trails), age: isBranch ? UInt8(Ink.ages - 1) : 0)
    let place = fraction(point)
    let isInside = (0..<1).contains(place.x) && (0..<1).contains(place.y)
    if isInside {
      let glyph = trail.diverged ? glyphs.diverged : glyphs.head(trail.index, isBranch: isBranch)
      put(glyph, ink, at: point, on: &grid, rect)
    }
    // A path that left: an arrow on the border where it crossed it.
    let exit = exit(of: trail)
    guard isInside || !isInset else { return }
    let border = exit?.place ?? place
    let column =
      rect.column + wholeNumber(border.x * Double(rect.columns), in: 0...max(0, rect.columns - 1))
    let row = rect.row + wholeNumber(border.y * Double(rect.rows), in: 0...max(0, rect.rows - 1))
    if let exit {
      let glyph = trail.diverged ? glyphs.diverged : glyphs.arrow(exit.direction)
      grid[column, row] = Cell(glyph, ink, on: grid[column, row].paper, bold: true)
    }
    if let label = trail.endLabel {
      let isRight = column - rect.column > rect.columns / 2
      let width = GlyphWidth.cells(label)
      let start = isRight ? column - width - 1 : column + 2
      guard start >= rect.column, start + width <= rect.endColumn else { return }
      grid.write(label, at: CellPoint(start, row), ink, on: .background)
    }
  }

  private func put(
    _ glyph: Unicode.Scalar, _ ink: Ink, at point: SIMD2<Double>, on grid: inout Grid,
    _ rect: CellRect
  ) {
    let place = fraction(settled(point, rect))
    guard (0..<1).contains(place.x), (0..<1).contains(place.y) else { return }
    let column = Int(place.x * Double(rect.columns))
    let row = Int(place.y * Double(rect.rows))
    let ground = terrain.ground(
      column: min(column, terrain.columns - 1), row: min(row, terrain.rows - 1))
    let paper = Terrain.ink(ground?.shaded(2))
    grid[rect.column + column, rect.row + row] = Cell(glyph, ink, on: paper, bold: true)
  }

  /// A place within half a dot of a stationary point is shown where that point is: rounding alone must
  /// not part a head from the mark on which it stands.
  private func settled(_ point: SIMD2<Double>, _ rect: CellRect) -> SIMD2<Double> {
    let dot = (high - low) / SIMD2(Double(rect.columns * 2), Double(rect.rows * 4))
    let near = marks.first { mark in
      let gap = point - mark.point
      return mark.kind != .start && abs(gap.x) <= dot.x / 2 && abs(gap.y) <= dot.y / 2
    }
    return near?.point ?? point
  }

  /// A number on the terrain, which is dimmed as far as reading it needs.
  private func write(
    _ label: String, at column: Int, _ row: Int, on grid: inout Grid, _ rect: CellRect,
    as ink: Ink = .ruling
  ) {
    for (offset, scalar) in label.unicodeScalars.enumerated() {
      let ground = terrain.ground(
        column: min(column + offset - rect.column, terrain.columns - 1),
        row: min(row - rect.row, terrain.rows - 1))
      grid[column + offset, row] = Cell(
        scalar, ink, on: Terrain.ink(ground?.shaded(1)))
    }
  }

  /// The heights of contour lines, where nothing else stands: a number that is cut is another number.
  private func drawLevels(on grid: inout Grid, at rect: CellRect) {
    for label in terrain.levelLabels {
      if let covered, label.meets(covered) { continue }
      let columns = rect.column + label.column - 1...rect.column + label.column + label.text.count
      let isFree = columns.allSatisfy { column in
        switch grid[column, rect.row + label.row].ink {
        case .terrain, .contour: return true
        case .text: return grid[column, rect.row + label.row].glyph == " "
        default: return false
        }
      }
      guard isFree else { continue }
      write(
        label.text, at: rect.column + label.column, rect.row + label.row, on: &grid, rect,
        as: .dim)
    }
  }

  /// The numbers along the lower and the left border.
  private func drawTicks(on grid: inout Grid, at rect: CellRect) {
    let bottom = rect.endRow - 1
    for tick in Ticks.round(from: low.x, to: high.x, count: max(2, rect.columns / 11)) {
      let place = fraction(SIMD2(tick.value, low.y)).x
      let column = rect.column + Int(place * Double(rect.columns)) - tick.label.count / 2
      guard column > rect.column + 2, column + tick.label.count < rect.endColumn else { continue }
      write(tick.label, at: column, bottom, on: &grid, rect)
    }
    for tick in Ticks.round(from: low.y, to: high.y, count: max(2, rect.rows / 6)) {
      let place = fraction(SIMD2(low.x, tick.value)).y
      let row = rect.row + Int(place * Double(rect.rows))
      guard row > rect.row, row < bottom else { continue }
      write(tick.label, at: rect.column, row, on: &grid, rect)
    }
  }
}

extension StepPart {
  /// What is drawn over what: higher over lower.
  fileprivate var layer: Int {
    switch self {
    case .rates: return 0
    case .alternative: return 1
    case .step: return 2
    case .gradient, .velocity, .memory: return 3
    case .jump: return 4
    case .correction: return 5
    }
  }
}
