import Formulas
import Landscapes

extension Optimizer {
  /// Makes one update, up to where it leads: what every walk is made of.
  ///
  /// - Parameter seen: value and gradient at the place where the rule looks.
  /// - Returns: what it did.
  @inline(__always)
  func makeUpdate(
    from point: Numbers, _ state: inout State, done: Int, schedule: Schedule?,
    seeing seen: (_ probe: Numbers) -> Sight<Numbers>
  ) -> Move<Numbers> {
    let rate = schedule.map { schedule in eta.map { schedule.rate($0, done: done) } } ?? eta
    // Most rules look where they stand; to ask a typed one costs as much as its update.
    let seen = seen(looksAhead ? probe(from: point, state, rate: rate) : point)
    return step(from: point, seeing: seen, rate: rate, &state)
  }
}

extension Optimizer where Numbers == Vector {
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
  ///   - trail: gets the places, one for each update; nil where nobody asks for them.
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
    _ point: inout Point, seeing here: inout Sample, _ state: inout State,
    updates: Range<Int>, schedule: Schedule, look: Sights<Vector>,
    shown: ((Point, Int) -> Sample)? = nil, into trail: Trail?
  ) -> Int {
    // What is shown otherwise has a loop of its own, so that the usual one holds no closure.
    if let shown {
      return walk(&point, seeing: &here, &state, updates, schedule, look, into: trail) {
        _, probe, done in
        shown(probe, done)
      }
    }
    return walk(&point, seeing: &here, &state, updates, schedule, look, into: trail) {
      here, probe, _ in
      // What is where it stands is known.
      looksAhead ? look(probe) : here
    }
  }

  /// - Parameter seen: what is shown to the rule, of what is where it stands, where it looks, and the updates made before.
  @inline(__always)
  private func walk(
    _ point: inout Point, seeing here: inout Sample, _ state: inout State, _ updates: Range<Int>,
    _ schedule: Schedule, _ look: Sights<Vector>, into trail: Trail?,
    seen: (_ here: Sample, _ probe: Point, _ done: Int) -> Sample
  ) -> Int {
    let schedule = schedule.isConstant ? nil : schedule
    for update in updates {
      let move = makeUpdate(from: point, &state, done: update, schedule: schedule) {
        seen(here, $0, update)
      }
      point = move.to
      here = look(point)
      if let trail { trail.note(move, here, at: update - updates.lowerBound) }
      guard Vector.isOnItsWay(point, here) else { return update - updates.lowerBound + 1 }
    }
    return updates.count
  }
}
