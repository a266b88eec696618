/// A line of a chart as the eye can follow it: where it swings faster than there are dots for, the band
/// in which it swings and the middle of that; elsewhere the line itself.
struct Envelope {
  /// A place of the line.
  struct Place: Equatable {
    var step: Double
    var height: Double
  }

  /// The band at a step.
  struct Band: Equatable {
    var step: Double
    var low: Double
    var high: Double
  }

  /// The line, or the middle of its band.
  private(set) var line: [Place] = []
  /// Where it swings.
  private(set) var bands: [Band] = []

  /// The steps to both sides of which a swing is looked for, at least.
  private static let leastReach = 2.5
  /// Dots a step from which on a swing is seen as a line.
  private static let roomyStep = 4.0

  /// - Parameters:
  ///   - places: the line, nan where it has no height.
  ///   - step: how many dots a step is wide.
  ///   - height: how many dots a height of 1 is high.
  init(_ places: [Place], step dots: Double, height: Double) {
    guard dots < Envelope.roomyStep, dots > 0, places.count > 5 else {
      line = places
      return
    }
    let reach = max(Envelope.leastReach, 5 / dots)
    var first = 0
    var last = 0
    for (index, place) in places.enumerated() {
      while places[first].step < place.step - reach { first += 1 }
      while last + 1 < places.count, places[last + 1].step <= place.step + reach { last += 1 }
      // The same reach to both sides, or the middle would lean.
      let side = min(index - first, last - index)
      let window = places[(index - side)...(index + side)].map(\.height)
      guard side > 0, let low = window.min(), let high = window.max(), low.isFinite,
        high.isFinite, (high - low) * height > 2.5, Envelope.turns(window) >= 2
      else {
        line.append(place)
        continue
      }
      // The ends count half, so that a swing of period 2 has a level middle.
      let sum = window.reduce(0, +) - (window[0] + window[window.count - 1]) / 2
      line.append(Place(step: place.step, height: sum / Double(window.count - 1)))
      bands.append(Band(step: place.step, low: low, high: high))
    }
  }

  /// How often a line changes from up to down or back.
  private static func turns(_ heights: [Double]) -> Int {
    var count = 0
    var before = 0.0
    for (a, b) in zip(heights, heights.dropFirst()) where a != b {
      let sign: Double = b > a ? 1 : -1
      if before != 0, sign != before { count += 1 }
      before = sign
    }
    return count
  }
}
