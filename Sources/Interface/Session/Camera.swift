import Landscapes

/// From where the surface is seen.
public struct Camera: Sendable, Equatable {
  /// The angle at which the relief is seen.
  public struct Angle: Sendable, Equatable {
    /// How far the terrain is turned, in radians.
    public var turn = 0.6
    /// How high the eye stands, in radians above the ground.
    public var tilt = 1.12

    /// The angle that opens.
    public init() {}
  }

  /// The part of the plane that is shown at least; nil for the surface's own view.
  public var view: View?
  /// The angle of the relief; nil where the map is seen from above.
  public var relief: Angle?

  /// Straight from above, at the surface's own view.
  public init() {}

  /// Shows the relief, or the map.
  mutating func toggleRelief() { relief = relief == nil ? Angle() : nil }

  /// Comes closer or goes away, a place staying where it is.
  mutating func zoom(by factor: Double, about place: Point, from view: View) {
    let zoomed = view.scaled(by: factor, about: place)
    if zoomed.isUsable { self.view = zoomed }
  }

  /// Moves by eighths of the view; the relief turns and tilts.
  mutating func pan(_ x: Int, _ y: Int, from view: View) {
    if var angle = relief {
      angle.turn += Double(x) * 0.15
      angle.tilt = min(max(angle.tilt + Double(y) * 0.1, 0.25), 1.45)
      relief = angle
      return
    }
    let move = Vector(Double(x), Double(y)) * view.size / 8
    let moved = View(low: view.low + move, high: view.high + move)
    if moved.isUsable { self.view = moved }
  }
}
