import Landscapes
import Optimizers

/// The way of a racer, place by place, up to its end: the last step, or the first place that is not
/// finite.
///
/// What is recorded, written, checked and judged of a run all comes from here.
struct Walk<Rule: Optimizer<Vector>, Source: Oracle>: Sendable {
  /// Who walks, as it is before the next update.
  private(set) var walker: Walker<Rule, Source>
  /// Value and gradient of the landscape where it stands.
  private(set) var here: Sample
  /// How many updates there are at most.
  let steps: Int

  /// A way from where a walker stands.
  init(_ walker: Walker<Rule, Source>, steps: Int) {
    self.walker = walker
    self.steps = steps
    here = walker.oracle.landscape.sample(at: walker.point)
  }

  /// Whether everything is finite where it stands.
  @inline(__always)
  var isFinite: Bool { walker.point.isFinite && here.isFinite }

  /// Whether the way ends where it stands.
  @inline(__always)
  var isAtEnd: Bool { walker.done >= steps || !isFinite }

  /// Goes on to a step, or to the end where that comes before.
  ///
  /// - Parameter visit: is shown the places in order, some at a time, and the state after the last of them.
  mutating func advance(to step: Int, visit: (Trail, Rule.State) -> Void = { _, _ in }) {
    walker.advance(to: min(step, steps), seeing: &here, visit: visit)
  }
}
