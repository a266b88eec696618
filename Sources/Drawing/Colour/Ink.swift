import Anatomy

/// What a colour is for; a theme says what it looks like.
///
/// Roles survive until the terminal is known, so that sixteen colours and no colour at all can be
/// chosen with sense and not by nearness.
public enum Ink: Hashable, Sendable {
  /// The background of everything.
  case background
  /// The bars at the top and the bottom, and titles of panels.
  case bar
  /// The bar of the panel in focus.
  case focusBar
  /// Text to be read.
  case text
  /// Names and keys.
  case strong
  /// Text beside what matters.
  case dim
  /// Rules and axes.
  case faint
  /// Something that went wrong.
  case warning
  /// Terrain of a band.
  case terrain(Band)
  /// A contour line on the upper edge of a band.
  case contour(Band)
  /// Terrain seen at an angle: the band, and how much it is turned away from the light, 0 to 3.
  case relief(Band, shade: UInt8)
  /// Places on the map: start and minima.
  case mark
  /// A part of the anatomy of a step.
  case arrow(StepPart)
  /// The path of an optimizer, from age 0 for the newest part to `Ink.ages` − 1.
  case trail(UInt8, age: UInt8)
  /// The path of an optimizer as it was before the last change.
  case ghost(UInt8)

  /// The number of ages of a trail.
  public static let ages = 4
  /// The number of colours for optimizers.
  public static let trails = 8

  /// Whether it has to stand out from whatever terrain lies beneath.
  public var standsOut: Bool {
    switch self {
    case .trail, .mark, .arrow: return true
    default: return false
    }
  }
}
