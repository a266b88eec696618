import Foundation

extension Scene {
  /// The scene as an SVG picture with true lines: contours as outlines, paths as polylines.
  ///
  /// - Parameters:
  ///   - title: a text for readers that cannot see.
  ///   - prefix: what tells its names apart from those of other pictures on the same page.
  public func svg(theme: Theme, title: String, prefix: String = "") -> String {
    SvgWriter(scene: self, theme: theme, prefix: prefix).document(title: title)
  }
}

/// Writes one scene as SVG.
struct SvgWriter {
  let scene: Scene
  let theme: Theme
  let cell = SIMD2(10.0, 20.0)
  /// Terrains that several maps share are written once.
  private var terrains: [Terrain] = []

  private let prefix: String

  init(scene: Scene, theme: Theme, prefix: String) {
    self.scene = scene
    self.theme = theme
    self.prefix = prefix
    for case .map(let map, _) in scene.elements where !terrains.contains(map.terrain) {
      terrains.append(map.terrain)
    }
  }

  func document(title: String) -> String {
    let width = number(Double(scene.columns) * cell.x)
    let height = number(Double(scene.rows) * cell.y)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        + "viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" "
        + "font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"16\">",
      "<title>\(escaped(title))</title>", "<defs>",
    ]
    for (index, terrain) in terrains.enumerated() { lines += define(terrain, index) }
    for (index, element) in scene.elements.enumerated() {
      if case .map(_, let rect) = element {
        lines.append("<clipPath id=\"\(prefix)m\(index)\">\(box(rect, nil))</clipPath>")
      }
    }
    lines.append("</defs>")
    lines.append("<rect width=\"100%\" height=\"100%\" fill=\"\(theme.background.hex)\"/>")
    for (index, element) in scene.elements.enumerated() {
      switch element {
      case .fill(let rect, let ink): lines.append(box(rect, theme.color(of: ink)))
      case .text(let text): lines += draw(text)
      case .map(let map, let rect): lines += draw(map, rect, index)
      case .relief(let relief, let rect): lines += draw(relief, rect)
      case .chart(let chart, let rect): lines += draw(chart, rect)
      }
    }
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Pieces

  func box(_ rect: CellRect, _ color: RGB?) -> String {
    let fill = color.map { " fill=\"\($0.hex)\"" } ?? ""
    return "<rect x=\"\(number(Double(rect.column) * cell.x))\" "
      + "y=\"\(number(Double(rect.row) * cell.y))\" "
      + "width=\"\(number(Double(rect.columns) * cell.x))\" "
      + "height=\"\(number(Double(rect.rows) * cell.y))\"\(fill)/>"
  }

  func draw(_ text: TextPicture) -> [String] {
    let shown = text.text
    let cells = GlyphWidth.cells(shown)
    guard cells > 0, shown.contains(where: { $0 != " " }) else { return [] }
    var lines: [String] = []
    if let paper = text.paper {
      let rect = CellRect(
        column: text.place.column, row: text.place.row, columns: cells, rows: 1)
      lines.append(box(rect, theme.color(of: paper)))
    }
    let x = number(Double(text.place.column) * cell.x)
    let y = number(Double(text.place.row) * cell.y + 15)
    let weight = text.bold ? " font-weight=\"bold\"" : ""
    lines.append(
      "<text x=\"\(x)\" y=\"\(y)\" fill=\"\(theme.color(of: text.ink).hex)\"\(weight) "
        + "textLength=\"\(number(Double(cells) * cell.x))\" xml:space=\"preserve\">"
        + "\(escaped(shown))</text>")
    return lines
  }

  private func define(_ terrain: Terrain, _ index: Int) -> [String] {
    let thin = Thinning(terrain)
    let dot = cell / SIMD2(2, 4)
    let isolines = Isolines(field: thin.field, columns: thin.columns, rows: thin.rows)
    var lines = [
      "<g id=\"\(prefix)t\(index)\" stroke-width=\"1\" stroke-linejoin=\"round\">",
      "<rect width=\"\(number(Double(terrain.columns) * cell.x))\" "
        + "height=\"\(number(Double(terrain.rows) * cell.y))\" "
        + "fill=\"\(theme.color(of: .terrain(.lowest)).hex)\"/>",
    ]
    for (level, height) in terrain.scale.levels.enumerated() {
      let band = Band(level + 1)
      let outlines = isolines.outlines(at: height)
      guard !outlines.isEmpty else { continue }
      let path = outlines.map { "M" + points($0.map { thin.dots($0) * dot }) + "Z" }.joined()
      lines.append(
        "<path fill-rule=\"evenodd\" fill=\"\(theme.color(of: .terrain(band)).hex)\" "
          + "stroke=\"\(theme.color(of: .contour(band)).hex)\" d=\"\(path)\"/>")
    }
    lines.append("</g>")
    return lines
  }

  private func draw(_ map: MapPicture, _ rect: CellRect, _ index: Int) -> [String] {
    let corner = SIMD2(Double(rect.column), Double(rect.row)) * cell
    let size = SIMD2(Double(rect.columns), Double(rect.rows)) * cell
    func place(_ point: SIMD2<Double>) -> SIMD2<Double> { corner + map.fraction(point) * size }
    let terrain = terrains.firstIndex(of: map.terrain) ?? 0
    var lines = ["<g clip-path=\"url(#\(prefix)m\(index))\">"]
    lines.append(
      "<use xlink:href=\"#\(prefix)t\(terrain)\" x=\"\(number(corner.x))\" y=\"\(number(corner.y))\"/>"
    )
    if map.showsTicks { lines += ticks(map, rect, place) }
    for mark in map.marks where mark.kind == .minimum {
      let at = place(mark.point)
      lines.append(
        "<path stroke=\"\(theme.mark.hex)\" stroke-width=\"2\" d=\"M\(points([at - 4, at + 4]))"
          + "M\(points([at + SIMD2(-4, 4), at + SIMD2(4, -4)]))\"/>")
    }
    for trail in map.trails { lines += draw(trail, on: map, place) }
    for mark in map.marks where mark.kind == .saddle {
      let at = place(mark.point)
      lines.append(
        "<path fill=\"none\" stroke=\"\(theme.mark.hex)\" stroke-width=\"1.5\" "
          + "d=\"M\(points([at - SIMD2(5, 4), at + SIMD2(5, 4), at + SIMD2(5, -4), at + SIMD2(-5, 4)]))Z\"/>"
      )
    }
    for mark in map.marks where mark.kind == .start {
      let at = place(mark.point)
      lines.append(
        "<circle cx=\"\(number(at.x))\" cy=\"\(number(at.y))\" r=\"5\" fill=\"none\" "
          + "stroke=\"\(theme.mark.hex)\" stroke-width=\"2\"/>")
    }
    for trail in map.trails where trail.kind != .ghost {
      guard let last = trail.points.last(where: { $0.x.isFinite && $0.y.isFinite }) else {
        continue
      }
      let isBranch = trail.kind == .branch
      let age = isBranch ? UInt8(Ink.ages - 1) : 0
      let color = theme.color(of: .trail(UInt8(trail.index % Ink.trails), age: age)).hex
      let exit = map.exit(of: trail)
      let spot = exit.map { corner + $0.place * size } ?? place(last)
      let at = pointwiseMin(pointwiseMax(spot, corner + 8), corner + size - 8)
      if trail.diverged {
        let cross = [at - 5, at + 5, at + SIMD2(-5, 5), at + SIMD2(5, -5)]
        lines.append(
          "<path stroke=\"\(color)\" stroke-width=\"2.5\" d=\"M\(points(Array(cross[0...1])))"
            + "M\(points(Array(cross[2...3])))\"/>")
        if let label = trail.endLabel {
          let isRight = at.x > corner.x + size.x / 2
          lines.append(
            "<text x=\"\(number(at.x + (isRight ? -10 : 10)))\" y=\"\(number(at.y + 5))\" "
              + "text-anchor=\"\(isRight ? "end" : "start")\" fill=\"\(color)\" font-size=\"13\">"
              + "\(escaped(label))</text>")
        }
      } else {
        let glyph =
          exit.map { scene.glyphs.arrow($0.direction) }
          ?? scene.glyphs.head(trail.index, isBranch: isBranch)
        lines.append(
          "<text x=\"\(number(at.x))\" y=\"\(number(at.y + 6))\" text-anchor=\"middle\" "
            + "font-size=\"18\" font-weight=\"bold\" fill=\"\(color)\" stroke=\"\(theme.background.hex)\" "
            + "stroke-width=\"2.5\" paint-order=\"stroke\">\(escaped(String(glyph)))</text>")
      }
    }
    for arrow in map.arrows {
      let color = theme.color(of: .arrow(arrow.part)).hex
      let (from, to) = (place(arrow.from), place(arrow.to))
      let along = to - from
      let length = (along.x * along.x + along.y * along.y).squareRoot()
      guard length.isFinite, length < 1e5 else { continue }
      lines.append(
        "<path fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" d=\"M\(points([from, to]))\"/>")
      guard length > 1, arrow.part != .rates else { continue }
      let unit = along / length
      let side = SIMD2(-unit.y, unit.x)
      let corners = [to, to - unit * 9 + side * 4, to - unit * 9 - side * 4]
      lines.append("<path fill=\"\(color)\" d=\"M\(points(corners))Z\"/>")
    }
    lines.append("</g>")
    return lines
  }

  private func draw(
    _ trail: TrailPicture, on map: MapPicture, _ place: (SIMD2<Double>) -> SIMD2<Double>
  ) -> [String] {
    let points = trail.points
    guard points.count > 1 else { return [] }
    var lines: [String] = []
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
      let color = theme.color(of: ink).hex
      let dashes = trail.kind == .branch ? " stroke-dasharray=\"7 5\"" : ""
      for (stroke, width) in [(theme.background.hex, "5\" stroke-opacity=\"0.45"), (color, "2.4")] {
        lines.append(
          "<path fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(width)\" "
            + "stroke-linejoin=\"round\" stroke-linecap=\"round\"\(dashes) "
            + "d=\"M\(self.points(piece))\"/>")
      }
    }
    return lines
  }

  private func ticks(
    _ map: MapPicture, _ rect: CellRect, _ place: (SIMD2<Double>) -> SIMD2<Double>
  ) -> [String] {
    var lines: [String] = []
    let style = "fill=\"\(theme.dim.hex)\" font-size=\"12\""
    let bottom = number(Double(rect.endRow) * cell.y - 5)
    for tick in Ticks.round(from: map.low.x, to: map.high.x, count: max(2, rect.columns / 11)) {
      let x = place(SIMD2(tick.value, map.low.y)).x
      guard x > Double(rect.column + 3) * cell.x, x < Double(rect.endColumn - 2) * cell.x else {
        continue
      }
      lines.append(
        "<text x=\"\(number(x))\" y=\"\(bottom)\" text-anchor=\"middle\" \(style)>"
          + "\(tick.label)</text>")
    }
    for tick in Ticks.round(from: map.low.y, to: map.high.y, count: max(2, rect.rows / 6)) {
      let y = place(SIMD2(map.low.x, tick.value)).y
      guard y > Double(rect.row + 1) * cell.y, y < Double(rect.endRow - 1) * cell.y else {
        continue
      }
      lines.append(
        "<text x=\"\(number(Double(rect.column) * cell.x + 3))\" y=\"\(number(y + 4))\" \(style)>"
          + "\(tick.label)</text>")
    }
    return lines
  }

  // MARK: Text

  func points(_ points: [SIMD2<Double>]) -> String {
    Straightening.kept(points).map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
  }

  func number(_ value: Double) -> String {
    let text = String(format: "%.1f", value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
