import Formulas
import Landscapes

/// Where updates led, one place after the other: columns in memory that is lent while somebody reads them.
///
/// What is kept of a place is written while the next update waits for its roots and quotients, so that it costs next
/// to nothing.
@frozen
public struct Trail {
  /// θ after each update.
  public let points: UnsafeMutableBufferPointer<Point>
  /// The loss there.
  public let losses: UnsafeMutableBufferPointer<Double>
  /// The length of the gradient there.
  public let slopes: UnsafeMutableBufferPointer<Double>
  /// The rate of each axis in the update; no number for a rule that has none.
  public let rates: UnsafeMutableBufferPointer<Vector>

  /// How many places there are.
  public var count: Int { points.count }

  /// The first of the places.
  ///
  /// - Parameter count: how many; at most as many as there are.
  package func prefix(_ count: Int) -> Trail {
    Trail(
      points: .init(rebasing: points[..<count]), losses: .init(rebasing: losses[..<count]),
      slopes: .init(rebasing: slopes[..<count]), rates: .init(rebasing: rates[..<count]))
  }

  /// Lends memory for some places.
  ///
  /// - Parameter count: how many places there is room for.
  package static func lend<Result>(_ count: Int, _ body: (Trail) throws -> Result) rethrows
    -> Result
  {
    try withUnsafeTemporaryAllocation(of: Vector.self, capacity: 2 * count) { pairs in
      try withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { numbers in
        // So that all of it holds values, whatever was there before.
        pairs.initialize(repeating: .zero)
        numbers.initialize(repeating: 0)
        return try body(
          Trail(
            points: .init(rebasing: pairs[..<count]), losses: .init(rebasing: numbers[..<count]),
            slopes: .init(rebasing: numbers[count...]), rates: .init(rebasing: pairs[count...])))
      }
    }
  }

  /// Takes note of where an update led.
  @inline(__always)
  func note(_ move: Move<Vector>, _ here: Sample, at index: Int) {
    points[index] = move.to
    losses[index] = here.value
    slopes[index] = here.gradient.length
    rates[index] = move.rates
  }
}
