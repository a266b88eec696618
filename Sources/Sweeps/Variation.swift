import Documents
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// What a sweep varies, and the values that it takes.
public struct Variation: Sendable, Equatable {
  /// What is varied.
  public enum Subject: Sendable, Equatable, Hashable {
    /// A knob of the racer.
    case knob(KnobKey)
    /// A coordinate of the start.
    case startX
    /// The other coordinate of the start.
    case startY

    /// The name in a file: no knob is called as a coordinate is.
    var word: String {
      switch self {
      case .knob(let key): return key.rawValue
      case .startX: return "start-x"
      case .startY: return "start-y"
      }
    }
  }

  /// How values are spaced.
  public enum Spacing: String, Sendable, CaseIterable {
    /// Evenly in the logarithm.
    case log
    /// Evenly.
    case linear
    /// Evenly in the logarithm of 1 − β: by how long a memory lasts.
    case memory
  }

  /// What is varied.
  public let subject: Subject
  /// How the values are spaced.
  public let spacing: Spacing
  /// The values, in the order of the axis.
  public let values: [Double]

  /// The most values of one axis.
  public static let mostValues = 65_536

  /// Values from one end to the other, both among them; those between have as many digits as a reader would write.
  ///
  /// - Parameters:
  ///   - low: the first value.
  ///   - high: the last.
  ///   - count: how many, at least 1; of one the first is taken.
  public init(_ subject: Subject, from low: Double, to high: Double, count: Int, _ spacing: Spacing)
  {
    self.subject = subject
    self.spacing = spacing
    let last = Double(max(1, count - 1))
    let exact = (0..<max(1, count)).map { index -> Double in
      let share = Double(index) / last
      // The ends are what was asked for, to the last digit.
      if index == 0 { return low }
      if index == count - 1 { return high }
      switch spacing {
      case .linear: return low + (high - low) * share
      case .log: return low * pow(high / low, share)
      case .memory: return 1 - (1 - low) * pow((1 - high) / (1 - low), share)
      }
    }
    // With as many digits as a reader would write, where those tell them apart.
    let short = exact.enumerated().map { index, value in
      index == 0 || index == count - 1
        ? value
        : spacing == .log
          ? Variation.rounded(value) : spacing == .memory ? 1 - Variation.rounded(1 - value) : value
    }
    let isRising = low < high
    let isTold = zip(short, short.dropFirst()).allSatisfy { ($0 < $1) == isRising && $0 != $1 }
    values = isTold ? short : exact
  }

  /// A coordinate of the start in the middle of each of equal tiles of a view.
  public init(_ subject: Subject, tiling range: ClosedRange<Double>, count: Int) {
    self.subject = subject
    spacing = .linear
    let tile = (range.upperBound - range.lowerBound) / Double(max(1, count))
    values = (0..<max(1, count)).map { range.lowerBound + (Double($0) + 0.5) * tile }
  }

  /// Four significant digits.
  private static func rounded(_ value: Double) -> Double {
    Double(formatted(value, .exponent(3))) ?? value
  }

  /// How the axis is called: the key of the knob, or the coordinate.
  public var name: String {
    switch subject {
    case .knob(let key): return key.rawValue
    case .startX: return "x"
    case .startY: return "y"
    }
  }

  /// Where a value lies on the axis, as the place of a value that need not be whole: 0 is the first value, 1 the second.
  ///
  /// A value beyond an end lies beyond it; nan where it cannot be told, such as of 0 on a logarithmic axis.
  public func place(of value: Double) -> Double {
    guard let first = values.first, let last = values.last, values.count > 1, first != last else {
      return 0
    }
    func height(_ value: Double) -> Double {
      switch spacing {
      case .linear: return value
      case .log: return SystemLibrary.log(value)
      case .memory: return -SystemLibrary.log(1 - value)
      }
    }
    let reach = height(last) - height(first)
    // Ends that only their last digits tell apart have one logarithm.
    guard reach != 0, reach.isFinite else { return 0 }
    return (height(value) - height(first)) / reach * Double(values.count - 1)
  }

  /// Whether a value lies between the ends.
  public func holds(_ value: Double) -> Bool {
    guard let first = values.first, let last = values.last else { return false }
    return (min(first, last)...max(first, last)).contains(value)
  }

  /// The place of the value that is nearest.
  public func nearest(to value: Double) -> Int {
    let place = place(of: value)
    guard !place.isNaN else { return 0 }
    return Int(min(max(place.rounded(), 0), Double(values.count - 1)))
  }
}

/// Why something cannot be swept, in one line.
public struct SweepError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what is allowed.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = printable(description) }
}
