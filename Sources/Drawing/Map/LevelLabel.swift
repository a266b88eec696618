import Documents

/// The height of a contour line, written on it.
public struct LevelLabel: Sendable, Equatable {
  /// The height in few digits.
  public var text: String
  /// The cell of its first character.
  public var column: Int
  /// The row of cells.
  public var row: Int

  /// Heights for the contour lines of a terrain, where they fit: on a stretch that runs level, with no other
  /// line beneath, away from the borders and from each other.
  static func all(on terrain: Terrain) -> [LevelLabel] {
    let levels = terrain.scale.levels
    // Numbers of the axes stand along the left and the lower border.
    let (left, bottom) = (8, 2)
    let crossings = terrain.crossings
    func crossing(_ column: Int, _ row: Int) -> ClosedRange<Int>? {
      crossings[row * terrain.columns + column]
    }
    /// How much of a label stands on its line; nil where another line is beneath or beside it.
    func fit(_ level: Int, _ start: Int, _ row: Int, _ width: Int) -> Int? {
      var own = 0
      for column in start - 1...start + width {
        guard let lines = crossing(column, row) else { continue }
        guard lines == level...level else { return nil }
        own += 1
      }
      return own
    }
    var labels: [LevelLabel] = []
    let most = max(2, terrain.columns * terrain.rows / 140)
    for level in levels.indices where labels.count < most {
      let text = brief(levels[level], digits: 2)
      let width = GlyphWidth.cells(text)
      guard terrain.columns > left + width + 3, terrain.rows > bottom + 3 else { break }
      var best: (label: LevelLabel, own: Int)?
      for row in 1..<terrain.rows - bottom {
        for start in left...terrain.columns - width - 2
        where crossing(start + width / 2, row) == level...level {
          let label = LevelLabel(text: text, column: start, row: row)
          guard let own = fit(level, start, row, width), own > best?.own ?? (width - 1),
            labels.allSatisfy({ $0.isApart(from: label) })
          else { continue }
          best = (label, own)
        }
      }
      if let best { labels.append(best.label) }
    }
    return labels
  }

  /// Whether some of it, or a cell beside it, lies in a part of the map.
  func meets(_ part: CellRect) -> Bool {
    (part.row..<part.endRow).contains(row) && column - 1 < part.endColumn
      && column + text.count >= part.column
  }

  /// Whether nobody takes two labels for one.
  private func isApart(from other: LevelLabel) -> Bool {
    abs(row - other.row) > 1 || column + text.count + 3 < other.column
      || other.column + other.text.count + 3 < column
  }
}

extension Terrain {
  /// For every cell the levels that run through it, by number; nil for one without.
  fileprivate var crossings: [ClosedRange<Int>?] {
    (0..<columns * rows).map { cell in
      guard contours[cell] != 0 else { return nil }
      var low = Band.count
      var high = -1
      for y in cell / columns * 4..<cell / columns * 4 + 4 {
        for x in cell % columns * 2..<cell % columns * 2 + 2 {
          guard let band = bands[y * columns * 2 + x] else { continue }
          low = min(low, band.index)
          high = max(high, band.index)
        }
      }
      return high > low ? low...high - 1 : nil
    }
  }
}
