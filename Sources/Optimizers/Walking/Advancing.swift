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
  /// Makes one update, up to where it leads: what every walk is made of.
  ///
  /// - Returns: what it did.
  @inline(__always)
  func makeUpdate(
    from point: Numbers, seeing here: Sight<Numbers>, _ state: inout State, done: Int,
    schedule: Schedule?, look: Sights<Numbers>, shown: ((Numbers, Int) -> Sight<Numbers>)? = nil
  ) -> Move<Numbers> {
    let rate = schedule.map { schedule in eta.map { schedule.rate($0, done: done) } } ?? eta
    let seen: Sight<Numbers>
    if let shown {
      seen = shown(probe(from: point, state, rate: rate), done)
    } else {
      // Most rules look where they stand, which is known.
      seen = looksAhead ? look(probe(from: point, state, rate: rate)) : here
    }
    return step(from: point, seeing: seen, rate: rate, &state)
  }

  /// Makes updates one after the other, until all are made or nothing is finite any more.
  ///
  /// The one loop that everything waits for. It is compiled for every rule of the catalog by itself; another
  /// rule runs the same, only slower.
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
  @_specialize(where Self == Momentum<Vector>)
  @_specialize(where Self == Nesterov<Vector>)
  @_specialize(where Self == Rprop<Vector>)
  @_specialize(where Self == AdaGrad<Vector>)
  @_specialize(where Self == RMSProp<Vector>)
  @_specialize(where Self == AdaDelta<Vector>)
  @_specialize(where Self == Adam<Vector>)
  @_specialize(where Self == AdaMax<Vector>)
  @_specialize(where Self == DecoupledDecay<Nadam<Vector>>)
  @_specialize(where Self == DecoupledDecay<AMSGrad<Vector>>)
  @_specialize(where Self == DecoupledDecay<Adam<Vector>>)
  @_specialize(where Self == DecoupledDecay<Lion<Vector>>)
  @_specialize(where Self == DecoupledDecay<RAdam<Vector>>)
  @_specialize(where Self == DecoupledDecay<AdaBelief<Vector>>)
  @_specialize(where Self == Yogi<Vector>)
  @_specialize(where Self == QHM<Vector>)
  @_specialize(where Self == QHAdam<Vector>)
  @_specialize(where Self == Adan<Vector>)
  @_specialize(where Self == ScheduleFree<Vector>)
  @_specialize(where Self == WrittenRule<Vector>)
  public func advance(
    _ point: inout Numbers, seeing here: inout Sight<Numbers>, _ state: inout State,
    updates: Range<Int>, schedule: Schedule, look: Sights<Numbers>,
    shown: ((Numbers, Int) -> Sight<Numbers>)? = nil,
    into stops: UnsafeMutableBufferPointer<Stop<Numbers>>?
  ) -> Int {
    let schedule = schedule.isConstant ? nil : schedule
    for update in updates {
      let move = makeUpdate(
        from: point, seeing: here, &state, done: update, schedule: schedule, look: look,
        shown: shown)
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
