import Formulas
import Landscapes

/// Something that a rule remembers of past gradients.
public struct Memory: Sendable, Equatable {
  /// How it forgets.
  public enum Kind: Sendable, Equatable {
    /// What came k steps ago weighs a power of the decay.
    case fading(symbol: String, decay: Double)
    /// All that came weighs alike for ever.
    case lasting
  }

  /// What every update adds to a memory that fades.
  public struct Intake: Sendable, Equatable {
    /// What of a gradient is added.
    public enum Content: Sendable, Equatable {
      /// The gradient.
      case gradient
      /// The square of each of its axes.
      case square
    }

    /// What of the gradient.
    public var content: Content
    /// The factor with which it is added.
    public var share: Double
    /// Whether it is multiplied by the learning rate of the update, too.
    public var takesRate = false
  }

  /// What it is, as a sentence begins.
  public var name: String
  /// How it forgets.
  public var kind: Kind
  /// The symbol and the value of the decay; nil where nothing is forgotten.
  public var fading: (symbol: String, decay: Double)? {
    guard case .fading(let symbol, let decay) = kind else { return nil }
    return (symbol, decay)
  }
  /// What every update adds, where that is a gradient or its square with a factor.
  public var intake: Intake?
}

/// Reads off the equations of a rule what it remembers.
struct MemoryReading {
  private let rest: RestingRule

  init(_ rest: RestingRule) { self.rest = rest }

  /// In the order in which it is updated.
  var memories: [Memory] {
    let rule = rest.rule.rule
    return rule.states.indices.compactMap { place -> Memory? in
      let name = rule.states[place]
      guard !rule.scalarStates.contains(name), rest.parities[place] != .neither,
        let line = rule.lines.first(where: { $0.isUpdate && $0.target == name }),
        let (value, knob) = rest.decay(of: place), fadesEvenly(place)
      else { return nil }
      let words = (line.roleName ?? line.rolePart).map { "the \($0)" } ?? name
      if value == 1 {
        return neverShrinks(place) ? Memory(name: words, kind: .lasting, intake: nil) : nil
      }
      guard value >= 0, value < 1, knob != nil || value > 0 else { return nil }
      let symbol = knob.map { rule.knobs[$0] } ?? "\(value)"
      return Memory(
        name: words, kind: .fading(symbol: symbol, decay: value), intake: intake(place, value))
    }
  }

  /// Everything pointing somewhere set to a number.
  private func moving(_ number: Double, but place: Int? = nil) -> CompiledRule.State<Vector> {
    var state = rest.state()
    for other in state.values.indices where other != place && rest.parities[other] == .odd {
      state.values[other] = Vector(number, 0)
    }
    return state
  }

  /// Whether what was remembered fades by the same factor whichever way things point: else it is a length that
  /// grows and shrinks, and no memory.
  private func fadesEvenly(_ place: Int) -> Bool {
    func kept(_ number: Double) -> Double {
      var (with, without) = (moving(number, but: place), moving(number, but: place))
      with.values[place] = Vector(2, 0)
      without.values[place] = Vector(1, 0)
      return rest.update(gradient: 0.01, with).states[place]
        - rest.update(gradient: 0.01, without).states[place]
    }
    return abs(kept(0.01) - kept(-0.01)) < 1e-9
  }

  private func neverShrinks(_ place: Int) -> Bool {
    [-0.5, 0.5, 2].allSatisfy { gradient in
      rest.update(gradient: gradient, rest.state()).states[place]
        >= rest.state().values[place].x
    }
  }

  /// What every update adds, where that is the gradient or its square with a factor, and nothing else.
  private func intake(_ place: Int, _ decay: Double) -> Memory.Intake? {
    func added(_ gradient: Double, moving number: Double = 0, size: Double = 1, rate: Double = 1)
      -> Double
    {
      var state = number == 0 ? rest.state(size: size) : moving(number, but: place)
      state.values[place] = .zero
      return rest.update(gradient: gradient, state, rate: rate).states[place]
    }
    let share = added(1)
    func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a)) }
    let power = isNear(added(2), 2 * share) ? 2.0 : 4
    guard share != 0, isNear(added(2), power * share),
      isNear(added(-1), power == 2 ? -share : share), isNear(added(1, moving: 0.7), share),
      isNear(added(1, size: 4), share), added(0) == 0
    else { return nil }
    return Memory.Intake(
      content: power == 2 ? .gradient : .square, share: share,
      takesRate: isNear(added(1, rate: 2), 2 * share))
  }
}
