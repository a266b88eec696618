import Landscapes
import Optimizers

/// The path of one racer: every point, with the loss and the slope there.
public struct Run: Sendable {
  /// θ₀ … θₙ; only the last may be not finite.
  public private(set) var points: [Point] = []
  /// The noise-free loss at every point.
  public private(set) var losses: [Double] = []
  /// The length of the noise-free gradient at every point.
  public private(set) var gradientNorms: [Double] = []
  /// The rate of each axis in every update; empty for a rule that has none.
  public private(set) var rates: [Vector] = []
  /// Whether the run ended with a row that is not finite.
  public internal(set) var diverged = false
  /// Whether it ended because the surface has no value where the last step led.
  public internal(set) var leftDomain = false
  /// The state of every 256th step, before the tweaks at that step.
  var states: [any Sendable] = []

  /// How many updates lie between two states that are kept.
  static let stride = 256

  /// The number of the last row.
  public var lastStep: Int { points.count - 1 }

  /// The last step at which everything is finite.
  public var lastFiniteStep: Int { diverged ? max(0, points.count - 2) : points.count - 1 }

  /// The step on this path nearest to a playhead that may be past its end.
  public func clamped(_ step: Int) -> Int { min(max(0, step), lastFiniteStep) }

  /// The step from which something holds to the end of the run; nil where it never does, or where the run diverged.
  ///
  /// - Parameter holds: whether it does at a step.
  public func settledStep(_ holds: (Int) -> Bool) -> Int? {
    guard !diverged else { return nil }
    let last = points.indices.last { !holds($0) } ?? -1
    return last < lastStep ? last + 1 : nil
  }

  mutating func reserve(_ count: Int) {
    points.reserveCapacity(count)
    losses.reserveCapacity(count)
    gradientNorms.reserveCapacity(count)
  }

  /// Adds the start.
  mutating func begin(_ point: Point, _ here: Sample) {
    points.append(point)
    losses.append(here.value)
    gradientNorms.append(here.gradient.length)
  }

  /// Adds the places that some updates led to.
  mutating func append(_ trail: Trail) {
    // A rule has rates from its first update on, or never.
    let first = trail.rates.first ?? Vector(.nan, .nan)
    let hasRates = points.count == 1 ? !(first.x.isNaN && first.y.isNaN) : !rates.isEmpty
    points.append(contentsOf: trail.points)
    losses.append(contentsOf: trail.losses)
    gradientNorms.append(contentsOf: trail.slopes)
    guard hasRates else { return }
    if rates.isEmpty { rates.reserveCapacity(points.capacity) }
    rates.append(contentsOf: trail.rates)
  }
}

/// One step in full: where the rule looked, what it saw, what it did.
public struct StepDetail: Sendable {
  /// θ before the update.
  public var point: Point
  /// The noise-free value and gradient at θ.
  public var here: Sample
  /// Where the update takes its gradient.
  public var probe: Point
  /// What it gets there.
  public var seen: Sample
  /// θ before minus one update: θₖ − θₖ₋₁, 0 at the start.
  public var displacement: Vector
  /// The rate of each axis that the update applies; nan where the rule has none.
  public var rates: Vector
  /// The learning rate after its schedule.
  public var rate: Double
  /// θ after the update.
  public var next: Point
  /// Where the update would lead without its look-ahead; nil for rules that look where they stand.
  public var withoutLookAhead: Point?
  /// The update as terms for the eye, made when they are asked for.
  public var terms: [Term] { makeTerms() }
  var makeTerms: @Sendable () -> [Term]
  /// What theory says of the rule with the knobs that the update uses.
  public var theory: RuleTheory { makeTheory() }
  var makeTheory: @Sendable () -> RuleTheory
  /// The averages after the update that start at 0, for a rule that corrects them or might.
  public var averages: [Average]
}

extension Race {
  /// Computes the path of a racer; the same race gives the same path.
  public func record(_ racer: Int, on landscape: some Landscape) -> Run {
    record(racers[racer].rule, racer, on: landscape)
  }

  /// Computes all paths.
  public func record(on landscape: some Landscape) -> [Run] {
    racers.indices.map { record($0, on: landscape) }
  }

  func walker<Rule: Optimizer<Vector>, Ground: Landscape>(
    _ rule: Rule, _ racer: Int, on landscape: Ground
  )
    -> Walker<Rule, SampledOracle<Ground>>
  {
    Walker(
      rule: rule, schedule: racers[racer].schedule,
      oracle: oracle(of: racer, on: landscape), start: start,
      tweaks: tweaks.of(racer))
  }

  /// The way of a racer from its start.
  func walk<Rule: Optimizer<Vector>, Ground: Landscape>(
    _ rule: Rule, _ racer: Int, on landscape: Ground
  )
    -> Walk<Rule, SampledOracle<Ground>>
  {
    Walk(walker(rule, racer, on: landscape), steps: steps)
  }

  private func record<Rule: Optimizer<Vector>>(
    _ rule: Rule, _ racer: Int, on landscape: some Landscape
  ) -> Run {
    var path = PathRecorder(walk(rule, racer, on: landscape))
    path.grow(to: steps)
    return path.run
  }

  /// Everything about the update after a step, recomputed from the nearest state that was kept.
  public func detail(_ racer: Int, at step: Int, of run: Run, on landscape: some Landscape)
    -> StepDetail?
  {
    detail(racers[racer].rule, racer, at: step, of: run, on: landscape)
  }

  private func detail<Rule: Optimizer<Vector>>(
    _ rule: Rule, _ racer: Int, at step: Int, of run: Run, on landscape: some Landscape
  ) -> StepDetail? {
    guard let walker = resumed(rule, racer, at: step, of: run, on: landscape) else { return nil }
    let preview = walker.preview()
    let here = landscape.sample(at: walker.point)
    return StepDetail(
      point: walker.point, here: here, probe: preview.probe,
      seen: preview.seen, displacement: walker.point - walker.previous,
      rates: preview.move.rates, rate: preview.rate, next: preview.move.to,
      withoutLookAhead: preview.withoutLookAhead(seeing: here), makeTerms: { preview.terms },
      makeTheory: { preview.theory }, averages: preview.averages)
  }

  /// A racer as it was after a step, walked from the nearest state that was kept.
  func resumed<Rule: Optimizer<Vector>, Ground: Landscape>(
    _ rule: Rule, _ racer: Int, at step: Int, of run: Run, on landscape: Ground
  ) -> Walker<Rule, SampledOracle<Ground>>? {
    guard step >= 0, step <= run.lastStep else { return nil }
    let block = step / Run.stride
    let kept = block * Run.stride
    guard block < run.states.count, let state = run.states[block] as? Rule.State else { return nil }
    var walker = Walker(
      resuming: walker(rule, racer, on: landscape), at: kept, point: run.points[kept],
      previous: run.points[max(0, kept - 1)], state: state)
    var here = landscape.sample(at: walker.point)
    walker.advance(to: step, seeing: &here)
    return walker
  }
}
