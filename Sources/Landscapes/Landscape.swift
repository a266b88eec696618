/// A loss function of two parameters, exactly.
///
/// What an optimizer is shown of it is for an `Oracle` to say.
public protocol Landscape: Sendable {
  /// Value and gradient.
  func sample(at point: Point) -> Sample

  /// The value, the same bits as in `sample`.
  func value(at point: Point) -> Double

  /// Whether a point lies outside the domain of the function.
  func leavesDomain(at point: Point) -> Bool

  /// The second derivatives.
  func hessian(at point: Point) -> Hessian

  /// The values of a block of points; the three buffers are equally long.
  func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>)
}

extension Landscape {
  /// Most loss functions are defined everywhere.
  public func leavesDomain(at point: Point) -> Bool { false }

  /// The values on a regular grid over a view, row by row from the top left.
  ///
  /// Samples sit in the middle of `columns` × `rows` equal tiles.
  public func field(over view: View, columns: Int, rows: Int) -> [Double] {
    let step = view.size / Vector(Double(max(columns, 1)), Double(max(rows, 1)))
    let xs = (0..<columns).map { view.low.x + (Double($0) + 0.5) * step.x }
    var ys = [Double](repeating: 0, count: columns)
    return [Double](unsafeUninitializedCapacity: columns * rows) { buffer, count in
      guard columns > 0, rows > 0 else { return }
      for row in 0..<rows {
        let y = view.high.y - (Double(row) + 0.5) * step.y
        for column in 0..<columns { ys[column] = y }
        let target = UnsafeMutableBufferPointer(
          rebasing: buffer[row * columns..<(row + 1) * columns])
        xs.withUnsafeBufferPointer { x in
          ys.withUnsafeBufferPointer { y in values(x: x, y: y, into: target) }
        }
      }
      count = columns * rows
    }
  }
}
