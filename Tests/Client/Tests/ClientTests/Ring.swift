import Landscapes

/// A valley without end: (x² + y² − 1)², least everywhere on a circle.
struct Ring: Landscape {
  init() {}

  func sample(at point: Point) -> Sample {
    let height = point.x * point.x + point.y * point.y - 1
    return Sample(value: height * height, gradient: 4 * height * point)
  }
}
