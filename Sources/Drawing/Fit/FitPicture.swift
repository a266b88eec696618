/// Data as points and what is fitted to them as curves, over two axes of their own.
public struct FitPicture: Picture {
  /// A curve of one racer.
  public struct Curve: Sendable, Equatable {
    /// Its points, from left to right; where one is not finite the curve has a gap.
    public var points: [SIMD2<Double>]
    /// Which of the colours.
    public var index: Int

    /// Creates a curve.
    public init(points: [SIMD2<Double>], index: Int) {
      self.points = points
      self.index = index
    }
  }

  /// The heading.
  public var title: String
  /// What the axes are called: across and up.
  public var names: (across: String, up: String)
  /// The data.
  public var points: [SIMD2<Double>]
  /// The rows that the next update sees, by their place in the data.
  public var seen: Set<Int>
  /// What is fitted.
  public var curves: [Curve]
  /// The lower left corner of what is shown.
  public private(set) var low: SIMD2<Double>
  /// The upper right corner.
  public private(set) var high: SIMD2<Double>

  /// The width of the numbers at the left.
  static let margin = 7

  /// A picture that has room for all points and a little beside them.
  public init(
    title: String, names: (across: String, up: String), points: [SIMD2<Double>], seen: Set<Int>,
    curves: [Curve]
  ) {
    (self.title, self.names, self.points) = (title, names, points)
    (self.seen, self.curves) = (seen, curves)
    let least = points.reduce(points.first ?? .zero) { pointwiseMin($0, $1) }
    let most = points.reduce(points.first ?? .zero) { pointwiseMax($0, $1) }
    let room = pointwiseMax(most - least, SIMD2(repeating: 1e-9))
    low = least - SIMD2(0.04, 0.12) * room
    high = most + SIMD2(0.04, 0.12) * room
  }

  /// Whether two pictures show the same.
  public static func == (a: FitPicture, b: FitPicture) -> Bool {
    a.title == b.title && a.names == b.names && a.points == b.points && a.seen == b.seen
      && a.curves == b.curves
  }

  /// A place as fractions from the upper left corner.
  func fraction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let size = high - low
    return SIMD2((point.x - low.x) / size.x, (high.y - point.y) / size.y)
  }

  /// Draws title, axes, data and curves into a rectangle of cells.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    grid.writeHeading(title, at: rect, glyphs)
    let plot = FitPicture.plot(in: rect)
    guard plot.columns > 3, plot.rows > 1 else { return }
    drawAxes(on: &grid, at: plot, rect, glyphs)
    var canvas = DotCanvas(columns: plot.columns, rows: plot.rows)
    let scale = SIMD2(Double(canvas.width - 1), Double(canvas.height - 1))
    for curve in curves {
      let ink = Ink.trail(UInt8(curve.index % Ink.trails), age: 0)
      for (a, b) in zip(curve.points, curve.points.dropFirst()) {
        canvas.line(from: fraction(a) * scale + 0.5, to: fraction(b) * scale + 0.5, ink)
      }
    }
    canvas.put(on: &grid, at: plot, glyph: glyphs.dots) { _, _ in .background }
    for (index, point) in points.enumerated() {
      let place = fraction(point)
      let column =
        plot.column + wholeNumber(place.x * Double(plot.columns), in: 0...plot.columns - 1)
      let row = plot.row + wholeNumber(place.y * Double(plot.rows), in: 0...plot.rows - 1)
      let isSeen = seen.contains(index)
      grid[column, row] = Cell(
        glyphs.isUnicode ? (isSeen ? "●" : "∘") : (isSeen ? "@" : "o"), isSeen ? .strong : .dim,
        on: .background, bold: isSeen)
    }
  }

  /// The cells of the data within a rectangle.
  static func plot(in rect: CellRect) -> CellRect {
    let showsAxis = rect.rows >= 7
    return CellRect(
      column: rect.column + margin, row: rect.row + 1, columns: rect.columns - margin - 1,
      rows: rect.rows - 1 - (showsAxis ? 1 : 0))
  }

  private func drawAxes(on grid: inout Grid, at plot: CellRect, _ rect: CellRect, _ glyphs: Glyphs)
  {
    let rule: Unicode.Scalar = glyphs.isUnicode ? "│" : "|"
    for row in plot.row..<plot.endRow {
      grid[plot.column - 1, row] = Cell(rule, .faint, on: .background)
    }
    for tick in Ticks.round(from: low.y, to: high.y, count: max(2, plot.rows / 3)) {
      let share = fraction(SIMD2(low.x, tick.value)).y
      let row = plot.row + wholeNumber(share * Double(plot.rows), in: 0...plot.rows - 1)
      let width = GlyphWidth.cells(tick.label)
      guard (0...1).contains(share), width <= FitPicture.margin - 1 else { continue }
      grid.write(tick.label, at: CellPoint(plot.column - 1 - width, row), .dim, on: .background)
    }
    guard plot.endRow < rect.endRow else { return }
    let name = GlyphWidth.fitted(names.across, to: 14)
    let end = plot.endColumn - GlyphWidth.cells(name)
    for tick in Ticks.round(from: low.x, to: high.x, count: max(2, plot.columns / 12)) {
      let share = fraction(SIMD2(tick.value, low.y)).x
      let width = GlyphWidth.cells(tick.label)
      let column =
        plot.column + wholeNumber(share * Double(plot.columns), in: 0...plot.columns) - width / 2
      guard (0...1).contains(share), column + width < end - 1 else { continue }
      grid.write(tick.label, at: CellPoint(column, plot.endRow), .dim, on: .background)
    }
    grid.write(name, at: CellPoint(end, plot.endRow), .text, on: .background)
  }

  /// Axes, dots and polylines.
  public func markup(at rect: CellRect, number: Int, _ writer: SvgWriter) -> [Markup] {
    writer.draw(self, rect)
  }
}

extension SvgWriter {
  /// Data as dots and what is fitted to them as polylines.
  func draw(_ fit: FitPicture, _ rect: CellRect) -> [Markup] {
    let bar = CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
    var pieces = [box(rect, theme.background), box(bar, theme.bar)]
    pieces += draw(
      TextPicture(
        GlyphWidth.fitted(fit.title, to: rect.columns - 2),
        at: CellPoint(rect.column + 1, rect.row), .text))
    let plot = FitPicture.plot(in: rect)
    guard plot.columns > 3, plot.rows > 1 else { return pieces }
    let corner = SIMD2(Double(plot.column), Double(plot.row)) * cell
    let size = SIMD2(Double(plot.columns), Double(plot.rows)) * cell - SIMD2(0, 6)
    func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
      let share = fit.fraction(point)
      return corner + SIMD2(0, 3) + pointwiseMin(pointwiseMax(share, .zero), .one) * size
    }
    pieces.append(
      stroke("M\(points([corner, corner + SIMD2(0, size.y)]))", theme.faint, width: "1"))
    for tick in Ticks.round(from: fit.low.y, to: fit.high.y, count: max(2, plot.rows / 2)) {
      let at = place(SIMD2(fit.low.x, tick.value))
      pieces.append(
        label(tick.label, at: at + SIMD2(-8, 5), theme.dim, size: "14", anchor: "end"))
    }
    if plot.endRow < rect.endRow {
      let y = Double(rect.endRow) * cell.y - 5
      for tick in Ticks.round(from: fit.low.x, to: fit.high.x, count: max(2, plot.columns / 12)) {
        let x = place(SIMD2(tick.value, fit.low.y)).x
        guard x < corner.x + size.x - 16 * cell.x else { continue }
        pieces.append(
          label(tick.label, at: SIMD2(x, y), theme.dim, size: "14", anchor: "middle"))
      }
      pieces.append(
        label(
          GlyphWidth.fitted(fit.names.across, to: 14), at: SIMD2(corner.x + size.x, y), theme.text,
          size: "14", anchor: "end"))
    }
    for curve in fit.curves {
      let color = theme.color(of: .trail(UInt8(curve.index % Ink.trails), age: 0))
      let inside = curve.points.filter {
        $0.y.isFinite && (0...1).contains(fit.fraction($0).y)
      }
      guard inside.count > 1 else { continue }
      pieces.append(stroke("M\(points(inside.map(place)))", color, width: "2", isRound: true))
    }
    for (index, point) in fit.points.enumerated() {
      let at = place(point)
      let isSeen = fit.seen.contains(index)
      pieces.append(
        Markup(
          "circle",
          [
            "cx": number(at.x), "cy": number(at.y), "r": isSeen ? "4.5" : "3",
            "fill": (isSeen ? theme.strong : theme.dim).hex,
          ]))
    }
    return pieces
  }
}
