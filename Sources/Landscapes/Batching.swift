/// Which rows of a table the updates of a race see.
///
/// The rows of an update are a function of the seed and of the number of updates before it, and of nothing else: every
/// racer with batches of one size sees the same rows at the same step, in whatever order, and on whatever number of
/// threads, they are asked for.
public struct Batching: Sendable, Equatable {
  /// How rows are chosen.
  public enum Order: String, Sendable, CaseIterable {
    /// Each row of each update is drawn from the whole table: a row may come twice.
    case drawn
    /// Every epoch has each row once, in an order of its own.
    case epochs
    /// One after the other as they stand in the table, again and again.
    case turn

    /// The order in words.
    public var words: String {
      switch self {
      case .drawn: return "drawn with replacement"
      case .epochs: return "shuffled anew every epoch"
      case .turn: return "in turn"
      }
    }
  }

  /// What decides all draws.
  public var seed: UInt64
  /// How rows are chosen.
  public var order: Order

  /// A way to choose rows.
  public init(seed: UInt64 = 0, order: Order = .drawn) {
    self.seed = seed
    self.order = order
  }

  /// A seed as somebody writes it, a whole number that a record can hold; nil for anything else.
  public static func seed(_ text: String) -> UInt64? {
    Int(text).flatMap { $0 >= 0 ? UInt64($0) : nil }
  }

  /// The rows of an update.
  ///
  /// - Parameters:
  ///   - done: the number of updates before it.
  ///   - size: how many rows it sees.
  ///   - count: how many rows the table has, at least 1.
  public func rows(done: Int, size: Int, of count: Int) -> [Int32] {
    (0..<size).map { index in
      let place = UInt64(done) &* UInt64(size) &+ UInt64(index)
      switch order {
      case .turn: return Int32(place % UInt64(count))
      case .drawn:
        let bits = Chance.bits(seed, .rows, UInt64(done), UInt64(index))
        return Int32(Chance.below(UInt64(count), bits))
      case .epochs:
        let (epoch, position) = place.quotientAndRemainder(dividingBy: UInt64(count))
        return Int32(
          Chance.shuffled(position, of: UInt64(count), Chance.bits(seed, .epoch, epoch, 0)))
      }
    }
  }

  /// Noise of unit variance on both slopes in an update.
  ///
  /// Each is a sum of twelve evenly distributed numbers, which is normal to within what a picture shows, never farther
  /// out than 6, and the same bits on every machine.
  public func noise(done: Int) -> Vector {
    func normal(_ axis: UInt64) -> Double {
      (0..<12).reduce(-6) { sum, index in
        sum + Chance.unit(Chance.bits(seed, .noise, UInt64(done), 12 * axis + index))
      }
    }
    return Vector(normal(0), normal(1))
  }
}

/// Numbers that look drawn and are functions of a few others.
///
/// Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195: the mixing of SplitMix64.
enum Chance {
  /// What a number is for, so that no two uses share their draws.
  enum Purpose: UInt64 {
    case rows = 1
    case epoch, noise
  }

  /// Sixty-four bits.
  static func bits(_ seed: UInt64, _ purpose: Purpose, _ a: UInt64, _ b: UInt64) -> UInt64 {
    mixed(mixed(mixed(seed &+ purpose.rawValue &* golden) &+ a &* golden) &+ b &* golden)
  }

  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ golden
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 to just below 1, a multiple of 2⁻⁵³.
  static func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  /// A whole number from 0 to just below a limit; even to within 2⁻⁴⁰ for every table.
  static func below(_ limit: UInt64, _ bits: UInt64) -> UInt64 {
    limit.multipliedFullWidth(by: bits).high
  }

  /// Where a place goes in a shuffle of so many places: one of the orders, without keeping it.
  ///
  /// Four rounds of a Feistel network shuffle a square number of places that is no smaller; who lands outside goes on.
  static func shuffled(_ place: UInt64, of count: UInt64, _ key: UInt64) -> UInt64 {
    var half: UInt64 = 1
    while (1 << (2 * half)) < count { half += 1 }
    let mask: UInt64 = (1 << half) - 1
    var result = place
    repeat {
      var (left, right) = (result >> half, result & mask)
      for round in 0..<4 {
        (left, right) = (right, left ^ (mixed(key &+ UInt64(round) &* golden ^ right) & mask))
      }
      result = left << half | right
    } while result >= count
    return result
  }
}
