import Documents
import Landscapes
import Trajectories

/// Writes a sweep as a table: a header of comments with all that is needed to compute it again, then a row a race.
public struct SweepWriter: Sendable {
  /// The format that is written.
  public static let version = 1

  /// What is asked.
  public let sweep: Sweep
  let part: SweepPart

  /// Prepares to write a sweep, or a part of it.
  public init(_ sweep: Sweep, part: SweepPart = .whole) {
    self.sweep = sweep
    self.part = part
  }

  /// The lines before the first race.
  public var header: [String] {
    var lines = ["ravine sweep \(SweepWriter.version)"] + RunWriter(sweep.race).facts
    lines += [
      "[sweep]", "measure = \(quoted(sweep.measure.rawValue))",
      "tolerance = \(shortest(sweep.tolerance))",
    ]
    if part != .whole { lines.append("part = [\(part.number), \(part.count)]") }
    for axis in sweep.axes {
      lines += ["[[vary]]", "what = \(quoted(axis.subject.word))"]
      if case .knob = axis.subject {
        let ends = [axis.values.first, axis.values.last].map { shortest($0 ?? 0) }
        lines += [
          "from = \(ends[0])", "to = \(ends[1])", "scale = \(quoted(axis.spacing.rawValue))",
        ]
      }
      lines.append("count = \(axis.values.count)")
    }
    let columns = sweep.axes.map(\.name) + ["value", "ending"] + (hasArrivals ? ["steps"] : [])
    return lines.map { "# " + $0 } + ["#", columns.joined(separator: "\t")]
  }

  /// Whether the steps to the end have a column of their own.
  var hasArrivals: Bool { sweep.measure == .minimum }

  /// The row of a race.
  public func row(of cell: Int, _ found: SweepCell) -> String {
    let value = SweepFate(found).flatMap { sweep.measure == .fate ? $0.rawValue : nil }
    return
      (sweep.values(of: cell).map { shortest($0) }
      + [value ?? shortest(found.value), found.ending.rawValue]
      + (hasArrivals ? [found.arrival.map { "\($0)" } ?? "nan"] : [])).joined(separator: "\t")
  }
}

/// One of several parts of a sweep, each of which can be computed somewhere else.
public struct SweepPart: Sendable, Equatable {
  /// Which it is, from 1.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// All of a sweep.
  public static let whole = SweepPart(number: 1, count: 1)

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// A part of several; nil where there is none of this number.
  public init?(_ number: Int, of count: Int) {
    guard (1...max(1, count)).contains(number), (1...1_000_000).contains(count) else { return nil }
    self.init(number: number, count: count)
  }

  /// The cells that belong to it.
  public func cells(of sweep: Sweep) -> Range<Int> {
    sweep.count * (number - 1) / count..<sweep.count * number / count
  }
}
