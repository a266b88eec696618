/// What a sweep asks of every race.
public enum Measure: String, Sendable, CaseIterable {
  /// How many updates it takes until the loss is below the tolerance, and stays there to the end.
  case steps
  /// The loss at the end.
  case final
  /// How many gradients are taken until the loss is below the tolerance, and stays there.
  case evaluations
  /// The factor by which an update shortens the way down, as it is measured: the height above the lowest known
  /// minimum, over the later part of the way.
  case rate
  /// What became of it.
  case fate
  /// Which stationary point it ends at, by its number in the list of them.
  case minimum

  /// What it is, in a few words.
  public var does: String {
    switch self {
    case .steps: return "steps until it stays below"
    case .final: return "loss at the end"
    case .evaluations: return "gradients until it stays below"
    case .rate: return "factor of the loss in a step"
    case .fate: return "what became of it"
    case .minimum: return "where it ends"
    }
  }

  /// Whether less of it is better; of what became of a race nothing is.
  public var isRanked: Bool { self != .fate && self != .minimum }

  /// Whether it needs a height to arrive at.
  public var usesTolerance: Bool { self == .steps || self == .evaluations }
}

/// How a race of a sweep ended.
public enum Ending: String, Sendable, CaseIterable {
  /// Below the tolerance, and stayed; or, where the place counts, at rest.
  case arrived
  /// On its way to the last step.
  case underway
  /// Outside of what is shown.
  case left
  /// Something was not finite.
  case diverged
}

/// What a sweep found of one race.
public struct SweepCell: Sendable, Equatable {
  /// What was asked; not a number where there is no answer.
  public var value: Double
  /// The step from which on the race had arrived; nil where it had not.
  public var arrival: Int?
  /// How it ended.
  public var ending: Ending

  /// Creates a cell.
  public init(value: Double, arrival: Int?, ending: Ending) {
    self.value = value
    self.arrival = arrival
    self.ending = ending
  }

  /// Whether both say the same, no number included.
  public static func == (a: SweepCell, b: SweepCell) -> Bool {
    (a.value == b.value || a.value.isNaN && b.value.isNaN) && a.arrival == b.arrival
      && a.ending == b.ending
  }
}
