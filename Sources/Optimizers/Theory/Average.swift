/// An average that starts at 0, so that its weights do not sum to 1 at first.
public struct Average: Sendable, Equatable {
  /// Where the average stands in the step.
  public enum Place: Sendable, Equatable {
    /// It is the direction of the step.
    case above
    /// Its root divides the step.
    case below
  }

  /// The power of the decay as the field writes it, for example `βᵗ`.
  public var symbol: String
  /// The decay at present.
  public var decay: Double
  /// The product of all decays that were in force: 1 minus it is the sum of the weights.
  public var product: Double
  /// Where the average stands in the step.
  public var place: Place

  init(_ symbol: String, decay: Double, product: Double, _ place: Place) {
    self.symbol = symbol
    self.decay = decay
    self.product = product
    self.place = place
  }
}
