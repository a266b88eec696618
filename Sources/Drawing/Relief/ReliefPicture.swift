import Foundation

/// A terrain seen at an angle, with the paths on its ground.
public struct ReliefPicture: Sendable, Equatable {
  /// The map that is turned; its terrain gives the heights.
  public var map: MapPicture
  /// How far it is turned, in radians.
  public var turn: Double
  /// How high the eye stands, in radians above the ground.
  public var tilt: Double

  /// Creates a relief.
  public init(map: MapPicture, turn: Double, tilt: Double) {
    self.map = map
    self.turn = turn
    self.tilt = tilt
  }

  /// How high the highest band stands, as a share of the shorter side of the ground.
  private static let rise = 0.42

  /// What is seen at a pixel: the ink, and how deep in the picture it lies.
  private struct Pixel {
    var ink = Ink.background
    var depth = Double.infinity
  }

  /// The picture plane: half-cell pixels, and where a place of the ground falls on it.
  private struct Plane {
    let columns: Int
    let rows: Int
    let sine: Double
    let cosine: Double
    let sineTilt: Double
    let cosineTilt: Double
    let scale: Double

    /// Across and up in pixels from the middle, and the depth, of a place of the ground.
    ///
    /// - Parameter place: from −1 to 1 along both axes, y upwards.
    func project(_ place: SIMD2<Double>, height: Double) -> (
      x: Double, y: Double, depth: Double
    ) {
      let across = place.x * cosine - place.y * sine
      let along = place.x * sine + place.y * cosine
      let up = along * sineTilt + (height - 0.5) * 2 * ReliefPicture.rise * cosineTilt
      return (
        Double(columns) / 2 + across * scale, Double(rows) / 2 - up * scale, along
      )
    }

    /// The place of the ground that lies across and along.
    func ground(across: Double, along: Double) -> SIMD2<Double> {
      SIMD2(across * cosine + along * sine, -across * sine + along * cosine)
    }
  }

  private func plane(columns: Int, rows: Int) -> Plane {
    let pixels = rows * 2
    // The whole ground fits whatever the turn: its half diagonal is √2.
    let wide = Double(columns) / 2 / 1.42
    let high = Double(pixels) / 2 / (1.42 * sin(tilt) + ReliefPicture.rise * cos(tilt))
    return Plane(
      columns: columns, rows: pixels, sine: sin(turn), cosine: cos(turn), sineTilt: sin(tilt),
      cosineTilt: cos(tilt), scale: min(wide, high))
  }

  /// The height, 0 to 1, at a place from −1 to 1; nil where there is none.
  private func height(_ place: SIMD2<Double>) -> Double? {
    let terrain = map.terrain
    let width = terrain.columns * 2
    let height = terrain.rows * 4
    let side = Double(min(width, height))
    // The ground is the middle square of the map's field, where both axes have the same unit.
    let x = Double(width) / 2 + place.x * side / 2
    let y = Double(height) / 2 - place.y * side / 2
    let column = wholeNumber(x, in: 0...width - 1)
    let row = wholeNumber(y, in: 0...height - 1)
    let value = terrain.field[row * width + column]
    return value.isNaN ? nil : terrain.scale.fraction(value)
  }

  /// A place of the surface as a place of the ground.
  private func ground(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let size = map.high - map.low
    let half = min(size.x, size.y) / 2
    return (point - (map.low + map.high) / 2) / half
  }

  /// Draws the relief into a rectangle of cells, two pixels a cell.
  public func draw(on grid: inout Grid, at rect: CellRect, glyphs: Glyphs) {
    let plane = plane(columns: rect.columns, rows: rect.rows)
    let pixels = render(plane)
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let upper = pixels[row * 2 * rect.columns + column].ink
        let lower = pixels[(row * 2 + 1) * rect.columns + column].ink
        let isFlat = upper == lower || !glyphs.hasHalves
        grid[rect.column + column, rect.row + row] =
          isFlat ? Cell(" ", .text, on: lower) : Cell("▀", upper, on: lower)
      }
    }
    for trail in map.trails where trail.kind == .path {
      draw(trail, on: &grid, at: rect, plane, pixels, glyphs)
    }
    for mark in map.marks {
      let glyph =
        mark.kind == .start ? glyphs.start : mark.kind == .saddle ? glyphs.saddle : glyphs.minimum
      put(glyph, .mark, at: mark.point, on: &grid, rect, plane, pixels)
    }
    for trail in map.trails where trail.kind == .path {
      guard let last = trail.points.last(where: { $0.x.isFinite && $0.y.isFinite }) else {
        continue
      }
      let ink = Ink.trail(UInt8(trail.index % Ink.trails), age: 0)
      put(glyphs.head(trail.index), ink, at: last, on: &grid, rect, plane, pixels)
    }
  }

  /// Every column of pixels from the front to the back: what rises above all before it is seen.
  private func render(_ plane: Plane) -> [Pixel] {
    var pixels = [Pixel](repeating: Pixel(), count: plane.columns * plane.rows)
    let step = 0.7 / plane.scale / max(plane.sineTilt, 0.3)
    for column in 0..<plane.columns {
      let across = (Double(column) + 0.5 - Double(plane.columns) / 2) / plane.scale
      var horizon: Int?
      var along = -1.45
      while along < 1.45, horizon ?? 1 > 0 {
        let place = plane.ground(across: across, along: along)
        if abs(place.x) <= 1, abs(place.y) <= 1, let height = height(place) {
          let top = wholeNumber(
            plane.project(place, height: height).y.rounded(.down), in: -1...plane.rows)
          // The front edge is cut down to the foot of the ground.
          let foot = wholeNumber(
            plane.project(place, height: 0).y.rounded(.down) + 1, in: 0...plane.rows)
          let bottom = horizon ?? foot
          if horizon == nil {
            for row in max(0, top + 1)..<max(0, top + 1, min(foot, plane.rows)) {
              pixels[row * plane.columns + column] = Pixel(ink: .focusBar, depth: along)
            }
            horizon = min(top + 1, bottom)
          }
          if top < (horizon ?? bottom) {
            let ink = ink(at: place, height: height)
            for row in max(0, top)..<max(0, top, min(horizon ?? bottom, plane.rows)) {
              pixels[row * plane.columns + column] = Pixel(ink: ink, depth: along)
            }
            horizon = top
          }
        }
        along += step
      }
    }
    return pixels
  }

  /// The band, darker the more the ground is turned away from a light at the upper left.
  private func ink(at place: SIMD2<Double>, height: Double) -> Ink {
    let reach = 0.04
    let right = self.height(place + SIMD2(reach, 0)) ?? height
    let up = self.height(place + SIMD2(0, reach)) ?? height
    let slope = SIMD2(right - height, up - height) * (ReliefPicture.rise / reach)
    let normal = 1 / (1 + slope.x * slope.x + slope.y * slope.y).squareRoot()
    let light = (0.55 * slope.x - 0.45 * slope.y + 0.7) * normal
    let shade = light > 0.75 ? 0 : light > 0.45 ? 1 : light > 0.15 ? 2 : 3
    let band = wholeNumber(height * Double(Band.count), in: 0...Band.count - 1)
    return .relief(Band(band), shade: UInt8(shade))
  }

  /// Where a point of the surface is seen, in pixels; nil where the terrain hides it.
  private func seen(_ point: SIMD2<Double>, _ plane: Plane, _ pixels: [Pixel]) -> SIMD2<Double>? {
    let place = ground(point)
    guard abs(place.x) <= 1, abs(place.y) <= 1, let height = height(place) else { return nil }
    let spot = plane.project(place, height: height)
    guard spot.x >= 0, spot.x < Double(plane.columns), spot.y >= 0, spot.y < Double(plane.rows)
    else { return nil }
    let column = Int(spot.x)
    let row = Int(spot.y)
    let depth = pixels[row * plane.columns + column].depth
    return spot.depth <= depth + 0.12 ? SIMD2(spot.x, spot.y) : nil
  }

  private func draw(
    _ trail: TrailPicture, on grid: inout Grid, at rect: CellRect, _ plane: Plane,
    _ pixels: [Pixel], _ glyphs: Glyphs
  ) {
    var canvas = DotCanvas(columns: rect.columns, rows: rect.rows)
    for index in trail.points.indices.dropFirst() {
      let (from, to) = (trail.points[index - 1], trail.points[index])
      let ink = Ink.trail(
        UInt8(trail.index % Ink.trails), age: MapPicture.age(of: index, in: trail.points.count))
      // Each piece follows the ground, so that it neither floats nor cuts through a ridge.
      let reach = ground(to) - ground(from)
      let length = (reach.x * reach.x + reach.y * reach.y).squareRoot()
      guard length.isFinite else { continue }
      let pieces = wholeNumber(length * plane.scale, in: 1...200)
      var before = seen(from, plane, pixels)
      for piece in 1...pieces {
        let here = seen(from + (to - from) * (Double(piece) / Double(pieces)), plane, pixels)
        if let before, let here {
          canvas.line(from: before * 2, to: here * 2, ink)
        }
        before = here
      }
    }
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let mask = canvas.masks[row * rect.columns + column]
        guard mask != 0 else { continue }
        let beneath = pixels[row * 2 * rect.columns + column].ink
        grid[rect.column + column, rect.row + row] = Cell(
          glyphs.path(mask), canvas.inks[row * rect.columns + column], on: beneath)
      }
    }
  }

  private func put(
    _ glyph: Unicode.Scalar, _ ink: Ink, at point: SIMD2<Double>, on grid: inout Grid,
    _ rect: CellRect, _ plane: Plane, _ pixels: [Pixel]
  ) {
    guard let spot = seen(point, plane, pixels) else { return }
    let (column, row) = (Int(spot.x), Int(spot.y) / 2)
    let beneath = pixels[row * 2 * rect.columns + column].ink
    grid[rect.column + column, rect.row + row] = Cell(glyph, ink, on: beneath, bold: true)
  }
}

extension ReliefPicture {
  /// The cells of the relief, for pictures that are made of lines otherwise.
  func grid(columns: Int, rows: Int) -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    draw(
      on: &grid, at: CellRect(column: 0, row: 0, columns: columns, rows: rows), glyphs: .unicode)
    return grid
  }
}
