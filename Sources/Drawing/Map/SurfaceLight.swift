/// A soft light from the upper left over a field of heights, so that valleys have depth.
struct SurfaceLight {
  /// Heights between 0 and 1, nan where there is none, row by row from the top.
  let shares: [Double]
  let columns: Int
  let rows: Int

  /// How steep a rise from the lowest to the highest across the whole map is made to look.
  private static let steepness = 0.55

  /// Where the light comes from: left, up, out of the picture.
  private static let direction = SIMD3(-0.45, 0.55, 0.7)

  /// How much brighter a pixel is than level ground, from −1 to 1.
  func brightness(_ column: Int, _ row: Int) -> Double {
    let here = shares[row * columns + column]
    func share(_ column: Int, _ row: Int) -> Double {
      let share =
        shares[min(max(row, 0), rows - 1) * columns + min(max(column, 0), columns - 1)]
      return share.isNaN ? here : share
    }
    let reach = SurfaceLight.steepness * Double(min(columns, rows)) / 2
    return SurfaceLight.brightness(
      slope: reach
        * SIMD2(
          share(column + 1, row) - share(column - 1, row),
          share(column, row - 1) - share(column, row + 1)))
  }

  /// How much brighter ground with a slope, to the right and up, is than level ground.
  static func brightness(slope: SIMD2<Double>) -> Double {
    let length = (1 + slope.x * slope.x + slope.y * slope.y).squareRoot()
    let reflected =
      (-slope.x * direction.x - slope.y * direction.y + direction.z) / length / 0.9975
    let level = direction.z / 0.9975
    return reflected > level ? (reflected - level) / (1 - level) : reflected / level - 1
  }
}
