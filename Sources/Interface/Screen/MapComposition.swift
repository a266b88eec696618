import Documents
import Drawing
import Landscapes
import Trajectories

extension Screen {
  /// The part of the plane that a map of some cells shows.
  ///
  /// It is the view, with its longer side extended until both axes have the same unit; a cell is
  /// twice as high as wide.
  func shownView(columns: Int, rows: Int) -> View {
    let cells = Vector(Double(columns), Double(rows))
    // A cell more than the view needs, and a little against rounding, since it is moved by up to half
    // a cell.
    let room = Vector(max(1, cells.x - 1.01), max(1, cells.y - 1.01))
    var cell = model.view.size / room
    if model.race.surface.aspect == .equal {
      let unit = max(cell.x, cell.y / 2)
      cell = Vector(unit, unit * 2)
    }
    var low = model.view.center - cells * cell / 2
    // A mark stands in the middle of its cell: what lies there has to lie in the middle too, or a path
    // along a symmetry line would run beside it.
    let place = (model.track.measures.anchor - low) / cell
    let shift = (place - place.rounded(.down) - 0.5) * cell
    if shift.isFinite { low += shift }
    return View(low: low, high: low + cells * cell)
  }

  /// The map of some racers.
  func map(of racers: [Int], columns: Int, rows: Int, memory: inout TerrainMemory) -> MapPicture {
    map(
      of: racers, in: shownView(columns: columns, rows: rows), columns: columns, rows: rows,
      memory: &memory)
  }

  /// The ground of a relief: the view itself, in a terrain that is as fine along both axes.
  func reliefGround(of racers: [Int], memory: inout TerrainMemory) -> MapPicture {
    map(of: racers, in: model.view, columns: 80, rows: 40, memory: &memory)
  }

  private func map(
    of racers: [Int], in shown: View, columns: Int, rows: Int, memory: inout TerrainMemory
  ) -> MapPicture {
    let terrain = terrain(of: shown, columns: columns, rows: rows, memory: &memory)
    var picture = MapPicture(low: shown.low, high: shown.high, terrain: terrain)
    let dot = (shown.high - shown.low) / Vector(Double(columns * 2), Double(rows * 4))
    picture.trails =
      racers.compactMap { trace(of: $0, in: shown, dot: dot) }
      + racers.compactMap { calm(of: $0) } + racers.compactMap { ghost(of: $0) }
      + racers.compactMap { coming(of: $0) }
      + racers.compactMap { branch(of: $0) }
      + racers.map { trail(of: $0) } + [recorded()].compactMap(\.self)
      + racers.compactMap { swarm(of: $0) }
    // Steps below half a dot would only cost time.
    for index in picture.trails.indices {
      picture.trails[index].points = picture.trails[index].points.thinned(to: dot / 2)
    }
    if model.stage.showsArrows,
      let racer = racers.contains(model.stage.focus) ? model.stage.focus : racers.first
    {
      picture.arrows = arrows(of: racer)
      picture.trails += cloud(of: racer)
    }
    picture.marks = marks(in: shown, memory: &memory)
    picture.showsTicks = columns >= 36 && rows >= 10
    return picture
  }

  /// The ground of a map of some cells.
  func terrain(columns: Int, rows: Int, memory: inout TerrainMemory) -> Terrain {
    terrain(
      of: shownView(columns: columns, rows: rows), columns: columns, rows: rows, memory: &memory)
  }

  private func terrain(
    of shown: View, columns: Int, rows: Int, memory: inout TerrainMemory
  ) -> Terrain {
    memory.terrain(
      of: model.race.surface, on: model.track.landscape, view: shown, columns: columns, rows: rows,
      isLogarithmic: (model.stage.levels ?? model.race.surface.levels) == .log)
  }

  /// Known minima, saddles and maxima within a view, and the start.
  func marks(in view: View, memory: inout TerrainMemory) -> [MapMark] {
    model.race.surface.minima.map { MapMark(.minimum, at: $0) }
      + passes(in: view, memory: &memory) + [MapMark(.start, at: model.race.start)]
  }

  /// The path of a racer before the last change, up to the playhead.
  private func ghost(of racer: Int) -> TrailPicture? {
    guard racer < model.track.ghosts.count, !model.track.ghosts[racer].isEmpty else { return nil }
    // The path of the race that was forked is there already, and stays.
    if racer < model.track.branches.count,
      model.track.branches[racer]?.run.points == model.track.ghosts[racer]
    {
      return nil
    }
    let points = model.track.ghosts[racer].prefix(model.stage.playback.step + 1).filter(\.isFinite)
    var trail = TrailPicture(points: Array(points), index: racer)
    trail.kind = .ghost
    return trail
  }

  /// The path that something else walked, up to the playhead.
  private func recorded() -> TrailPicture? {
    guard let path = model.race.recorded else { return nil }
    let points = path.points.prefix(path.count(to: model.stage.playback.step))
    guard !points.isEmpty else { return nil }
    var trail = TrailPicture(points: Array(points), index: model.race.racers.count)
    trail.endLabel = path.name
    return trail
  }

  /// Where at least two of many seeds have come through, a place for each dot of the map.
  private func trace(of racer: Int, in shown: View, dot: Vector) -> TrailPicture? {
    guard racer < model.track.crowds.count, let crowd = model.track.crowds[racer] else {
      return nil
    }
    // A count for each dot of the map, since every frame asks for all of them.
    let size = (shown.high - shown.low) / dot
    let (width, height) = (Int(size.x.rounded()), Int(size.y.rounded()))
    var visits = [Int](repeating: 0, count: width * height)
    for places in crowd.places[0...min(model.stage.playback.step, crowd.lastStep)] {
      for point in places where shown.contains(point) {
        let place = (point - shown.low) / dot
        visits[min(Int(place.y), height - 1) * width + min(Int(place.x), width - 1)] += 1
      }
    }
    let points = visits.indices.filter { visits[$0] > 1 }.map { place in
      shown.low + Vector(Double(place % width) + 0.5, Double(place / width) + 0.5) * dot
    }
    var trail = TrailPicture(points: points, index: racer)
    trail.kind = .trace
    return trail
  }

  /// Where a racer is at the shown step with each of many seeds.
  private func swarm(of racer: Int) -> TrailPicture? {
    guard racer < model.track.crowds.count, let crowd = model.track.crowds[racer] else {
      return nil
    }
    let step = min(model.stage.playback.step, crowd.lastStep)
    var trail = TrailPicture(points: crowd.places[step].filter(\.isFinite), index: racer)
    trail.kind = .swarm
    return trail
  }

  /// The path of a racer if it saw all rows and no noise, up to the playhead.
  private func calm(of racer: Int) -> TrailPicture? {
    guard racer < model.track.calm.count, !model.track.calm[racer].isEmpty else { return nil }
    let points = model.track.calm[racer].prefix(model.stage.playback.step + 1).filter(\.isFinite)
    var trail = TrailPicture(points: Array(points), index: racer)
    trail.kind = .ghost
    return trail
  }

  /// What comes of a racer after the shown step, faintly, where knobs act from here on: one sees at once
  /// what a turn does.
  private func coming(of racer: Int) -> TrailPicture? {
    let run = model.runs[racer]
    let step = model.stage.playback.step
    guard model.stage.knobs.actsFromHere, model.lecture?.isRevealed != false,
      step < run.lastFiniteStep
    else { return nil }
    var trail = TrailPicture(points: Array(run.points[step...run.lastFiniteStep]), index: racer)
    trail.kind = .ghost
    return trail
  }

  /// The path of a racer in the race that this one forked from, from the fork to the playhead.
  private func branch(of racer: Int) -> TrailPicture? {
    guard racer < model.track.branches.count, let branch = model.track.branches[racer],
      model.stage.playback.step > branch.from
    else {
      return nil
    }
    var trail = TrailPicture(
      points: branch.points(to: model.stage.playback.step).filter(\.isFinite), index: racer,
      diverged: branch.run.diverged && model.stage.playback.step > branch.run.lastFiniteStep)
    trail.kind = .branch
    return trail
  }

  /// The path of a racer up to the playhead, the last segment grown in part.
  private func trail(of racer: Int) -> TrailPicture {
    let run = model.runs[racer]
    let step = min(model.stage.playback.step, run.lastFiniteStep)
    var points = Array(run.points[0...step])
    let fraction = model.stage.playback.playhead - Double(model.stage.playback.step)
    if fraction > 0, model.stage.playback.step == step, step < run.lastFiniteStep {
      points.append(run.points[step] + fraction * (run.points[step + 1] - run.points[step]))
    }
    var trail = TrailPicture(
      points: points, index: racer,
      diverged: run.diverged && model.stage.playback.step > run.lastFiniteStep)
    if trail.diverged { trail.endLabel = "step \(run.lastStep)" }
    // Among many seeds one path matters least.
    if racer < model.track.crowds.count, model.track.crowds[racer] != nil { trail.kind = .faded }
    return trail
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
