import Documents
import Formulas

/// The data of a surface, and where they come from.
public struct SurfaceTable: Sendable, Equatable {
  /// The columns that the loss uses.
  public var numbers: NumberTable
  /// The file that they were read from, as the surface names it.
  public var file: String
  /// The file of the surface itself, which a command can name; empty where there is none.
  public var surfaceFile: String
  /// How data and what is fitted to them are drawn; nil where nothing says it.
  public var fit: Fit?

  /// The data of a surface.
  public init(_ numbers: NumberTable, file: String, surfaceFile: String = "", fit: Fit? = nil) {
    self.numbers = numbers
    self.file = file
    self.surfaceFile = surfaceFile
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

  /// The most numbers that a record holds.
  public static let mostRecorded = 20_000

  /// Whether both are the same numbers from a file of the same name.
  public static func == (a: SurfaceTable, b: SurfaceTable) -> Bool {
    a.numbers == b.numbers && a.file == b.file && a.fit == b.fit
  }
}

extension SurfaceTable {
  /// Where a surface has its data: written out in `rows`, or in the file that `table` names.
  struct Source {
    private let file: String
    private let section: Section
    /// The text of the file; nil where the rows are written out.
    private let text: String?
    /// The names of the columns that a formula can use.
    let names: [String]

    /// Looks for data in a surface; nil where it has none.
    ///
    /// - Parameter read: reads a file that stands beside it; nil where none can be read.
    init?(
      _ section: Section, read: ((_ name: String) throws(DocumentError) -> String)?
    ) throws(DocumentError) {
      self.section = section
      file = printable(try section.text("table") ?? "")
      if let rows = try section.section("rows") {
        text = nil
        names = rows.names
      } else if section["table"] != nil {
        guard let read else {
          throw section.error("a table beside a file can be read only with that file", at: "table")
        }
        let text = try read(try section.text("table") ?? "")
        self.text = text
        let all = try NumberTable.names(in: text, file: file)
        // Such a column would be taken for something else without a word.
        for name in all where ["x", "y", "e", "pi", "π"].contains(name) {
          throw DocumentError(
            file: file, line: 1,
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
      if let text {
        let numbers = try NumberTable(csv: text, file: file, columns: used)
        return SurfaceTable(numbers, file: file, surfaceFile: surfaceFile, fit: fit)
      }
      var columns: [[Double]] = []
      let rows = try section.section("rows") ?? section
      let wanted = names.filter(used.contains)
      for name in wanted {
        let column = try rows.list(of: name, most: SurfaceTable.mostRecorded) ?? []
        guard column.count == columns.first?.count ?? column.count, !column.isEmpty else {
          throw rows.error("the columns of 'rows' are equally long and not empty", at: name)
        }
        columns.append(column)
      }
      return SurfaceTable(
        NumberTable(names: wanted, columns: columns), file: file, surfaceFile: surfaceFile,
        fit: fit)
    }
  }
}
