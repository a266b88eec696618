import Formulas
import Landscapes

/// The two averages that Adam and its relatives keep, with the weights that their sums have so far.
struct Moments<Numbers: Points>: Sendable {
  /// The average of gradients, v.
  var first = Numbers.zero
  /// The average of squared gradients, s.
  var second = Numbers.zero
  /// Πβ over all updates: 1 − Πβ is the exact sum of the weights in `first`, also after β changed.
  var firstDecay = Numbers.one
  /// Πγ over all updates.
  var secondDecay = Numbers.one

  /// v ← βv + (1−β)g and s ← γs + (1−γ)g².
  @inline(__always)
  mutating func absorb(_ gradient: Numbers, beta: Numbers, gamma: Numbers) {
    first = beta * first + (1 - beta) * gradient
    second = gamma * second + (1 - gamma) * (gradient * gradient)
    firstDecay = product(firstDecay, beta)
    secondDecay = product(secondDecay, gamma)
  }

  /// v̂, or v itself.
  @inline(__always)
  func first(corrected isCorrected: Bool) -> Numbers {
    first / (isCorrected ? 1 - firstDecay : .one)
  }

  /// The sum of the weights in s, by which it is corrected; 1 where it is not.
  @inline(__always)
  func secondWeight(corrected isCorrected: Bool) -> Numbers { isCorrected ? 1 - secondDecay : .one }

  /// What is remembered, by the names of the equations.
  var remembered: [String: Numbers] {
    ["v": first, "s": second, "βᵗ": firstDecay, "γᵗ": secondDecay]
  }

  /// Both averages, with the weights they hold.
  func averages(beta: Numbers, gamma: Numbers) -> [Average] {
    [
      Average("βᵗ", decay: beta[0], product: firstDecay[0], .above),
      Average("γᵗ", decay: gamma[0], product: secondDecay[0], .below),
    ]
  }
}

/// A rule that remembers Adam's two averages and nothing else.
protocol MomentRule: Optimizer where State == Moments<Numbers> {
  /// β, the decay of the average of gradients.
  var beta: Numbers { get }
  /// γ, the decay of the average of squares.
  var gamma: Numbers { get }
}

extension MomentRule {
  func initialState(at start: Numbers) -> Moments<Numbers> { Moments() }

  func remembered(in state: Moments<Numbers>) -> [String: Numbers] { state.remembered }
}

/// Equations that Adam and its relatives have in common.
enum MomentEquations {
  /// The averages, up to the step.
  ///
  /// - Parameter isSecond: whether the corrected square has a name of its own.
  static func text(corrected isCorrected: Bool, isSecond: Bool = true) -> String {
    var lines = [
      "g = ∇f(θ)", "v ← βv + (1−β)g  # velocity: average",
      "s ← γs + (1−γ)g²  # memory: mean square",
    ]
    if isCorrected { lines.append("v̂ = v/(1−βᵗ)  # velocity: corrected") }
    if isCorrected, isSecond { lines.append("ŝ = s/(1−γᵗ)  # memory: corrected") }
    return lines.joined(separator: "\n")
  }
}

/// Where ε stands in the denominator of a rule that divides by the root of squared gradients.
enum EpsilonPlace: String, KnobChoice {
  /// √(s + ε).
  case inside
  /// √s + ε.
  case outside

  @inline(__always)
  func denominator<Numbers: Lanes>(_ second: Numbers, _ epsilon: Numbers) -> Numbers {
    self == .inside ? root(second + epsilon) : root(second) + epsilon
  }

  /// The denominator as it is written.
  func text(_ symbol: String) -> String {
    self == .inside ? "√(\(symbol) + ε)" : "(√\(symbol) + ε)"
  }
}

/// Where ε stands in Adam and its relatives.
enum MomentEpsilonPlace: String, KnobChoice {
  /// √(ŝ + ε).
  case inside
  /// √ŝ + ε.
  case outside
  /// ε added to the root of the uncorrected s, "epsilon hat" (Keras, TensorFlow).
  case hat

  /// The denominator that divides the corrected first moment.
  ///
  /// - Parameters:
  ///   - second: s before bias correction.
  ///   - weight: the sum of the weights in s, 1 where nothing is corrected.
  @inline(__always)
  func denominator<Numbers: Lanes>(_ second: Numbers, weight: Numbers, _ epsilon: Numbers)
    -> Numbers
  {
    switch self {
    case .inside: return root(second / weight + epsilon)
    case .outside: return root(second / weight) + epsilon
    case .hat: return (root(second) + epsilon) / root(weight)
    }
  }

  /// The denominator as it is written.
  ///
  /// - Parameters:
  ///   - symbol: the square before correction.
  ///   - corrected: the corrected one; nil where nothing is corrected.
  func text(_ symbol: String, corrected: String?) -> String {
    switch self {
    case .inside: return "√(\(corrected ?? symbol) + ε)"
    case .outside: return "(√\(corrected ?? symbol) + ε)"
    case .hat:
      return corrected == nil ? "(√\(symbol) + ε)" : "((√\(symbol) + ε)/√(1−γᵗ))"
    }
  }
}
