import Documents
import Landscapes
import Trajectories

/// What tells two sweeps of one shape apart: two rules on one question, say, or one rule on two surfaces.
public struct SweepComparison: Sendable {
  /// Lines for reading.
  public let lines: [String]
  /// Whether every race has the same answer.
  public let isSame: Bool

  /// Compares two sweeps.
  ///
  /// - Throws: a `SweepError` where their races cannot be told off against each other.
  public init(_ a: SweepRecord, _ b: SweepRecord) throws(SweepError) {
    guard a.sweep.axes == b.sweep.axes else {
      throw SweepError("the two sweeps vary different things, or over different values")
    }
    guard a.sweep.measure == b.sweep.measure else {
      throw SweepError(
        "one sweep asks \(a.sweep.measure.rawValue), the other \(b.sweep.measure.rawValue)")
    }
    var lines: [String] = []
    let headers = [a, b].map { SweepWriter($0.sweep).header }
    for (name, mine, others) in [("A", headers[0], headers[1]), ("B", headers[1], headers[0])] {
      lines += mine.filter { !others.contains($0) }.map { "\(name): \($0.dropFirst(2))" }
    }
    var (same, onlyA, onlyB, lessInA, lessInB, otherwise, missing) = (0, 0, 0, 0, 0, 0, 0)
    for (one, other) in zip(a.cells, b.cells) {
      guard let one, let other else {
        missing += one == nil && other == nil ? 0 : 1
        continue
      }
      if one == other {
        same += 1
      } else if other.value.isNaN, !one.value.isNaN {
        onlyA += 1
      } else if one.value.isNaN, !other.value.isNaN {
        onlyB += 1
      } else if one.value < other.value {
        lessInA += 1
      } else if other.value < one.value {
        lessInB += 1
      } else {
        otherwise += 1
      }
    }
    let count = max(a.rows.count, b.rows.count)
    lines.append("\(same) of \(count) races have the same answer")
    for (number, words) in [
      (onlyA, "have an answer in A alone"), (onlyB, "have an answer in B alone"),
      (lessInA, "have the lesser value in A"), (lessInB, "have the lesser value in B"),
      (otherwise, "have the same value and another ending"),
      (missing, "are missing in A or in B"),
    ] where number > 0 { lines.append("\(number) \(words)") }
    self.lines = lines
    isSame = same == count && headers[0] == headers[1]
  }
}
