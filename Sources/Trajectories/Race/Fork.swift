import Landscapes
import Optimizers

/// The recorded race that another one forked from.
public struct Parent: Sendable, Equatable {
  /// The name of its file, without folders.
  public var file: String
  /// The step up to which both have the same path.
  public var step: Int

  /// Creates a parent.
  public init(file: String, step: Int) {
    self.file = file
    self.step = step
  }
}

extension Race {
  /// The step up to which this race takes the same path as another one; nil where nothing that
  /// shapes the numbers differs.
  ///
  /// Judged from the set-up alone, for races on the same formula: knobs that are turned at a step part the paths after it, and
  /// everything else parts them at the start. Names and notes shape no numbers.
  public func forkStep(from other: Race) -> Int? {
    let sameRacers =
      racers.count == other.racers.count
      && zip(racers, other.racers).allSatisfy { $0.takesSameSteps(as: $1) }
    guard sameRacers, start == other.start,
      surface.formula == other.surface.formula, surface.parameters == other.surface.parameters
    else { return 0 }
    let mine = tweaks.filter { !other.tweaks.contains($0) }
    let others = other.tweaks.filter { !tweaks.contains($0) }
    var steps = (mine + others).map(\.step)
    if self.steps != other.steps { steps.append(min(self.steps, other.steps)) }
    return steps.min()
  }
}

extension Racer {
  /// Whether rule, knobs and schedule are the same, whatever the names.
  func takesSameSteps(as other: Racer) -> Bool {
    rule.card.name == other.rule.card.name && knobs.allSatisfy { self[$0.key] == other[$0.key] }
  }
}
