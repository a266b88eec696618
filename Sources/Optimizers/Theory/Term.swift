import Anatomy
import Documents
import Landscapes

/// A number or a number for each axis, as an equation uses it.
public enum TermValue: Sendable, Equatable {
  /// The same for both axes.
  case scalar(Double)
  /// One for each axis.
  case vector(Vector)

  /// The value of each axis.
  public var axes: Vector {
    switch self {
    case .scalar(let number): return Vector(number, number)
    case .vector(let vector): return vector
    }
  }

  /// The value as the screen shows it.
  public var text: String {
    switch self {
    case .scalar(let number): return brief(number, digits: 5)
    case .vector(let vector): return brief(vector)
    }
  }
}

/// What may stand for a symbol of an equation.
protocol TermNumber: Sendable {
  var termValue: TermValue { get }
}

extension Double: TermNumber {
  var termValue: TermValue { .scalar(self) }
}

extension SIMD2<Double>: TermNumber {
  var termValue: TermValue { .vector(self) }
}

/// Symbols with their values, written as a dictionary in the order of the equation.
struct Bindings: ExpressibleByDictionaryLiteral {
  var list: [Term.Binding]

  init(dictionaryLiteral elements: (String, any TermNumber)...) {
    list = elements.map { Term.Binding(symbol: $0.0, value: $0.1.termValue) }
  }

  static func + (a: Bindings, b: Bindings) -> Bindings {
    var sum = a
    sum.list += b.list
    return sum
  }
}

/// One line of the anatomy of a step: an equation, its numbers, and an arrow where there is one.
///
/// The numbers are made from the equation by putting a value in the place of every symbol, so that
/// both always say the same.
public struct Term: Sendable, Equatable {
  /// A symbol and what it stands for in this step.
  public struct Binding: Sendable, Equatable {
    /// The symbol as the equation writes it.
    public var symbol: String
    /// Its value.
    public var value: TermValue
  }

  /// The name in words.
  public var name: String
  /// The equation.
  public var equation: String
  /// What the symbols of its right side stand for.
  public var bindings: [Binding]
  /// The arrow: a displacement, or a vector that is no displacement.
  public var vector: Vector
  /// What the left side of the equation becomes.
  public var result: TermValue
  /// What the vector is for.
  public var role: StepPart
  /// Where the arrow begins on the map; nil for what is no displacement.
  public var origin: Point?

  init(
    _ role: StepPart, _ name: String, _ equation: String,
    _ bindings: Bindings, _ result: any TermNumber,
    arrow: Vector? = nil, from origin: Point? = nil
  ) {
    self.role = role
    self.name = name
    self.equation = equation
    self.bindings = bindings.list
    self.result = result.termValue
    self.vector = arrow ?? result.termValue.axes
    self.origin = origin
  }

  /// The right side of the equation with this step's numbers put in.
  public var numbers: String { Substitution.text(of: equation, bindings) }
}

/// Terms that many rules share, so that the same thing is said in the same words.
extension Term {
  /// The gradient as every rule sees it.
  static func gradient(_ seen: Sample, at point: Point, symbol: String = "θ") -> Term {
    Term(
      .gradient, "gradient", "g = ∇f(\(symbol))", [symbol: point], seen.gradient, from: point)
  }

  /// The step from one point to the next.
  static func step(
    _ equation: String, _ bindings: Bindings, from point: Point,
    to next: Point
  ) -> Term {
    Term(.step, "step", equation, bindings, next, arrow: next - point, from: point)
  }

  /// The average of gradients, v ← βv + (1−β)g.
  static func average(_ before: Vector, _ after: Vector, beta: Double, _ seen: Sample) -> Term {
    Term(
      .velocity, "average", "v ← βv + (1−β)g", ["β": beta, "v": before, "g": seen.gradient], after)
  }

  /// The average of squared gradients, s ← γs + (1−γ)g².
  static func meanSquare(_ before: Vector, _ after: Vector, gamma: Double, _ seen: Sample) -> Term {
    Term(
      .memory, "mean square", "s ← γs + (1−γ)g²", ["γ": gamma, "s": before, "g": seen.gradient],
      after)
  }

  /// An average divided by the sum of the weights in it.
  static func corrected(
    _ role: StepPart, _ equation: String, _ symbol: String, _ average: Vector, decay: String,
    product: Double
  ) -> Term {
    Term(role, "corrected", equation, [symbol: average, decay: product], average / (1 - product))
  }
}
