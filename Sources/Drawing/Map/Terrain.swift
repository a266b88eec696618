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
  /// The ground of the halves of every cell; nil where most of a half has no height.
  private let halves: [Ground?]
  /// For every cell, the dots of contour lines.
  let contours: [UInt8]
  /// The heights of contour lines, where there is room to write them.
  public private(set) var levelLabels: [LevelLabel] = []

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
    halves = Terrain.halves(of: field, scale, columns: columns, rows: rows)
    contours = Terrain.uncrowded(
      Terrain.contours(of: bands, columns: columns, rows: rows), of: bands, columns: columns,
      rows: rows)
    levelLabels = LevelLabel.all(on: self)
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

  /// Contour lines without those that crowd: there the shading speaks for itself.
  private static func uncrowded(
    _ masks: [UInt8], of bands: [Band?], columns: Int, rows: Int
  ) -> [UInt8] {
    let width = columns * 2
    return masks.indices.map { cell in
      let mask = masks[cell]
      // A line through a cell is a few dots; more of them are several lines.
      guard mask != 0, mask.nonzeroBitCount <= 4 else { return 0 }
      let (column, row) = (cell % columns, cell / columns)
      var low = Band.count
      var high = 0
      // The cell with a dot around it.
      for y in max(0, row * 4 - 1)...min(rows * 4 - 1, row * 4 + 4) {
        for x in max(0, column * 2 - 1)...min(width - 1, column * 2 + 2) {
          guard let band = bands[y * width + x] else { continue }
          low = min(low, band.index)
          high = max(high, band.index)
        }
      }
      return high - low <= 2 ? mask : 0
    }
  }

  /// The ground in the middle of the upper and the lower half of every cell: once a terrain, since
  /// every frame asks for all of them.
  private static func halves(
    of field: [Double], _ scale: LevelScale, columns: Int, rows: Int
  ) -> [Ground?] {
    let width = columns * 2
    // Pixels, row by row: half a cell is as high as it is wide.
    let shares: [Double] = (0..<columns * rows * 2).map { index in
      let corner = index / columns * 2 * width + index % columns * 2
      var sum = 0.0
      var count = 0
      for place in [corner, corner + 1, corner + width, corner + width + 1]
      where field[place].isFinite {
        sum += field[place]
        count += 1
      }
      return count >= 2 ? scale.fraction(sum / Double(count)) : .nan
    }
    let light = SurfaceLight(shares: shares, columns: columns, rows: rows * 2)
    return (0..<columns * rows * 2).map { index in
      // The two halves of a cell stand side by side.
      let cell = index / 2
      let pixel = (cell / columns * 2 + index % 2) * columns + cell % columns
      guard !shares[pixel].isNaN else { return nil }
      let (column, row) = (pixel % columns, pixel / columns)
      return Ground(height: shares[pixel], light: light.brightness(column, row))
        .dithered(column, row)
    }
  }

  /// The ground in the middle of the upper or the lower half of a cell.
  func ground(column: Int, row: Int, half: Int) -> Ground? {
    halves[(row * columns + column) * 2 + half]
  }

  /// The ground of a whole cell, for one that carries dots.
  func ground(column: Int, row: Int) -> Ground? {
    let upper = ground(column: column, row: row, half: 0)
    let lower = ground(column: column, row: row, half: 1)
    guard let upper, let lower else { return upper ?? lower }
    return upper.middle(to: lower)
  }

  /// The ink of a piece of ground; what has no height is no terrain.
  static func ink(_ ground: Ground?) -> Ink { ground.map { .terrain($0) } ?? .background }
}
