import Formulas
import Landscapes
import Optimizers
import Trajectories

/// Paths that take too long for one key press: computed in slices, between keys and frames.
public struct Computation: Sendable {
  /// The paths as far as they go.
  var paths: Recording
  /// The racers to which they belong.
  var racers: [Int]
  /// The last state whose paths were whole, to which Escape goes back; nil at the opening.
  var before: Whole?

  /// How much is done, from 0 to 1.
  public var share: Double { paths.share }

  /// A state with whole paths.
  struct Whole: Sendable {
    var race: Race
    var landscape: FormulaLandscape
    var runs: [Run]
    var ghosts: [[Point]]
    var history: History<Race>
  }
}

extension Track {
  /// The operations of one slice: a few milliseconds.
  private static let sliceOperations = 1_500_000

  /// The updates of each racer that one slice makes.
  static func slice(of racers: Int, on landscape: FormulaLandscape) -> Int {
    max(1, sliceOperations / (landscape.operations + 40) / max(1, racers))
  }

  /// Puts a race in place and computes what differs, the first slice at once.
  ///
  /// - Returns: whether its surface could be compiled; where not, nothing changes.
  @discardableResult
  mutating func install(_ changed: Race) -> Bool {
    learnOpenedRun()
    let sameGround =
      changed.surface.formula == race.surface.formula
      && changed.surface.parameters == race.surface.parameters
      && changed.surface.table == race.surface.table && changed.surface.grid == race.surface.grid
    let whole =
      computation == nil
      ? Computation.Whole(
        race: race, landscape: landscape, runs: runs, ghosts: ghosts, history: history)
      : computation?.before
    let unfinished = Set(computation?.racers ?? [])
    if !sameGround {
      guard let ground = try? changed.surface.landscape() else { return false }
      landscape = ground
    }
    let sameCourse =
      sameGround && changed.start == race.start && changed.steps == race.steps
      && changed.batching == race.batching
    let others = changed.racers.indices.filter { index in
      let isKnown =
        sameCourse && index < race.racers.count && !unfinished.contains(index)
        && changed.racers[index] == race.racers[index]
        && changed.tweaks.of(index) == race.tweaks.of(index)
      return !isKnown
    }
    var recording = Recording(of: others, in: changed, on: landscape)
    recording.advance(by: Track.slice(of: others.count, on: landscape))
    let fresh = Dictionary(uniqueKeysWithValues: zip(others, recording.runs))
    let paths = changed.racers.indices.map { fresh[$0] ?? runs[$0] }
    // A ghost tells what the last change did; on another surface it would tell nothing.
    let isComparable = sameGround && changed.racers.count == race.racers.count
    ghosts = paths.indices.map { index in
      isComparable && others.contains(index) && paths[index].points != runs[index].points
        ? runs[index].points : []
    }
    race = changed
    runs = paths
    computation =
      recording.isFinished
      ? nil : Computation(paths: recording, racers: others, before: whole)
    // Once a change, not once a frame: both walk through all that was computed.
    if !sameGround {
      measures.surfaceChanged(race, on: landscape)
    }
    settle()
    return true
  }

  /// Makes the next slice of what is still being computed.
  mutating func compute() {
    guard var now = computation else { return }
    // Taken out, or every slice would copy all paths.
    computation = nil
    now.paths.advance(by: Track.slice(of: now.racers.count, on: landscape))
    for (index, run) in zip(now.racers, now.paths.runs) { runs[index] = run }
    if now.paths.isFinished { settle() } else { computation = now }
  }

  /// Computes all that is left.
  mutating func finish() {
    while computation != nil { compute() }
    while isMeasuring { measureFloor() }
  }

  /// Gives up what is being computed: back to the race before, or, where there is none, to the
  /// steps that are there.
  ///
  /// - Returns: what was done, in words; nil where nothing was being computed.
  mutating func giveUp() -> String? {
    guard let now = computation else { return nil }
    computation = nil
    guard let before = now.before else {
      race.steps = now.paths.reach
      settle()
      return "stopped: the race ends at step \(race.steps)"
    }
    (race, landscape, runs) = (before.race, before.landscape, before.runs)
    (ghosts, history) = (before.ghosts, before.history)
    measures.surfaceChanged(race, on: landscape)
    settle()
    return "given up: the race is as it was"
  }

  /// For each racer that sees some rows or noise, the path of the whole landscape.
  mutating func findCalmPaths() {
    guard race.isDrawn else {
      calm = []
      return
    }
    var whole = race
    for index in whole.racers.indices {
      whole.racers[index].sight.batch = 0
      whole.racers[index].sight.noise = 0
    }
    whole.tweaks.removeAll { $0.knob == "batch" || $0.knob == "noise" }
    // A path that would keep the keys waiting is left out.
    let most = 20_000_000 / (landscape.operations + 40) / max(1, race.racers.count)
    whole.steps = min(race.steps, most)
    calm = race.racers.indices.map { index in
      whole.racers[index] == race.racers[index] && whole.tweaks.of(index) == race.tweaks.of(index)
        ? [] : whole.record(index, on: landscape).points
    }
  }

  /// What depends on all paths, found once a change.
  private mutating func settle() {
    measures.pathsChanged(race, runs, on: landscape)
    findBranches()
    findCalmPaths()
    findCrowds()
  }

  /// Shows paths with many seeds, or shows them no more.
  mutating func showCrowds(_ shows: Bool) {
    showsCrowds = shows
    findCrowds()
  }

  /// How many seeds a crowd has.
  static var seeds: Int { 64 }

  /// For each racer whose path is drawn by lot its paths with many seeds.
  mutating func findCrowds() {
    guard showsCrowds, race.isDrawn else {
      (crowds, floors) = ([], [])
      return
    }
    let most = 40_000_000 / (landscape.operations + 40) / Track.seeds / race.racers.count
    crowds = race.racers.indices.map { index in
      guard race.isDrawn(index) else { return nil }
      return race.crowd(
        of: index, seeds: (0..<UInt64(Track.seeds)).map { race.batching.seed &+ $0 },
        steps: max(1, most), on: landscape)
    }
    floors = crowds.enumerated().map { index, crowd in
      guard let crowd, let lowestLoss, let end = calm[index].last else { return nil }
      return NoiseFloor(
        of: index, in: race, crowd, above: lowestLoss, calm: landscape.value(at: end))
    }
  }

  /// Whether floors are still being measured.
  var isMeasuring: Bool { floors.contains { $0?.isFinished == false } }

  /// Measures the next of the floors with another knob.
  mutating func measureFloor() {
    guard let index = floors.firstIndex(where: { $0?.isFinished == false }) else { return }
    floors[index]?.measureNext(on: landscape)
  }

  /// The loss at the lowest known minimum; nil where none is known.
  var lowestLoss: Double? {
    race.surface.minima.map { landscape.value(at: $0) }.min()
  }
}
