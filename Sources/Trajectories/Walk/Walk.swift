import Landscapes
import Optimizers

/// The way of a racer, place by place, up to its end: the last step, or the first place that is not
/// finite.
///
/// What is recorded, written, checked and judged of a run all comes from here.
struct Walk<Rule: Optimizer, Ground: Landscape>: Sendable {
  /// Who walks, as it is before the next update.
  private(set) var walker: Walker<Rule, Ground>
  /// Value and gradient where it stands, without noise.
  private(set) var here: Sample
  /// How many updates there are at most.
  let steps: Int

  /// A way from where a walker stands.
  init(_ walker: Walker<Rule, Ground>, steps: Int) {
    self.walker = walker
    self.steps = steps
    here = walker.landscape.sample(at: walker.point)
  }

  /// Whether everything is finite where it stands.
  @inline(__always)
  var isFinite: Bool { walker.point.isFinite && here.isFinite }

  /// Whether the way ends where it stands.
  @inline(__always)
  var isAtEnd: Bool { walker.done >= steps || !isFinite }

  /// Goes on to the next place.
  @inline(__always)
  mutating func advance() {
    walker.advance(seeing: here)
    here = walker.landscape.sample(at: walker.point)
  }
}
