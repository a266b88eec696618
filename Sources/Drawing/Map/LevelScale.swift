import SystemLibrary

/// How heights become bands of terrain.
public struct LevelScale: Sendable, Hashable {
  /// Whether bands are even in the logarithm of the height above the lowest.
  public var isLogarithmic: Bool
  /// The height of the lowest band's foot.
  public var low: Double
  /// The height above which all is the highest band.
  public var high: Double
  /// The height above `low` at which logarithmic bands begin.
  public var offset: Double

  /// Finds a scale for the heights of a view.
  ///
  /// - Parameters:
  ///   - field: heights all over the view; those that are not finite are left out.
  ///   - floor: a known lowest height, for example at a minimum.
  public init(field: [Double], floor: Double?, isLogarithmic: Bool) {
    self.isLogarithmic = isLogarithmic
    let stride = max(1, field.count / 4000)
    var sorted: [Double] = []
    for index in Swift.stride(from: 0, to: field.count, by: stride) where field[index].isFinite {
      sorted.append(field[index])
    }
    sorted.sort()
    let lowest = sorted.first ?? 0
    low = min(lowest, floor ?? lowest)
    high = sorted.isEmpty ? 1 : sorted[min(sorted.count - 1, sorted.count * 98 / 100)]
    if !(high > low) { high = low + 1 }
    let early = sorted.isEmpty ? low : sorted[sorted.count * 2 / 100]
    offset = max(early - low, (high - low) * 1e-4)
  }

  /// Where a height lies between low and high, 0 to 1.
  public func fraction(_ value: Double) -> Double {
    let share: Double
    if isLogarithmic {
      share =
        log((max(value, low) - low + offset) / offset) / log((high - low + offset) / offset)
    } else {
      share = (value - low) / (high - low)
    }
    return min(max(share, 0), 1)
  }

  /// The heights at which one band ends and the next begins, from below.
  public var levels: [Double] {
    (1..<Band.count).map { band in
      let share = Double(band) / Double(Band.count)
      if isLogarithmic {
        return low + offset * (pow((high - low + offset) / offset, share) - 1)
      }
      return low + share * (high - low)
    }
  }
}
