/// A piece of terrain as it is seen: how high it lies, how light falls on it, and how much the path
/// beside it darkens it.
public struct Ground: Hashable, Sendable {
  /// How high it lies, 0 for the lowest to 249 for the highest: 25 of them make a band.
  public let height: UInt8
  /// How light falls on it: 8 on level ground, 0 where it is turned away, 15 where it faces the light.
  public let light: UInt8
  /// From which share of the way to the next colour on that colour is taken, 0 to 15: where there are
  /// few colours, a pattern of two stands for those between.
  public var threshold: UInt8 = 8
  /// How near a path is: 0 far, 1 beside it, 2 beneath it.
  public var shade: UInt8 = 0

  /// Ground at a height between 0 and 1.
  ///
  /// - Parameter light: −1 turned away from the light, 0 level, 1 facing it.
  public init(height share: Double, light: Double = 0) {
    height = UInt8(wholeNumber(share * 250, in: 0...249))
    self.light = UInt8(wholeNumber((8 + light * 8).rounded(), in: 0...15))
  }

  /// Level ground in the middle of a band.
  public init(_ band: Band) {
    height = UInt8(band.index * 25 + 12)
    light = 8
  }

  /// How high it lies, between 0 and 1.
  public var share: Double { (Double(height) + 0.5) / 250 }

  /// How light falls on it, from −1 to 1.
  public var brightness: Double { (Double(light) - 8) / 8 }

  /// The band that holds it.
  public var band: Band { Band(Int(height) / 25) }

  /// The ground in the middle between two.
  func middle(to other: Ground) -> Ground {
    var ground = Ground(
      height: (share + other.share) / 2, light: (brightness + other.brightness) / 2)
    ground.threshold = threshold
    return ground
  }

  /// The same ground at a pixel: an ordered pattern of thresholds.
  func dithered(_ column: Int, _ row: Int) -> Ground {
    let pattern: [UInt8] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
    var ground = self
    ground.threshold = pattern[(row & 3) * 4 + (column & 3)]
    return ground
  }

  /// Which of some colours from low to high is taken.
  func index(among count: Int) -> Int {
    let place = share * Double(count - 1)
    let low = Int(place)
    let isNext = (place - Double(low)) * 16 > Double(threshold) + 0.5
    return min(low + (isNext ? 1 : 0), count - 1)
  }

  /// The same ground beside or beneath a path.
  func shaded(_ shade: UInt8) -> Ground {
    var ground = self
    ground.shade = max(self.shade, shade)
    return ground
  }
}
