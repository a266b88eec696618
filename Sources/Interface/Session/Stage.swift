import Drawing
import Landscapes
import Trajectories

/// What is shown of a race: nothing here changes a number.
public struct Stage: Sendable, Equatable {
  /// What the screen is used for at the moment.
  public enum Mode: Sendable, Equatable {
    /// Watching and turning knobs.
    case race
    /// Moving the start with the arrows; Escape returns to where it was.
    case moveStart
    /// Moving the cross of the atlas with the arrows.
    case cross
    /// Reading what the signs and the keys mean, from a line on.
    case help(from: Int)
    /// Reading the command that opens what is shown.
    case whereabouts
    /// Picking from a list.
    case pick(Picker)
    /// Typing the equations of a rule.
    case rule(RuleEditor)
    /// Typing a command.
    case line(CommandLine)
  }

  /// A pane that explains.
  public enum Pane: String, Sendable, CaseIterable {
    /// The equations of the next step with its numbers.
    case why
    /// The local quadratic model.
    case theory
    /// Every race with other knobs.
    case atlas
    /// Every race from another start.
    case basins
    /// The data, and what is fitted to them.
    case data
  }

  /// What a chart counts from left to right.
  public enum Axis: String, Sendable, CaseIterable {
    /// Updates.
    case steps
    /// Gradients: one an update, or one for each row of data that an update sees.
    case gradients
    /// How often the gradients make up the whole table.
    case epochs
  }

  /// The mode.
  public var mode = Mode.race
  /// The step that is shown, and whether it moves.
  public var playback = Playback()
  /// From where the surface is seen.
  public var camera = Camera()
  /// What the keys that turn knobs act on.
  public var knobs = KnobTurning()
  /// The panel in focus.
  public var focus = 0
  /// The place of the surface under the mouse, where it is told; nil where it is on no map.
  public var pointer: Point?
  /// Contour levels that differ from the surface's own.
  public var levels: Surface.Levels?
  /// Whether all paths share one map.
  public var isOneMap = false
  /// What the chart shows.
  public var quantity = Quantity.loss
  /// What the chart counts from left to right.
  public var axis = Axis.steps
  /// Whether the anatomy of the next step is drawn as arrows.
  public var showsArrows = false
  /// What stands beside the chart, or in its place where the screen is small.
  public var pane: Pane?
  /// Whether the mouse sets the start and zooms; it cannot select text then.
  public var usesMouse = false
  /// Whether Escape gave the arrows back to the playhead though a map of races is open.
  var isCrossReleased = false
  /// What was said of the race as its knobs were sought; it holds as long as the race stays.
  public struct Tuned: Sendable, Equatable {
    /// What was said.
    public var words: String
    /// Of which race.
    public var race: Race

    /// What was said of a race.
    public init(words: String, race: Race) {
      self.words = words
      self.race = race
    }
  }

  /// What was said of the race as its knobs were sought; nil where nobody sought.
  public var tuned: Tuned?
  /// Whether hints for the first minute stand over the maps.
  public var showsHints = false
  /// Whether the status line tells what the screen costs.
  public var showsDiagnostics = false
  /// The name of the colours.
  public var theme = Theme.all[0].name
  /// The stage as a race opens.
  public init() {}

  /// Changes between logarithmic and linear contour levels; what holds now, in words.
  mutating func toggleLevels(of surface: Surface) -> String {
    levels = (levels ?? surface.levels) == .log ? .linear : .log
    return "contour levels: \(levels == .log ? "logarithmic" : "linear")"
  }

  /// Takes over what the reader chose for all that is opened.
  mutating func takeOver(from other: Stage) {
    theme = other.theme
    usesMouse = other.usesMouse
    playback.speed = other.playback.speed
    showsDiagnostics = other.showsDiagnostics
  }

  /// Opens a pane, or closes it.
  mutating func toggle(_ pane: Pane) { self.pane = self.pane == pane ? nil : pane }

  /// Changes to the next theme; its name in words.
  mutating func nextTheme() -> String {
    let index = Theme.all.firstIndex { $0.name == theme } ?? 0
    theme = Theme.all[(index + 1) % Theme.all.count].name
    return "theme \(theme)"
  }

  /// Gives the mouse to the program, or back to the terminal; what holds now, in words.
  mutating func toggleMouse() -> String {
    usesMouse.toggle()
    return usesMouse
      ? "the mouse tells what is under it, a click sets the start, the wheel zooms; Shift-drag selects text"
      : "the mouse is the terminal's"
  }

  /// Whether the race stands still because something is read in its place.
  public var isReading: Bool {
    if case .help = mode { return true }
    return false
  }
}
