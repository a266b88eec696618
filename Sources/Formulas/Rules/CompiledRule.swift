/// An update rule ready to run, one race or eight at once: it looks somewhere, then moves.
public struct CompiledRule: Sendable {
  /// The rule.
  public let rule: UpdateRule
  private let probeTape: Tape
  private let stepTape: Tape
  private let lineTape: Tape
  private let initialTape: Tape
  /// Whether the gradient is taken at θ itself.
  public let looksWhereItStands: Bool
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
  public struct State<Numbers: Coordinates>: Sendable, Equatable {
    /// One value for each of the names that the rule remembers.
    public var values: [Numbers]
    /// The number of updates.
    public var count = 0

    /// A state before the first update.
    public init(values: [Numbers]) { self.values = values }
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
    stepTape = tape([program.point, program.rates] + program.states)
    looksWhereItStands = program.probe == program.origin
    lineTape = tape(program.values)
    initialTape = tape(program.initials)
  }

  /// The operations of one update, a measure of its cost.
  public var operations: Int { probeTape.count + stepTape.count }

  /// What an update is given, as numbers for the inputs of a tape.
  @inline(__always)
  func fill<Numbers: Coordinates>(
    _ inputs: UnsafeMutablePointer<Numbers.Axis>, point: Numbers, _ state: State<Numbers>,
    knobs: [Numbers.Axis], gradient: Numbers = .zero, loss: Numbers.Axis = .zero
  ) {
    state.values.withUnsafeBufferPointer { values in
      fill(
        inputs, point: point, values, time: Double(state.count + 1), knobs: knobs,
        gradient: gradient, loss: loss)
    }
  }

  @inline(__always)
  private func fill<Numbers: Coordinates>(
    _ inputs: UnsafeMutablePointer<Numbers.Axis>, point: Numbers,
    _ values: UnsafeBufferPointer<Numbers>, time: Double, knobs: [Numbers.Axis],
    gradient: Numbers, loss: Numbers.Axis
  ) {
    for place in 0..<places.count { inputs[place] = .zero }
    func set(_ place: Int?, _ value: Numbers.Axis) { if let place { inputs[place] = value } }
    set(places.point.0, point.x)
    set(places.point.1, point.y)
    set(places.gradient.0, gradient.x)
    set(places.gradient.1, gradient.y)
    set(places.loss, loss)
    set(places.time, Numbers.Axis(repeating: time))
    for index in values.indices {
      set(places.states[index].x, values[index].x)
      set(places.states[index].y, values[index].y)
    }
    for index in knobs.indices { set(places.knobs[index], knobs[index]) }
  }

  /// What is remembered before the first update.
  ///
  /// - Parameter knobs: a number for each of the rule's `knobs`.
  @_specialize(where Numbers == SIMD2<Double>)
  @_specialize(where Numbers == EightPoints)
  public func initialState<Numbers: Coordinates>(at point: Numbers, knobs: [Numbers.Axis])
    -> State<Numbers>
  {
    let empty = State<Numbers>(values: rule.states.map { _ in .zero })
    return initialTape.run(inputs: { fill($0, point: point, empty, knobs: knobs) }) { output in
      State(values: rule.states.indices.map { Numbers(output(2 * $0), output(2 * $0 + 1)) })
    }
  }

  /// Where the next update takes its gradient.
  ///
  /// - Parameters:
  ///   - rate: a number that stands for one of the knobs in this update, such as the learning rate.
  ///   - place: which knob that is; nil for none.
  @_specialize(where Numbers == SIMD2<Double>)
  @_specialize(where Numbers == EightPoints)
  public func probe<Numbers: Coordinates>(
    from point: Numbers, _ state: State<Numbers>, knobs: [Numbers.Axis],
    rate: Numbers.Axis = .zero, at place: Int? = nil
  ) -> Numbers {
    guard !looksWhereItStands else { return point }
    return probeTape.run(inputs: { inputs in
      fill(inputs, point: point, state, knobs: knobs)
      set(rate, at: place, inputs)
    }) { Numbers($0(0), $0(1)) }
  }

  /// Puts a number in the place of a knob.
  @inline(__always)
  private func set<Axis>(_ rate: Axis, at place: Int?, _ inputs: UnsafeMutablePointer<Axis>) {
    if let place, let input = places.knobs[place] { inputs[input] = rate }
  }

  /// One update, in place: what it gives has no type of its own, which would have to be looked up at every
  /// step.
  ///
  /// - Parameters:
  ///   - point: θ, before and after.
  ///   - rates: afterwards the rate of each axis; no number where no line tells it.
  ///   - gradient: the gradient at the probe.
  ///   - loss: the loss there.
  ///   - rate: a number that stands for one of the knobs in this update, such as the learning rate.
  ///   - place: which knob that is; nil for none.
  @_specialize(where Numbers == SIMD2<Double>)
  @_specialize(where Numbers == EightPoints)
  public func move<Numbers: Coordinates>(
    _ point: inout Numbers, rates: inout Numbers, gradient: Numbers, loss: Numbers.Axis,
    _ state: inout State<Numbers>, knobs: [Numbers.Axis], rate: Numbers.Axis, at place: Int?
  ) {
    let (time, before) = (Double(state.count + 1), point)
    state.values.withUnsafeMutableBufferPointer { values in
      stepTape.run(inputs: { inputs in
        fill(
          inputs, point: before, UnsafeBufferPointer(values), time: time, knobs: knobs,
          gradient: gradient, loss: loss)
        set(rate, at: place, inputs)
      }) { output in
        for index in values.indices {
          values[index] = Numbers(output(4 + 2 * index), output(5 + 2 * index))
        }
        point = Numbers(output(0), output(1))
        rates = Numbers(output(2), output(3))
      }
    }
    state.count += 1
  }

  /// One update.
  ///
  /// - Parameters:
  ///   - gradient: the gradient at the probe.
  ///   - loss: the loss there.
  /// - Returns: θ after the update, and the rate of each axis; no number where no line tells it.
  public func step<Numbers: Coordinates>(
    from point: Numbers, gradient: Numbers, loss: Numbers.Axis, _ state: inout State<Numbers>,
    knobs: [Numbers.Axis]
  ) -> (point: Numbers, rates: Numbers) {
    var (point, rates) = (point, Numbers.noNumber)
    move(
      &point, rates: &rates, gradient: gradient, loss: loss, &state, knobs: knobs, rate: .zero,
      at: nil)
    return (point, rates)
  }

  /// The value of each line in one update.
  @_specialize(where Numbers == SIMD2<Double>)
  @_specialize(where Numbers == EightPoints)
  public func values<Numbers: Coordinates>(
    from point: Numbers, gradient: Numbers, loss: Numbers.Axis, _ state: State<Numbers>,
    knobs: [Numbers.Axis]
  ) -> [Numbers] {
    lineTape.run(inputs: {
      fill($0, point: point, state, knobs: knobs, gradient: gradient, loss: loss)
    }) { output in
      rule.lines.indices.map { Numbers(output(2 * $0), output(2 * $0 + 1)) }
    }
  }
}
