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
    var lines = [
      "g = ∇f(θ)", "v ← βv + (1−β)g  # velocity: average",
      "s ← γs + (1−γ)g²  # memory: mean square",
    ]
    if isCorrected { lines.append("v̂ = v/(1−βᵗ)  # velocity: corrected") }
    if isCorrected, isSecond { lines.append("ŝ = s/(1−γᵗ)  # memory: corrected") }
    return lines.joined(separator: "\n")
  }

  /// The equations of a rule that is pulled towards the origin beside its step.
  ///
  /// - Parameter name: what the step without the pull is called.
  static func pulled(_ equations: String, _ name: String, by weightDecay: Double) -> String {
    let lines = equations.split(whereSeparator: \.isNewline)
    guard weightDecay > 0, let last = lines.last else { return equations }
    let step = last.dropFirst("θ ← θ − ".count)
    return lines.dropLast().joined(separator: "\n") + """

      −ηλθ  # jump: decay
      −\(step)  # correction: \(name)
      θ ← θ − ηλθ − \(step)
      """
  }

  /// What is remembered, by the names of the equations.
  var remembered: [String: Vector] {
    [
      "v": first, "s": second, "βᵗ": Vector(repeating: firstDecay),
      "γᵗ": Vector(repeating: secondDecay),
    ]
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

}
