import SystemLibrary

/// A terrain seen at an angle, with the paths on its ground.
public struct ReliefPicture: Sendable, Equatable {
  /// The map that is turned: its terrain is the ground.
  public var map: MapPicture
  /// How far it is turned, in radians.
  public var turn: Double
  /// How high the eye stands, in radians above the ground.
  public var tilt: Double

  /// Creates a relief.
  public init(map: MapPicture, turn: Double, tilt: Double) {
    self.map = map
    self.turn = turn
    self.tilt = tilt
  }

  func plane(columns: Int, rows: Int) -> ReliefPlane {
    ReliefPlane(columns: columns, rows: rows, turn: turn, tilt: tilt)
  }

  /// A place of the surface as a place of the ground, from −1 to 1 along both axes.
  func ground(_ point: SIMD2<Double>) -> SIMD2<Double> {
    (point - map.low) / (map.high - map.low) * 2 - 1
  }

  /// Where a point of the ground is seen, in pixels, and whether the ground is in front of it; nil beside
  /// the ground.
  func seen(
    _ point: SIMD2<Double>, _ heights: ReliefHeights, _ image: ReliefImage
  ) -> (spot: SIMD2<Double>, isHidden: Bool)? {
    let place = ground(point)
    guard abs(place.x) <= 1, abs(place.y) <= 1, let height = heights.height(place) else {
      return nil
    }
    let (spot, depth) = image.plane.project(place, height: height)
    return (spot, !image.sees(spot, depth: depth))
  }

  /// A piece of a path as it is seen.
  struct Stretch {
    /// Spots in pixels.
    var spots: [SIMD2<Double>]
    /// Which part of the path.
    var ink: Ink
    /// Whether the ground is in front of it.
    var isHidden: Bool
  }

  /// A path on the ground, in pieces that are seen and pieces that are not.
  func stretches(
    of trail: TrailPicture, _ heights: ReliefHeights, _ image: ReliefImage
  ) -> [Stretch] {
    var stretches: [Stretch] = []
    var isBroken = true
    let pixel = Double(max(image.plane.columns, image.plane.rows)) / 2
    for index in trail.points.indices.dropFirst() {
      let (from, to) = (trail.points[index - 1], trail.points[index])
      let ink = map.ink(of: trail, at: index)
      // Each piece follows the ground, so that it neither floats nor cuts through a ridge.
      let reach = ground(to) - ground(from)
      let length = (reach.x * reach.x + reach.y * reach.y).squareRoot()
      guard length.isFinite else { continue }
      let pieces = wholeNumber(length * pixel, in: 1...400)
      for piece in 0...pieces {
        let point = from + (to - from) * (Double(piece) / Double(pieces))
        guard let seen = seen(point, heights, image) else {
          isBroken = true
          continue
        }
        if !isBroken, let last = stretches.last, last.isHidden == seen.isHidden, last.ink == ink {
          stretches[stretches.count - 1].spots.append(seen.spot)
        } else {
          // It begins where the one before ended, or there would be a gap.
          let end = isBroken ? nil : stretches.last?.spots.last
          stretches.append(
            Stretch(spots: [end, seen.spot].compactMap { $0 }, ink: ink, isHidden: seen.isHidden))
        }
        isBroken = false
      }
    }
    return stretches
  }

  /// A number or a name beside the floor.
  struct FloorLabel {
    /// The spot on the edge of the floor, in pixels.
    var spot: SIMD2<Double>
    var text: String
    /// Whether it stands left of its spot.
    var isLeft: Bool
  }

  /// Numbers along the two edges of the floor in front.
  func floorLabels(_ plane: ReliefPlane) -> [FloorLabel] {
    // The edge in front of the two that run along an axis.
    func front(_ axis: Int) -> Double {
      let (low, high) = (corner(axis, -1), corner(axis, 1))
      return plane.turned(low).y < plane.turned(high).y ? -1 : 1
    }
    func corner(_ axis: Int, _ side: Double) -> SIMD2<Double> {
      axis == 0 ? SIMD2(0, side) : SIMD2(side, 0)
    }
    var labels: [FloorLabel] = []
    for axis in 0...1 {
      let side = front(axis)
      func place(_ value: Double) -> SIMD2<Double> {
        let share = (value - map.low[axis]) / (map.high[axis] - map.low[axis]) * 2 - 1
        return axis == 0 ? SIMD2(share, side) : SIMD2(side, share)
      }
      let middle = (map.low[axis] + map.high[axis]) / 2
      let isLeft = plane.turned(place(middle)).x < 0
      let ticks = Ticks.round(from: map.low[axis], to: map.high[axis], count: 4)
      let names = ticks.map {
        FloorLabel(spot: spot(place($0.value)), text: $0.label, isLeft: isLeft)
      }
      labels += names
      // The name stands between two numbers.
      let gap = ticks.count > 1 ? (ticks[1].value - ticks[0].value) / 2 : 0
      let nearest = ticks.map { $0.value + gap }.min { abs($0 - middle) < abs($1 - middle) }
      labels.append(
        FloorLabel(
          spot: spot(place(nearest ?? middle)), text: axis == 0 ? "x" : "y", isLeft: isLeft))
    }
    func spot(_ place: SIMD2<Double>) -> SIMD2<Double> {
      plane.project(place, height: ReliefPlane.floor).spot
    }
    return labels
  }
}
