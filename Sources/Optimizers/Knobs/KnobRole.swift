/// What a knob is for, the same in every rule that has it.
public enum KnobRole: String, Sendable, CaseIterable {
  /// The decay of the first moment, or of the velocity.
  case firstDecay = "beta"
  /// The decay of the second moment.
  case secondDecay = "gamma"
  /// The learning rate.
  case learningRate = "eta"
  /// What keeps a denominator from 0.
  case epsilon = "epsilon"

  /// The letter of the field for it.
  public var symbol: String {
    switch self {
    case .firstDecay: return "β"
    case .secondDecay: return "γ"
    case .learningRate: return "η"
    case .epsilon: return "ε"
    }
  }

  /// The ASCII name of the knob on command lines and in files.
  public var key: KnobKey { KnobKey(rawValue: rawValue) }
}
