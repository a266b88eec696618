/// Something that is seen in a rectangle: in the cells of a terminal, or as lines of an SVG.
///
/// A new kind of picture is one type that can do both.
public protocol Picture: Sendable, Equatable {
  /// Draws into cells.
  func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs)

  /// Draws as SVG.
  ///
  /// - Parameter number: tells the picture from the others of its sheet.
  func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup]

  /// The terrain that an SVG defines once for all pictures that show it; nil for pictures without.
  var sharedTerrain: Terrain? { get }
}

extension Picture {
  /// Most pictures share nothing.
  public var sharedTerrain: Terrain? { nil }

  /// Whether another picture is of the same kind and shows the same.
  func isSame(as other: any Picture) -> Bool { (other as? Self) == self }
}

extension FilledRectangle {
  func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) { grid.fill(rect, ink) }

  func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    [writer.box(rect, writer.theme.color(of: ink))]
  }
}

extension TextPicture: Picture {
  /// Writes the text where it stands.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    grid.write(text, at: place, ink, on: paper, bold: bold)
  }

  /// The text with its paper.
  public func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    writer.draw(self)
  }
}

extension MapPicture: Picture {
  /// The terrain, cut to the map's rectangle, with what lies on it.
  public func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    [writer.draw(self, rect, number)]
  }

  /// The terrain, which the maps of a race have in common.
  public var sharedTerrain: Terrain? { terrain }
}

extension ReliefPicture: Picture {
  /// Runs of cells of one colour, and dots.
  public func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    writer.draw(self, rect)
  }
}

extension ChartPicture: Picture {
  /// Axes and polylines.
  public func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    writer.draw(self, rect)
  }
}
