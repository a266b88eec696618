import Landscapes

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

  /// How many of the last steps are judged.
  private static let window = 24

  /// Judges a run up to a step.
  public init(
    of run: Run, at step: Int, surface: Surface, view: View? = nil, landscape: some Landscape
  ) {
    if run.diverged, step > run.lastFiniteStep || run.lastStep == 0 {
      self = run.leftDomain ? .leftDomain(step: run.lastStep) : .diverged(step: run.lastStep)
      return
    }
    let step = run.clamped(step)
    let point = run.points[step]
    let view = view ?? surface.view
    if !view.contains(point) {
      self = .left(direction: Fate.direction(of: point, from: view))
      return
    }
    let recent = Array(run.points[max(0, step - Fate.window)...step])
    guard recent.count > 4 else {
      self = run.slopes[step] == 0 ? Fate.kind(at: point, landscape) : .going
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
    if sample.gradient.length == 0 { return kind(at: point, landscape) }
    let side = surface.view.shorterSide
    let hessian = landscape.hessian(at: point)
    let near = surface.minima.contains { ($0 - point).length < 5e-3 * side }
    let (largest, smallest) = hessian.eigenvalues
    if near, largest >= 0 { return .atMinimum }
    if let move = hessian.solve(sample.gradient), move.isFinite, move.length < 5e-3 * side {
      return kind(at: point, landscape)
    }
    // Flat means: at this slope and curvature a whole view's width changes the loss by next to
    // nothing, compared with what the start had to lose.
    let drop = abs(landscape.value(at: surface.start) - sample.value) + 1e-12
    let change = sample.gradient.length * side + max(abs(largest), abs(smallest)) * side * side
    return change < 0.02 * drop ? .onPlateau : .going
  }

  private static func kind(at point: Point, _ landscape: some Landscape) -> Fate {
    let (largest, smallest) = landscape.hessian(at: point).eigenvalues
    if largest == 0, smallest == 0 {
      return .onPlateau
    }
    switch StationaryPoint.kind(of: landscape.hessian(at: point)) {
    case .minimum: return .atMinimum
    case .saddle: return .atSaddle
    case .maximum: return .atMaximum
    }
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
    for lag in 2...max(2, steps.count / 2) where lag < steps.count {
      var product = 0.0
      var energy = 0.0
      for index in lag..<steps.count {
        product += steps[index].dot(steps[index - lag])
        energy += (steps[index].dot(steps[index]) + steps[index - lag].dot(steps[index - lag])) / 2
      }
      let score = energy > 0 ? product / energy : 0
      if score > best.score + 0.05 { best = (lag, score) }
    }
    return best.lag > 0 ? best.lag : nil
  }

  private static func direction(of point: Point, from view: View) -> String {
    let vertical = point.y > view.high.y ? "up" : point.y < view.low.y ? "down" : ""
    let horizontal = point.x > view.high.x ? "right" : point.x < view.low.x ? "left" : ""
    return [vertical, horizontal].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
