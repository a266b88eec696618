import Drawing
import Landscapes
import Trajectories

extension Model {
  /// The part of the plane that a map of some cells shows.
  ///
  /// It is the view, with its longer side extended until both axes have the same unit; a cell is
  /// twice as high as wide.
  func shownView(columns: Int, rows: Int) -> View {
    guard race.surface.aspect == .equal else { return view }
    let unit = max(view.size.x / Double(columns), view.size.y / Double(rows * 2))
    let half = Vector(Double(columns), Double(rows * 2)) * unit / 2
    return View(low: view.center - half, high: view.center + half)
  }

  /// The map of some racers.
  func map(of racers: [Int], columns: Int, rows: Int, memory: inout TerrainMemory) -> MapPicture {
    let shown = shownView(columns: columns, rows: rows)
    let terrain = memory.terrain(
      of: race.surface, on: landscape, view: shown, columns: columns, rows: rows,
      isLogarithmic: (stage.levels ?? race.surface.levels) == .log)
    var picture = MapPicture(low: shown.low, high: shown.high, terrain: terrain)
    picture.trails = racers.compactMap { ghost(of: $0) } + racers.map { trail(of: $0) }
    if stage.showsArrows, let racer = racers.contains(stage.focus) ? stage.focus : racers.first {
      picture.arrows = arrows(of: racer)
    }
    picture.marks =
      race.surface.minima.map { MapMark(.minimum, at: $0) }
      + saddles(in: shown, memory: &memory).map { MapMark(.saddle, at: $0) } + [
        MapMark(.start, at: race.start)
      ]
    picture.showsTicks = columns >= 36 && rows >= 10
    return picture
  }

  /// The path of a racer before the last change, up to the playhead.
  private func ghost(of racer: Int) -> TrailPicture? {
    guard racer < ghosts.count, !ghosts[racer].isEmpty else { return nil }
    let points = ghosts[racer].prefix(stage.step + 1).filter(\.isFinite)
    var trail = TrailPicture(points: Array(points), index: racer)
    trail.isGhost = true
    return trail
  }

  /// The path of a racer up to the playhead, the last segment grown in part.
  private func trail(of racer: Int) -> TrailPicture {
    let run = runs[racer]
    let step = min(stage.step, run.lastFiniteStep)
    var points = Array(run.points[0...step])
    let fraction = stage.playhead - Double(stage.step)
    if fraction > 0, stage.step == step, step < run.lastFiniteStep {
      points.append(run.points[step] + fraction * (run.points[step + 1] - run.points[step]))
    }
    var trail = TrailPicture(
      points: points, index: racer, diverged: run.diverged && stage.step > run.lastFiniteStep)
    if trail.diverged { trail.endLabel = "step \(run.lastStep)" }
    return trail
  }

  /// The chart under the maps, up to the playhead.
  func chart() -> ChartPicture {
    let isLogarithmic = stage.quantity != .lossLinear
    let series = race.racers.indices.map { index in
      let run = runs[index]
      let step = min(stage.step, run.lastStep)
      let values: [Double]
      switch stage.quantity {
      case .loss:
        values = run.losses[0...step].map { $0 - lossFloor }
      case .lossLinear: values = Array(run.losses[0...step])
      case .slope: values = Array(run.slopes[0...step])
      case .distance:
        values = run.points[0...step].map { point in
          race.surface.minima.map { (point - $0).length }.min() ?? .nan
        }
      }
      return ChartPicture.Series(
        values: values, index: index, readout: brief(values[run.clamped(step)]))
    }
    return ChartPicture(
      title: chartTitle, series: series, lastStep: race.steps, cursor: stage.step,
      isLogarithmic: isLogarithmic)
  }

  private var chartTitle: String {
    switch stage.quantity {
    case .loss:
      let floor = lossFloor
      return floor == 0 ? "loss, log scale" : "loss above \(brief(floor)), log scale"
    case .lossLinear: return "loss, linear scale"
    case .slope: return "length of the gradient, log scale"
    case .distance: return "distance to the nearest known minimum, log scale"
    }
  }
}
