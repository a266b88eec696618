import Anatomy

extension SvgWriter {
  /// A map: the terrain, the paths and what is marked on it.
  func draw(_ map: MapPicture, _ rect: CellRect, _ index: Int) -> Markup {
    let corner = SIMD2(Double(rect.column), Double(rect.row)) * cell
    let size = SIMD2(Double(rect.columns), Double(rect.rows)) * cell
    func place(_ point: SIMD2<Double>) -> SIMD2<Double> { corner + map.fraction(point) * size }
    let terrain = terrains.firstIndex(of: map.terrain) ?? 0
    var pieces = [
      Markup(
        "use",
        [
          "xlink:href": "#\(prefix)t\(terrain)", "x": number(corner.x), "y": number(corner.y),
        ])
    ]
    if map.showsTicks { pieces += ticks(map, rect, place) + levels(map, corner) }
    for mark in map.marks where mark.kind == .minimum {
      let at = place(mark.point)
      let cross = "M\(points([at - 4, at + 4]))M\(points([at + SIMD2(-4, 4), at + SIMD2(4, -4)]))"
      pieces.append(stroke(cross, theme.mark, width: "2"))
    }
    for index in map.layers(columns: rect.columns, rows: rect.rows) {
      let trail = map.trails[index]
      let drawn = draw(trail, on: map, place)
      pieces += atTheEnd(drawn)
      guard let motion, trail.kind == .path || trail.kind == .faded else { continue }
      pieces.append(self.motion(of: trail, motion, place))
    }
    for mark in map.marks where mark.kind == .saddle || mark.kind == .maximum {
      pieces.append(
        label(
          String(sheet.glyphs.mark(mark.kind)), at: place(mark.point) + SIMD2(0, 6), theme.mark,
          size: "18", anchor: "middle", isBold: true, halo: theme.color(of: .background)))
    }
    for mark in map.marks where mark.kind == .start {
      let at = place(mark.point)
      pieces.append(
        Markup(
          "circle",
          [
            "cx": number(at.x), "cy": number(at.y), "r": "5", "fill": "none",
            "stroke": theme.mark.hex, "stroke-width": "2",
          ]))
    }
    for trail in map.trails where trail.kind.isPath {
      pieces += atTheEnd(head(of: trail, on: map, corner, size))
    }
    pieces += atTheEnd(map.arrows.flatMap { draw($0, place) })
    return Markup("g", ["clip-path": "url(#\(prefix)m\(index))"], pieces)
  }

  private func head(
    of trail: TrailPicture, on map: MapPicture, _ corner: SIMD2<Double>, _ size: SIMD2<Double>
  ) -> [Markup] {
    guard let last = trail.head else { return [] }
    let isBranch = trail.kind == .branch
    let age = isBranch ? UInt8(Ink.ages - 1) : 0
    let color = theme.color(of: .trail(UInt8(trail.index % Ink.trails), age: age))
    let exit = map.exit(of: trail)
    let spot = corner + (exit?.place ?? map.fraction(last)) * size
    let at = pointwiseMin(pointwiseMax(spot, corner + 8), corner + size - 8)
    guard trail.diverged else {
      let glyph =
        exit.map { sheet.glyphs.arrow($0.direction) }
        ?? sheet.glyphs.head(trail.index, isBranch: isBranch)
      return [
        label(
          String(glyph), at: at + SIMD2(0, 6), color, size: "18", anchor: "middle", isBold: true,
          halo: theme.background)
      ]
    }
    let cross =
      "M\(points([at - 5, at + 5]))M\(points([at + SIMD2(-5, 5), at + SIMD2(5, -5)]))"
    var pieces = [stroke(cross, color, width: "2.5")]
    if let words = trail.endLabel {
      let isRight = at.x > corner.x + size.x / 2
      pieces.append(
        label(
          words, at: at + SIMD2(isRight ? -10 : 10, 5), color, size: "13",
          anchor: isRight ? "end" : "start"))
    }
    return pieces
  }

  private func draw(_ arrow: ArrowPicture, _ place: (SIMD2<Double>) -> SIMD2<Double>) -> [Markup] {
    let color = theme.color(of: .arrow(arrow.part))
    let (from, to) = (place(arrow.from), place(arrow.to))
    let along = to - from
    let length = (along.x * along.x + along.y * along.y).squareRoot()
    guard length.isFinite, length < 1e5 else { return [] }
    let line = stroke("M\(points([from, to]))", color, width: "2")
    guard length > 1, arrow.part != .rates else { return [line] }
    let unit = along / length
    let side = SIMD2(-unit.y, unit.x)
    let corners = [to, to - unit * 9 + side * 4, to - unit * 9 - side * 4]
    return [line, Markup("path", ["fill": color.hex, "d": "M\(points(corners))Z"])]
  }

  private func draw(
    _ trail: TrailPicture, on map: MapPicture, _ place: (SIMD2<Double>) -> SIMD2<Double>
  ) -> [Markup] {
    let points = trail.points
    if [.swarm, .trace, .cloud].contains(trail.kind) {
      let color = theme.color(of: map.ink(of: trail, at: 0)).hex
      let lines = trail.origin.map { origin in
        points.map { point in
          stroke(
            "M\(self.points([place(origin), place(point)]))",
            theme.color(of: .ghost(UInt8(trail.index % Ink.trails))), width: "1", opacity: "0.5")
        }
      }
      return (lines ?? [])
        + points.map { point in
          let at = place(point)
          return Markup(
            "circle",
            [
              "cx": number(at.x), "cy": number(at.y), "r": trail.kind == .trace ? "1" : "2.2",
              "fill": color,
              "fill-opacity": "0.8",
            ])
        }
    }
    guard points.count > 1 else { return [] }
    var pieces: [Markup] = []
    var index = 1
    while index < points.count {
      let ink = map.ink(of: trail, at: index)
      var piece = [place(points[index - 1])]
      while index < points.count, map.ink(of: trail, at: index) == ink {
        let next = place(points[index])
        // Steps below a tenth of a pixel add nothing to see.
        if let last = piece.last, abs(next.x - last.x) + abs(next.y - last.y) > 0.1 {
          piece.append(next)
        }
        index += 1
      }
      let far = 1e5
      piece = piece.filter { abs($0.x) < far && abs($0.y) < far }
      guard piece.count > 1 else { continue }
      let dashes = trail.kind == .branch ? "7 5" : nil
      let path = "M\(self.points(piece))"
      pieces.append(
        stroke(
          path, theme.background, width: "5", dashes: dashes, opacity: "0.45", isRound: true))
      pieces.append(
        stroke(path, theme.color(of: ink), width: "2.4", dashes: dashes, isRound: true))
    }
    return pieces
  }

  /// The heights of contour lines, where neither path nor mark is in the way.
  private func levels(_ map: MapPicture, _ corner: SIMD2<Double>) -> [Markup] {
    let cells = SIMD2(Double(map.terrain.columns), Double(map.terrain.rows))
    return map.terrain.levelLabels.compactMap { label in
      if let covered = map.covered, label.meets(covered) { return nil }
      let place = SIMD2(Double(label.column), Double(label.row))
      let width = Double(label.text.count)
      let (low, high) = (place / cells, (place + SIMD2(width, 1)) / cells)
      let isCrossed = map.trails.contains { trail in
        zip(trail.points, trail.points.dropFirst()).contains {
          Clipping.segment(map.fraction($0), map.fraction($1), low: low, high: high) != nil
        }
      }
      let isMarked = map.marks.contains {
        let mark = map.fraction($0.point)
        return Clipping.segment(mark, mark, low: low - 1 / cells, high: high + 1 / cells) != nil
      }
      guard !isCrossed, !isMarked else { return nil }
      return self.label(
        label.text, at: corner + (place + SIMD2(width / 2, 0.75)) * cell, theme.dim, size: "12",
        anchor: "middle", halo: theme.background)
    }
  }

  private func ticks(
    _ map: MapPicture, _ rect: CellRect, _ place: (SIMD2<Double>) -> SIMD2<Double>
  ) -> [Markup] {
    var pieces: [Markup] = []
    let bottom = Double(rect.endRow) * cell.y - 5
    for tick in Ticks.round(from: map.low.x, to: map.high.x, count: max(2, rect.columns / 11)) {
      let x = place(SIMD2(tick.value, map.low.y)).x
      guard x > Double(rect.column + 3) * cell.x, x < Double(rect.endColumn - 2) * cell.x else {
        continue
      }
      pieces.append(
        label(tick.label, at: SIMD2(x, bottom), theme.dim, size: "12", anchor: "middle"))
    }
    for tick in Ticks.round(from: map.low.y, to: map.high.y, count: max(2, rect.rows / 6)) {
      let y = place(SIMD2(map.low.x, tick.value)).y
      guard y > Double(rect.row + 1) * cell.y, y < Double(rect.endRow - 1) * cell.y else {
        continue
      }
      pieces.append(
        label(
          tick.label, at: SIMD2(Double(rect.column) * cell.x + 3, y + 4), theme.dim, size: "12"))
    }
    return pieces
  }
}
