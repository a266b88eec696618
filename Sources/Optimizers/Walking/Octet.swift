import Formulas
import Landscapes

/// Eight races of one rule side by side, each with its own start and its own hyper-parameters, and what is
/// watched of them.
@frozen
public struct Octet<Rule: Optimizer<EightPoints>>: Sendable {
  /// Which of several octets it is.
  public let number: Int
  /// The rule; its numbers may differ between the races.
  public var rule: Rule
  /// What the rule remembers.
  public var state: Rule.State
  /// θ of every race.
  public private(set) var point: EightPoints
  private var before: EightPoints
  /// Value and gradient there.
  public private(set) var here: Sight<EightPoints>
  /// How the races go.
  public private(set) var watch: EightWatch

  /// Eight races at their starts.
  ///
  /// - Parameters:
  ///   - number: which of several octets it is.
  ///   - start: where each begins.
  ///   - goal: what counts as having arrived.
  ///   - look: what the landscape is at a place.
  public init(
    _ rule: Rule, number: Int = 0, at start: EightPoints, goal: EightWatch.Goal,
    look: Sights<EightPoints>
  ) {
    self.number = number
    self.rule = rule
    state = rule.initialState(at: start)
    point = start
    before = start
    here = look(start)
    watch = EightWatch(goal, at: start, here)
  }

  /// How the races stand, whatever their rule is.
  public var standing: EightStanding {
    EightStanding(number: number, point: point, here: here, watch: watch)
  }

  /// Puts what the rule remembers to rest.
  public mutating func forget() { state = rule.initialState(at: point) }

  /// Makes one update of all races, up to where it leads.
  ///
  /// - Parameter seen: what is shown to the rule, of what is where it stands, where it looks, and the updates made before.
  @inline(__always)
  mutating func move(
    done: Int, schedule: Schedule?,
    seen: (_ here: Sight<EightPoints>, _ probe: EightPoints, _ done: Int) -> Sight<EightPoints>
  ) {
    before = point
    point =
      rule.makeUpdate(from: point, &state, done: done, schedule: schedule) { seen(here, $0, done) }
      .to
  }

  /// Sees where an update led.
  @inline(__always)
  mutating func see(done: Int, look: Sights<EightPoints>) {
    here = look(point)
    watch.see(point, from: before, here, step: done)
  }
}

/// How eight races stand.
@frozen
public struct EightStanding: Sendable {
  /// Which of several octets they are.
  public let number: Int
  /// θ of every race.
  public let point: EightPoints
  /// Value and gradient there.
  public let here: Sight<EightPoints>
  /// How the races went.
  public let watch: EightWatch

  /// Where a race is.
  public func point(of race: Int) -> Point { Point(point[race], point[8 + race]) }

  /// Value and gradient where a race is.
  public func sight(of race: Int) -> Sample {
    Sample(
      value: here.value[race], gradient: Vector(here.gradient[race], here.gradient[8 + race]))
  }
}

extension Optimizer where Numbers == EightPoints {
  /// Makes the same updates of several octets.
  ///
  /// They take turns update by update. Compiled for every rule of the catalog by itself.
  ///
  /// - Parameters:
  ///   - octets: the races, those with a race on its way first; they are sorted so again.
  ///   - underway: how many have a race on its way; they alone are advanced.
  ///   - updates: the updates to make, by how many were made before each.
  ///   - schedule: how the learning rate changes with them.
  ///   - look: what the landscape is at a place.
  ///   - shown: what is shown of it at a place in an update; nil where that is the landscape itself.
  /// - Returns: how many have a race on its way now.
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
    _ octets: UnsafeMutableBufferPointer<Octet<Self>>, underway: Int, updates: Range<Int>,
    schedule: Schedule, look: Sights<EightPoints>,
    shown: ((EightPoints, Int) -> Sight<EightPoints>)? = nil
  ) -> Int {
    // What is shown otherwise has a loop of its own, so that the usual one holds no closure.
    if let shown {
      takeTurns(octets, underway, updates, schedule, look) { _, probe, done in shown(probe, done) }
    } else {
      takeTurns(octets, underway, updates, schedule, look) { here, probe, _ in
        octets[0].rule.looksAhead ? look(probe) : here
      }
    }
    var left = underway
    for index in (0..<underway).reversed() where octets[index].watch.isOver {
      left -= 1
      octets.swapAt(index, left)
    }
    return left
  }

  @inline(__always)
  private static func takeTurns(
    _ octets: UnsafeMutableBufferPointer<Octet<Self>>, _ underway: Int, _ updates: Range<Int>,
    _ schedule: Schedule, _ look: Sights<EightPoints>,
    seen: (_ here: Sight<EightPoints>, _ probe: EightPoints, _ done: Int) -> Sight<EightPoints>
  ) {
    let schedule = schedule.isConstant ? nil : schedule
    // While one octet waits for the roots and quotients of its update, the one before it looks around.
    var moved: (octet: Int, done: Int)?
    for update in updates {
      for index in 0..<underway {
        if let moved, moved.octet == index { octets[index].see(done: moved.done, look: look) }
        octets[index].move(done: update, schedule: schedule, seen: seen)
        if let moved, moved.octet != index { octets[moved.octet].see(done: moved.done, look: look) }
        moved = (index, update + 1)
      }
    }
    if let moved { octets[moved.octet].see(done: moved.done, look: look) }
  }
}
