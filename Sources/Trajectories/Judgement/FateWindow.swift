import Landscapes
import Optimizers

/// The last places of a way: all that is needed to say what became of it.
///
/// Rows go in one after the other and are forgotten again, so that a fate needs no stored run.
public struct FateWindow: Sendable {
  /// Finite places, the newest last: those that are judged and, for a while, some before them.
  private(set) var recent: [Point] = []
  /// The length of the gradient at the newest of them.
  private(set) var gradientNorm = Double.nan
  /// The number of the row that is not finite, and whether the surface has no value there.
  private(set) var end: (step: Int, leftDomain: Bool)?

  /// How many places are judged together.
  public static let length = 25

  /// A way that has not begun.
  public init() { recent.reserveCapacity(2 * FateWindow.length) }

  /// A way up to one of the steps of a run.
  ///
  /// - Parameter step: the step that is shown; past the end of the run it is the end.
  init(of run: Run, to step: Int) {
    let last = run.clamped(step)
    recent = Array(run.points[max(0, last + 1 - FateWindow.length)...last])
    gradientNorm = run.gradientNorms[last]
    if run.diverged, step > run.lastFiniteStep || run.lastStep == 0 {
      end = (run.lastStep, run.leftDomain)
    }
  }

  /// Adds the next place of the way, where everything is finite.
  ///
  /// - Parameter slope: the length of the gradient there.
  public mutating func append(_ point: Point, slope: Double) {
    // Twice the length is kept for a while, so that not every row moves all of them.
    if recent.count == 2 * FateWindow.length { recent.removeFirst(FateWindow.length) }
    recent.append(point)
    gradientNorm = slope
  }

  /// Ends the way where something is not finite.
  ///
  /// - Parameters:
  ///   - step: the number of the row.
  ///   - leftDomain: whether the surface has no value there.
  public mutating func end(at step: Int, leftDomain: Bool) { end = (step, leftDomain) }

  /// The places that are judged.
  var judged: ArraySlice<Point> { recent.suffix(FateWindow.length) }
}

extension Race {
  /// What becomes of a racer to its last step, found on the way; nothing of the path is kept.
  public func fate(of racer: Int, in view: View? = nil, on landscape: some Landscape) -> Fate {
    func window<Rule: Optimizer<Vector>>(_ rule: Rule) -> FateWindow {
      var walk = walk(rule, racer, on: landscape)
      var window = FateWindow()
      if walk.isFinite { window.append(walk.walker.point, slope: walk.here.gradient.length) }
      walk.advance(to: walk.steps) { trail, _ in
        // Only the last place of all may be not finite.
        for (index, point) in trail.points.enumerated()
        where point.isFinite && trail.losses[index].isFinite && !trail.slopes[index].isNaN {
          window.append(point, slope: trail.slopes[index])
        }
      }
      if !walk.isFinite {
        window.end(
          at: walk.walker.done, leftDomain: landscape.leavesDomain(at: walk.walker.point))
      }
      return window
    }
    return Fate(
      of: window(racers[racer].rule), surface: surface, view: view, landscape: landscape
    ).ofChance(isDrawn(racer))
  }
}
