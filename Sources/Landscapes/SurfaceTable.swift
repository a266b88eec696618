import Documents
import Formulas

/// The data of a surface, and where they come from.
public struct SurfaceTable: Sendable, Equatable {
  /// The columns that the loss uses.
  public var numbers: NumberTable
  /// The file that they were read from; its name is empty where the surface writes its rows out.
  public var origin: DataOrigin
  /// How data and what is fitted to them are drawn; nil where nothing says it.
  public var fit: Fit?

  /// The data of a surface.
  public init(_ numbers: NumberTable, origin: DataOrigin, fit: Fit? = nil) {
    self.numbers = numbers
    self.origin = origin
    self.fit = fit
  }

  /// Data over two columns, and a curve through them that the parameters bend.
  public struct Fit: Sendable, Equatable {
    /// The column of the horizontal axis.
    public var across: String
    /// The column of the vertical axis.
    public var up: String
    /// The curve: a formula of x, y and the column across.
    public var curve: Formula

    /// The curve at many places, for some parameters.
    public func heights(at places: [Double], for point: Point) -> [Double] {
      let table = NumberTable(names: [across], columns: [places])
      guard let rows = try? RowFormula(curve, table: table) else { return [] }
      return places.indices.map { rows.slopes(at: point, rows: [Int32($0)]).value }
    }
  }
}

extension SurfaceTable {
  /// Where a surface has its data: written out in `rows`, or in the file that `table` names.
  struct Source {
    private let section: Section
    /// The name of the file, if there is one.
    private let name: String
    /// The file, and its text; nil where the rows are written out.
    private let file: (data: DataFile, text: String)?
    /// The names of the columns that a formula can use.
    let names: [String]

    /// Looks for data in a surface; nil where it has none.
    ///
    /// - Parameters:
    ///   - files: the files that it may name; nil where none can be read.
    ///   - isRecord: whether the surface stands in a record.
    init?(_ section: Section, from files: DataFiles?, isRecord: Bool) throws(DocumentError) {
      self.section = section
      name = printable(try section.text("table") ?? "")
      if let rows = try section.section("rows") {
        file = nil
        names = rows.names
      } else if let data = try DataOrigin.data(section, "table", from: files, isRecord: isRecord) {
        let text = try data.text()
        file = (data, text)
        let all = try NumberTable.names(in: text, file: data.name)
        // Such a column would be taken for something else without a word.
        for name in all where ["x", "y", "e", "pi", "π"].contains(name) {
          throw DocumentError(
            file: data.name, line: 1,
            message: "a column is called '\(name)', which means something else in a loss: rename it"
          )
        }
        names = all.filter(Formula.isParameterName)
      } else {
        return nil
      }
    }

    /// Reads how data and what is fitted to them are drawn.
    private func fit() throws(DocumentError) -> Fit? {
      guard let fit = try section.section("fit") else { return nil }
      try fit.allow(only: ["across", "up", "curve"])
      guard let across = try fit.text("across"), let up = try fit.text("up"),
        let text = try fit.text("curve")
      else { throw fit.error("'fit' needs across, up and curve") }
      for (key, name) in [("across", across), ("up", up)] where !names.contains(name) {
        throw fit.error("the table has no column '\(printable(name))'", atValueOf: key)
      }
      do {
        return Fit(across: across, up: up, curve: try Formula(text, parameters: [across]))
      } catch {
        throw fit.error(error, at: "curve")
      }
    }

    /// The columns that are used.
    func table(of loss: Set<String>, surfaceFile: String) throws(DocumentError) -> SurfaceTable {
      let fit = try fit()
      let used = loss.union(fit.map { [$0.across, $0.up] } ?? [])
      guard !loss.isEmpty else {
        throw section.error(
          "'loss' uses no column of the table: it has \(names.map { printable($0) }.joined(separator: ", "))",
          at: "loss")
      }
      if let file {
        let numbers = try NumberTable(csv: file.text, file: file.data.name, columns: used)
        let origin = DataOrigin(
          file: name, surfaceFile: surfaceFile,
          sha256: numbers.count > DataOrigin.mostWrittenOut ? file.data.sha256 : nil)
        return SurfaceTable(numbers, origin: origin, fit: fit)
      }
      var columns: [[Double]] = []
      let rows = try section.section("rows") ?? section
      let wanted = names.filter(used.contains)
      for name in wanted {
        let column = try rows.list(of: name, most: DataOrigin.mostWrittenOut) ?? []
        guard column.count == columns.first?.count ?? column.count, !column.isEmpty else {
          throw rows.error("the columns of 'rows' are equally long and not empty", at: name)
        }
        columns.append(column)
      }
      return SurfaceTable(
        NumberTable(names: wanted, columns: columns),
        origin: DataOrigin(file: name, surfaceFile: surfaceFile), fit: fit)
    }
  }
}
