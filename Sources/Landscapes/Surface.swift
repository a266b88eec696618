import Documents
import Formulas

/// A named loss function as its file describes it: what to compute, what to show, what it teaches.
///
/// A surface is data; `landscape()` makes it run.
public struct Surface: Sendable, Equatable {
  /// How contour levels are spaced.
  public enum Levels: String, Sendable, CaseIterable {
    /// Evenly in the logarithm of the height above the lowest point.
    case log
    /// Evenly in height.
    case linear
  }

  /// How the plane is fitted to the screen.
  public enum Aspect: String, Sendable, CaseIterable {
    /// One unit of x is as long as one unit of y.
    case equal
    /// The view fills the panel.
    case stretch
  }

  /// The name that the screen shows.
  public var name: String
  /// The formula, with the parameters by name; of each row where there is a table.
  public let formula: Formula
  /// The rows over which the loss is the mean; nil for a loss without data.
  public let table: SurfaceTable?
  /// The values of a loss that is known on a grid; nil for one that has a formula.
  public let grid: SurfaceGrid?
  /// The numbers that a reader can turn, by name.
  public var parameters: [String: Double]
  /// The part of the plane that is shown at first.
  public var view: View
  /// Where optimizers start unless told otherwise.
  public var start: Point
  /// The known global minima and local ones that matter, polished to the last digits.
  public var minima: [Point]
  /// How contour levels are spaced.
  public var levels: Levels
  /// How the plane is fitted to the screen.
  public var aspect: Aspect
  /// What the surface teaches, in two sentences.
  public var story: String
  /// Where the surface comes from.
  public var source: String
  /// The parameters as the file gives them, to which a reader may return.
  public var givenParameters: [String: Double]

  /// Creates a surface from all its parts.
  public init(
    name: String, formula: Formula, table: SurfaceTable? = nil, grid: SurfaceGrid? = nil,
    parameters: [String: Double] = [:], view: View, start: Point, minima: [Point] = [],
    levels: Levels = .linear, aspect: Aspect = .equal, story: String = "",
    source: String = ""
  ) {
    self.name = name
    self.formula = formula
    self.table = table
    self.grid = grid
    self.parameters = parameters
    self.view = view
    self.start = start
    self.minima = minima
    self.levels = levels
    self.aspect = aspect
    self.story = story
    self.source = source
    givenParameters = parameters
  }

  /// The loss as a screen shows it.
  public var display: String {
    if let grid {
      return "values of \(grid.origin.file), \(grid.values.columns)×\(grid.values.rows)"
    }
    return table == nil ? formula.display : "mean of \(formula.display)"
  }

  /// The file that a command names for a surface that it cannot write out; nil for one that has a formula alone.
  public var dataFile: String? {
    guard let origin = table?.origin ?? grid?.origin else { return nil }
    return [origin.surfaceFile, origin.file].first { !$0.isEmpty }
  }

  /// How many rows of data the loss is the mean of; 0 for a loss without data.
  public var rowCount: Int { table?.numbers.rowCount ?? 0 }

  /// The surface made ready to compute with its present parameters.
  public func landscape() throws(FormulaError) -> FormulaLandscape {
    if let grid { return FormulaLandscape(grid.values) }
    return try FormulaLandscape(formula, parameters: parameters, table: table?.numbers)
  }

  /// A surface over very many rows by some of them, evenly chosen: for what is only tried, such as a rate that might do.
  public func sketch() throws(FormulaError) -> FormulaLandscape {
    if let sketch = try Surface.sketch(formula, parameters, table) { return sketch }
    return try landscape()
  }

  /// A loss over very many rows by some of them; nil for one that has no more.
  static func sketch(
    _ formula: Formula, _ parameters: [String: Double], _ table: SurfaceTable?
  ) throws(FormulaError) -> FormulaLandscape? {
    guard let table, table.numbers.rowCount > mostSketched else { return nil }
    return try FormulaLandscape(
      formula, parameters: parameters, table: table.numbers.thinned(to: mostSketched))
  }

  /// The most rows of a sketch.
  static let mostSketched = 500

  /// The same surface with other numbers for some parameters; known minima are followed where
  /// they go, and dropped where they vanish.
  public func turned(_ changes: [String: Double]) throws(FormulaError) -> Surface {
    var turned = self
    turned.parameters.merge(changes) { $1 }
    let landscape = try turned.landscape()
    turned.minima = minima.compactMap { minimum in
      StationaryPoint.minimum(near: minimum, on: landscape, within: view.shorterSide / 2)
    }
    return turned
  }
}
