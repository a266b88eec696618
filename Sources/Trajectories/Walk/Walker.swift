import Landscapes
import Optimizers

/// A racer on its way: the point and the state after some updates, and how to make the next one.
struct Walker<Rule: Optimizer<Vector>, Source: Oracle> {
  private(set) var rule: Rule
  private(set) var schedule: Schedule
  /// What shows the landscape to the rule.
  private(set) var oracle: Source
  /// The tweaks of this racer, by step.
  private let tweaks: [Tweak]
  private var nextTweak = 0
  private(set) var state: Rule.State
  private(set) var point: Point
  /// The point one update earlier; the point itself before the first.
  private(set) var previous: Point
  /// The rate of each axis in the update before; nan where the rule has none.
  private(set) var rates = Vector(.nan, .nan)
  /// The number of updates made.
  private(set) var done: Int

  /// A racer at its start.
  init(
    rule: Rule, schedule: Schedule = Schedule(), oracle: Source, start: Point,
    tweaks: [Tweak] = []
  ) {
    self.rule = rule
    self.schedule = schedule
    self.oracle = oracle
    self.tweaks = tweaks
    state = rule.initialState(at: start)
    point = start
    previous = start
    done = 0
  }

  /// A racer in the middle of a run, as it was before the tweaks at that step.
  init(resuming start: Walker, at step: Int, point: Point, previous: Point, state: Rule.State) {
    self = start
    self.state = state
    self.point = point
    self.previous = previous
    done = step
    while nextTweak < tweaks.count, tweaks[nextTweak].step < step {
      apply(tweaks[nextTweak])
      nextTweak += 1
    }
    self.state = state
  }

  private mutating func apply(_ tweak: Tweak) {
    if oracle.turn(tweak) { return }
    if tweak.turn(&rule, &schedule) { state = rule.initialState(at: point) }
  }

  /// Applies the tweaks that the next update is the first to feel.
  @inline(__always)
  private mutating func applyTweaks() {
    while nextTweak < tweaks.count, tweaks[nextTweak].step <= done {
      apply(tweaks[nextTweak])
      nextTweak += 1
    }
  }

  /// The learning rate of the next update.
  @inline(__always)
  private var rate: Double { schedule.rate(rule.learningRate, done: done) }

  /// Makes one update; `here` is what the landscape is at the point, where it is known.
  @inline(__always)
  mutating func advance(seeing here: Sample? = nil) {
    applyTweaks()
    let probe = rule.probe(from: point, state, rate: Vector(repeating: rate))
    let seen: Sample
    if let here, oracle.isExact, probe == point {
      seen = here
    } else {
      seen = oracle.sample(at: probe, done: done)
    }
    let move = rule.step(from: point, seeing: seen, rate: rate, &state)
    previous = point
    rates = move.rates
    point = move.to
    done += 1
  }

  /// Makes updates up to a step or as long as all is finite: the same as one by one, and faster.
  ///
  /// - Parameters:
  ///   - here: what the landscape is at the point.
  ///   - visit: is shown the places in order, some at a time, and the state after the last of them. No stretch goes
  ///     over a step whose state is kept.
  mutating func advance(
    to step: Int, seeing here: inout Sample, visit: (Trail, Rule.State) -> Void = { _, _ in }
  ) {
    let landscape = oracle.landscape
    landscape.withSights(of: Vector.self) { look in
      Trail.lend(min(Run.stride, max(0, step - done))) { trail in
        while done < step, Vector.isOnItsWay(point, here) {
          applyTweaks()
          let oracle = oracle
          var stretch = min(step, (done / Run.stride + 1) * Run.stride)
          if nextTweak < tweaks.count { stretch = min(stretch, tweaks[nextTweak].step) }
          let before = point
          let count = rule.advance(
            &point, seeing: &here, &state, updates: done..<stretch, schedule: schedule, look: look,
            shown: oracle.isExact ? nil : { oracle.sample(at: $0, done: $1) },
            into: trail)
          visit(trail.prefix(count), state)
          done += count
          rates = trail.rates[count - 1]
          previous = count > 1 ? trail.points[count - 2] : before
        }
      }
    }
  }

  /// What the next update would do, without making it.
  func preview() -> Preview {
    var copy = self
    copy.applyTweaks()
    let probe = copy.rule.probe(from: point, copy.state, rate: Vector(repeating: copy.rate))
    let seen = oracle.sample(at: probe, done: done)
    var after = copy.state
    let move = copy.rule.step(from: point, seeing: seen, rate: copy.rate, &after)
    return Preview(probe: probe, seen: seen, move: move, walker: copy, after: after)
  }

  /// The next update before it is made.
  struct Preview {
    var probe: Point
    var seen: Sample
    var move: Move<Vector>
    var walker: Walker
    /// The state after the update.
    var after: Rule.State

    /// What theory says of the rule with the knobs of this update.
    var theory: RuleTheory { walker.rule.theory(in: walker.state) }

    /// The averages after the update that start at 0.
    var averages: [Average] { walker.rule.averages(in: after) }

    /// The update as terms for the eye.
    var terms: [Term] {
      walker.rule.explain(
        from: walker.point, seeing: seen, rate: walker.rate, walker.state)
    }

    /// The learning rate after its schedule.
    var rate: Double { walker.rate }

    /// Where the update would lead had the rule looked where it stands; nil where it does.
    func withoutLookAhead(seeing here: Sample) -> Point? {
      guard probe != walker.point else { return nil }
      var state = walker.state
      return walker.rule.step(
        from: walker.point, seeing: here, rate: walker.rate, &state
      ).to
    }
  }
}
