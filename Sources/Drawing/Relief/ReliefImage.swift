/// The ground of a relief as pixels: what is seen at each, and how far away it is.
struct ReliefImage {
  /// A pixel.
  struct Pixel {
    /// The ground that is seen; nil where there is none.
    var ground: Ground?
    /// Whether a contour line runs there.
    var isLine = false
    /// Whether it is the front, cut down to the floor.
    var isWall = false
    /// How far away it is; what is nearer than that is in front of it.
    var depth = Double.infinity

    var ink: Ink {
      guard let ground else { return .background }
      return isLine ? .reliefLine(ground) : .relief(ground)
    }
  }

  let plane: ReliefPlane
  private(set) var pixels: [Pixel]

  /// The front beneath a height: dark, so that it hides nothing by its brightness.
  static func wall(_ height: Double) -> Ground { Ground(height: height * 0.5, light: -0.7) }

  /// Every column of pixels from the front to the back: what rises above all before it is seen.
  init(_ heights: ReliefHeights, on plane: ReliefPlane) {
    self.plane = plane
    pixels = Array(repeating: Pixel(), count: plane.columns * plane.rows)
    for column in 0..<plane.columns {
      let across = plane.across(column: column)
      var horizon = plane.rows
      var isFirst = true
      var along = -plane.reach - plane.step
      while along < plane.reach + plane.step, horizon > 0 {
        defer { along += plane.step }
        let place = plane.ground(across: across, along: along)
        guard abs(place.x) <= 1, abs(place.y) <= 1, let height = heights.height(place) else {
          continue
        }
        let top = row(plane.project(place, height: height).spot.y)
        if isFirst {
          // The front is cut down to the floor.
          let foot = row(plane.project(place, height: ReliefPlane.floor).spot.y)
          let cut = Pixel(ground: ReliefImage.wall(height), isWall: true, depth: along)
          fill(column, from: max(top, 0), to: min(foot, plane.rows), cut)
          horizon = min(horizon, max(top, 0))
          isFirst = false
        }
        guard top < horizon else { continue }
        let ground = heights.ground(place, plane)
        fill(
          column, from: max(top, 0), to: horizon, Pixel(ground: ground, depth: along))
        horizon = max(top, 0)
      }
    }
    drawContours()
  }

  private func row(_ spot: Double) -> Int {
    wholeNumber(spot.rounded(.down), in: -1...plane.rows)
  }

  private mutating func fill(_ column: Int, from top: Int, to bottom: Int, _ pixel: Pixel) {
    guard top < bottom else { return }
    for row in top..<bottom { pixels[row * plane.columns + column] = pixel }
  }

  /// Contour lines that follow the ground, one pixel wide, where they are far enough apart to be lines.
  private mutating func drawContours() {
    func isSame(_ column: Int, _ row: Int, as here: Pixel) -> Bool {
      let other = self[column, row]
      guard let ground = other.ground, !other.isWall else { return false }
      return ground.band == here.ground?.band && abs(other.depth - here.depth) < 0.3
    }
    var lines: [Int] = []
    for row in 0..<plane.rows - 1 {
      for column in 0..<plane.columns - 1 {
        let index = row * plane.columns + column
        let here = pixels[index]
        guard let ground = here.ground, !here.isWall else { continue }
        let isEdge = [pixels[index + 1], pixels[index + plane.columns]].contains {
          guard let other = $0.ground, !$0.isWall else { return false }
          return abs($0.depth - here.depth) < 0.15 && other.band != ground.band
        }
        // Two pixels of the same band behind it: no comb of lines on slopes seen from the side.
        let isRoomy =
          isSame(column, row - 1, as: here) && isSame(column, row - 2, as: here)
          && isSame(column - 1, row, as: here) && isSame(column, row - 3, as: here)
        if isEdge, isRoomy { lines.append(index) }
      }
    }
    for index in lines { pixels[index].isLine = true }
    // A speck is no line.
    let around = [-1, 0, 1].flatMap { row in [-1, 0, 1].map { row * plane.columns + $0 } }
    let specks = lines.filter { index in
      around.filter { pixels.indices.contains(index + $0) && pixels[index + $0].isLine }.count < 3
    }
    for index in specks { pixels[index].isLine = false }
  }

  /// What is seen at a pixel; nothing outside.
  subscript(column: Int, row: Int) -> Pixel {
    guard column >= 0, row >= 0, column < plane.columns, row < plane.rows else { return Pixel() }
    return pixels[row * plane.columns + column]
  }

  /// Whether a spot at a depth is in front of all ground there.
  func sees(_ spot: SIMD2<Double>, depth: Double) -> Bool {
    let column = wholeNumber(spot.x.rounded(.down), in: -1...plane.columns)
    let row = wholeNumber(spot.y.rounded(.down), in: -1...plane.rows)
    // A path lies on the ground: what hides it is well before it, in all pixels around.
    return (-1...1).contains { depth <= self[column, row + $0].depth + 0.06 }
  }
}
