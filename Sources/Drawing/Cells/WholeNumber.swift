/// The whole part of a value, kept within a range; the lowest end for what is no number.
///
/// Losses and curvatures of a run that explodes are huge, infinite or nan, and none of them may end
/// the program on its way to a cell of the screen.
package func wholeNumber(_ value: Double, in range: ClosedRange<Int>) -> Int {
  guard value > Double(range.lowerBound) else { return range.lowerBound }
  guard value < Double(range.upperBound) else { return range.upperBound }
  return Int(value)
}
