import Documents
import Landscapes
import Optimizers

/// All that shapes the numbers of a race: the same value gives the same paths, bit for bit.
public struct Race: Sendable, Equatable {
  /// The loss function, with its parameters.
  public var surface: Surface
  /// Where all optimizers start.
  public var start: Point
  /// The optimizers, at most eight.
  public var racers: [Racer]
  /// Knobs turned in the middle of the run.
  public var tweaks = Tweaks()
  /// Remarks at steps.
  public var notes: [Note] = []
  /// A path that something else walked, shown beside the racers.
  public var recorded: RecordedPath?
  /// The number of updates.
  public var steps: Int
  /// How rows of data and noise are drawn.
  public var batching = Batching()

  /// The most optimizers that run side by side.
  public static let mostRacers = 8
  /// The most updates of a race that is shown while it is played with.
  public static let mostShownSteps = 100_000
  /// The number of updates unless told otherwise.
  public static let defaultSteps = 400

  /// Creates a race.
  public init(
    surface: Surface, start: Point? = nil, racers: [Racer], steps: Int = Race.defaultSteps
  ) {
    self.surface = surface
    self.start = start ?? surface.start
    self.racers = racers
    self.steps = steps
  }

  /// Turns a knob from the start: the knob's tweaks go, since the new value holds throughout.
  public mutating func turn(_ racer: Int, _ key: KnobKey, to value: KnobValue) {
    racers[racer].give(key, value)
    tweaks.removeAll { $0.racer == racer && $0.knob == key }
  }

  /// Turns a knob from a step on; it replaces that knob's tweaks at or after the step.
  public mutating func turn(_ racer: Int, _ key: KnobKey, to value: KnobValue, from step: Int) {
    guard step > 0 else { return turn(racer, key, to: value) }
    tweaks.removeAll { $0.racer == racer && $0.knob == key && $0.step >= step }
    if self.value(racer, key, at: step) != value {
      tweaks.insert(Tweak(step: step, racer: racer, knob: key, value: value))
    }
  }

  /// That the start lies outside of what is shown, in one line; nil where it does not.
  public var startRemark: String? {
    guard !surface.view.contains(start) else { return nil }
    let (low, high) = (surface.view.low, surface.view.high)
    return
      "the start \(brief(start)) lies outside the view, x \(brief(low.x)) to \(brief(high.x)), "
      + "y \(brief(low.y)) to \(brief(high.y))"
  }

  /// The value of a knob that the update after `step` uses.
  public func value(_ racer: Int, _ key: KnobKey, at step: Int) -> KnobValue? {
    tweaks.value(of: key, racer, at: step) ?? racers[racer][key]
  }

  /// Takes a racer out, with all that belongs to it.
  public mutating func removeRacer(_ index: Int) {
    racers.remove(at: index)
    tweaks.removeRacer(index)
  }
}

/// A remark at a step of a run.
public struct Note: Sendable, Equatable {
  /// The step at which it shows.
  public var step: Int
  /// The remark.
  public var text: String

  /// Creates a note.
  public init(step: Int, text: String) {
    self.step = step
    self.text = text
  }
}
