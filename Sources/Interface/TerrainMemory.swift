import Drawing
import Landscapes

/// Remembers the terrains of the last frames, so that playing computes no surface anew.
public struct TerrainMemory: Sendable {
  private struct Question: Hashable {
    var formula: String
    var parameters: [String: Double]
    var view: View
    var columns: Int
    var rows: Int
    var isLogarithmic: Bool
  }

  private var known: [Question: Terrain] = [:]
  private var order: [Question] = []

  /// An empty memory.
  public init() {}

  /// The terrain of a view in a map of some cells.
  mutating func terrain(
    of surface: Surface, on landscape: FormulaLandscape, view: View, columns: Int, rows: Int,
    isLogarithmic: Bool
  ) -> Terrain {
    let question = Question(
      formula: surface.formula, parameters: surface.parameters, view: view, columns: columns,
      rows: rows, isLogarithmic: isLogarithmic)
    if let found = known[question] { return found }
    let field = landscape.field(over: view, columns: columns * 2, rows: rows * 4)
    let floor = surface.minima.filter(view.contains).map { landscape.value(at: $0) }.min()
    let scale = LevelScale(field: field, floor: floor, isLogarithmic: isLogarithmic)
    let terrain = Terrain(columns: columns, rows: rows, field: field, scale: scale)
    known[question] = terrain
    order.append(question)
    // Panels differ by a column at most, so a few sizes are all that a screen needs.
    if order.count > 6 { known[order.removeFirst()] = nil }
    return terrain
  }
}
