import Documents
import Landscapes

/// A path that something else walked: a training run, projected by its author onto the plane of a surface.
public struct RecordedPath: Sendable, Equatable {
  /// What it is called: the name of its file, without folders.
  public var name: String
  /// The file that it was read from, as a command names it.
  public var origin: DataOrigin
  /// The number of updates before each place, rising.
  public var steps: [Int]
  /// The places.
  public var points: [Point]
  /// The losses that were recorded with them; nil where none were.
  public var losses: [Double]?

  /// Reads a path from comma-separated values with the columns `step`, `x`, `y` and, where it is known, `loss`.
  ///
  /// - Parameter data: the file; other columns are not looked at.
  /// - Throws: a `DocumentError` with the place of what is wrong.
  public init(_ data: DataFile) throws(DocumentError) {
    let (text, file) = (try data.text(), data.name)
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
    let counts = try RecordedPath.counts(steps) {
      DocumentError(file: file, line: nil, message: $0)
    }
    self.init(steps: counts, x, y, losses: table["loss"], file: file)
    if table.count > DataOrigin.mostWrittenOut { origin.sha256 = data.sha256 }
  }

  private init(steps: [Int], _ x: [Double], _ y: [Double], losses: [Double]?, file: String) {
    name = printable(file.split(separator: "/").last.map(String.init) ?? file)
    origin = DataOrigin(file: file)
    self.steps = steps
    points = zip(x, y).map { Point($0, $1) }
    self.losses = losses
  }

  /// How many of the places come up to a step.
  public func count(to step: Int) -> Int { steps.prefix { $0 <= step }.count }
}

extension RecordedPath {
  /// Reads a path from a record, which writes a short one out and names the file of a long one.
  init(_ section: Section, from data: DataFiles?) throws(DocumentError) {
    try section.allow(only: ["file", "sha256", "step", "x", "y", "loss"])
    guard section["step"] != nil else {
      guard let file = try DataOrigin.data(section, "file", from: data, isRecord: true) else {
        throw section.error("a path needs step, x and y, or a file")
      }
      try self.init(file)
      return
    }
    let most = DataOrigin.mostWrittenOut
    let steps = try section.list(of: "step", most: most) ?? []
    let x = try section.list(of: "x", most: most) ?? []
    let y = try section.list(of: "y", most: most) ?? []
    let losses = try section.list(of: "loss", most: most)
    guard !steps.isEmpty, x.count == steps.count, y.count == steps.count,
      losses?.count ?? steps.count == steps.count
    else { throw section.error("step, x, y and loss of a path are equally long and not empty") }
    self.init(
      steps: try RecordedPath.counts(steps) { section.error($0, at: "step") }, x, y,
      losses: losses, file: try section.text("file") ?? "")
  }

  /// Numbers of updates that rise.
  private static func counts(_ steps: [Double], error: (String) -> DocumentError)
    throws(DocumentError) -> [Int]
  {
    var counts: [Int] = []
    for (row, step) in steps.enumerated() {
      guard let count = Int(exactly: step), count >= 0, count > counts.last ?? -1 else {
        throw error(
          "row \(row + 1), step \(shortest(step)): steps are whole numbers that rise from row to row"
        )
      }
      counts.append(count)
    }
    return counts
  }

  /// The path as the lines of a record.
  var toml: [String] {
    func list(_ numbers: [Double]) -> String {
      "[" + numbers.map { shortest($0) }.joined(separator: ", ") + "]"
    }
    var lines = ["[path]"] + origin.toml("file")
    guard origin.sha256 == nil else { return lines }
    lines += [
      "step = \(list(steps.map(Double.init)))", "x = \(list(points.map(\.x)))",
      "y = \(list(points.map(\.y)))",
    ]
    return lines + (losses.map { ["loss = \(list($0))"] } ?? [])
  }
}
