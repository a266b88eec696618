/// A loss surface made ready to be drawn: heights on the grid of dots of a map, and their bands.
public struct Terrain: Sendable, Equatable {
  /// The width of the map in cells.
  public let columns: Int
  /// The height of the map in cells.
  public let rows: Int
  /// The heights, two across and four down in every cell, row by row from the top left.
  public let field: [Double]
  /// How heights became bands.
  public let scale: LevelScale
  /// The band of each dot; nil where there is no height.
  let bands: [Band?]
  /// The bands of the halves of every cell; nil where most of a half has no height.
  private let halves: [Band?]
  /// For every cell, the dots of contour lines.
  let contours: [UInt8]

  /// Sorts heights into bands and finds the contour lines between them.
  ///
  /// - Parameters:
  ///   - field: 2·columns × 4·rows heights.
  public init(columns: Int, rows: Int, field: [Double], scale: LevelScale) {
    precondition(field.count == columns * rows * 8)
    self.columns = columns
    self.rows = rows
    self.field = field
    self.scale = scale
    let levels = scale.levels
    bands = field.map { value in
      guard !value.isNaN else { return nil }
      // A short linear search from the middle beats a logarithm for every dot.
      var low = 0
      var high = levels.count
      while low < high {
        let middle = (low + high) / 2
        if value >= levels[middle] { low = middle + 1 } else { high = middle }
      }
      return Band(low)
    }
    halves = Terrain.halves(of: bands, columns: columns, rows: rows)
    contours = Terrain.contours(of: bands, columns: columns, rows: rows)
  }

  /// A dot lies on a contour line where a neighbour to the right or below is in a higher or lower
  /// band; the dot on the lower side is set, so that lines are one dot wide.
  private static func contours(of bands: [Band?], columns: Int, rows: Int) -> [UInt8] {
    let width = columns * 2
    let height = rows * 4
    var masks = [UInt8](repeating: 0, count: columns * rows)
    func mark(_ x: Int, _ y: Int) {
      masks[(y >> 2) * columns + (x >> 1)] |= 1 << UInt8(2 * (y & 3) + (x & 1))
    }
    for y in 0..<height {
      for x in 0..<width {
        guard let band = bands[y * width + x] else { continue }
        if x + 1 < width, let right = bands[y * width + x + 1], right != band {
          if band < right { mark(x, y) } else { mark(x + 1, y) }
        }
        if y + 1 < height, let below = bands[(y + 1) * width + x], below != band {
          if band < below { mark(x, y) } else { mark(x, y + 1) }
        }
      }
    }
    return masks
  }

  /// The bands in the middle of the upper and the lower half of every cell: once a terrain, since
  /// every frame asks for all of them.
  private static func halves(of bands: [Band?], columns: Int, rows: Int) -> [Band?] {
    let width = columns * 2
    return (0..<columns * rows * 2).map { index in
      let cell = index / 2
      let corner = (cell / columns * 4 + index % 2 * 2) * width + cell % columns * 2
      var sum = 0
      var count = 0
      for place in [corner, corner + 1, corner + width, corner + width + 1] {
        guard let band = bands[place] else { continue }
        sum += band.index
        count += 1
      }
      return count >= 2 ? Band(sum / count) : nil
    }
  }

  /// The band in the middle of the upper or the lower half of a cell.
  func band(column: Int, row: Int, half: Int) -> Band? {
    halves[(row * columns + column) * 2 + half]
  }

  /// The paper of a cell that carries dots: one band for both halves.
  func paper(column: Int, row: Int) -> Ink {
    let upper = band(column: column, row: row, half: 0)
    let lower = band(column: column, row: row, half: 1)
    guard let upper, let lower else { return Terrain.ink(upper ?? lower) }
    return .terrain(upper.middle(to: lower))
  }

  static func ink(_ band: Band?) -> Ink { band.map { .terrain($0) } ?? .background }
}
