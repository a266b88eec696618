/// A place on the screen: columns from the left, rows from the top.
public struct CellPoint: Hashable, Sendable {
  /// The column, from 0.
  public var column: Int
  /// The row, from 0.
  public var row: Int

  /// Creates a place.
  public init(_ column: Int, _ row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells.
public struct CellRect: Hashable, Sendable {
  /// The leftmost column.
  public var column: Int
  /// The topmost row.
  public var row: Int
  /// The width in cells.
  public var columns: Int
  /// The height in cells.
  public var rows: Int

  /// Creates a rectangle.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The column behind the rightmost.
  public var endColumn: Int { column + columns }
  /// The row below the lowest.
  public var endRow: Int { row + rows }
}

/// One character cell: a glyph and its two colours.
public struct Cell: Hashable, Sendable {
  /// The glyph, always one cell wide.
  public var glyph: Unicode.Scalar
  /// The colour of the glyph.
  public var ink: Ink
  /// The colour behind it.
  public var paper: Ink
  /// Whether the glyph is bold.
  public var bold: Bool

  /// Creates a cell.
  public init(_ glyph: Unicode.Scalar, _ ink: Ink, on paper: Ink, bold: Bool = false) {
    self.glyph = glyph
    self.ink = ink
    self.paper = paper
    self.bold = bold
  }

  /// An empty cell.
  public static let blank = Cell(" ", .text, on: .background)
}

/// A screen as data: what tests look at and what terminals show.
public struct Grid: Equatable, Sendable {
  /// The width in cells.
  public let columns: Int
  /// The height in cells.
  public let rows: Int
  /// The cells, row by row.
  public private(set) var cells: [Cell]

  /// An empty screen.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: .blank, count: self.columns * self.rows)
  }

  /// The cell at a place; places outside read as blank and ignore writing.
  public subscript(column: Int, row: Int) -> Cell {
    get {
      guard column >= 0, row >= 0, column < columns, row < rows else { return .blank }
      return cells[row * columns + column]
    }
    set {
      guard column >= 0, row >= 0, column < columns, row < rows else { return }
      cells[row * columns + column] = newValue
    }
  }

  /// The cells of one row.
  public func row(_ row: Int) -> ArraySlice<Cell> { cells[row * columns..<(row + 1) * columns] }

  /// The glyphs as lines of text, without blanks at their ends.
  public var text: String {
    (0..<rows).map { number in
      var scalars = String.UnicodeScalarView(row(number).map(\.glyph))
      while scalars.last == " " { scalars.removeLast() }
      return String(scalars)
    }.joined(separator: "\n")
  }

  /// Fills a rectangle with empty cells of one colour.
  public mutating func fill(_ rect: CellRect, _ paper: Ink) {
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<max(rect.column, rect.endColumn) {
        self[column, row] = Cell(" ", .text, on: paper)
      }
    }
  }

  /// Empties a rectangle under a bar with a title, cut where it has no room.
  mutating func writeHeading(_ title: String, at rect: CellRect, _ glyphs: Glyphs) {
    fill(rect, .background)
    fill(CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), .bar)
    write(
      GlyphWidth.fitted(
        glyphs.isUnicode ? title : Transliteration.ascii(title), to: rect.columns - 2,
        ellipsis: glyphs.isUnicode ? "…" : "~"),
      at: CellPoint(rect.column + 1, rect.row), .text, on: .bar)
  }

  /// Writes a text from a place to the right, cut at `limit` cells; nil keeps the paper beneath.
  ///
  /// - Returns: the column behind the text.
  @discardableResult
  public mutating func write(
    _ text: String, at place: CellPoint, _ ink: Ink, on paper: Ink? = nil, bold: Bool = false,
    limit: Int = .max
  ) -> Int {
    var column = place.column
    let end = limit == .max ? columns : min(columns, place.column + limit)
    for scalar in text.unicodeScalars {
      guard GlyphWidth.isPrintable(scalar) else { continue }
      guard column < end else { break }
      let beneath = paper ?? self[column, place.row].paper
      self[column, place.row] = Cell(scalar, ink, on: beneath, bold: bold)
      column += 1
    }
    return column
  }
}
