import Trajectories

/// What became of a race of a sweep, in a word.
public enum SweepFate: String, Sendable, CaseIterable {
  /// At rest where the surface curves upwards.
  case minimum
  /// At rest at a saddle.
  case saddle
  /// At rest on top.
  case maximum
  /// Hardly moving where it is flat.
  case plateau
  /// On its way.
  case going
  /// Going back and forth.
  case oscillating
  /// Outside of what is shown.
  case left
  /// Not finite any more.
  case diverged
  /// Where the surface has no value.
  case outside

  init(_ fate: Fate) {
    switch fate {
    case .atMinimum: self = .minimum
    case .atSaddle: self = .saddle
    case .atMaximum: self = .maximum
    case .onPlateau: self = .plateau
    case .going: self = .going
    case .oscillating: self = .oscillating
    case .left: self = .left
    case .diverged: self = .diverged
    case .leftDomain: self = .outside
    }
  }

  /// Its place in the list, from 0.
  var number: Int { SweepFate.allCases.firstIndex(of: self) ?? 0 }

  /// How a race of this fate ended.
  var ending: Ending {
    switch self {
    case .minimum, .saddle, .maximum, .plateau: return .arrived
    case .going, .oscillating: return .underway
    case .left: return .left
    case .diverged, .outside: return .diverged
    }
  }

  /// The fate that a cell holds; nil where its value is none.
  public init?(_ cell: SweepCell) {
    guard let number = Int(exactly: cell.value), SweepFate.allCases.indices.contains(number) else {
      return nil
    }
    self = SweepFate.allCases[number]
  }
}
