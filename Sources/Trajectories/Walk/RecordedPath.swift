import Documents
import Landscapes

/// A path that something else walked: a training run, projected by its author onto the plane of a surface.
public struct RecordedPath: Sendable, Equatable {
  /// What it is called: the name of its file.
  public var name: String
  /// The number of updates before each place, rising.
  public var steps: [Int]
  /// The places.
  public var points: [Point]
  /// The losses that were recorded with them; nil where none were.
  public var losses: [Double]?

  /// Reads a path from comma-separated values with the columns `step`, `x`, `y` and, where it is known, `loss`.
  ///
  /// - Parameters:
  ///   - text: the text; other columns are not looked at.
  ///   - file: its name, for messages.
  /// - Throws: a `DocumentError` with the place of what is wrong.
  public init(csv text: String, file: String) throws(DocumentError) {
    let names = try NumberTable.names(in: text, file: file)
    for name in ["step", "x", "y"] where !names.contains(name) {
      throw DocumentError(
        file: file, line: 1,
        message:
          "a path needs the columns step, x and y; it has \(names.map { printable($0) }.joined(separator: ", "))"
      )
    }
    let table = try NumberTable(csv: text, file: file, columns: ["step", "x", "y", "loss"])
    guard let steps = table["step"], let x = table["x"], let y = table["y"] else {
      throw DocumentError(file: file, line: nil, message: "a path without places")
    }
    var counts: [Int] = []
    for step in steps {
      guard let count = Int(exactly: step), count >= 0, count > counts.last ?? -1 else {
        throw DocumentError(
          file: file, line: nil,
          message: "step \(shortest(step)): steps are whole numbers that rise from row to row")
      }
      counts.append(count)
    }
    self.init(
      name: file, steps: counts, points: zip(x, y).map { Point($0, $1) }, losses: table["loss"])
  }

  /// A path by its places.
  public init(name: String, steps: [Int], points: [Point], losses: [Double]? = nil) {
    (self.name, self.steps, self.points, self.losses) = (name, steps, points, losses)
  }

  /// How many of the places come up to a step.
  public func count(to step: Int) -> Int { steps.prefix { $0 <= step }.count }
}
