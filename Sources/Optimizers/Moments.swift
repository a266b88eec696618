import Landscapes

/// The two averages that Adam and its relatives keep, with the weights that their sums have so far.
struct Moments: Sendable, Equatable {
  /// The average of gradients, v.
  var first = Vector.zero
  /// The average of squared gradients, s.
  var second = Vector.zero
  /// Πβ over all updates: 1 − Πβ is the exact sum of the weights in `first`, also after β changed.
  var firstDecay = 1.0
  /// Πγ over all updates.
  var secondDecay = 1.0

  /// v ← βv + (1−β)g and s ← γs + (1−γ)g².
  @inline(__always)
  mutating func absorb(_ gradient: Vector, beta: Double, gamma: Double) {
    first = beta * first + (1 - beta) * gradient
    second = gamma * second + (1 - gamma) * (gradient * gradient)
    firstDecay = Moments.product(firstDecay, beta)
    secondDecay = Moments.product(secondDecay, gamma)
  }

  /// The averages as equations, up to the step.
  ///
  /// - Parameter isSecond: whether the corrected square has a name of its own.
  static func equations(corrected isCorrected: Bool, isSecond: Bool = true) -> String {
    let averages = "g = ∇f(θ)\nv ← βv + (1−β)g\ns ← γs + (1−γ)g²"
    guard isCorrected else { return averages }
    return averages + "\nv̂ = v/(1−βᵗ)" + (isSecond ? ", ŝ = s/(1−γᵗ)" : "")
  }

  /// A product of decays; below 2⁻⁶⁰ it becomes 0, which leaves 1 − Π unchanged and keeps subnormal
  /// numbers out of the loop.
  @inline(__always)
  static func product(_ product: Double, _ factor: Double) -> Double {
    let next = product * factor
    return next < 0x1p-60 ? 0 : next
  }
}

/// Where ε stands in the denominator of a rule that divides by the root of squared gradients.
enum EpsilonPlace: String, KnobChoice {
  /// √(s + ε).
  case inside
  /// √s + ε.
  case outside

  @inline(__always)
  func denominator(_ second: Vector, _ epsilon: Double) -> Vector {
    self == .inside ? root(second + epsilon) : root(second) + epsilon
  }

  /// The denominator as it is written.
  func text(_ symbol: String) -> String {
    self == .inside ? "√(\(symbol) + ε)" : "(√\(symbol) + ε)"
  }

  /// The denominator as it is written, with its numbers.
  func written(_ symbol: String, _ second: Vector, _ epsilon: Double) -> (
    text: String, bindings: Bindings
  ) {
    (text(symbol), [symbol: second, "ε": epsilon])
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
  func denominator(_ second: Vector, weight: Double, _ epsilon: Double) -> Vector {
    switch self {
    case .inside: return root(second / weight + epsilon)
    case .outside: return root(second / weight) + epsilon
    case .hat: return (root(second) + epsilon) / weight.squareRoot()
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

  /// The denominator as it is written, with its numbers.
  ///
  /// - Parameters:
  ///   - symbol: what stands under the root.
  ///   - bindings: its numbers.
  ///   - decay: Πγ where the root is corrected; nil where nothing is, and `hat` is `outside`.
  func written(_ symbol: String, _ bindings: Bindings, _ epsilon: Double, decay: Double?) -> (
    text: String, bindings: Bindings
  ) {
    let root = symbol.count == 1 ? "√\(symbol)" : "√(\(symbol))"
    switch self {
    case .inside: return ("√(\(symbol) + ε)", bindings + ["ε": epsilon])
    case .hat:
      guard let decay else { fallthrough }
      // What stands under the root may be corrected by the same product.
      let known: Bindings = symbol.contains("γᵗ") ? [:] : ["γᵗ": decay]
      return ("(\(root) + ε/√(1−γᵗ))", bindings + known + ["ε": epsilon])
    case .outside: return ("(\(root) + ε)", bindings + ["ε": epsilon])
    }
  }
}
