import Documents
import Formulas

/// The values of a surface that is known on a grid, and where they come from.
public struct SurfaceGrid: Sendable, Equatable {
  /// The function through the values.
  public var values: GridInterpolant
  /// The file that they were read from, as the surface names it.
  public var file: String
  /// The file of the surface itself, which a command can name; empty where there is none.
  public var surfaceFile: String

  /// Whether both are the same values from a file of the same name.
  public static func == (a: SurfaceGrid, b: SurfaceGrid) -> Bool {
    a.values == b.values && a.file == b.file
  }

  /// The most values that a record holds.
  public static let mostRecorded = 20_000

  /// Looks for a grid in a surface; nil where it has none.
  ///
  /// - Parameter read: reads a file that stands beside it; nil where none can be read.
  init?(
    _ section: Section, surfaceFile: String,
    read: ((_ name: String) throws(DocumentError) -> String)?
  ) throws(DocumentError) {
    self.surfaceFile = surfaceFile
    file = printable(try section.text("grid") ?? "")
    if let values = try section.section("values") {
      try values.allow(only: ["x", "y", "columns", "loss"])
      guard let x = try values.point("x"), let y = try values.point("y"),
        let columns = try values.count("columns"),
        let loss = try values.list(of: "loss", most: SurfaceGrid.mostRecorded),
        GridInterpolant.sides.contains(columns), loss.count % columns == 0,
        GridInterpolant.sides.contains(loss.count / columns), x.x < x.y, y.x < y.y
      else {
        throw section.error(
          "'values' needs x = [low, high], y = [low, high], columns, and loss row by row",
          at: "values")
      }
      self.values = GridInterpolant(
        low: Point(x.x, y.x), high: Point(x.y, y.y), columns: columns, rows: loss.count / columns,
        values: loss)
    } else if section["grid"] != nil {
      guard let read else {
        throw section.error("a grid beside a file can be read only with that file", at: "grid")
      }
      let table = try NumberTable(
        csv: read(try section.text("grid") ?? ""), file: file, columns: ["x", "y", "loss"])
      values = try GridInterpolant(table, file: file)
    } else {
      return nil
    }
  }

  /// The values as the lines of a surface.
  var toml: [String] {
    let (low, high) = (values.low, values.high)
    return [
      "grid = \(quoted(file))",
      "values = { x = [\(shortest(low.x)), \(shortest(high.x))], y = [\(shortest(low.y)), \(shortest(high.y))], "
        + "columns = \(values.columns), loss = [\(values.values.map { shortest($0) }.joined(separator: ", "))] }",
    ]
  }
}
