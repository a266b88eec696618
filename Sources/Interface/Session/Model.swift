import Drawing
import Formulas
import Landscapes
import Optimizers
import Trajectories

/// The whole state of the interactive program, made of parts that know nothing of each other: the
/// race under way, what is shown of it, and the lecture around it.
public struct Model: Sendable {
  @Shared private var sharedTrack: Track
  /// What is shown.
  public var stage: Stage
  @Shared private var sharedAtlas = Atlas()
  /// Where the button of the mouse went down; nil while it is up.
  var pressed: Pressed?
  /// The lecture that is walked; nil outside of one.
  public internal(set) var lecture: LecturePlace?
  /// The challenge that is tried; nil outside of one.
  public var challenge: ChallengePlace?
  /// Whether the key before this one asked for a picture.
  var wasPictured = false
  /// The cells of the screen, which the program around the model knows.
  public var size = (columns: 80, rows: 24)
  /// The commands that were typed, the newest last.
  var typedLines: [String] = []
  /// Files that can be opened; the program around the model knows them.
  public var files: [String] = []
  /// What was shown before a list was opened; nil where none is.
  @Shared var putAside: Stage? = nil
  /// The keys and what they do.
  public var keys = KeyTable.standard
  /// Reads the surfaces that have a name everywhere; opening one race does not wait for all of them.
  private let readShipped: @Sendable () -> [Surface]
  /// The surface that the program was opened with.
  private let opened: Surface
  /// What the screen costs, in one line; nil where nobody asked.
  public var diagnostics: String?
  /// What the program around the model is busy with; nil where it is not.
  public var work: Work?
  /// What happened last, in one line; gone with the next key.
  public var message: String?

  /// Opens a race.
  ///
  /// - Throws: a `FormulaError` where the surface cannot be compiled.
  public init(
    race: Race, surfaces: @autoclosure @escaping @Sendable () -> [Surface], stage: Stage = Stage()
  ) throws(FormulaError) {
    _sharedTrack = Shared(wrappedValue: try Track(race))
    self.stage = stage
    readShipped = surfaces
    opened = race.surface
  }

  /// The surfaces that have a name everywhere.
  var shipped: [Surface] { readShipped() }

  /// The surfaces of the menu.
  public var surfaces: [Surface] {
    let shipped = shipped
    return shipped.contains { $0.name == opened.name } ? shipped : [opened] + shipped
  }

  /// The race under way, with its paths and its history.
  public internal(set) var track: Track {
    get { sharedTrack }
    _modify { yield &sharedTrack }
  }

  /// Every race beside the one in focus, where its pane is open.
  public internal(set) var atlas: Atlas {
    get { sharedAtlas }
    _modify { yield &sharedAtlas }
  }

  /// What shapes the numbers.
  public var race: Race { track.race }

  /// The path of each racer, as far as it is computed.
  public var runs: [Run] { track.runs }

  /// The part of the plane that is shown at least.
  public var view: View { stage.camera.view ?? race.surface.view }

  /// The racer in focus.
  public var focused: Racer { race.racers[stage.focus] }

  /// The place of the surface of which something is told: the start while it is moved, else what the mouse
  /// is on.
  var placeUnderCursor: Point? { stage.mode == .moveStart ? race.start : stage.pointer }

  /// The folder of the file that is being typed, up to its last slash; nil where nothing is typed.
  public var typedFolder: String? {
    guard case .line(let line) = stage.mode, let last = line.words.last else { return nil }
    return last.lastIndex(of: "/").map { String(last[...$0]) } ?? ""
  }

  /// What became of a racer up to the step that is shown.
  public func fate(of racer: Int) -> Fate {
    track.fate(of: racer, at: stage.playback.step, in: view)
  }

  /// Puts another race in place and computes its paths; the one before can be brought back.
  ///
  /// A race whose surface cannot be compiled changes nothing.
  public mutating func change(_ edit: (inout Race) -> Void, remember: Bool = true) {
    follow { $0.change(edit, remember: remember) }
  }

  /// Changes the race, as a piece of what is being tried out or as a change of its own.
  mutating func changeNow(_ edit: (inout Race) -> Void) {
    follow { track in
      if !track.changeHeld(edit) { track.change(edit) }
    }
  }

  /// Lets something happen to the race; what is shown of it stays within what is there.
  @discardableResult
  mutating func follow<Result>(_ happen: (inout Track) -> Result) -> Result {
    let surface = race.surface.name
    let result = happen(&track)
    if race.surface.name != surface { stage.camera.view = nil }
    stage.focus = min(stage.focus, race.racers.count - 1)
    stage.playback.clamp(to: race.steps)
    return result
  }

  /// Takes over what was chosen for the program and not for a race.
  public mutating func takeOver(from other: Model) {
    keys = other.keys
    typedLines = other.typedLines
    files = other.files
    stage.takeOver(from: other.stage)
  }

  /// Lets time pass while playing.
  ///
  /// - Parameter seconds: since the last call; a slow line loses frames, not steps.
  public mutating func pass(seconds: Double) {
    stage.playback.pass(
      seconds: seconds, reach: track.computation?.paths.reach ?? race.steps, end: race.steps)
  }

  /// Makes the next slice of what is still being computed.
  public mutating func compute() {
    if track.computation != nil {
      follow { $0.compute() }
    } else if track.isMeasuring {
      track.measureFloor()
    } else {
      atlas.compute()
    }
  }

  /// Computes all that is left.
  public mutating func finish() { follow { $0.finish() } }

  /// Opens a recorded race: it stays beside whatever is made of it.
  ///
  /// - Parameters:
  ///   - elder: the race that the recorded one forked from, where its file is at hand.
  public mutating func keep(_ openedRun: OpenedRun, elder: OpenedRun? = nil) {
    track.keep(openedRun, elder: elder)
    // Whoever turns a knob in a recorded run asks what would have come of it from here on.
    stage.knobs.actsFromHere = true
  }

  /// Keeps a race that was just recorded as the one that what follows forks from.
  public mutating func keep(_ fork: OpenedRun, asFile file: String) {
    var fork = fork
    fork.file = file
    keep(fork, elder: track.forked?.openedRun ?? track.elder)
    message =
      stage.playback.step >= race.steps
      ? "kept as \(file); nothing comes after the last step"
      : "kept as \(file): what you turn now forks from it, at the step that is shown"
  }
}
