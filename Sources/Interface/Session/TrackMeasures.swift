import Drawing
import Formulas
import Landscapes
import SystemLibrary
import Trajectories

/// What drawing asks of a whole race, found once a change and not once a frame.
struct TrackMeasures: Sendable {
  /// The formula as the screen shows it.
  private(set) var formulaText: String
  /// The place of the surface that maps put into the middle of a cell.
  private(set) var anchor: Point
  /// How the chart shows losses over magnitudes.
  private(set) var lossScale: ChartPicture.Scale

  init(of race: Race, _ runs: [Run], on landscape: FormulaLandscape) {
    formulaText = race.surface.display
    anchor = TrackMeasures.anchor(of: race.surface, on: landscape)
    lossScale = TrackMeasures.lossScale(race, runs, landscape)
  }

  /// Measures anew what depends on the surface.
  mutating func surfaceChanged(_ race: Race, on landscape: FormulaLandscape) {
    formulaText = race.surface.display
    anchor = TrackMeasures.anchor(of: race.surface, on: landscape)
  }

  /// Measures anew what depends on the paths.
  mutating func pathsChanged(_ race: Race, _ runs: [Run], on landscape: FormulaLandscape) {
    lossScale = TrackMeasures.lossScale(race, runs, landscape)
  }

  /// Losses that never fall below 0 have a logarithm; others are shown on both sides of 0.
  private static func lossScale(_ race: Race, _ runs: [Run], _ landscape: FormulaLandscape)
    -> ChartPicture.Scale
  {
    var lowest = race.surface.minima.map { landscape.value(at: $0) }.min() ?? 0
    var largest = abs(lowest)
    // What lies outside the view, on a way to infinity, is no measure.
    let reach = race.surface.view
    for run in runs {
      for (point, loss) in zip(run.points, run.losses) where loss.isFinite && reach.contains(point)
      {
        lowest = min(lowest, loss)
        largest = max(largest, abs(loss))
      }
    }
    guard lowest < -1e-9 else { return .logarithmic }
    return .symmetric(linear: pow(10, log10(largest).rounded(.down) - 2))
  }

  /// Of the known minima, or else of all places where the slope vanishes, the one in the middle.
  private static func anchor(of surface: Surface, on landscape: FormulaLandscape) -> Point {
    var places = surface.minima
    if places.isEmpty {
      places = StationaryPoint.all(in: surface.view, on: landscape, guessesPerSide: 5).map(\.point)
    }
    let center = surface.view.center
    return places.min { ($0 - center).length < ($1 - center).length } ?? center
  }
}
