import Optimizers

/// A knob turned in the middle of a run; the update after `step` is the first to feel it.
public struct Tweak: Sendable, Equatable {
  /// The step from which the value holds.
  public var step: Int
  /// Which racer.
  public var racer: Int
  /// The key of the knob.
  public var knob: KnobKey
  /// The new value.
  public var value: KnobValue

  /// Creates a tweak.
  public init(step: Int, racer: Int, knob: KnobKey, value: KnobValue) {
    self.step = step
    self.racer = racer
    self.knob = knob
    self.value = value
  }
}

extension Tweak {
  /// Turns the knob of a rule, or of its schedule.
  ///
  /// - Returns: whether the rule has to forget what it remembers.
  package func turn<Rule: Optimizer>(_ rule: inout Rule, _ schedule: inout Schedule) -> Bool {
    guard rule[knob] != nil else {
      schedule[knob] = value
      return false
    }
    rule[knob] = value
    return rule.knobDescriptions.first { $0.key == knob }?.effect == .rest
  }
}

/// The knobs turned in the middle of a race, always in the order in which they act.
public struct Tweaks: Sendable, Equatable, RandomAccessCollection, ExpressibleByArrayLiteral {
  private var tweaks: [Tweak] = []

  /// No tweaks.
  public init() {}

  /// Some tweaks, in whatever order; of two for the same knob at the same step the later holds.
  public init(_ tweaks: some Sequence<Tweak>) {
    // Stable, as Swift's sort is: what stands later acts later.
    self.tweaks = tweaks.sorted { Tweaks.precedes($0, $1) }
  }

  /// Some tweaks.
  public init(arrayLiteral elements: Tweak...) { self.init(elements) }

  private static func precedes(_ a: Tweak, _ b: Tweak) -> Bool {
    (a.step, a.racer, a.knob) < (b.step, b.racer, b.knob)
  }

  /// The place of the first tweak.
  public var startIndex: Int { 0 }
  /// The place behind the last tweak.
  public var endIndex: Int { tweaks.count }
  /// The tweak at a place.
  public subscript(position: Int) -> Tweak { tweaks[position] }

  /// Adds a tweak where it acts.
  public mutating func insert(_ tweak: Tweak) {
    let place = tweaks.firstIndex { Tweaks.precedes(tweak, $0) } ?? tweaks.endIndex
    tweaks.insert(tweak, at: place)
  }

  /// Takes tweaks out.
  public mutating func removeAll(where isGone: (Tweak) -> Bool) { tweaks.removeAll(where: isGone) }

  /// The tweaks of one racer.
  public func of(_ racer: Int) -> [Tweak] { tweaks.filter { $0.racer == racer } }

  /// The value that a knob was given last, up to a step; nil where it was given none.
  public func value(of knob: KnobKey, _ racer: Int, at step: Int) -> KnobValue? {
    tweaks.last { $0.racer == racer && $0.knob == knob && $0.step <= step }?.value
  }

  /// Takes a racer out, with all that belongs to it; those behind it move up.
  mutating func removeRacer(_ racer: Int) {
    tweaks.removeAll { $0.racer == racer }
    for index in tweaks.indices where tweaks[index].racer > racer { tweaks[index].racer -= 1 }
  }
}
