import Formulas
import Landscapes

/// A place on the way of a rule: what the update before did, and what is there.
@frozen
public struct Stop<Numbers: Points>: Sendable {
  /// The update that led here.
  public let move: Move<Numbers>
  /// Value and gradient here.
  public let here: Sight<Numbers>
}

extension Optimizer {
  /// Makes updates one after the other, until all are made or nothing is finite any more.
  ///
  /// The one loop that everything waits for. It is compiled for every rule of the catalog by itself, for one
  /// race and for eight; another rule runs the same, only slower.
  ///
  /// - Parameters:
  ///   - point: θ; afterwards where the last update led.
  ///   - here: value and gradient at θ.
  ///   - state: what the rule remembers.
  ///   - updates: the updates to make, by how many were made before each.
  ///   - schedule: how the learning rate changes with them.
  ///   - look: what the landscape is at a place.
  ///   - shown: what is shown of it at a place in an update; nil where that is the landscape itself.
  ///   - stops: gets the places, one for each update; nil where nobody asks for them.
  /// - Returns: how many updates were made.
  @_specialize(where Self == Descent<Vector>)
  @_specialize(where Self == Descent<EightPoints>)
  @_specialize(where Self == Momentum<Vector>)
  @_specialize(where Self == Momentum<EightPoints>)
  @_specialize(where Self == Nesterov<Vector>)
  @_specialize(where Self == Nesterov<EightPoints>)
  @_specialize(where Self == Rprop<Vector>)
  @_specialize(where Self == Rprop<EightPoints>)
  @_specialize(where Self == AdaGrad<Vector>)
  @_specialize(where Self == AdaGrad<EightPoints>)
  @_specialize(where Self == RMSProp<Vector>)
  @_specialize(where Self == RMSProp<EightPoints>)
  @_specialize(where Self == AdaDelta<Vector>)
  @_specialize(where Self == AdaDelta<EightPoints>)
  @_specialize(where Self == Adam<Vector>)
  @_specialize(where Self == Adam<EightPoints>)
  @_specialize(where Self == AdaMax<Vector>)
  @_specialize(where Self == AdaMax<EightPoints>)
  @_specialize(where Self == Nadam<Vector>)
  @_specialize(where Self == Nadam<EightPoints>)
  @_specialize(where Self == AMSGrad<Vector>)
  @_specialize(where Self == AMSGrad<EightPoints>)
  @_specialize(where Self == AdamW<Vector>)
  @_specialize(where Self == AdamW<EightPoints>)
  @_specialize(where Self == Lion<Vector>)
  @_specialize(where Self == Lion<EightPoints>)
  @_specialize(where Self == RAdam<Vector>)
  @_specialize(where Self == RAdam<EightPoints>)
  @_specialize(where Self == AdaBelief<Vector>)
  @_specialize(where Self == AdaBelief<EightPoints>)
  @_specialize(where Self == Yogi<Vector>)
  @_specialize(where Self == Yogi<EightPoints>)
  @_specialize(where Self == QHM<Vector>)
  @_specialize(where Self == QHM<EightPoints>)
  @_specialize(where Self == QHAdam<Vector>)
  @_specialize(where Self == QHAdam<EightPoints>)
  @_specialize(where Self == Adan<Vector>)
  @_specialize(where Self == Adan<EightPoints>)
  @_specialize(where Self == ScheduleFree<Vector>)
  @_specialize(where Self == ScheduleFree<EightPoints>)
  @_specialize(where Self == WrittenRule<Vector>)
  @_specialize(where Self == WrittenRule<EightPoints>)
  public func advance(
    _ point: inout Numbers, seeing here: inout Sight<Numbers>, _ state: inout State,
    updates: Range<Int>, schedule: Schedule, look: Sights<Numbers>,
    shown: ((Numbers, Int) -> Sight<Numbers>)? = nil,
    into stops: UnsafeMutableBufferPointer<Stop<Numbers>>?
  ) -> Int {
    let isConstant = schedule.isConstant
    let eta = eta
    for update in updates {
      let rate = isConstant ? eta : eta.map { schedule.rate($0, done: update) }
      let probe = probe(from: point, state, rate: rate)
      let seen: Sight<Numbers>
      if let shown {
        seen = shown(probe, update)
      } else {
        // Most rules look where they stand, which is known.
        seen = probe == point ? here : look(probe)
      }
      let move = step(from: point, seeing: seen, rate: rate, &state)
      point = move.to
      here = look(point)
      if let stops {
        stops.initializeElement(at: update - updates.lowerBound, to: Stop(move: move, here: here))
      }
      guard Numbers.isOnItsWay(point, here) else { return update - updates.lowerBound + 1 }
    }
    return updates.count
  }
}
