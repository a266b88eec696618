import SystemLibrary

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

/// A rectangle of one colour.
struct FilledRectangle: Picture {
  var ink: Ink
}

/// A picture in its place.
public struct Element: Sendable, Equatable {
  /// What is seen.
  public var picture: any Picture
  /// Where.
  public var rect: CellRect
  /// Whether it tells how the shown step turned out: a picture that plays keeps it for its end.
  public var isOutcome = false

  /// Whether both show the same in the same place.
  public static func == (a: Element, b: Element) -> Bool {
    a.rect == b.rect && a.picture.isSame(as: b.picture)
  }
}

/// What is to be seen, before it is known on what: cells of a terminal, or lines of an SVG.
public struct Sheet: Sendable, Equatable {
  /// The width in cells.
  public let columns: Int
  /// The height in cells.
  public let rows: Int
  /// The pieces, the first beneath.
  public private(set) var elements: [Element] = []

  /// Whether what is added tells how the shown step turned out.
  private var isOutcome = false

  /// The characters that may be used; texts are spelled with them as they are written.
  public let glyphs: Glyphs

  /// An empty sheet.
  public init(columns: Int, rows: Int, glyphs: Glyphs = .unicode) {
    self.columns = columns
    self.rows = rows
    self.glyphs = glyphs
  }

  /// Adds a picture on top.
  public mutating func add(_ picture: some Picture, at rect: CellRect) {
    elements.append(Element(picture: picture, rect: rect, isOutcome: isOutcome))
  }

  /// Adds what tells how the shown step turned out.
  public mutating func addOutcome(_ body: (inout Sheet) -> Void) {
    let outer = isOutcome
    isOutcome = true
    body(&self)
    isOutcome = outer
  }

  /// Adds a rectangle of one colour.
  public mutating func fill(_ rect: CellRect, _ ink: Ink) {
    add(FilledRectangle(ink: ink), at: rect)
  }

  /// Adds a text, cut to `limit` cells, and returns the column behind it.
  @discardableResult
  public mutating func write(
    _ text: String, at column: Int, _ row: Int, _ ink: Ink, on paper: Ink? = nil,
    bold: Bool = false, limit: Int = .max
  ) -> Int {
    let room = min(limit, columns - column)
    guard room > 0 else { return column }
    let spelled = glyphs.isUnicode ? GlyphWidth.spelled(text) : Transliteration.ascii(text)
    let shown = GlyphWidth.fitted(spelled, to: room, ellipsis: glyphs.isUnicode ? "…" : "~")
    let cells = GlyphWidth.cells(shown)
    add(
      TextPicture(shown, at: CellPoint(column, row), ink, on: paper, bold: bold),
      at: CellRect(column: column, row: row, columns: cells, rows: 1))
    return column + cells
  }

  /// The sheet as cells.
  public func grid() -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    for element in elements {
      element.picture.draw(on: &grid, at: element.rect, glyphs: glyphs)
    }
    return grid
  }
}
