import Landscapes

/// a ÷ b for each axis, where 0 ÷ 0 is 0: no gradient, no step, whatever ε is.
@inline(__always)
func ratio(_ a: Vector, _ b: Vector) -> Vector {
  Vector(a.x == 0 ? 0 : a.x / b.x, a.y == 0 ? 0 : a.y / b.y)
}

/// √ for each axis.
@inline(__always)
func root(_ vector: Vector) -> Vector {
  Vector(vector.x.squareRoot(), vector.y.squareRoot())
}

/// |v| for each axis.
@inline(__always)
func magnitude(_ vector: Vector) -> Vector { Vector(abs(vector.x), abs(vector.y)) }

/// The larger for each axis; nan where either is.
@inline(__always)
func larger(_ a: Vector, _ b: Vector) -> Vector {
  Vector(
    a.x > b.x || a.x.isNaN ? a.x : b.x,
    a.y > b.y || a.y.isNaN ? a.y : b.y)
}

/// −1, 0 or 1 for each axis; nan stays.
@inline(__always)
func sign(_ vector: Vector) -> Vector {
  func one(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : value }
  return Vector(one(vector.x), one(vector.y))
}
