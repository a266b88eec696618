/// An update rule ready to run: it looks somewhere, then moves.
public struct CompiledRule: Sendable {
  /// The rule.
  public let rule: UpdateRule
  private let probeTape: Tape
  private let stepTape: Tape
  private let lineTape: Tape
  private let initialTape: Tape
  /// Where each input stands among the parameters of the graph.
  private let places: Places

  /// The places of inputs; nil for what the rule does not use.
  private struct Places: Sendable {
    var point: (Int?, Int?)
    var gradient: (Int?, Int?)
    var loss: Int?
    var time: Int?
    var states: [(x: Int?, y: Int?)]
    var knobs: [Int?]
    var count: Int
  }

  /// What a rule remembers, and how many updates it made.
  public struct State: Sendable, Equatable {
    /// One value for each of the names that the rule remembers.
    public var values: [SIMD2<Double>]
    /// The number of updates.
    public var count = 0

    /// A state before the first update.
    public init(values: [SIMD2<Double>]) { self.values = values }
  }

  /// Compiles a rule.
  public init(_ rule: UpdateRule) {
    self.rule = rule
    let (graph, program) = (rule.graph, rule.program)
    let names = graph.parameterNames
    func place(_ name: String) -> Int? { names.firstIndex(of: name) }
    func pair(_ name: String) -> (Int?, Int?) {
      // What is one number has one place.
      (place(name + ".x") ?? place(name), place(name + ".y") ?? place(name))
    }
    places = Places(
      point: pair(RuleParser.point), gradient: pair("∇f"), loss: place("f"),
      time: place(RuleParser.time), states: rule.states.map { pair($0) },
      knobs: rule.knobs.map { place($0) }, count: names.count)
    func roots(_ pairs: [AxisPair]) -> [Int32] { pairs.flatMap { [$0.x, $0.y] } }
    func tape(_ pairs: [AxisPair]) -> Tape {
      Tape(graph, roots: roots(pairs), inputs: max(1, names.count))
    }
    probeTape = tape([program.probe])
    stepTape = tape([program.point] + program.states)
    lineTape = tape(program.values)
    initialTape = tape(program.initials)
  }

  /// The operations of one update, a measure of its cost.
  public var operations: Int { probeTape.count + stepTape.count }

  private func inputs(
    point: SIMD2<Double>, _ state: State, knobs: [Double], gradient: SIMD2<Double> = .zero,
    loss: Double = 0
  ) -> [Double] {
    var inputs = [Double](repeating: 0, count: places.count)
    func set(_ place: Int?, _ value: Double) { if let place { inputs[place] = value } }
    set(places.point.0, point.x)
    set(places.point.1, point.y)
    set(places.gradient.0, gradient.x)
    set(places.gradient.1, gradient.y)
    set(places.loss, loss)
    set(places.time, Double(state.count + 1))
    for (place, value) in zip(places.states, state.values) {
      set(place.x, value.x)
      set(place.y, value.y)
    }
    for (place, value) in zip(places.knobs, knobs) { set(place, value) }
    return inputs
  }

  private func run(_ tape: Tape, _ inputs: [Double], pairs count: Int) -> [SIMD2<Double>] {
    var results = [Double](repeating: 0, count: 2 * count)
    tape.run(inputs, into: &results)
    return (0..<count).map { SIMD2(results[2 * $0], results[2 * $0 + 1]) }
  }

  /// What is remembered before the first update.
  ///
  /// - Parameter knobs: a number for each of the rule's `knobs`.
  public func initialState(at point: SIMD2<Double>, knobs: [Double]) -> State {
    let empty = State(values: rule.states.map { _ in .zero })
    let inputs = inputs(point: point, empty, knobs: knobs)
    return State(values: run(initialTape, inputs, pairs: rule.states.count))
  }

  /// Where the next update takes its gradient.
  public func probe(from point: SIMD2<Double>, _ state: State, knobs: [Double]) -> SIMD2<Double> {
    run(probeTape, inputs(point: point, state, knobs: knobs), pairs: 1)[0]
  }

  /// One update.
  ///
  /// - Parameters:
  ///   - gradient: the gradient at the probe.
  ///   - loss: the loss there.
  /// - Returns: θ after the update.
  public func step(
    from point: SIMD2<Double>, gradient: SIMD2<Double>, loss: Double, _ state: inout State,
    knobs: [Double]
  ) -> SIMD2<Double> {
    let inputs = inputs(point: point, state, knobs: knobs, gradient: gradient, loss: loss)
    let results = run(stepTape, inputs, pairs: 1 + rule.states.count)
    state.values = Array(results.dropFirst())
    state.count += 1
    return results[0]
  }

  /// The value of each line in one update.
  public func values(
    from point: SIMD2<Double>, gradient: SIMD2<Double>, loss: Double, _ state: State,
    knobs: [Double]
  ) -> [SIMD2<Double>] {
    let inputs = inputs(point: point, state, knobs: knobs, gradient: gradient, loss: loss)
    return run(lineTape, inputs, pairs: rule.lines.count)
  }
}
