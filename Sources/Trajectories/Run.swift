import Landscapes
import Optimizers

/// The path of one racer: every point, with the loss and the slope there.
public struct Run: Sendable {
  /// θ₀ … θₙ; only the last may be not finite.
  public let points: [Point]
  /// The noise-free loss at every point.
  public let losses: [Double]
  /// The length of the noise-free gradient at every point.
  public let slopes: [Double]
  /// Whether the run ended with a row that is not finite.
  public let diverged: Bool
  /// The state of every 256th step, before the tweaks at that step.
  let states: [any Sendable]

  /// How many updates lie between two states that are kept.
  static let stride = 256

  /// The number of the last row.
  public var lastStep: Int { points.count - 1 }

  /// The last step at which everything is finite.
  public var lastFiniteStep: Int { diverged ? max(0, points.count - 2) : points.count - 1 }

  /// The step on this path nearest to a playhead that may be past its end.
  public func clamped(_ step: Int) -> Int { min(max(0, step), lastFiniteStep) }
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
  /// The update as terms for the eye.
  public var terms: [Term]
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

  func walker<Rule: Optimizer, Ground: Landscape>(_ rule: Rule, _ racer: Int, on landscape: Ground)
    -> Walker<Rule, Ground>
  {
    Walker(
      rule: rule, schedule: racers[racer].schedule, landscape: landscape, start: start,
      tweaks: tweaks.filter { $0.racer == racer }, seed: seed)
  }

  private func record<Rule: Optimizer>(
    _ rule: Rule, _ racer: Int, on landscape: some Landscape
  ) -> Run {
    var walker = walker(rule, racer, on: landscape)
    var points: [Point] = []
    var losses: [Double] = []
    var slopes: [Double] = []
    var states: [any Sendable] = []
    let expected = min(steps, 1_000_000) + 1
    points.reserveCapacity(expected)
    losses.reserveCapacity(expected)
    slopes.reserveCapacity(expected)
    var diverged = false
    while true {
      let here = landscape.sample(at: walker.point)
      points.append(walker.point)
      losses.append(here.value)
      slopes.append(here.gradient.length)
      if walker.done % Run.stride == 0 { states.append(walker.state) }
      if !(walker.point.isFinite && here.isFinite) {
        diverged = true
        break
      }
      if walker.done >= steps { break }
      walker.advance(seeing: here)
    }
    return Run(points: points, losses: losses, slopes: slopes, diverged: diverged, states: states)
  }

  /// Everything about the update after a step, recomputed from the nearest state that was kept.
  public func detail(_ racer: Int, at step: Int, of run: Run, on landscape: some Landscape)
    -> StepDetail?
  {
    detail(racers[racer].rule, racer, at: step, of: run, on: landscape)
  }

  private func detail<Rule: Optimizer>(
    _ rule: Rule, _ racer: Int, at step: Int, of run: Run, on landscape: some Landscape
  ) -> StepDetail? {
    guard step >= 0, step <= run.lastStep else { return nil }
    let block = step / Run.stride
    let kept = block * Run.stride
    guard block < run.states.count, let state = run.states[block] as? Rule.State else { return nil }
    var walker = Walker(
      resuming: walker(rule, racer, on: landscape), at: kept, point: run.points[kept],
      previous: run.points[max(0, kept - 1)], state: state)
    while walker.done < step { walker.advance() }
    let preview = walker.preview()
    let here = landscape.sample(at: walker.point)
    return StepDetail(
      point: walker.point, here: here, probe: preview.probe,
      seen: preview.seen, displacement: walker.point - walker.previous,
      rates: preview.move.rates, rate: preview.rate, next: preview.move.to,
      withoutLookAhead: preview.withoutLookAhead(seeing: here), terms: preview.terms)
  }
}
