import Drawing
import Formulas
import Foundation
import Landscapes
import Optimizers
import Trajectories

/// The whole state of the interactive program: the race, its paths, and what is shown of them.
public struct Model: Sendable {
  /// What shapes the numbers.
  public internal(set) var race: Race
  /// What is shown.
  public var stage: Stage
  /// The surface made ready to compute.
  public internal(set) var landscape: FormulaLandscape
  /// The path of each racer, as far as it is computed.
  public internal(set) var runs: [Run]
  /// The paths that are still being computed; nil when all are there.
  public internal(set) var computation: Computation?
  /// The formula as the screen shows it.
  var formulaText: String
  /// How the chart shows losses over magnitudes.
  var lossScale: ChartPicture.Scale
  /// The place of the surface that maps put into the middle of a cell.
  var anchor: Point
  /// For each racer its path before the last change, where that change bent it.
  public internal(set) var ghosts: [[Point]] = []
  /// The recorded race that was opened.
  public internal(set) var openedRun: OpenedRun?
  /// The recorded race that the opened one forked from.
  var elder: OpenedRun?
  /// For each racer its path in the race that this one forked from, where they part.
  var branches: [Branch?] = []
  /// The keys and what they do.
  public var keys = KeyTable.standard
  /// The surfaces of the menu.
  public let surfaces: [Surface]
  /// Those of them that have a name everywhere.
  let shipped: [Surface]
  /// What the screen costs, in one line; nil where nobody asked.
  public var diagnostics: String?
  /// What the program around the model is busy with; nil where it is not.
  public var work: Work?
  /// What happened last, in one line; gone with the next key.
  public var message: String?
  /// The lecture that is walked; nil outside of one.
  public internal(set) var walk: LectureWalk?
  /// The race before the drag that is going on.
  var dragged: Race?
  var history = History<Race>()

  /// Opens a race.
  ///
  /// - Throws: a `FormulaError` where the surface cannot be compiled.
  public init(race: Race, surfaces: [Surface], stage: Stage = Stage()) throws(FormulaError) {
    self.race = race
    self.stage = stage
    shipped = surfaces
    self.surfaces =
      surfaces.contains { $0.name == race.surface.name } ? surfaces : [race.surface] + surfaces
    let ground = try race.surface.landscape()
    landscape = ground
    let everyone = Array(race.racers.indices)
    var paths = Recording(of: everyone, in: race, on: ground)
    paths.advance(by: Model.slice(of: race.racers.count, on: ground))
    runs = paths.runs
    formulaText = race.surface.formula.display
    lossScale = Model.lossScale(race, runs, ground)
    anchor = Model.anchor(of: race.surface, on: ground)
    if !paths.isFinished { computation = Computation(paths: paths, racers: everyone, before: nil) }
  }

  /// Losses that never fall below 0 have a logarithm; others are shown on both sides of 0.
  static func lossScale(_ race: Race, _ runs: [Run], _ landscape: FormulaLandscape)
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
  static func anchor(of surface: Surface, on landscape: FormulaLandscape) -> Point {
    var places = surface.minima
    if places.isEmpty {
      places = StationaryPoint.all(in: surface.view, on: landscape, guessesPerSide: 5).map(\.point)
    }
    let center = surface.view.center
    return places.min { ($0 - center).length < ($1 - center).length } ?? center
  }

  /// The part of the plane that is shown at least.
  public var view: View { stage.view ?? race.surface.view }

  /// The racer in focus.
  public var focused: Racer { race.racers[stage.focus] }

  /// The name of a racer on the screen; twins without names of their own are numbered.
  func title(of index: Int, isShort: Bool = false) -> String {
    let racer = race.racers[index]
    if let label = racer.label {
      let before = race.racers[..<index].filter { $0.label == label }.count
      return before == 0 ? label : "\(label) \(before + 1)"
    }
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
    if install(changed), remember { history.remember(before) }
  }

  /// Remembers the race as it was before a change that was made in small pieces.
  mutating func remember(_ before: Race) {
    guard before != race else { return }
    history.remember(before)
  }

  /// Takes back the last change.
  mutating func undo() {
    guard let before = history.undo(from: race) else {
      message = "nothing to take back"
      return
    }
    travel(to: before, saying: "took back the last change")
  }

  /// Repeats the change that was taken back last.
  mutating func redo() {
    guard let after = history.redo(from: race) else {
      message = "nothing to repeat"
      return
    }
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
    // What is not computed yet cannot be played.
    let end = Double(min(race.steps, computation?.paths.reach ?? race.steps))
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
    if stage.playhead >= Double(race.steps) { stage.isPlaying = false }
  }

  /// What became of a racer up to the step that is shown.
  public func fate(of racer: Int) -> Fate {
    Fate(of: runs[racer], at: stage.step, surface: race.surface, view: view, landscape: landscape)
  }
}

/// A long piece of work that goes on beside the race.
public struct Work: Sendable, Equatable {
  /// What is done.
  public var words: String
  /// How much of it is done, from 0 to 1.
  public var share: Double

  /// Describes a piece of work.
  public init(words: String, share: Double) {
    self.words = words
    self.share = share
  }
}
