extension SvgWriter {
  /// A relief as shapes: the ground in strips from the back to the front, paths as lines.
  func draw(_ relief: ReliefPicture, _ rect: CellRect) -> [Markup] {
    let heights = ReliefHeights(relief.map.terrain)
    let plane = relief.plane(columns: rect.columns, rows: rect.rows)
    let image = ReliefImage(heights, on: plane)
    let corner = SIMD2(Double(rect.column), Double(rect.row)) * cell
    // A pixel of the relief is as wide as a cell and half as high.
    func place(_ spot: SIMD2<Double>) -> SIMD2<Double> { corner + spot * cell / SIMD2(1, 2) }
    var pieces = [Markup("g", ["stroke-width": "0.7"], ground(heights, plane, place))]
    for label in relief.floorLabels(plane) {
      pieces.append(
        self.label(
          label.text, at: place(label.spot) + SIMD2(label.isLeft ? -6 : 6, 18), theme.dim,
          size: "13", anchor: label.isLeft ? "end" : "start"))
    }
    for trail in relief.map.trails where trail.kind.isPath {
      for stretch in relief.stretches(of: trail, heights, image) where stretch.spots.count > 1 {
        let path = "M\(points(stretch.spots.map(place)))"
        let color = theme.color(of: stretch.ink)
        if stretch.isHidden {
          pieces.append(
            stroke(path, color, width: "1.6", dashes: "2 5", opacity: "0.55", isRound: true))
        } else {
          pieces.append(
            stroke(path, theme.background, width: "5", opacity: "0.45", isRound: true))
          pieces.append(stroke(path, color, width: "2.4", isRound: true))
        }
      }
    }
    func put(_ glyph: Unicode.Scalar, _ color: RGB, at point: SIMD2<Double>) {
      guard let (spot, isHidden) = relief.seen(point, heights, image), !isHidden else { return }
      pieces.append(
        label(
          String(glyph), at: place(spot) + SIMD2(0, 6), color, size: "18", anchor: "middle",
          isBold: true, halo: theme.background))
    }
    for mark in relief.map.marks { put(sheet.glyphs.mark(mark.kind), theme.mark, at: mark.point) }
    for trail in relief.map.trails where trail.kind == .path {
      guard let last = trail.head else { continue }
      let color = theme.color(of: .trail(UInt8(trail.index % Ink.trails), age: 0))
      put(sheet.glyphs.head(trail.index), color, at: last)
    }
    return pieces
  }

  /// The ground as quadrilaterals, the farthest first, with the walls down to the floor in front.
  private func ground(
    _ heights: ReliefHeights, _ plane: ReliefPlane,
    _ place: (SIMD2<Double>) -> SIMD2<Double>
  ) -> [Markup] {
    // A mesh is about three cells wide: finer ones are not seen.
    let count = min(max(plane.columns * 3 / 10, 16), 44)
    func corner(_ column: Int, _ row: Int) -> SIMD2<Double> {
      SIMD2(Double(column), Double(row)) / Double(count) * 2 - 1
    }
    var quads: [(depth: Double, shape: Markup)] = []
    func add(_ corners: [(place: SIMD2<Double>, height: Double)], _ ground: Ground) {
      let spots = corners.map { plane.project($0.place, height: $0.height) }
      let color = theme.color(of: .relief(ground)).hex
      let path = spots.map { "\(number(place($0.spot).x)) \(number(place($0.spot).y))" }
      quads.append(
        (
          spots.map(\.depth).reduce(0, +) / Double(spots.count),
          Markup(
            "path", ["fill": color, "stroke": color, "d": "M\(path.joined(separator: "L"))Z"])
        ))
    }
    for column in 0..<count {
      for row in 0..<count {
        let places = [(0, 0), (1, 0), (1, 1), (0, 1)].map { corner(column + $0.0, row + $0.1) }
        let known = places.compactMap { place in heights.height(place).map { (place, $0) } }
        guard known.count == 4 else { continue }
        let middle = (places[0] + places[2]) / 2
        add(
          known.map { (place: $0.0, height: $0.1) },
          heights.ground(middle, plane))
      }
    }
    for axis in 0...1 {
      // The wall in front of the two across this axis.
      func edge(_ index: Int, _ side: Double) -> SIMD2<Double> {
        let along = Double(index) / Double(count) * 2 - 1
        return axis == 0 ? SIMD2(along, side) : SIMD2(side, along)
      }
      let isLow = plane.turned(edge(count / 2, -1)).y < plane.turned(edge(count / 2, 1)).y
      for index in 0..<count {
        let ends = [edge(index, isLow ? -1 : 1), edge(index + 1, isLow ? -1 : 1)]
        guard let first = heights.height(ends[0]), let last = heights.height(ends[1]) else {
          continue
        }
        add(
          [
            (ends[0], first), (ends[1], last), (ends[1], ReliefPlane.floor),
            (ends[0], ReliefPlane.floor),
          ], ReliefImage.wall((first + last) / 2))
      }
    }
    return quads.sorted { $0.depth > $1.depth }.map(\.shape)
  }
}
