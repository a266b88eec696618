/// What decides the randomness of one look at a surface.
///
/// Noise and mini-batches are functions of these numbers alone, never of the order of calls, so
/// that every panel of a race meets the same draw at the same step.
public struct Draw: Sendable, Equatable {
  /// The seed of the race.
  public var seed: UInt64
  /// The number of updates done before this look.
  public var step: Int
  /// Which of several looks within one step.
  public var batch: Int

  /// Creates a draw.
  public init(seed: UInt64 = 0, step: Int = 0, batch: Int = 0) {
    self.seed = seed
    self.step = step
    self.batch = batch
  }
}

/// A loss function of two parameters.
public protocol Landscape: Sendable {
  /// Value and gradient as an optimizer sees them, with the noise that the draw decides.
  func sample(at point: Point, draw: Draw) -> Sample

  /// The noise-free value.
  func value(at point: Point) -> Double

  /// Whether a point lies outside the domain of the function.
  func leavesDomain(at point: Point) -> Bool

  /// The noise-free second derivatives.
  func hessian(at point: Point) -> Hessian

  /// The noise-free values of a block of points; the three buffers are equally long.
  func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>)
}

extension Landscape {
  /// Most loss functions are defined everywhere.
  public func leavesDomain(at point: Point) -> Bool { false }

  /// Value and gradient without noise.
  public func sample(at point: Point) -> Sample { sample(at: point, draw: Draw()) }

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
