import Formulas
import Landscapes

/// A rule at rest in a minimum, in the long run: what points somewhere is 0, what measures a size stands still.
///
/// About this state its equations are differentiated.
struct RestingRule: Sendable {
  /// How what is remembered answers to a gradient that points the other way.
  enum Parity: Sendable {
    /// It turns, too: a velocity, an average of gradients.
    case odd
    /// It stays: a mean of squares, a count.
    case even
    /// Neither.
    case neither
  }

  let rule: CompiledRule
  private let derivatives: RuleSlopes
  /// A number for each name that the rule leaves open; the learning rate is set where it is asked for.
  var numbers: [Double]
  /// The number of the update.
  private let time: Int
  /// For each name that is remembered.
  let parities: [Parity]
  private let rate: Int?

  /// - Parameters:
  ///   - rate: how the equations call the learning rate.
  ///   - time: the number of the update; nil for the long run.
  init(_ rule: CompiledRule, numbers: [Double], rate: String?, time: Int?) {
    self.rule = rule
    self.numbers = numbers
    self.time = time ?? 1_000_000_000_000_000
    derivatives = RuleSlopes(rule)
    self.rate = rate.flatMap { rule.rule.knobs.firstIndex(of: $0) }
    let states = rule.rule.states
    func after(_ place: Int, _ value: Double, gradient: Double) -> (state: Double, rates: Double) {
      var state = CompiledRule.State<Vector>(values: states.map { _ in .zero })
      state.values[place] = Vector(value, 0)
      state.count = 1
      let move = rule.step(
        from: .zero, gradient: Vector(gradient, 0), loss: 0, &state, knobs: numbers)
      return (state.values[place].x, move.rates.x)
    }
    parities = states.indices.map { place in
      let (forth, back) = (after(place, 1, gradient: 1), after(place, -1, gradient: -1))
      let stays = forth.state == after(place, 1, gradient: -1).state
      let turns = forth.state == -back.state
      // What no gradient moves fades as a velocity does, unless it makes the rates.
      let makesRates =
        turns && stays && !forth.rates.isNaN && forth.rates != after(place, 2, gradient: 1).rates
      return turns && !makesRates ? .odd : stays ? .even : .neither
    }
  }

  /// What is remembered at rest; a product over all updates came to nothing.
  ///
  /// - Parameter size: what every size stands still at.
  func state(size: Double = 1) -> CompiledRule.State<Vector> {
    var state = CompiledRule.State<Vector>(
      values: zip(rule.rule.states, parities).map { name, parity in
        parity == .even && name.last != "ᵗ" ? Vector(size, size) : .zero
      })
    state.count = time - 1
    return state
  }

  private func numbers(rate value: Double) -> [Double] {
    var numbers = numbers
    if let rate { numbers[rate] = value }
    return numbers
  }

  /// The slopes at rest, of the probe, of θ, and of all that is remembered.
  func slopes(rate: Double, size: Double = 1) -> [RuleSlopes.Row] {
    derivatives.rows(
      from: .zero, gradient: .zero, state(size: size), knobs: numbers(rate: rate))
  }

  /// One update from a state, along the x axis.
  func update(
    from point: Double = 0, gradient: Double, _ state: CompiledRule.State<Vector>, rate: Double = 1
  ) -> (point: Double, states: [Double]) {
    var state = state
    let move = rule.step(
      from: Vector(point, 0), gradient: Vector(gradient, 0), loss: 0, &state,
      knobs: numbers(rate: rate))
    return (move.point.x, state.values.map(\.x))
  }

  /// The rate of an axis at rest: no number for a rule that has none, nil for one that looks at heights.
  func rates(rate: Double, size: Double = 1) -> Double? {
    guard !rule.rule.usesLoss else { return nil }
    var state = state(size: size)
    return rule.step(
      from: .zero, gradient: .zero, loss: 0, &state, knobs: numbers(rate: rate)
    ).rates.x
  }

  /// The places of what is remembered that θ depends on at rest, directly or over something remembered.
  var partsOfMotion: [Int] {
    let rows = slopes(rate: 1)
    var parts: Set<Int> = []
    var open = [rows[1], rows[0]]
    while let row = open.popLast() {
      for (place, slope) in row.states.enumerated() where slope != 0 && !parts.contains(place) {
        parts.insert(place)
        open.append(rows[2 + place])
      }
    }
    return parts.sorted()
  }

  /// Whether an update is what its slopes say, from places that are no rest, too; and whether the slopes are
  /// the same whatever the sizes stand still at, but for the rates.
  func isLinear(_ parts: [Int], _ isEverywhere: Bool) -> Bool {
    // A rule that divides by sizes is linear as long as they are much larger than what moves.
    let scales = isEverywhere ? [1.0, 100] : [1e-9]
    for scale in scales {
      for seed in [1.0, 2] {
        let rate = 0.3
        let rows = slopes(rate: rate)
        var state = state()
        let point = scale * (0.7 - seed)
        let gradient = scale * (0.4 + seed)
        var expected = rows[1].point * point + rows[1].gradient * gradient
        for part in parts {
          let value = scale * (Double(part) + 0.3 - seed)
          state.values[part] = Vector(value, 0)
          expected += rows[1].states[part] * value
        }
        let found = update(from: point, gradient: gradient, state, rate: rate).point
        guard abs(found - expected) <= 1e-6 * scale else { return false }
      }
    }
    return isScaleFree(parts)
  }

  /// Whether the slopes of the motion depend on the sizes through the rates alone.
  private func isScaleFree(_ parts: [Int]) -> Bool {
    guard let one = rates(rate: 1), let four = rates(rate: 1, size: 4) else { return false }
    let rows = slopes(rate: one.isNaN ? 1 : 1 / one)
    let others = slopes(rate: four.isNaN ? 1 : 1 / four, size: 4)
    func entries(_ rows: [RuleSlopes.Row]) -> [Double] {
      ([0, 1] + parts.map { 2 + $0 }).flatMap { row in
        [rows[row].point, rows[row].gradient] + parts.map { rows[row].states[$0] }
      }
    }
    return zip(entries(rows), entries(others)).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($0)) }
  }

  /// How something that is remembered fades while nothing new comes, and which knob says so.
  func decay(of place: Int) -> (value: Double, knob: Int?)? {
    let value = slopes(rate: 1)[2 + place].states[place]
    guard value.isFinite else { return nil }
    let knob = numbers.indices.first { index in
      guard index != rate, numbers[index] == value else { return false }
      var other = self
      other.numbers[index] = 0.375
      return abs(other.slopes(rate: 1)[2 + place].states[place] - 0.375) < 1e-12
    }
    return (value, knob)
  }
}
