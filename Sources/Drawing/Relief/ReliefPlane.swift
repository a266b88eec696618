import SystemLibrary

/// Where a place of the ground is seen in a relief.
///
/// The ground is a square from −1 to 1 along both axes; the picture has square pixels, two in a cell.
struct ReliefPlane {
  let columns: Int
  let rows: Int
  private let sine: Double
  private let cosine: Double
  private let sineTilt: Double
  private let cosineTilt: Double
  /// Pixels for 1 across and for 1 upright.
  private let scale: SIMD2<Double>
  /// The row of the middle of the ground.
  private let middle: Double

  /// How high the highest place stands, half the ground's side being 1.
  static let rise = 0.7
  /// How deep the floor lies beneath the lowest place, in the same measure as heights.
  static let floor = -0.1
  /// Cells that numbers and names need around the ground: at the sides, at the foot.
  private static let margin = (side: 5, foot: 2)

  /// The plane that the ground fills as well as it can.
  init(columns: Int, rows cellRows: Int, turn: Double, tilt: Double) {
    self.columns = columns
    rows = cellRows * 2
    (sine, cosine) = (sin(turn), cos(turn))
    (sineTilt, cosineTilt) = (sin(tilt), cos(tilt))
    let reach = abs(sine) + abs(cosine)
    let upright =
      2 * reach * sineTilt + (1 - ReliefPlane.floor) * 2 * ReliefPlane.rise * cosineTilt
    let foot = Double(ReliefPlane.margin.foot * 2)
    let room = SIMD2(
      Double(max(4, columns - 2 * ReliefPlane.margin.side)), max(4, Double(rows) - foot - 2))
    let fit = SIMD2(room.x / 2 / reach, room.y / upright)
    // Stretched until it fills its place, but not out of all shape.
    scale = SIMD2(min(fit.x, 3 * fit.y), min(fit.y, 1.4 * fit.x))
    let bottom = reach * sineTilt - ReliefPlane.lift(ReliefPlane.floor) * cosineTilt
    middle = Double(rows) - foot - bottom * scale.y - (room.y - upright * scale.y) / 2
  }

  private static func lift(_ height: Double) -> Double { height * 2 * rise }

  /// A place seen from where the eye stands: across and away from it.
  func turned(_ place: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(place.x * cosine - place.y * sine, place.x * sine + place.y * cosine)
  }

  /// The place of the ground that lies across and along.
  func ground(across: Double, along: Double) -> SIMD2<Double> {
    SIMD2(across * cosine + along * sine, -across * sine + along * cosine)
  }

  /// Where a place at a height is seen, in pixels from the upper left, and how far away it is.
  func project(_ place: SIMD2<Double>, height: Double) -> (spot: SIMD2<Double>, depth: Double) {
    let turned = turned(place)
    let up = turned.y * sineTilt + ReliefPlane.lift(height) * cosineTilt
    return (
      SIMD2(Double(columns) / 2 + turned.x * scale.x, middle - up * scale.y), turned.y
    )
  }

  /// How far across a column of pixels lies.
  func across(column: Int) -> Double {
    (Double(column) + 0.5 - Double(columns) / 2) / scale.x
  }

  /// How far along the ground a walk may step without missing a pixel.
  var step: Double { 0.5 / scale.y / max(sineTilt, 0.35) }

  /// How far the ground reaches along at most.
  var reach: Double { abs(sine) + abs(cosine) }
}
