import Formulas

/// A landscape made ready to be seen at one place after another, while it is lent.
///
/// It knows formulas by name, and not behind a closure: what is seen stays in registers, which is a tenth of
/// the time of a step.
public struct Sights<Numbers: Points> {
  @usableFromInline let landscape: any Landscape
  @usableFromInline let tape: LentTape<Numbers.Axis>?

  /// Sees a landscape, through the operations of its formula where they are lent.
  public init(of landscape: any Landscape, through tape: LentTape<Numbers.Axis>? = nil) {
    self.landscape = landscape
    self.tape = tape
  }

  /// Value and gradient at a place, or at eight.
  @inlinable @inline(__always)
  public func callAsFunction(_ points: Numbers) -> Sight<Numbers> {
    if let tape { return Numbers.sight(through: tape, at: points) }
    return Numbers.sight(of: landscape, at: points)
  }
}
