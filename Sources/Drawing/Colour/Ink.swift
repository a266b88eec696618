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
  /// Terrain, seen from above.
  case terrain(Ground)
  /// A contour line on a piece of ground.
  case contour(Ground)
  /// Terrain seen at an angle.
  case relief(Ground)
  /// A line that follows the ground of a relief.
  case reliefLine(Ground)
  /// Places on the map: start and minima.
  case mark
  /// Numbers and frames drawn over terrain.
  case ruling
  /// A part of the anatomy of a step.
  case arrow(StepPart)
  /// The path of an optimizer, from age 0 for the newest part to `Ink.ages` − 1.
  case trail(UInt8, age: UInt8)
  /// The path of an optimizer as it was before the last change.
  case ghost(UInt8)
  /// A tile of a heat map.
  case heat(Heat)

  /// The number of ages of a trail.
  public static let ages = 4
  /// The number of colours for optimizers.
  public static let trails = 8

  /// Whether it has to stand out from whatever terrain lies beneath.
  public var standsOut: Bool {
    switch self {
    case .trail, .mark, .arrow, .ruling: return true
    default: return false
    }
  }

  /// The same terrain beside or beneath a path; other inks stay.
  func shaded(_ shade: UInt8) -> Ink {
    switch self {
    case .terrain(let ground): return .terrain(ground.shaded(shade))
    case .contour(let ground): return .contour(ground.shaded(shade))
    default: return self
    }
  }

  /// The same path where it is only felt.
  var faint: Ink {
    if case .trail(let index, _) = self { return .ghost(index) }
    return self
  }
}
