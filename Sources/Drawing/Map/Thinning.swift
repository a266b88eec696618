/// A terrain with fewer heights, enough for smooth lines in a small file.
struct Thinning {
  /// The heights that are kept, row by row.
  let field: [Double]
  let columns: Int
  let rows: Int
  /// How many heights of the terrain lie from one that is kept to the next, across and down.
  private let stride: SIMD2<Double>

  init(_ terrain: Terrain) {
    let width = terrain.columns * 2
    let height = terrain.rows * 4
    let across = max(1, width / 100)
    let down = max(1, height / 100)
    stride = SIMD2(Double(across), Double(down))
    columns = (width - 1) / across + 1
    rows = (height - 1) / down + 1
    var thin: [Double] = []
    thin.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns { thin.append(terrain.field[row * down * width + column * across]) }
    }
    field = thin
  }

  /// A place among the kept heights, whose middles lie at halves, as a place in dots of the terrain.
  func dots(_ place: SIMD2<Double>) -> SIMD2<Double> { (place - 0.5) * stride + 0.5 }
}
