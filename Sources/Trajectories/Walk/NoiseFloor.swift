import Landscapes
import Optimizers

/// How high above the lowest place a racer that sees some rows or noise hovers at the end of a race, and what half and
/// twice a knob would make of it, measured one after the other.
///
/// For gradient descent with a small rate near a minimum the floor is about η/4 times the variance of what it sees of the
/// gradient, which falls as one over the number of rows (Bottou, Curtis and Nocedal 2018, doi:10.1137/16M1080173,
/// section 4.2). Other rules have other laws, which is why it is measured.
public struct NoiseFloor: Sendable {
  /// The floor with another value of a knob.
  public struct Turn: Sendable, Equatable {
    /// Which knob.
    public var knob: KnobKey
    /// Its value.
    public var value: Double
    /// The floor then, in floors of now.
    public var ratio: Double
  }

  /// The mean loss above the lowest, over all seeds and the last quarter of the steps.
  public let height: Double
  /// The steps over which it is the mean.
  public let steps: ClosedRange<Int>
  /// What was measured of other values: of the rate, then of the rows or the noise.
  public private(set) var turns: [Turn] = []

  private let race: Race
  private let racer: Int
  private let seeds: [UInt64]
  private let lowest: Double
  private var waiting: [(knob: KnobKey, value: Double)] = []

  /// Measures the floor of a racer with the knobs that it has at the end.
  ///
  /// - Parameters:
  ///   - crowd: its paths with many seeds, over which it is the mean.
  ///   - lowest: the loss above which it is measured.
  ///   - calm: the loss to which the same race leads without noise.
  /// - Returns: nil where the paths are not those of the whole race, where they do not all hover, and where it is not
  ///   noise that keeps them up.
  public init?(
    of racer: Int, in race: Race, _ crowd: Crowd, above lowest: Double, calm: Double
  ) {
    guard crowd.lastStep == race.steps, let (height, steps) = crowd.hovering(above: lowest),
      calm - lowest < height / 2
    else { return nil }
    (self.height, self.steps) = (height, steps)
    (self.race, self.racer, self.lowest) = (race, racer, lowest)
    seeds = crowd.seeds
    for key in ["eta", "batch", "noise"] as [KnobKey] {
      guard let knob = race.racers[racer].knob(key),
        case .number(let now)? = race.value(racer, key, at: race.steps), now > 0
      else { continue }
      for asked in [now / 2, now * 2] where knob.clamped(.number(asked)) == .number(asked) {
        // There are whole rows, and all of them draw nothing by lot.
        if key == "batch", Int(exactly: asked).map({ $0 < race.surface.rowCount }) != true {
          continue
        }
        waiting.append((key, asked))
      }
    }
  }

  /// Whether nothing is left to be measured.
  public var isFinished: Bool { waiting.isEmpty }

  /// Measures what comes next: the paths of all seeds with one knob turned from the start.
  public mutating func measureNext(on landscape: FormulaLandscape) {
    guard let (key, value) = waiting.first else { return }
    waiting.removeFirst()
    var turned = race
    turned.tweaks.removeAll { $0.racer == racer && $0.knob == key }
    turned.racers[racer].give(key, .number(value))
    let paths = turned.crowd(of: racer, seeds: seeds, on: landscape)
    guard let other = paths.hovering(above: lowest)?.height else { return }
    turns.append(Turn(knob: key, value: value, ratio: other / height))
  }
}

extension Crowd {
  /// How high all seeds hover over the last quarter of the steps; nil where they do not: where a path ended early, still
  /// falls, or rises.
  fileprivate func hovering(above lowest: Double) -> (height: Double, steps: ClosedRange<Int>)? {
    guard lastStep >= 8 else { return nil }
    let (first, middle) = (lastStep - lastStep / 4, lastStep - lastStep / 8)
    func height(_ steps: ClosedRange<Int>) -> Double? {
      let all = losses[steps].joined()
      guard all.allSatisfy(\.isFinite) else { return nil }
      return all.reduce(0, +) / Double(all.count) - lowest
    }
    guard let early = height(first...middle), let late = height(middle...lastStep),
      let whole = height(first...lastStep), early > 0, late > 0, whole.isFinite,
      (2.0 / 3...1.5).contains(late / early)
    else { return nil }
    return (whole, first...lastStep)
  }
}
