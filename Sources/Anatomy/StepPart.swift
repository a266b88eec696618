/// What a part of an update is for.
///
/// Rules name the parts of their steps with these words, and drawing gives each its colour and its
/// arrow: the same on the map and beside the equation.
public enum StepPart: UInt8, Sendable, Hashable, CaseIterable {
  /// The gradient that was seen, drawn downhill.
  case gradient
  /// What comes from the past.
  case jump
  /// What comes from this gradient.
  case correction
  /// The new velocity or average.
  case velocity
  /// What is remembered of the gradient's size.
  case memory
  /// The rate of each axis.
  case rates
  /// The step that is taken.
  case step
  /// What another rule would have done from the same state.
  case alternative
}
