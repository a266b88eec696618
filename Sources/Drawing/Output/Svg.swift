import Documents
import SystemLibrary

extension Sheet {
  /// The sheet as an SVG picture with true lines: contours as outlines, paths as polylines.
  ///
  /// - Parameters:
  ///   - title: a text for readers that cannot see.
  ///   - prefix: what tells its names apart from those of other pictures on the same page.
  ///   - motion: what a script on the page is to play; nil for a picture that stands still.
  public func svg(
    theme: Theme, title: String, prefix: String = "", motion: SvgMotion? = nil
  ) -> Markup {
    SvgWriter(sheet: self, theme: theme, prefix: prefix, motion: motion).document(title: title)
  }
}

/// Writes one sheet as SVG.
public struct SvgWriter {
  let sheet: Sheet
  let theme: Theme
  let cell = SIMD2(10.0, 20.0)
  /// Terrains that several maps share are written once.
  private(set) var terrains: [Terrain] = []

  let prefix: String
  /// What a script on the page is to play.
  let motion: SvgMotion?

  init(sheet: Sheet, theme: Theme, prefix: String, motion: SvgMotion?) {
    self.motion = motion
    self.sheet = sheet
    self.theme = theme
    self.prefix = prefix
    for terrain in sheet.elements.compactMap(\.picture.sharedTerrain)
    where !terrains.contains(terrain) {
      terrains.append(terrain)
    }
  }

  func document(title: String) -> Markup {
    let width = number(Double(sheet.columns) * cell.x)
    let height = number(Double(sheet.rows) * cell.y)
    var definitions = terrains.enumerated().map { define($0.element, $0.offset) }
    for (index, element) in sheet.elements.enumerated()
    where element.picture.sharedTerrain != nil {
      definitions.append(Markup("clipPath", ["id": "\(prefix)m\(index)"], [box(element.rect)]))
    }
    var pieces = [
      Markup("title", text: title), Markup("defs", [:], definitions),
      Markup(
        "rect", ["width": "100%", "height": "100%", "fill": theme.background.hex]),
    ]
    for (index, element) in sheet.elements.enumerated() {
      let drawn = element.picture.markup(at: element.rect, number: index, self)
      pieces += element.isOutcome ? atTheEnd(drawn) : drawn
    }
    return Markup(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink",
        "viewBox": "0 0 \(width) \(height)", "width": width, "height": height,
        "font-family": "DejaVu Sans Mono, Menlo, Consolas, monospace", "font-size": "16",
      ], pieces)
  }

  // MARK: Pieces

  func box(_ rect: CellRect, _ color: RGB? = nil) -> Markup {
    Markup(
      "rect",
      [
        "x": number(Double(rect.column) * cell.x), "y": number(Double(rect.row) * cell.y),
        "width": number(Double(rect.columns) * cell.x),
        "height": number(Double(rect.rows) * cell.y), "fill": color?.hex,
      ])
  }

  func draw(_ text: TextPicture) -> [Markup] {
    let shown = text.text
    let cells = GlyphWidth.cells(shown)
    guard cells > 0, shown.unicodeScalars.contains(where: { $0 != " " }) else { return [] }
    var pieces: [Markup] = []
    if let paper = text.paper {
      let rect = CellRect(
        column: text.place.column, row: text.place.row, columns: cells, rows: 1)
      pieces.append(box(rect, theme.color(of: paper)))
    }
    pieces.append(
      Markup(
        "text",
        [
          "x": number(Double(text.place.column) * cell.x),
          "y": number(Double(text.place.row) * cell.y + 15), "fill": theme.color(of: text.ink).hex,
          "font-weight": text.bold ? "bold" : nil,
          "textLength": number(Double(cells) * cell.x), "xml:space": "preserve",
        ], text: shown))
    return pieces
  }

  private func define(_ terrain: Terrain, _ index: Int) -> Markup {
    let thin = Thinning(terrain)
    let dot = cell / SIMD2(2, 4)
    let isolines = Isolines(field: thin.field, columns: thin.columns, rows: thin.rows)
    var pieces = [
      Markup(
        "rect",
        [
          "width": number(Double(terrain.columns) * cell.x),
          "height": number(Double(terrain.rows) * cell.y),
          "fill": theme.color(of: .terrain(Ground(.lowest))).hex,
        ])
    ]
    for (level, height) in terrain.scale.levels.enumerated() {
      let band = Band(level + 1)
      let outlines = isolines.outlines(at: height)
      guard !outlines.isEmpty else { continue }
      let path = outlines.map { "M" + points($0.map { thin.dots($0) * dot }) + "Z" }.joined()
      pieces.append(
        Markup(
          "path",
          [
            "fill-rule": "evenodd", "fill": theme.color(of: .terrain(Ground(band))).hex,
            "stroke": theme.color(of: .contour(Ground(band))).hex, "d": path,
          ]))
    }
    return Markup(
      "g", ["id": "\(prefix)t\(index)", "stroke-width": "1", "stroke-linejoin": "round"], pieces)
  }

  /// A line, or several.
  func stroke(
    _ path: String, _ color: RGB, width: String, dashes: String? = nil, opacity: String? = nil,
    isRound: Bool = false
  ) -> Markup {
    Markup(
      "path",
      [
        "fill": "none", "stroke": color.hex, "stroke-width": width, "stroke-opacity": opacity,
        "stroke-linejoin": isRound ? "round" : nil, "stroke-linecap": isRound ? "round" : nil,
        "stroke-dasharray": dashes, "d": path,
      ])
  }

  /// A text whose middle, beginning or end stands at a place.
  func label(
    _ text: String, at place: SIMD2<Double>, _ color: RGB, size: String? = nil,
    anchor: String? = nil, isBold: Bool = false, halo: RGB? = nil
  ) -> Markup {
    Markup(
      "text",
      [
        "x": number(place.x), "y": number(place.y), "text-anchor": anchor, "font-size": size,
        "font-weight": isBold ? "bold" : nil, "fill": color.hex, "stroke": halo?.hex,
        "stroke-width": halo == nil ? nil : "2.5", "paint-order": halo == nil ? nil : "stroke",
      ], text: text)
  }

  // MARK: Text

  func points(_ points: [SIMD2<Double>]) -> String {
    Straightening.kept(points).map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
  }

  func number(_ value: Double) -> String {
    let text = formatted(value, .decimals(1))
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
