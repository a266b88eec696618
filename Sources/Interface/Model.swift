import Landscapes
import Optimizers
import Trajectories

/// The whole state of the interactive program: the race, its paths, and what is shown of them.
public struct Model: Sendable {
  /// What shapes the numbers.
  public private(set) var race: Race
  /// What is shown.
  public var stage: Stage
  /// The surface made ready to compute.
  public private(set) var landscape: FormulaLandscape
  /// The path of each racer.
  public private(set) var runs: [Run]
  /// The formula as the screen shows it.
  private(set) var formulaText: String
  /// The loss from which the logarithmic chart measures.
  private(set) var lossFloor: Double
  /// For each racer its path before the last change, where that change bent it.
  public private(set) var ghosts: [[Point]] = []
  /// The surfaces of the menu.
  public let surfaces: [Surface]
  /// Those of them that have a name everywhere.
  let shipped: [Surface]
  /// What happened last, in one line; gone with the next key.
  public var message: String?
  /// The lecture that is walked; nil outside of one.
  public internal(set) var walk: LectureWalk?
  /// The race before the drag that is going on.
  var dragged: Race?
  private var past: [Race] = []
  private var future: [Race] = []

  /// Opens a race.
  ///
  /// - Throws: a `FormulaError` where the surface cannot be compiled.
  public init(race: Race, surfaces: [Surface], stage: Stage = Stage()) throws(FormulaError) {
    self.race = race
    self.stage = stage
    shipped = surfaces
    self.surfaces =
      surfaces.contains { $0.name == race.surface.name } ? surfaces : [race.surface] + surfaces
    landscape = try race.surface.landscape()
    runs = race.record(on: landscape)
    formulaText = Model.display(of: race.surface)
    lossFloor = Model.lossFloor(race, runs, landscape)
  }

  private static func display(of surface: Surface) -> String {
    (try? Formula(surface.formula, parameters: Set(surface.parameters.keys)).display)
      ?? surface.formula
  }

  /// A logarithm needs positive losses: what may become negative is measured from the lowest
  /// known value.
  private static func lossFloor(_ race: Race, _ runs: [Run], _ landscape: FormulaLandscape)
    -> Double
  {
    let atMinima = race.surface.minima.map { landscape.value(at: $0) }.min()
    // What lies outside the view, on a way to minus infinity, is no floor.
    let reach = race.surface.view
    let onPaths =
      runs.flatMap { run in
        zip(run.points, run.losses).filter { reach.contains($0.0) && $0.1.isFinite }.map(\.1)
      }.min() ?? 0
    let lowest = min(atMinima ?? onPaths, onPaths)
    if lowest >= 0, atMinima ?? 0 <= 1e-9 { return 0 }
    return lowest
  }

  /// The part of the plane that is shown at least.
  public var view: View { stage.view ?? race.surface.view }

  /// The racer in focus.
  public var focused: Racer { race.racers[stage.focus] }

  /// The name of a racer on the screen; twins without names of their own are numbered.
  func title(of index: Int, isShort: Bool = false) -> String {
    let racer = race.racers[index]
    if let label = racer.label { return label }
    let name = isShort ? racer.rule.card.short : racer.rule.card.title
    let handle = race.handles[index]
    let number = handle.dropFirst(racer.rule.card.name.count)
    return number.isEmpty ? name : "\(name) \(number.dropFirst())"
  }

  /// Puts another race in place and computes its paths; the one before can be brought back.
  ///
  /// A race whose surface cannot be compiled changes nothing.
  public mutating func change(_ edit: (inout Race) -> Void, remember: Bool = true) {
    var changed = race
    edit(&changed)
    guard changed != race else { return }
    let before = race
    if install(changed), remember {
      past.append(before)
      if past.count > 500 { past.removeFirst() }
      future = []
    }
  }

  /// Remembers the race as it was before a change that was made in small pieces.
  mutating func remember(_ before: Race) {
    guard before != race else { return }
    past.append(before)
    future = []
  }

  @discardableResult
  private mutating func install(_ changed: Race) -> Bool {
    let sameGround =
      changed.surface.formula == race.surface.formula
      && changed.surface.parameters == race.surface.parameters
    if !sameGround {
      guard let ground = try? changed.surface.landscape() else { return false }
      landscape = ground
    }
    let sameCourse = sameGround && changed.start == race.start && changed.steps == race.steps
    var paths: [Run] = []
    for index in changed.racers.indices {
      let known =
        sameCourse && index < race.racers.count && changed.racers[index] == race.racers[index]
        && changed.tweaks.filter { $0.racer == index } == race.tweaks.filter { $0.racer == index }
      paths.append(known ? runs[index] : changed.record(index, on: landscape))
    }
    // A ghost tells what the last change did; on another surface it would tell nothing.
    let isComparable = sameGround && changed.racers.count == race.racers.count
    ghosts = paths.indices.map { index in
      isComparable && paths[index].points != runs[index].points ? runs[index].points : []
    }
    race = changed
    runs = paths
    // Once a change, not once a frame: both walk through all that was computed.
    if !sameGround { formulaText = Model.display(of: race.surface) }
    lossFloor = Model.lossFloor(race, runs, landscape)
    stage.focus = min(stage.focus, race.racers.count - 1)
    return true
  }

  /// Takes back the last change.
  mutating func undo() {
    guard let before = past.popLast() else {
      message = "nothing to take back"
      return
    }
    future.append(race)
    travel(to: before, saying: "took back the last change")
  }

  /// Repeats the change that was taken back last.
  mutating func redo() {
    guard let after = future.popLast() else {
      message = "nothing to repeat"
      return
    }
    past.append(race)
    travel(to: after, saying: "repeated the change")
  }

  private mutating func travel(to other: Race, saying words: String) {
    if other.surface.name != race.surface.name { stage.view = nil }
    install(other)
    message = words
  }

  /// Lets time pass while playing.
  ///
  /// - Parameter seconds: since the last call; a slow line loses frames, not steps.
  public mutating func pass(seconds: Double) {
    guard stage.isPlaying else { return }
    var left = max(0, seconds) * stage.speed
    let end = Double(race.steps)
    while left > 0, stage.playhead < end {
      let pace = Stage.pace(at: stage.playhead)
      let next: Double = stage.playhead < 30 ? 30 : stage.playhead < 90 ? 90 : end
      let needed = (min(next, end) - stage.playhead) / pace
      if needed > left {
        stage.playhead += left * pace
        left = 0
      } else {
        stage.playhead = min(next, end)
        left -= needed
      }
    }
    if stage.playhead >= end { stage.isPlaying = false }
  }

  /// What became of a racer up to the step that is shown.
  public func fate(of racer: Int) -> Fate {
    Fate(of: runs[racer], at: stage.step, surface: race.surface, view: view, landscape: landscape)
  }
}
