import Documents
import Formulas

extension Surface {
  /// The most minima that a file may list.
  static let mostMinima = 100

  /// The keys of a surface file, in the order in which they are written.
  static let keys = [
    "name", "formula", "loss", "table", "sha256", "rows", "fit", "grid", "values", "parameters",
    "view",
    "start", "minima",
    "levels",
    "aspect", "story",
    "source",
  ]

  /// Reads a surface file.
  ///
  /// - Parameters:
  ///   - text: the TOML text.
  ///   - file: the name of the file, for messages.
  ///   - data: the files of data that it may name; nil where none can be read.
  public init(toml text: String, file: String, data: DataFiles? = nil) throws(DocumentError) {
    try self.init(Document(text, file: file).root, surfaceFile: file, data: data)
    if name.isEmpty { name = Surface.name(fromFile: file) }
  }

  /// Reads a surface from a table of a document.
  ///
  /// - Parameters:
  ///   - section: the table.
  ///   - isRecord: whether it stands in a record, where listed minima only tell what was drawn and are taken as they
  ///     are, and files of data may stand in any folder but are known by their SHA-256.
  ///   - surfaceFile: the file that the surface is read from, where it is one.
  ///   - data: the files of data that it may name; nil where none can be read.
  public init(
    _ section: Section, isRecord: Bool = false, surfaceFile: String = "", data: DataFiles? = nil
  ) throws(DocumentError) {
    try section.allow(only: Surface.keys)
    let key = section["loss"] == nil ? "formula" : "loss"
    let grid = try SurfaceGrid(
      section, surfaceFile: surfaceFile, from: data, isRecord: isRecord)
    if grid != nil,
      let other = ["formula", "loss", "table", "rows", "fit", "parameters"].first(where: {
        section[$0] != nil
      })
    {
      throw section.error("a grid has values and no \(other)", at: other)
    }
    // The formula of a grid is never computed.
    guard let text = grid == nil ? try section.text(key) : "0" else {
      throw section.error("'formula' is missing: a surface needs at least formula = \"...\"")
    }
    if key == "loss", section["formula"] != nil {
      throw section.error("give a formula of x and y, or a loss of each row; not both", at: "loss")
    }
    let parameters = try section.numbers("parameters") ?? [:]
    for name in parameters.keys.sorted() where !Formula.isParameterName(name) {
      throw (try section.section("parameters") ?? section).error(
        "'\(printable(name))' cannot name a parameter: use letters and digits, and not the name of a "
          + "function, x, y, e or pi", at: name)
    }
    let source = try SurfaceTable.Source(section, from: data, isRecord: isRecord)
    if (key == "loss") != (source != nil) {
      throw section.error(
        source == nil
          ? "'loss' is that of a row: name its table, table = \"file.csv\""
          : "the rows of a table have a loss each: write loss = \"…\" for formula", at: key)
    }
    let columns = Set(source?.names ?? [])
    for name in columns.sorted() where parameters[name] != nil {
      throw section.error("'\(printable(name))' names a column and a parameter", at: "parameters")
    }
    let formula: Formula
    do {
      formula = try Formula(text, parameters: Set(parameters.keys).union(columns))
    } catch {
      throw section.error(error, at: key)
    }
    let table = try source?.table(
      of: Set(formula.parameterNames).intersection(columns), surfaceFile: surfaceFile)
    let landscape: FormulaLandscape
    do {
      landscape =
        if let grid {
          FormulaLandscape(grid.values)
        } else {
          try FormulaLandscape(formula, parameters: parameters, table: table?.numbers)
        }
    } catch {
      throw section.error(error, at: key)
    }
    // What is only looked for is looked for on a sketch: a table may have very many rows.
    let sketch: FormulaLandscape
    do {
      sketch = try Surface.sketch(formula, parameters, table) ?? landscape
    } catch {
      throw section.error(error, at: key)
    }
    let framing = Framing(landscape: sketch)
    let view =
      try Surface.view(section) ?? grid.map { View(low: $0.values.low, high: $0.values.high) }
      ?? framing.view()
    let minima = try section.points("minima", most: Surface.mostMinima)
    self.init(
      name: printable(try section.text("name") ?? ""), formula: formula, table: table, grid: grid,
      parameters: parameters, view: view,
      start: try section.point("start") ?? framing.start(in: view),
      minima: isRecord
        ? (minima ?? []).map(\.point)
        : try Surface.polished(minima ?? [], on: landscape, section),
      levels: try section.choice("levels", Levels.self) ?? framing.levels(in: view),
      aspect: try section.choice("aspect", Aspect.self) ?? .equal,
      story: printable(try section.text("story") ?? ""),
      source: printable(try section.text("source") ?? ""))
    if minima == nil {
      let reach = view.shorterSide / 20
      self.minima = StationaryPoint.all(in: view, on: sketch).filter { $0.kind == .minimum }
        .compactMap {
          rowCount > Surface.mostSketched
            ? StationaryPoint.minimum(near: $0.point, on: landscape, within: reach) : $0.point
        }
    }
  }

  /// The stem of a file, for a surface that has no name of its own.
  private static func name(fromFile file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? ""
    let stem = last.hasSuffix(".toml") ? String(last.dropLast(5)) : last
    return stem.isEmpty || stem == "-" ? "f" : printable(stem)
  }

  private static func view(_ section: Section) throws(DocumentError) -> View? {
    guard let table = try section.section("view") else { return nil }
    try table.allow(only: ["x", "y"])
    guard let x = try table.point("x"), let y = try table.point("y") else {
      throw section.error("'view' needs x = [low, high] and y = [low, high]", at: "view")
    }
    let view = View(low: Point(x.x, y.x), high: Point(x.y, y.y))
    guard view.isUsable else {
      let message = "'view' must run from low to high on both axes, by more than rounding"
      if !(x.x < x.y) { throw table.error(message, atValueOf: "x") }
      if !(y.x < y.y) { throw table.error(message, atValueOf: "y") }
      throw section.error(message, atValueOf: "view")
    }
    return view
  }

  /// Listed minima may be rounded; Newton's method moves each to the last digits, by less than 1e-3.
  private static func polished(
    _ listed: [(point: Point, entry: Entry)], on landscape: FormulaLandscape, _ section: Section
  ) throws(DocumentError) -> [Point] {
    var polished: [Point] = []
    for (minimum, entry) in listed {
      guard let point = StationaryPoint.minimum(near: minimum, on: landscape, within: 1e-3) else {
        let place = "(\(shortest(minimum.x)), \(shortest(minimum.y)))"
        throw section.error("\(place) is no minimum of the formula to within 1e-3", at: entry)
      }
      polished.append(point)
    }
    return polished
  }

  /// The surface as the lines of its TOML table, in fixed order, with the shortest numbers.
  public var toml: [String] {
    func pair(_ a: Double, _ b: Double) -> String { "[\(shortest(a)), \(shortest(b))]" }
    var lines = ["name = \(quoted(name))"]
    lines +=
      grid?.toml ?? ["\(table == nil ? "formula" : "loss") = \(quoted(formula.source))"]
    if let table {
      lines += table.origin.toml("table")
      let columns = zip(table.numbers.names, table.numbers.columns).map { name, column in
        "\(quoted(name)) = [\(column.map { shortest($0) }.joined(separator: ", "))]"
      }
      if let fit = table.fit {
        lines.append(
          "fit = { across = \(quoted(fit.across)), up = \(quoted(fit.up)), curve = \(quoted(fit.curve.source)) }"
        )
      }
      if table.origin.sha256 == nil {
        lines.append("rows = { \(columns.joined(separator: ", ")) }")
      }
    }
    if !parameters.isEmpty {
      let list = parameters.keys.sorted().map { "\($0) = \(shortest(parameters[$0] ?? 0))" }
      lines.append("parameters = { \(list.joined(separator: ", ")) }")
    }
    lines.append(
      "view = { x = \(pair(view.low.x, view.high.x)), y = \(pair(view.low.y, view.high.y)) }")
    lines.append("start = \(pair(start.x, start.y))")
    lines.append("minima = [\(minima.map { pair($0.x, $0.y) }.joined(separator: ", "))]")
    lines.append("levels = \(quoted(levels.rawValue))")
    if aspect != .equal { lines.append("aspect = \(quoted(aspect.rawValue))") }
    if !story.isEmpty { lines.append("story = \(quoted(story))") }
    if !source.isEmpty { lines.append("source = \(quoted(source))") }
    return lines
  }
}

extension View {
  /// Whether both ranges are finite and run upwards by more than rounding.
  public var isUsable: Bool {
    guard low.isFinite, high.isFinite, size.isFinite, size.x > 0, size.y > 0 else { return false }
    let reach = max(abs(low.x), abs(high.x), abs(low.y), abs(high.y))
    return shorterSide > reach * 1e-12 && shorterSide > 1e-290
  }
}

extension Section {
  /// An error in a formula, at its spot in the file where the text stands there as it is.
  public func error(_ error: FormulaError, at key: String) -> DocumentError {
    guard let entry = self[key] else { return self.error("\(error)", at: key) }
    return self.error("\(error)", at: entry, character: error.offset)
  }
}
