/// The heights of a terrain between its dots, on a square from −1 to 1 along both axes.
///
/// The logarithm shows what happens low down and flattens all else, the plain height does the opposite:
/// the form of a relief is the mean of both, its colour that of the map.
struct ReliefHeights {
  private let shares: [Double]
  private let colors: [Double]
  private let width: Int
  private let height: Int

  init(_ terrain: Terrain) {
    width = terrain.columns * 2
    height = terrain.rows * 4
    colors = terrain.field.map { $0.isNaN ? .nan : terrain.scale.fraction($0) }
    var plain = terrain.scale
    plain.isLogarithmic = false
    shares = zip(terrain.field, colors).map { ($1 + plain.fraction($0)) / 2 }
  }

  /// The height, 0 to 1, at a place; nil where there is none.
  func height(_ place: SIMD2<Double>) -> Double? { value(of: shares, at: place) }

  /// What a place looks like.
  func ground(_ place: SIMD2<Double>, _ plane: ReliefPlane) -> Ground {
    Ground(height: value(of: colors, at: place) ?? 0, light: light(place, plane))
  }

  private func value(of shares: [Double], at place: SIMD2<Double>) -> Double? {
    let x = min(max((place.x + 1) / 2 * Double(width) - 0.5, 0), Double(width - 1))
    let y = min(max((1 - place.y) / 2 * Double(height) - 0.5, 0), Double(height - 1))
    let (column, row) = (min(Int(x), width - 2), min(Int(y), height - 2))
    let (right, down) = (x - Double(column), y - Double(row))
    let corner = row * width + column
    let upper = shares[corner] * (1 - right) + shares[corner + 1] * right
    let lower = shares[corner + width] * (1 - right) + shares[corner + width + 1] * right
    let share = upper * (1 - down) + lower * down
    if !share.isNaN { return share }
    // Beside a border of the domain the nearest height is all there is.
    let nearest = shares[(down < 0.5 ? row : row + 1) * width + (right < 0.5 ? column : column + 1)]
    return nearest.isNaN ? nil : nearest
  }

  /// How light falls on a place: from the left and above, wherever the eye stands.
  private func light(_ place: SIMD2<Double>, _ plane: ReliefPlane) -> Double {
    let reach = 0.04
    guard let here = height(place) else { return 0 }
    func slope(_ direction: SIMD2<Double>) -> Double {
      let (before, after) = (place - direction * reach, place + direction * reach)
      let ends = (
        isInside(before) ? height(before) ?? here : here,
        isInside(after) ? height(after) ?? here : here
      )
      return (ends.1 - ends.0) / (2 * reach) * ReliefPlane.rise * 2
    }
    let right = plane.ground(across: 1, along: 0)
    let away = plane.ground(across: 0, along: 1)
    return SurfaceLight.brightness(slope: SIMD2(slope(right), slope(away)) * 0.8)
  }

  private func isInside(_ place: SIMD2<Double>) -> Bool { abs(place.x) <= 1 && abs(place.y) <= 1 }
}
