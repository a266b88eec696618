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

  /// The value in two digits, where room is short.
  public var shortText: String {
    switch self {
    case .scalar(let number): return brief(number, digits: 2)
    case .vector(let vector):
      return "(\(brief(vector.x, digits: 2)), \(brief(vector.y, digits: 2)))"
    }
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

  /// The right side of the equation with this step's numbers put in.
  public var numbers: String { Substitution.text(of: equation, bindings) }
}
