import Landscapes
import Optimizers
import Trajectories

/// A fair race: each racer with the best of some knobs, found by running this very race with all of them.
public struct Tuning: Sendable, Equatable {
  /// The knobs that are sought, of those that a racer has.
  public var knobs: [KnobKey]
  /// How many values of the learning rate are tried.
  public var rates: Int
  /// How many values of each other knob are tried.
  public var others: Int
  /// How far above the lowest known minimum a loss counts as arrived; nil for a thousandth of the start's height.
  public var tolerance: Double?

  /// What is sought.
  ///
  /// - Parameter knobs: one or two; the learning rate alone by default.
  public init(_ knobs: [KnobKey] = [KnobRole.learningRate.key], tolerance: Double? = nil) {
    self.knobs = knobs
    self.tolerance = tolerance
    rates = 64
    others = 16
  }

  /// What was found for a racer.
  public struct Finding: Sendable, Equatable {
    /// The values that it got.
    public var values: [KnobKey: Double]
    /// How many races were run for it, each with as many gradients as the race has steps.
    public var races: Int
    /// The updates until it stays below the tolerance; nil where no race does, and the lowest loss at the end decided.
    public var steps: Int?
  }

  /// Gives every racer of a race the best that is found: the fewest steps until the loss stays below the tolerance, and
  /// where no race gets there the lowest loss at the end.
  ///
  /// Knobs that were turned on the way go, since what is sought holds throughout.
  ///
  /// - Returns: what was found, in the order of the racers; nil for a racer that has none of the knobs.
  /// - Throws: a `SweepError` where a knob cannot vary.
  public func apply(
    to race: inout Race, on landscape: FormulaLandscape, processors: Int
  ) throws(SweepError) -> [Finding?] {
    var findings: [Finding?] = []
    for racer in race.racers.indices {
      let axes = knobs.compactMap { key in
        Variation.usual(
          key, of: race.racers[racer], on: race.surface, landscape,
          count: key == KnobRole.learningRate.key ? rates : others)
      }
      guard !axes.isEmpty else {
        findings.append(nil)
        continue
      }
      findings.append(
        try find(racer, of: &race, varying: axes, on: landscape, processors: processors))
    }
    return findings
  }

  private func find(
    _ racer: Int, of race: inout Race, varying axes: [Variation], on landscape: FormulaLandscape,
    processors: Int
  ) throws(SweepError) -> Finding? {
    for measure in [Measure.steps, .final] {
      let sweep = try Sweep(
        of: race, racer: racer, varying: axes, measure: measure, tolerance: tolerance,
        on: landscape)
      var computation = SweepComputation(sweep, on: landscape, processors: processors)
      computation.finish()
      guard let best = computation.best else { continue }
      let values = sweep.values(of: best)
      sweep.place(values, in: &race, racer: racer)
      var found: [KnobKey: Double] = [:]
      for (axis, value) in zip(axes, values) {
        if case .knob(let key) = axis.subject { found[key] = value }
      }
      return Finding(
        values: found, races: sweep.count,
        steps: measure == .steps ? computation.cells[best]?.arrival : nil)
    }
    return nil
  }

  /// What all racers have in common then, in words: "each at its best η of 64".
  public func words(for race: Race, _ findings: [Finding?]) -> String {
    let found = findings.compactMap(\.self)
    guard !found.isEmpty else { return "no optimizer has what was sought" }
    let symbols = knobs.filter { key in found.contains { $0.values[key] != nil } }.map { key in
      race.racers.lazy.compactMap { $0.knob(key)?.symbol }.first ?? key.rawValue
    }
    let counts = Set(found.map(\.races)).sorted()
    let each = found.count == findings.count ? "each" : "\(found.count) of \(findings.count)"
    return "\(each) at its best \(symbols.joined(separator: " and ")) of "
      + counts.map { "\($0)" }.joined(separator: " or ")
      + (race.isDrawn ? " with seed \(race.batching.seed)" : "")
  }
}
