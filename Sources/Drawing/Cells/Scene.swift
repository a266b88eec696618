import Foundation

/// A text on the screen.
public struct TextPicture: Sendable, Equatable {
  /// The words.
  public var text: String
  /// Where the first character stands.
  public var place: CellPoint
  /// The colour.
  public var ink: Ink
  /// The colour behind, or nil for whatever is there.
  public var paper: Ink?
  /// Whether it is bold.
  public var bold: Bool

  /// Creates a text.
  public init(
    _ text: String, at place: CellPoint, _ ink: Ink, on paper: Ink? = nil, bold: Bool = false
  ) {
    self.text = text
    self.place = place
    self.ink = ink
    self.paper = paper
    self.bold = bold
  }
}

/// A piece of a scene.
public enum Element: Sendable, Equatable {
  /// A rectangle of one colour.
  case fill(CellRect, Ink)
  /// A text.
  case text(TextPicture)
  /// A contour map.
  case map(MapPicture, CellRect)
  /// A terrain seen at an angle.
  case relief(ReliefPicture, CellRect)
  /// A chart.
  case chart(ChartPicture, CellRect)
}

/// What is to be seen, before it is known on what: cells of a terminal, or lines of an SVG.
public struct Scene: Sendable, Equatable {
  /// The width in cells.
  public let columns: Int
  /// The height in cells.
  public let rows: Int
  /// The pieces, the first beneath.
  public private(set) var elements: [Element] = []

  /// The characters that may be used; texts are spelled with them as they are written.
  public let glyphs: Glyphs

  /// An empty scene.
  public init(columns: Int, rows: Int, glyphs: Glyphs = .unicode) {
    self.columns = columns
    self.rows = rows
    self.glyphs = glyphs
  }

  /// Adds a piece on top.
  public mutating func add(_ element: Element) { elements.append(element) }

  /// Adds a rectangle of one colour.
  public mutating func fill(_ rect: CellRect, _ ink: Ink) { elements.append(.fill(rect, ink)) }

  /// Adds a text, cut to `limit` cells, and returns the column behind it.
  @discardableResult
  public mutating func write(
    _ text: String, at column: Int, _ row: Int, _ ink: Ink, on paper: Ink? = nil,
    bold: Bool = false, limit: Int = .max
  ) -> Int {
    let room = min(limit, columns - column)
    guard room > 0 else { return column }
    // A cell holds one character: a v with a hat has none of its own, one with a tilde has.
    let whole = text.replacingOccurrences(of: "v\u{302}", with: "ṽ")
    let spelled = glyphs.isUnicode ? whole : Transliteration.ascii(whole)
    let shown = GlyphWidth.fitted(spelled, to: room, ellipsis: glyphs.isUnicode ? "…" : "~")
    elements.append(
      .text(TextPicture(shown, at: CellPoint(column, row), ink, on: paper, bold: bold)))
    return column + GlyphWidth.cells(shown)
  }

  /// The scene as cells.
  public func grid() -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    for element in elements {
      switch element {
      case .fill(let rect, let ink): grid.fill(rect, ink)
      case .text(let text):
        grid.write(text.text, at: text.place, text.ink, on: text.paper, bold: text.bold)
      case .map(let map, let rect): map.draw(on: &grid, at: rect, glyphs: glyphs)
      case .relief(let relief, let rect): relief.draw(on: &grid, at: rect, glyphs: glyphs)
      case .chart(let chart, let rect): chart.draw(on: &grid, at: rect, glyphs: glyphs)
      }
    }
    return grid
  }
}
