import Formulas
import Landscapes

/// Eight races of one rule side by side, each with its own start and its own hyper-parameters, and what is
/// watched of them.
@frozen
public struct Octet<Rule: Optimizer<EightPoints>>: Sendable {
  /// The rule; its numbers may differ between the races.
  public var rule: Rule
  /// What the rule remembers.
  public var state: Rule.State
  /// θ of every race.
  public private(set) var point: EightPoints
  /// Value and gradient there.
  public private(set) var here: Sight<EightPoints>
  /// How the races go.
  public private(set) var watch: EightWatch

  /// Eight races at their starts.
  ///
  /// - Parameters:
  ///   - start: where each begins.
  ///   - goal: what counts as having arrived.
  ///   - look: what the landscape is at a place.
  public init(
    _ rule: Rule, at start: EightPoints, goal: EightWatch.Goal, look: Sights<EightPoints>
  ) {
    self.rule = rule
    state = rule.initialState(at: start)
    point = start
    here = look(start)
    watch = EightWatch(goal, at: start, here)
  }

  /// Makes one update of all races.
  @inline(__always)
  mutating func advance(done: Int, schedule: Schedule?, look: Sights<EightPoints>) {
    let before = point
    _ = rule.makeUpdate(
      &point, seeing: &here, &state, done: done, schedule: schedule, look: look)
    watch.see(point, from: before, here, step: done + 1)
  }
}

extension Optimizer where Numbers == EightPoints {
  /// Makes the same updates of several octets.
  ///
  /// They take turns update by update: while one waits for a root or a quotient the next computes. Compiled for
  /// every rule of the catalog by itself.
  ///
  /// - Parameters:
  ///   - octets: the races; all are advanced, whatever became of them.
  ///   - updates: the updates to make, by how many were made before each.
  ///   - schedule: how the learning rate changes with them.
  ///   - look: what the landscape is at a place.
  @_specialize(where Self == Descent<EightPoints>)
  @_specialize(where Self == Momentum<EightPoints>)
  @_specialize(where Self == Nesterov<EightPoints>)
  @_specialize(where Self == Rprop<EightPoints>)
  @_specialize(where Self == AdaGrad<EightPoints>)
  @_specialize(where Self == RMSProp<EightPoints>)
  @_specialize(where Self == AdaDelta<EightPoints>)
  @_specialize(where Self == Adam<EightPoints>)
  @_specialize(where Self == AdaMax<EightPoints>)
  @_specialize(where Self == DecoupledDecay<Nadam<EightPoints>>)
  @_specialize(where Self == DecoupledDecay<AMSGrad<EightPoints>>)
  @_specialize(where Self == DecoupledDecay<Adam<EightPoints>>)
  @_specialize(where Self == DecoupledDecay<Lion<EightPoints>>)
  @_specialize(where Self == DecoupledDecay<RAdam<EightPoints>>)
  @_specialize(where Self == DecoupledDecay<AdaBelief<EightPoints>>)
  @_specialize(where Self == Yogi<EightPoints>)
  @_specialize(where Self == QHM<EightPoints>)
  @_specialize(where Self == QHAdam<EightPoints>)
  @_specialize(where Self == Adan<EightPoints>)
  @_specialize(where Self == ScheduleFree<EightPoints>)
  @_specialize(where Self == WrittenRule<EightPoints>)
  public static func advance(
    _ octets: UnsafeMutableBufferPointer<Octet<Self>>, updates: Range<Int>, schedule: Schedule,
    look: Sights<EightPoints>
  ) {
    let schedule = schedule.isConstant ? nil : schedule
    for update in updates {
      for index in octets.indices {
        octets[index].advance(done: update, schedule: schedule, look: look)
      }
    }
  }
}
