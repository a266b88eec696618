import Documents
import Formulas

/// The values of a surface that is known on a grid, and where they come from.
public struct SurfaceGrid: Sendable, Equatable {
  /// The function through the values.
  public var values: GridInterpolant
  /// The file that they were read from; its name is empty where the surface writes its values out.
  public var origin: DataOrigin
  /// Whether the surface itself has to say where the values of its file stand, for a file of values alone.
  private var isFramed = false

  /// Looks for a grid in a surface; nil where it has none.
  ///
  /// - Parameters:
  ///   - files: the files that it may name; nil where none can be read.
  ///   - isRecord: whether the surface stands in a record.
  init?(
    _ section: Section, surfaceFile: String, from files: DataFiles?, isRecord: Bool
  ) throws(DocumentError) {
    let name = printable(try section.text("grid") ?? "")
    origin = DataOrigin(file: name, surfaceFile: surfaceFile)
    let frame = try SurfaceGrid.frame(section)
    if let frame, let loss = frame.loss {
      values = try GridInterpolant(frame.low, frame.high, loss, error: frame.error)
      return
    }
    guard let data = try DataOrigin.data(section, "grid", from: files, isRecord: isRecord) else {
      guard frame == nil else { throw SurfaceGrid.incomplete(section) }
      return nil
    }
    if data.isNumpyArray {
      guard let frame else {
        throw section.error(
          "\(name) holds values alone: say where they stand, values = { x = [low, high], y = [low, high] }",
          at: "grid")
      }
      let array = try NumpyArray(data)
      values = try GridInterpolant(
        frame.low, frame.high, (array.columns, array.values),
        error: { DocumentError(file: data.name, line: nil, message: $0) })
    } else {
      guard frame == nil else {
        throw section.error(
          "\(name) says itself where its values stand: leave 'values' out", at: "values")
      }
      let table = try NumberTable(csv: data.text(), file: data.name, columns: ["x", "y", "loss"])
      values = try GridInterpolant(table, file: data.name)
    }
    guard values.values.count > DataOrigin.mostWrittenOut else { return }
    origin.sha256 = data.sha256
    isFramed = frame != nil
  }

  /// What a surface says of its values itself: where they stand, and perhaps the values.
  private struct Frame {
    var low: Point
    var high: Point
    var loss: (columns: Int, values: [Double])?
    var error: (String) -> DocumentError
  }

  private static func frame(_ section: Section) throws(DocumentError) -> Frame? {
    guard let values = try section.section("values") else { return nil }
    try values.allow(only: ["x", "y", "columns", "loss"])
    for name in ["x", "y"] {
      if let range = try values.point(name), !(range.x < range.y) {
        throw values.error("'\(name)' runs from low to high", atValueOf: name)
      }
    }
    guard let x = try values.point("x"), let y = try values.point("y"),
      (values["columns"] == nil) == (values["loss"] == nil)
    else { throw incomplete(section) }
    var frame = Frame(low: Point(x.x, y.x), high: Point(x.y, y.y)) {
      section.error($0, at: "values")
    }
    if let columns = try values.count("columns"),
      let loss = try values.list(of: "loss", most: DataOrigin.mostWrittenOut)
    {
      guard columns > 0, loss.count % columns == 0 else { throw incomplete(section) }
      frame.loss = (columns, loss)
    }
    return frame
  }

  private static func incomplete(_ section: Section) -> DocumentError {
    section.error(
      "'values' needs x = [low, high], y = [low, high], columns, and loss row by row; the last two in place of a file",
      at: "values")
  }

  /// The values as the lines of a surface.
  var toml: [String] {
    let (low, high) = (values.low, values.high)
    let place =
      "x = [\(shortest(low.x)), \(shortest(high.x))], y = [\(shortest(low.y)), \(shortest(high.y))]"
    if origin.sha256 != nil {
      return origin.toml("grid") + (isFramed ? ["values = { \(place) }"] : [])
    }
    let loss = values.values.map { shortest($0) }.joined(separator: ", ")
    return origin.toml("grid") + [
      "values = { \(place), columns = \(values.columns), loss = [\(loss)] }"
    ]
  }
}
