import Landscapes

/// How a rule moves in one direction of a quadratic.
public enum Regime: String, Sendable {
  /// Towards the bottom without crossing it again and again.
  case monotone = "straight to the bottom"
  /// Swings about the bottom.
  case ripples = "swings that fade"
  /// Across the bottom at every step.
  case alternating = "across the bottom at every step"
  /// Further away with every swing.
  case diverging = "every swing is larger"
  /// Neither closer nor further.
  case undamped = "comes no closer"
  /// Away from a place that is curved downwards.
  case escaping = "runs away, downhill"
  /// Curved neither up nor down.
  case flat = "no curvature"

  /// The regime of a rule on a curvature.
  public init(of motion: LinearMotion, curvature: Double, rate: Double) {
    let recurrence = motion.recurrence(curvature: curvature, rate: rate)
    let radius = recurrence.spectralRadius
    if !curvature.isFinite || !radius.isFinite {
      self = .diverging
    } else if curvature == 0 || rate == 0 {
      self = .flat
    } else if abs(radius - 1) < 1e-12 {
      self = .undamped
    } else if radius > 1 {
      self = curvature < 0 ? .escaping : .diverging
    } else if recurrence.isSwinging {
      self = .ripples
    } else {
      self = recurrence.dominant.real < 0 ? .alternating : .monotone
    }
  }
}

extension Regime {
  /// How a rule moves on a quadratic as a whole: away, where it does in one direction, else as it does where
  /// the surface curves most.
  public static func overall(of motion: LinearMotion, on hessian: Hessian, rate: Double) -> Regime {
    let (largest, smallest) = hessian.eigenvalues
    let steep = Regime(of: motion, curvature: largest, rate: rate)
    let flat = Regime(of: motion, curvature: smallest, rate: rate)
    return steep != .diverging && flat == .escaping ? flat : steep
  }
}
