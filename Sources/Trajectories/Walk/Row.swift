import Landscapes
import Optimizers

/// One row of a run file: what is known at step k, and what update k + 1 will use.
public struct Row: Sendable, Equatable {
  /// The columns after `optimizer` and `step`, in order.
  public static let columns = [
    "x", "y", "loss", "gx", "gy", "probe_x", "probe_y", "seen_x", "seen_y", "vx", "vy", "sx", "sy",
  ]

  /// The number of updates made.
  public var step: Int
  /// The numbers under `columns`.
  public var values: [Double]

  /// Creates a row.
  public init(step: Int, values: [Double]) {
    self.step = step
    self.values = values
  }

  init<Rule, Source>(_ walker: Walker<Rule, Source>) {
    let here = walker.oracle.landscape.sample(at: walker.point)
    let preview = walker.preview()
    let displacement = walker.point - walker.previous
    step = walker.done
    values = [
      walker.point.x, walker.point.y, here.value, here.gradient.x, here.gradient.y,
      preview.probe.x, preview.probe.y, preview.seen.gradient.x, preview.seen.gradient.y,
      displacement.x, displacement.y, preview.move.rates.x, preview.move.rates.y,
    ]
  }

  /// Where the run stands.
  public var point: Point { Point(values[0], values[1]) }
  /// The loss there.
  public var loss: Double { values[2] }

  /// Whether point, loss and gradient are all finite.
  public var isFinite: Bool { values[0..<5].allSatisfy(\.isFinite) }

  /// The row as a line of a file, without its end.
  public func line(handle: String) -> String {
    var line = handle + "\t" + String(step)
    for value in values {
      line += "\t"
      line += Row.text(value)
    }
    return line
  }

  /// The shortest text that reads back to the same double; `inf` and `nan` spelled so.
  static func text(_ value: Double) -> String { value.isNaN ? "nan" : value.description }

  /// Reads a line; nil where it is no whole row.
  static func read(_ line: Substring) -> (handle: String, row: Row)? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == columns.count + 2, let step = Int(fields[1]), step >= 0 else {
      return nil
    }
    var values: [Double] = []
    for field in fields[2...] {
      guard let value = Double(field) else { return nil }
      values.append(value)
    }
    return (String(fields[0]), Row(step: step, values: values))
  }
}
