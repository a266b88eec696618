import Optimizers
import Drawing
import Landscapes

/// What is shown of a race: nothing here changes a number.
public struct Stage: Sendable, Equatable {
  /// What the screen is used for at the moment.
  public enum Mode: Sendable, Equatable {
    /// Watching and turning knobs.
    case race
    /// Moving the start with the arrows; Escape returns to where it was.
    case moveStart(before: Point)
    /// Reading the list of keys.
    case help
    /// Reading the command that opens what is shown.
    case whereabouts
    /// Typing a command.
    case line(String)
  }

  /// What `=` and `-` turn.
  public enum Selection: Sendable, Equatable, Hashable {
    /// A knob of the optimizer in focus, by key.
    case knob(String)
    /// A parameter of the surface, by name.
    case parameter(String)
  }

  /// A pane that explains.
  public enum Pane: String, Sendable, CaseIterable {
    /// The equations of the next step with its numbers.
    case why
    /// The local quadratic model.
    case theory
  }

  /// From where the relief is seen.
  public struct ReliefAngle: Sendable, Equatable {
    /// How far the terrain is turned, in radians.
    public var turn = 0.6
    /// How high the eye stands, in radians above the ground.
    public var tilt = 0.75

    /// The view that opens.
    public init() {}
  }

  /// What the chart shows.
  public enum Quantity: String, Sendable, CaseIterable {
    /// The loss.
    case loss
    /// The loss on a linear scale.
    case lossLinear = "loss-linear"
    /// The length of the gradient.
    case slope
    /// The distance to the nearest known minimum.
    case distance
  }

  /// The mode.
  public var mode = Mode.race
  /// The part of the plane that is shown at least; nil for the surface's own view.
  public var view: View?
  /// The panel in focus.
  public var focus = 0
  /// The step that is shown; the fraction is how far the next segment has grown.
  public var playhead = 0.0
  /// Whether the playhead moves by itself.
  public var isPlaying = true
  /// How fast it moves, as a multiple of the usual pace.
  public var speed = 1.0
  /// What `=` and `-` turn.
  public var selection = Selection.knob(KnobRole.learningRate.key)
  /// Whether knobs act on all panels.
  public var actsOnAll = false
  /// Whether knobs act from the step that is shown on.
  public var actsFromHere = false
  /// Contour levels that differ from the surface's own.
  public var levels: Surface.Levels?
  /// Whether all paths share one map.
  public var isOneMap = false
  /// What the chart shows.
  public var quantity = Quantity.loss
  /// Whether the anatomy of the next step is drawn as arrows.
  public var showsArrows = false
  /// What stands beside the chart, or in its place where the screen is small.
  public var pane: Pane?
  /// Whether the mouse sets the start and zooms; it cannot select text then.
  public var usesMouse = false
  /// Whether the status line tells what the screen costs.
  public var showsDiagnostics = false
  /// The name of the colours.
  public var theme = Theme.all[0].name
  /// Whether the terrain is seen at an angle, and from where.
  public var relief: ReliefAngle?

  /// The stage as a race opens.
  public init() {}

  /// The step that is shown.
  public var step: Int { Int(playhead) }

  /// Steps a second at a step: most of a path is walked in its first steps, so playing starts
  /// slowly.
  public static func pace(at step: Double) -> Double {
    step < 30 ? 6 : step < 90 ? 15 : 60
  }
}
