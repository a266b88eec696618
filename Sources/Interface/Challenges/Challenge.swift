import Formulas
import Landscapes
import Optimizers
import Trajectories

/// A task that is solved by turning the knobs of one racer.
public struct Challenge: Sendable {
  /// What counts, and which way.
  public enum Goal: Sendable, Equatable {
    /// From which step on the loss stays below a bound; fewer steps are better.
    case settles(below: Double)
    /// The first step at which it is so far from the line y = 0; fewer steps are better.
    case leaves(height: Double)
    /// From which step on it stays within a distance of a place; fewer steps are better.
    case arrives(Point, within: Double)
    /// The step at which it leaves the numbers; later is better.
    case explodes
    /// The mean height above the lowest minimum over so many of the last steps; less is better.
    case hovers(last: Int)

    /// Whether a smaller score is the better one.
    public var wantsLess: Bool { self != .explodes }
  }

  /// The name on the command line.
  public let name: String
  /// What is to be done, in one sentence.
  public let task: String
  /// What helps, in one or two sentences.
  public let hint: String
  /// What counts.
  public let goal: Goal
  /// The score that solves it.
  public let target: Double
  /// The best score that a sweep over the knobs found.
  public let par: Double
  /// The racer that scores it, as a command line names it.
  public let solution: String
  /// The knobs that may be turned.
  public let knobs: [KnobKey]
  /// The surface: its name among those that ship, or a formula.
  let ground: Ground
  let start: Point
  let steps: Int
  /// The racers as command lines name them, the one to turn first.
  let racers: [String]

  enum Ground: Sendable {
    case named(String)
    case formula(String, View)
  }

  /// The race as it is found.
  ///
  /// - Parameter surfaces: the surfaces that ship.
  /// - Throws: a `KnobError` or `FormulaError` where the list of challenges is wrong.
  public func race(surfaces: [Surface]) throws -> Race {
    var surface: Surface
    switch ground {
    case .named(let name):
      guard let named = surfaces.named(name) else {
        throw KnobError("the surface '\(name)' of the challenge is not there")
      }
      surface = named
    case .formula(let text, let view): surface = try Surface(formula: text, view: view)
    }
    surface.start = start
    return Race(
      surface: surface, start: start, racers: try racers.map { try Racer($0) }, steps: steps)
  }

  /// The score of a path; nil where it does not get there.
  public func score(of run: Run, lowest: Double?) -> Double? {
    switch goal {
    case .settles(let bound): return run.settledStep { run.losses[$0] < bound }.map(Double.init)
    case .arrives(let place, let distance):
      return run.settledStep { (run.points[$0] - place).length < distance }.map(Double.init)
    case .leaves(let height):
      return run.points.firstIndex { abs($0.y) > height }.map(Double.init)
    case .explodes: return run.diverged ? Double(run.lastStep) : nil
    case .hovers(let count):
      guard !run.diverged, run.losses.count > count, let lowest else { return nil }
      return run.losses.suffix(count).reduce(0) { $0 + $1 - lowest } / Double(count)
    }
  }

  /// Whether a score solves it.
  public func isSolved(by score: Double) -> Bool {
    goal.wantsLess ? score <= target : score >= target
  }

  /// Whether a score is better than another.
  public func isBetter(_ score: Double, than other: Double) -> Bool {
    goal.wantsLess ? score < other : score > other
  }
}
