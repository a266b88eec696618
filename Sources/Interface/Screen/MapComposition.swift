import Documents
import Drawing
import Landscapes
import Trajectories

extension Model {
  /// The part of the plane that a map of some cells shows.
  ///
  /// It is the view, with its longer side extended until both axes have the same unit; a cell is
  /// twice as high as wide.
  func shownView(columns: Int, rows: Int) -> View {
    let cells = Vector(Double(columns), Double(rows))
    // A cell more than the view needs, and a little against rounding, since it is moved by up to half
    // a cell.
    let room = Vector(max(1, cells.x - 1.01), max(1, cells.y - 1.01))
    var cell = view.size / room
    if race.surface.aspect == .equal {
      let unit = max(cell.x, cell.y / 2)
      cell = Vector(unit, unit * 2)
    }
    var low = view.center - cells * cell / 2
    // A mark stands in the middle of its cell: what lies there has to lie in the middle too, or a path
    // along a symmetry line would run beside it.
    let place = (anchor - low) / cell
    let shift = (place - place.rounded(.down) - 0.5) * cell
    if shift.isFinite { low += shift }
    return View(low: low, high: low + cells * cell)
  }

  /// The map of some racers.
  func map(of racers: [Int], columns: Int, rows: Int, memory: inout TerrainMemory) -> MapPicture {
    let shown = shownView(columns: columns, rows: rows)
    let terrain = memory.terrain(
      of: race.surface, on: landscape, view: shown, columns: columns, rows: rows,
      isLogarithmic: (stage.levels ?? race.surface.levels) == .log)
    var picture = MapPicture(low: shown.low, high: shown.high, terrain: terrain)
    picture.trails =
      racers.compactMap { ghost(of: $0) } + racers.compactMap { branch(of: $0) }
      + racers.map { trail(of: $0) }
    // Steps below half a dot would only cost time.
    let dot = (shown.high - shown.low) / Vector(Double(columns * 2), Double(rows * 4))
    for index in picture.trails.indices {
      picture.trails[index].points = picture.trails[index].points.thinned(to: dot / 2)
    }
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
    // The path of the race that was forked is there already, and stays.
    if racer < branches.count, branches[racer]?.run.points == ghosts[racer] { return nil }
    let points = ghosts[racer].prefix(stage.step + 1).filter(\.isFinite)
    var trail = TrailPicture(points: Array(points), index: racer)
    trail.kind = .ghost
    return trail
  }

  /// The path of a racer in the race that this one forked from, from the fork to the playhead.
  private func branch(of racer: Int) -> TrailPicture? {
    guard racer < branches.count, let branch = branches[racer], stage.step > branch.from else {
      return nil
    }
    var trail = TrailPicture(
      points: branch.points(to: stage.step).filter(\.isFinite), index: racer,
      diverged: branch.run.diverged && stage.step > branch.run.lastFiniteStep)
    trail.kind = .branch
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
  ///
  /// - Parameter columns: its width; a wide one says what its dashed lines are.
  func chart(columns: Int) -> ChartPicture {
    let isForked = columns >= 100 && branches.contains { $0 != nil }
    let dashes = isForked ? forked.map { "; dashed: \(printable($0.openedRun.file))" } ?? "" : ""
    var series = race.racers.indices.compactMap { index -> ChartPicture.Series? in
      guard index < branches.count, let branch = branches[index], stage.step > branch.from else {
        return nil
      }
      let first = min(branch.from, branch.run.lastStep)
      let last = max(first, min(stage.step, branch.run.lastStep))
      var line = ChartPicture.Series(
        values(of: branch.run, in: first...last), from: first, index: index)
      line.isBranch = true
      return line
    }
    series += race.racers.indices.map { index in
      let run = runs[index]
      let values = values(of: run, in: 0...min(stage.step, run.lastStep))
      return ChartPicture.Series(
        values, index: index, readout: brief(values[run.clamped(stage.step)]))
    }
    return ChartPicture(
      title: chartTitle + dashes, series: series, lastStep: race.steps, cursor: stage.step,
      scale: chartScale)
  }

  /// The quantity of the chart at some steps of a run.
  private func values(of run: Run, in steps: ClosedRange<Int>) -> [Double] {
    switch stage.quantity {
    case .loss, .lossLinear: return Array(run.losses[steps])
    case .slope: return Array(run.slopes[steps])
    case .distance:
      let minima = race.surface.minima
      return run.points[steps].map { point in
        // Squares first, and no list for every point: there may be very many.
        var least = Double.infinity
        for minimum in minima {
          let gap = point - minimum
          least = min(least, gap.x * gap.x + gap.y * gap.y)
        }
        return minima.isEmpty ? .nan : least.squareRoot()
      }
    }
  }

  private var chartScale: ChartPicture.Scale {
    switch stage.quantity {
    case .loss: return lossScale
    case .lossLinear: return .linear
    case .slope, .distance: return .logarithmic
    }
  }

  private var chartTitle: String {
    switch stage.quantity {
    case .loss:
      return lossScale == .logarithmic ? "loss, log scale" : "loss, log scale both ways from 0"
    case .lossLinear: return "loss, linear scale"
    case .slope: return "length of the gradient, log scale"
    case .distance: return "distance to the nearest known minimum, log scale"
    }
  }
}

extension [Point] {
  /// A long path without the steps that move less than some distance from the last point that is
  /// kept; short paths stay whole.
  func thinned(to distance: Vector) -> [Point] {
    guard count > 2000, let first else { return self }
    var kept = [first]
    var last = first
    for point in dropFirst() {
      let move = point - last
      guard abs(move.x) >= distance.x || abs(move.y) >= distance.y else { continue }
      kept.append(point)
      last = point
    }
    if let end = self.last, end != last { kept.append(end) }
    return kept
  }
}
