import Drawing
import Formulas
import Landscapes
import Optimizers
import Trajectories

/// The race under way: its paths as far as they are computed, the races before it, and the recorded
/// race that it forks from.
///
/// It knows nothing of what is shown.
public struct Track: Sendable {
  /// What shapes the numbers.
  public internal(set) var race: Race
  /// The surface made ready to compute.
  public internal(set) var landscape: FormulaLandscape
  /// The path of each racer, as far as it is computed.
  public internal(set) var runs: [Run]
  /// The paths that are still being computed; nil when all are there.
  public internal(set) var computation: Computation?
  /// For each racer its path before the last change, where that change bent it.
  public internal(set) var ghosts: [[Point]] = []
  /// For each racer that sees some rows or noise the path of the whole landscape; else none.
  public internal(set) var calm: [[Point]] = []
  /// Whether paths with many seeds are computed.
  var showsCrowds = false
  /// For each racer whose path is drawn by lot its paths with many seeds; else nil.
  public internal(set) var crowds: [Crowd?] = []
  /// For each of these how high it hovers in the end; else nil.
  public internal(set) var floors: [NoiseFloor?] = []
  /// What drawing asks of the whole race.
  var measures: TrackMeasures
  /// The races that can be brought back.
  var history = History<Race>()
  /// The race before a change that is being made in small pieces: a drag, a start on the move.
  private(set) var held: Race?
  /// The recorded race that was opened.
  public internal(set) var openedRun: OpenedRun?
  /// The recorded race that the opened one forked from.
  var elder: OpenedRun?
  /// For each racer its path in the race that this one forked from, where they part.
  var branches: [Branch?] = []

  /// Sets out on a race and computes the first slice of its paths.
  ///
  /// - Throws: a `FormulaError` where the surface cannot be compiled.
  init(_ race: Race) throws(FormulaError) {
    self.race = race
    let ground = try race.surface.landscape()
    landscape = ground
    let everyone = Array(race.racers.indices)
    var paths = Recording(of: everyone, in: race, on: ground)
    paths.advance(by: Track.slice(of: race.racers.count, on: ground))
    runs = paths.runs
    measures = TrackMeasures(of: race, runs, on: ground)
    if !paths.isFinished { computation = Computation(paths: paths, racers: everyone, before: nil) }
    findCalmPaths()
  }

  /// Puts another race in place and computes its paths; the one before can be brought back.
  ///
  /// A race whose surface cannot be compiled changes nothing.
  mutating func change(_ edit: (inout Race) -> Void, remember: Bool = true) {
    var changed = race
    edit(&changed)
    guard changed != race else { return }
    let before = race
    if install(changed), remember { history.remember(before) }
  }

  /// Begins a change that is made in small pieces.
  mutating func hold() { held = race }

  /// Changes the race by one piece of what began with ``hold()``.
  ///
  /// - Returns: whether a change is being made.
  @discardableResult
  mutating func changeHeld(_ edit: (inout Race) -> Void) -> Bool {
    guard held != nil else { return false }
    change(edit, remember: false)
    return true
  }

  /// Goes back to where a change in small pieces began, and goes on with it.
  mutating func returnToHeld() {
    if let held { change({ $0 = held }, remember: false) }
  }

  /// Ends a change in small pieces: as a whole it is one that can be taken back.
  mutating func keepHeld() {
    if let held, held != race { history.remember(held) }
    held = nil
  }

  /// Ends a change in small pieces as if there had been none.
  mutating func dropHeld() {
    if let held { change({ $0 = held }, remember: false) }
    held = nil
  }

  /// Goes back to the race before the last change.
  ///
  /// - Returns: whether there was one.
  mutating func undo() -> Bool {
    guard let before = history.undo(from: race) else { return false }
    install(before)
    return true
  }

  /// Repeats the change that was taken back last.
  ///
  /// - Returns: whether there was one.
  mutating func redo() -> Bool {
    guard let after = history.redo(from: race) else { return false }
    install(after)
    return true
  }

  /// Forgets what came before this race: another scene is no change that could be taken back.
  mutating func forget() {
    history.clear()
    ghosts = race.racers.map { _ in [] }
  }

  /// What became of a racer up to a step.
  func fate(of racer: Int, at step: Int, in view: View) -> Fate {
    Fate(of: runs[racer], at: step, surface: race.surface, view: view, landscape: landscape)
      .ofChance(race.isDrawn(racer))
  }

  /// The update after a step of a racer, in full.
  func detail(of racer: Int, at step: Int) -> StepDetail? {
    race.detail(racer, at: runs[racer].clamped(step), of: runs[racer], on: landscape)
  }
}
