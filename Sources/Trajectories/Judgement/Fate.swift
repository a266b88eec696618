import Landscapes
import SystemLibrary

/// What became of a run up to a step, judged from the path, the gradient and the Hessian.
///
/// A small gradient alone never counts as having arrived.
public enum Fate: Sendable, Equatable {
  /// Settled where the surface curves upwards.
  case atMinimum
  /// Settled where it curves up one way and down another.
  case atSaddle
  /// Settled where it curves downwards.
  case atMaximum
  /// Hardly moving where the surface is flat.
  case onPlateau
  /// On its way.
  case going
  /// Going back and forth with this period, in steps.
  case oscillating(period: Int)
  /// Outside the view, seen in this direction from its middle.
  case left(direction: String)
  /// Not finite any more at this step.
  case diverged(step: Int)
  /// Where the surface has no value at this step.
  case leftDomain(step: Int)

  /// A few words for the screen.
  public var words: String {
    switch self {
    case .atMinimum: return "at a minimum"
    case .atSaddle: return "at a saddle"
    case .atMaximum: return "at a maximum"
    case .onPlateau: return "on a plateau"
    case .going: return "going"
    case .oscillating(let period): return "oscillating, period \(period)"
    case .left(let direction): return "left the view, \(direction)"
    case .diverged(let step): return "diverged at step \(step)"
    case .leftDomain(let step):
      return step == 0 ? "starts outside the domain" : "left the domain at step \(step)"
    }
  }

  /// The fate of a path whose rows or noise are drawn: to and fro is chance there and has no period.
  package func ofChance(_ isDrawn: Bool) -> Fate {
    if case .oscillating = self, isDrawn { return .going }
    return self
  }

  /// Judges a run up to a step.
  public init(
    of run: Run, at step: Int, surface: Surface, view: View? = nil, landscape: some Landscape
  ) {
    self.init(
      of: FateWindow(of: run, to: step), surface: surface, view: view, landscape: landscape)
  }

  /// Judges a way by its last places.
  public init(
    of window: FateWindow, surface: Surface, view: View? = nil, landscape: some Landscape
  ) {
    if let end = window.end {
      self = end.leftDomain ? .leftDomain(step: end.step) : .diverged(step: end.step)
      return
    }
    let recent = Array(window.judged)
    guard let point = recent.last else {
      self = .going
      return
    }
    let view = view ?? surface.view
    if !view.contains(point) {
      self = .left(direction: Fate.direction(of: point, from: view))
      return
    }
    guard recent.count > 4 else {
      self =
        window.gradientNorm == 0 ? Fate.kind(at: point, surface: surface, landscape) : .going
      return
    }
    let side = surface.view.shorterSide
    let extent = Fate.extent(recent)
    if extent < 1e-3 * side {
      self = Fate.atRest(point, extent: extent, surface: surface, landscape)
      return
    }
    self = Fate.period(of: recent).map { .oscillating(period: $0) } ?? .going
  }

  /// Resting is judged by how far Newton's method would still go, not by the slope.
  private static func atRest(
    _ point: Point, extent: Double, surface: Surface, _ landscape: some Landscape
  ) -> Fate {
    let sample = landscape.sample(at: point)
    if sample.gradient.length == 0 { return kind(at: point, surface: surface, landscape) }
    let side = surface.view.shorterSide
    let hessian = landscape.hessian(at: point)
    let near = surface.minima.contains { ($0 - point).length < 5e-3 * side }
    let (largest, smallest) = hessian.eigenvalues
    if near, largest >= 0 { return .atMinimum }
    if let way = distance(to: sample.gradient, hessian), way < 5e-3 * side {
      return kind(at: point, surface: surface, landscape)
    }
    // Flat means: at this slope and curvature a whole view's width changes the loss by next to
    // nothing, compared with what the start had to lose.
    let drop = abs(landscape.value(at: surface.start) - sample.value) + 1e-12
    let change = sample.gradient.length * side + max(abs(largest), abs(smallest)) * side * side
    return change < 0.02 * drop ? .onPlateau : .going
  }

  /// How far Newton's method would still go; a direction without slope needs no curvature.
  ///
  /// Nil where there is slope without curvature.
  private static func distance(to gradient: Vector, _ hessian: Hessian) -> Double? {
    let (values, ways) = (hessian.eigenvalues, hessian.principal)
    var way = Vector.zero
    for (curvature, direction) in [
      (values.largest, ways.largest), (values.smallest, ways.smallest),
    ]
    where gradient.dot(direction) != 0 {
      way += gradient.dot(direction) / curvature * direction
    }
    return way.isFinite ? way.length : nil
  }

  /// Which kind of place without slope a point is.
  ///
  /// Curvatures tell it; where one of them is next to nothing, and at kinks, the losses around do.
  private static func kind(at point: Point, surface: Surface, _ landscape: some Landscape) -> Fate {
    let hessian = landscape.hessian(at: point)
    let (largest, smallest) = hessian.eigenvalues
    if min(abs(largest), abs(smallest)) > 1e-3 * max(abs(largest), abs(smallest)) {
      switch StationaryPoint.kind(of: hessian) {
      case .minimum: return .atMinimum
      case .saddle: return .atSaddle
      case .maximum: return .atMaximum
      }
    }
    let here = landscape.value(at: point)
    let radius = 0.01 * surface.view.shorterSide
    let rises = (0..<16).map { index in
      let angle = Double(index) * .pi / 8
      return landscape.value(at: point + radius * Vector(cos(angle), sin(angle))) - here
    }
    // What rounding makes of a level direction is neither a rise nor a fall.
    let noise = max(4 * here.ulp, 1e-6 * (rises.map(abs).max() ?? 0))
    let (least, most) = (1e-9 * smallest.magnitude, 1e-9 * largest.magnitude)
    let goesUp = rises.contains { $0 > noise } || largest > least
    let goesDown = rises.contains { $0 < -noise } || smallest < -most
    if goesUp, goesDown { return .atSaddle }
    return goesUp ? .atMinimum : goesDown ? .atMaximum : .onPlateau
  }

  private static func extent(_ points: [Point]) -> Double {
    guard var low = points.first else { return 0 }
    var high = low
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (high - low).length
  }

  /// The period of a motion that goes back and forth about one place; nil for any other.
  private static func period(of points: [Point]) -> Int? {
    let steps = zip(points.dropFirst(), points).map { $0 - $1 }
    let path = steps.reduce(0) { $0 + $1.length }
    guard let first = points.first, let last = points.last, path > 0,
      (last - first).length < 0.35 * path
    else { return nil }
    // The loss of distance over the window tells a dying swing from a lasting one.
    let half = steps.count / 2
    let early = steps.prefix(half).map(\.length).max() ?? 0
    let late = steps.suffix(half).map(\.length).max() ?? 0
    guard late > 0.5 * early else { return nil }
    var best: (lag: Int, score: Double) = (0, 0.5)
    // The way back comes before the next way there: before it no lag is a period, however alike a
    // slow swing is to itself two steps ago.
    var hasTurned = false
    for lag in 1...max(2, steps.count / 2) where lag < steps.count {
      var product = 0.0
      var energy = 0.0
      for index in lag..<steps.count {
        product += steps[index].dot(steps[index - lag])
        energy += (steps[index].dot(steps[index]) + steps[index - lag].dot(steps[index - lag])) / 2
      }
      let score = energy > 0 ? product / energy : 0
      if score < -0.25 { hasTurned = true }
      if hasTurned, score > best.score + 0.05 { best = (lag, score) }
    }
    return best.lag > 0 ? best.lag : nil
  }

  private static func direction(of point: Point, from view: View) -> String {
    let vertical = point.y > view.high.y ? "up" : point.y < view.low.y ? "down" : ""
    let horizontal = point.x > view.high.x ? "right" : point.x < view.low.x ? "left" : ""
    return [vertical, horizontal].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
