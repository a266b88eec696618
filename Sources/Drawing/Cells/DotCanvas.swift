/// A block of Braille dots, two across and four down in every cell.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// The pattern of each cell: bit 2·row + column.
  private(set) var masks: [UInt8]
  /// What was drawn last in each cell.
  private(set) var inks: [Ink]

  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    masks = Array(repeating: 0, count: self.columns * self.rows)
    inks = Array(repeating: .text, count: self.columns * self.rows)
  }

  var width: Int { columns * 2 }
  var height: Int { rows * 4 }

  /// How many cells carry a dot.
  var coveredCells: Int { masks.count { $0 != 0 } }

  /// Sets a dot; dots outside are left out.
  mutating func set(_ x: Int, _ y: Int, _ ink: Ink) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = (y >> 2) * columns + (x >> 1)
    // A cell has one ink: what is drawn last owns all its dots, and another path gives way.
    masks[cell] |= 1 << UInt8(2 * (y & 3) + (x & 1))
    inks[cell] = ink
  }

  /// Puts the cells that carry dots over what is on a grid.
  ///
  /// - Parameters:
  ///   - rect: as many cells as the canvas has.
  ///   - glyph: the character of a pattern of dots.
  ///   - paper: what lies beneath a cell of the canvas.
  func put(
    on grid: inout Grid, at rect: CellRect, glyph: (UInt8) -> Unicode.Scalar,
    paper: (_ column: Int, _ row: Int) -> Ink
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        let mask = masks[row * columns + column]
        guard mask != 0 else { continue }
        grid[rect.column + column, rect.row + row] = Cell(
          glyph(mask), inks[row * columns + column], on: paper(column, row))
      }
    }
  }

  /// Draws a line between two places given in dots, clipped to the canvas first so that a path that
  /// runs far outside costs nothing.
  mutating func line(from a: SIMD2<Double>, to b: SIMD2<Double>, _ ink: Ink) {
    var dash: Dash?
    line(from: a, to: b, ink, dash: &dash)
  }

  /// Draws a line in dashes, which go on where the line before them ended; nil draws it whole.
  ///
  /// - Parameter isHeavy: whether it is two dots wide.
  mutating func line(
    from a: SIMD2<Double>, to b: SIMD2<Double>, _ ink: Ink, isHeavy: Bool = false,
    dash: inout Dash?
  ) {
    let a = isHeavy ? a - 0.5 : a
    let b = isHeavy ? b - 0.5 : b
    guard
      let (start, end) = Clipping.segment(
        a, b, low: SIMD2(-1, -1), high: SIMD2(Double(width) + 1, Double(height) + 1))
    else { return }
    let steps = max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up)
    let count = wholeNumber(steps, in: 1...4 * (width + height + 4))
    for step in 0...count {
      if let isOn = dash?.next(step == 0 ? 0 : 1), !isOn { continue }
      let place = start + (end - start) * (Double(step) / Double(count))
      let x = wholeNumber(place.x.rounded(.down), in: -1...width)
      let y = wholeNumber(place.y.rounded(.down), in: -1...height)
      set(x, y, ink)
      guard isHeavy else { continue }
      set(x + 1, y, ink)
      set(x, y + 1, ink)
      set(x + 1, y + 1, ink)
    }
  }
}

/// Where a dashed line stands: some dots on, some off.
struct Dash {
  private var done = 0
  private let on: Int
  private let off: Int

  init(on: Int = 3, off: Int = 2) {
    self.on = on
    self.off = off
  }

  /// Goes on by some dots and tells whether the next one is drawn.
  mutating func next(_ dots: Int) -> Bool {
    done = (done + dots) % (on + off)
    return done < on
  }
}

/// Cuts segments to a rectangle.
enum Clipping {
  /// The part of a segment inside a rectangle, or nil where there is none or it is not finite.
  static func segment(
    _ a: SIMD2<Double>, _ b: SIMD2<Double>, low: SIMD2<Double>, high: SIMD2<Double>
  ) -> (SIMD2<Double>, SIMD2<Double>)? {
    guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite else { return nil }
    let delta = b - a
    var enter = (share: 0.0, place: a)
    var leave = (share: 1.0, place: b)
    for axis in 0...1 {
      if delta[axis] == 0 {
        if a[axis] < low[axis] || a[axis] > high[axis] { return nil }
        continue
      }
      // The border that is crossed is set exactly: for far ends the sum would be all rounding.
      func crossing(_ border: Double) -> (share: Double, place: SIMD2<Double>) {
        let share = (border - a[axis]) / delta[axis]
        var place = a + delta * share
        place[axis] = border
        return (share, place)
      }
      let borders = delta[axis] > 0 ? (low[axis], high[axis]) : (high[axis], low[axis])
      let first = crossing(borders.0)
      let second = crossing(borders.1)
      if first.share > enter.share { enter = first }
      if second.share < leave.share { leave = second }
    }
    guard enter.share <= leave.share else { return nil }
    return (
      pointwiseMin(pointwiseMax(enter.place, low), high),
      pointwiseMin(pointwiseMax(leave.place, low), high)
    )
  }
}
