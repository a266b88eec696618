import Formulas
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
    var scale: LevelScale?
  }

  private var known: [Question: Terrain] = [:]
  private var order: [Question] = []

  private var knownPasses: [Question: [MapMark]] = [:]

  /// The saddles and maxima within a view; minima are known to the surface.
  mutating func passes(
    of surface: Surface, on landscape: FormulaLandscape, view: View
  ) -> [MapMark] {
    let question = Question(
      formula: surface.formula.source + (surface.dataFile ?? ""), parameters: surface.parameters,
      view: view, columns: 0,
      rows: 0, isLogarithmic: false)
    if let found = knownPasses[question] { return found }
    let all = StationaryPoint.all(in: view, on: landscape, guessesPerSide: 9)
      .compactMap { place -> MapMark? in
        switch place.kind {
        case .saddle: return MapMark(.saddle, at: place.point)
        case .maximum: return MapMark(.maximum, at: place.point)
        case .minimum: return nil
        }
      }
    // A rippled surface has such places without end; marking them all would only be noise.
    let found = all.count > 12 ? [] : all
    if knownPasses.count > 40 { knownPasses = [:] }
    knownPasses[question] = found
    return found
  }

  /// An empty memory.
  public init() {}

  /// How many terrains are kept.
  var count: Int { known.count }

  /// The most operations that the heights of one terrain may take: some hundredths of a second.
  private static let mostOperations = 40_000_000

  /// The heights of a view; of very long formulas in coarser tiles, so that no key waits for them.
  private static func field(
    of landscape: FormulaLandscape, over view: View, columns: Int, rows: Int
  ) -> [Double] {
    var tile = 1
    while columns / tile * (rows / tile) * landscape.operations > mostOperations, tile < 8 {
      tile *= 2
    }
    guard tile > 1 else { return landscape.field(over: view, columns: columns, rows: rows) }
    let (width, height) = ((columns + tile - 1) / tile, (rows + tile - 1) / tile)
    let coarse = landscape.field(over: view, columns: width, rows: height)
    return (0..<columns * rows).map { index in
      let (row, column) = (index / columns * height / rows, index % columns * width / columns)
      return coarse[row * width + column]
    }
  }

  /// The terrain of a view in a map of some cells.
  mutating func terrain(
    of surface: Surface, on landscape: FormulaLandscape, view: View, columns: Int, rows: Int,
    isLogarithmic: Bool, scale given: LevelScale? = nil
  ) -> Terrain {
    let question = Question(
      formula: surface.formula.source + (surface.dataFile ?? ""), parameters: surface.parameters,
      view: view, columns: columns,
      rows: rows, isLogarithmic: isLogarithmic, scale: given)
    if let found = known[question] { return found }
    let field = TerrainMemory.field(of: landscape, over: view, columns: columns * 2, rows: rows * 4)
    let floor = surface.minima.filter(view.contains).map { landscape.value(at: $0) }.min()
    let scale =
      given ?? LevelScale(field: field, floor: floor, isLogarithmic: isLogarithmic)
    let terrain = Terrain(columns: columns, rows: rows, field: field, scale: scale)
    known[question] = terrain
    order.append(question)
    // Panels differ by a column at most, so a few sizes are all that a screen needs.
    if order.count > 6 { known[order.removeFirst()] = nil }
    return terrain
  }
}
