import Formulas

/// A loss function of two parameters, exactly.
///
/// What an optimizer is shown of it is for an `Oracle` to say.
public protocol Landscape: Sendable {
  /// Value and gradient.
  func sample(at point: Point) -> Sample

  /// Value and gradient at eight points, the same bits as one by one.
  func sample(at points: EightPoints) -> Sight<EightPoints>

  /// How many rows of data the loss is the mean of; 0 for a loss without data.
  var rowCount: Int { get }

  /// Value and gradient of the mean over some rows of data, in their order.
  func sample(at point: Point, rows: [Int32]) -> Sample

  /// Value and gradient at eight points, each of rows of its own, the same bits as one by one.
  ///
  /// - Parameter rows: for each of equally many looks, the row of every point.
  func sample(at points: EightPoints, rows: [SIMD8<Int32>]) -> Sight<EightPoints>

  /// Lends a way to see one point after another, the same bits as in `sample` and faster: what does not
  /// change between two looks is made ready once.
  func withSights<Result>(
    of points: Vector.Type, _ body: (Sights<Vector>) throws -> Result
  ) rethrows -> Result

  /// Lends a way to see eight points after another.
  func withSights<Result>(
    of points: EightPoints.Type, _ body: (Sights<EightPoints>) throws -> Result
  ) rethrows -> Result

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

  /// Values and gradients of a block of points, the same bits as one by one; the buffers are equally long.
  func samples(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>)
}

extension Landscape {
  /// Most loss functions have no data.
  public var rowCount: Int { 0 }

  /// Without data there is one thing to see.
  public func sample(at point: Point, rows: [Int32]) -> Sample { sample(at: point) }

  /// Without data there is one thing to see.
  public func sample(at points: EightPoints, rows: [SIMD8<Int32>]) -> Sight<EightPoints> {
    sample(at: points)
  }

  /// Most loss functions are defined everywhere.
  public func leavesDomain(at point: Point) -> Bool { false }

  /// The value, as part of the sample.
  public func value(at point: Point) -> Double { sample(at: point).value }

  /// The second derivatives, by differences of the gradient to both sides.
  ///
  /// Steps of the cube root of the last digit err least: by about 1e-10 of the largest slope nearby.
  public func hessian(at point: Point) -> Hessian {
    let step = 0x1p-17 * Vector(max(1, abs(point.x)), max(1, abs(point.y)))
    let x = Vector(step.x, 0), y = Vector(0, step.y)
    let alongX = (sample(at: point + x).gradient - sample(at: point - x).gradient) / (2 * step.x)
    let alongY = (sample(at: point + y).gradient - sample(at: point - y).gradient) / (2 * step.y)
    return Hessian(xx: alongX.x, xy: (alongX.y + alongY.x) / 2, yy: alongY.y)
  }

  /// The values of a block of points, one by one.
  public func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    for index in x.indices { values[index] = value(at: Point(x[index], y[index])) }
  }

  /// Value and gradient at eight points, one by one.
  public func sample(at points: EightPoints) -> Sight<EightPoints> { sampleOneByOne(at: points) }

  /// Value and gradient at eight points, one by one.
  func sampleOneByOne(at points: EightPoints) -> Sight<EightPoints> {
    var (value, slopes) = (SIMD8<Double>(), EightPoints())
    for lane in 0..<8 {
      let here = sample(at: Point(points[lane], points[8 + lane]))
      value[lane] = here.value
      slopes[lane] = here.gradient.x
      slopes[8 + lane] = here.gradient.y
    }
    return Sight(value: value, gradient: slopes)
  }

  /// Most loss functions have nothing to make ready.
  public func withSights<Result>(
    of points: Vector.Type, _ body: (Sights<Vector>) throws -> Result
  ) rethrows -> Result {
    try body(Sights(of: self))
  }

  /// Most loss functions have nothing to make ready.
  public func withSights<Result>(
    of points: EightPoints.Type, _ body: (Sights<EightPoints>) throws -> Result
  ) rethrows -> Result {
    try body(Sights(of: self))
  }

  /// Values and gradients of a block of points, one by one.
  public func samples(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    values: UnsafeMutableBufferPointer<Double>, slopesX: UnsafeMutableBufferPointer<Double>,
    slopesY: UnsafeMutableBufferPointer<Double>
  ) {
    for index in x.indices {
      let here = sample(at: Point(x[index], y[index]))
      (values[index], slopesX[index], slopesY[index]) =
        (here.value, here.gradient.x, here.gradient.y)
    }
  }

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
