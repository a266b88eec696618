import Documents
import Landscapes

/// One line of the anatomy of a step: an equation, its numbers, and an arrow where there is one.
public struct Term: Sendable, Equatable {
  /// What the vector is for, which decides its colour on the map and in the pane.
  public enum Role: String, Sendable, CaseIterable {
    /// The slope that was seen, drawn downhill.
    case gradient
    /// The part of the step that comes from the past.
    case jump
    /// The part of the step that comes from this gradient.
    case correction
    /// The new velocity.
    case velocity
    /// What the rule remembers of the gradient's size.
    case memory
    /// The rate of each axis.
    case rates
    /// The step that is taken.
    case step
    /// What another rule would have done from the same state.
    case alternative
  }

  /// The name in words.
  public var name: String
  /// The symbol that the equation defines.
  public var symbol: String
  /// The equation.
  public var equation: String
  /// The equation with this step's numbers put in.
  public var numbers: String
  /// The arrow: a displacement, or a vector that is no displacement.
  public var vector: Vector
  /// What the left side of the equation becomes.
  public var result: Vector
  /// What the vector is for.
  public var role: Role
  /// Where the arrow begins on the map; nil for what is no displacement.
  public var origin: Point?

  init(
    _ role: Role, _ name: String, _ symbol: String, _ equation: String, numbers: String = "",
    _ vector: Vector, from origin: Point? = nil, result: Vector? = nil
  ) {
    self.role = role
    self.name = name
    self.symbol = symbol
    self.equation = equation
    self.numbers = numbers
    self.vector = vector
    self.result = result ?? vector
    self.origin = origin
  }

  /// The gradient as every rule sees it.
  static func gradient(_ seen: Sample, at point: Point, symbol: String = "θ") -> Term {
    Term(
      .gradient, "gradient", "g", "g = ∇f(\(symbol))", numbers: "∇f\(brief(point))", seen.gradient,
      from: point)
  }

  /// The step from one point to the next.
  static func step(_ equation: String, from point: Point, to next: Point) -> Term {
    Term(
      .step, "step", "Δθ", equation, numbers: "\(brief(point)) + \(brief(next - point))",
      next - point, from: point, result: next)
  }

  /// The average of gradients, v ← βv + (1−β)g.
  static func average(_ before: Vector, _ after: Vector, beta: Double, _ seen: Sample) -> Term {
    let numbers =
      "\(brief(beta))·\(brief(before)) + \(brief(1 - beta))·\(brief(seen.gradient))"
    return Term(.velocity, "average", "v", "v ← βv + (1−β)g", numbers: numbers, after)
  }

  /// The average of squared gradients, s ← γs + (1−γ)g².
  static func meanSquare(_ before: Vector, _ after: Vector, gamma: Double, _ seen: Sample) -> Term {
    let numbers =
      "\(brief(gamma))·\(brief(before)) + \(brief(1 - gamma))·\(brief(seen.gradient))²"
    return Term(.memory, "mean square", "s", "s ← γs + (1−γ)g²", numbers: numbers, after)
  }

  /// The rate of each axis: η over a denominator.
  static func rates(_ symbol: String, _ equation: String, rate: Double, _ rates: Vector) -> Term {
    Term(
      .rates, "rates", symbol, equation, numbers: "\(brief(rate))/\(brief(rate / rates))", rates)
  }
}
