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
  private static let leastReach = 3.0
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
    let reach = max(Envelope.leastReach, 4 / dots)
    var first = 0
    var last = 0
    var drawn = -Double.infinity
    for (index, place) in places.enumerated() {
      // Where values are closer than dots, one for each dot is enough.
      guard (place.step - drawn) * dots >= 0.5 || index == places.count - 1 else { continue }
      drawn = place.step
      while places[first].step < place.step - reach { first += 1 }
      while last + 1 < places.count, places[last + 1].step <= place.step + reach { last += 1 }
      // The same reach to both sides, or the middle would lean.
      let side = min(index - first, last - index)
      let window = Window(places[(index - side)...(index + side)])
      guard side > 0, window.isFinite, (window.high - window.low) * height > 2.5,
        window.turns >= 4
      else {
        line.append(place)
        continue
      }
      line.append(Place(step: place.step, height: window.mean))
      bands.append(Band(step: place.step, low: window.low, high: window.high))
    }
  }

  /// What a stretch of the line does.
  private struct Window {
    private(set) var low = Double.infinity
    private(set) var high = -Double.infinity
    private(set) var isFinite = true
    /// How often it changes from up to down or back.
    private(set) var turns = 0
    /// The mean; the ends count half, so that a swing of period 2 has a level middle.
    let mean: Double

    init(_ places: ArraySlice<Place>) {
      var sum = 0.0
      var before = Double.nan
      var sign = 0.0
      for place in places {
        let height = place.height
        low = min(low, height)
        high = max(high, height)
        if !height.isFinite { isFinite = false }
        sum += height
        if height != before, !before.isNaN {
          let next: Double = height > before ? 1 : -1
          if sign != 0, next != sign { turns += 1 }
          sign = next
        }
        before = height
      }
      let ends = ((places.first?.height ?? 0) + (places.last?.height ?? 0)) / 2
      mean = (sum - ends) / Double(max(1, places.count - 1))
    }
  }
}
