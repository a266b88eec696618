/// One of the bands into which heights are sorted; there is no band out of range.
public struct Band: Hashable, Sendable, Comparable, CaseIterable {
  /// The number of the band, from 0 for the lowest to `Band.count` − 1.
  public let index: Int

  /// The number of bands.
  public static let count = 10
  /// The lowest band.
  public static let lowest = Band(0)
  /// All bands from below.
  public static let allCases = (0..<count).map { Band($0) }

  /// The band with a number, or the nearest that there is.
  public init(_ number: Int) { index = min(max(number, 0), Band.count - 1) }

  /// How high the band lies, 0 for the lowest to 1 for the highest.
  public var share: Double { Double(index) / Double(Band.count - 1) }

  /// Whether a band lies below another.
  public static func < (a: Band, b: Band) -> Bool { a.index < b.index }
}
