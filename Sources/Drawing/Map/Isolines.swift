/// Traces the outlines of the regions of a field that lie at or above a height.
struct Isolines {
  private let field: [Double]
  private let columns: Int
  private let rows: Int

  /// A field of columns × rows heights at the middles of equal tiles.
  ///
  /// It is extended by a ring of equal heights beyond the border and a ring below every height
  /// around that, so that every outline closes outside what is shown.
  init(field: [Double], columns: Int, rows: Int) {
    self.columns = columns + 4
    self.rows = rows + 4
    var padded = [Double](repeating: -.infinity, count: self.columns * self.rows)
    for row in -1...rows {
      for column in -1...columns {
        let inner = field[min(max(row, 0), rows - 1) * columns + min(max(column, 0), columns - 1)]
        padded[(row + 2) * self.columns + column + 2] = inner.isNaN ? -.infinity : inner
      }
    }
    self.field = padded
  }

  /// Where an outline crosses an edge between two neighbours.
  private struct Edge: Hashable {
    var column: Int
    var row: Int
    var isVertical: Bool
  }

  /// Closed outlines in tiles from the upper left corner of the unpadded field.
  func outlines(at level: Double) -> [[SIMD2<Double>]] {
    var next: [Edge: [Edge]] = [:]
    for row in 0..<rows - 1 {
      for column in 0..<columns - 1 {
        for (start, end) in segments(column, row, level) {
          next[start, default: []].append(end)
        }
      }
    }
    var loops: [[SIMD2<Double>]] = []
    for start in next.keys.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
      while var edge = next[start]?.popLast() {
        var loop = [position(start, level)]
        while edge != start {
          loop.append(position(edge, level))
          guard let following = next[edge]?.popLast() else { break }
          edge = following
        }
        if loop.count > 2 { loops.append(loop) }
      }
    }
    return loops
  }

  private func isHigh(_ column: Int, _ row: Int, _ level: Double) -> Bool {
    field[row * columns + column] >= level
  }

  /// The directed pieces of outline in one square, the high side on the left.
  private func segments(_ column: Int, _ row: Int, _ level: Double) -> [(Edge, Edge)] {
    let topLeft = isHigh(column, row, level)
    let topRight = isHigh(column + 1, row, level)
    let bottomRight = isHigh(column + 1, row + 1, level)
    let bottomLeft = isHigh(column, row + 1, level)
    let top = Edge(column: column, row: row, isVertical: false)
    let bottom = Edge(column: column, row: row + 1, isVertical: false)
    let left = Edge(column: column, row: row, isVertical: true)
    let right = Edge(column: column + 1, row: row, isVertical: true)
    switch (topLeft, topRight, bottomRight, bottomLeft) {
    case (true, false, false, false): return [(top, left)]
    case (false, true, false, false): return [(right, top)]
    case (false, false, true, false): return [(bottom, right)]
    case (false, false, false, true): return [(left, bottom)]
    case (true, true, false, false): return [(right, left)]
    case (false, true, true, false): return [(bottom, top)]
    case (false, false, true, true): return [(left, right)]
    case (true, false, false, true): return [(top, bottom)]
    case (true, true, true, false): return [(bottom, left)]
    case (false, true, true, true): return [(left, top)]
    case (true, false, true, true): return [(top, right)]
    case (true, true, false, true): return [(right, bottom)]
    case (true, false, true, false): return [(top, left), (bottom, right)]
    case (false, true, false, true): return [(right, top), (left, bottom)]
    default: return []
    }
  }

  private func position(_ edge: Edge, _ level: Double) -> SIMD2<Double> {
    let a = field[edge.row * columns + edge.column]
    let b =
      edge.isVertical
      ? field[(edge.row + 1) * columns + edge.column] : field[edge.row * columns + edge.column + 1]
    let share: Double
    if a.isFinite, b.isFinite, a != b {
      share = min(max((level - a) / (b - a), 0), 1)
    } else {
      share = 0.5
    }
    // Two rings of padding, and heights stand in the middles of tiles.
    let place = SIMD2(Double(edge.column) - 1.5, Double(edge.row) - 1.5)
    return edge.isVertical ? place + SIMD2(0, share) : place + SIMD2(share, 0)
  }
}
