import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// A sweep made ready to be answered: what has to be known of its surface to judge a race.
struct SweepQuestion<Ground: Landscape>: Sendable {
  let sweep: Sweep
  let landscape: Ground
  /// What counts as having arrived.
  let goal: EightWatch.Goal
  /// The part of the plane outside of which a race has left.
  let view: View
  /// The loss at the lowest known minimum.
  let lowest: Double
  /// Where the slope vanishes.
  let places: [StationaryPoint]
  /// The racer's tweaks that hold in every race.
  let tweaks: [Tweak]
  /// The steps at which heights are noted: 0, then each about 1.4 times the one before, and the last.
  let checkpoints: [Int]

  init(_ sweep: Sweep, at known: [StationaryPoint]? = nil, on landscape: Ground) {
    self.sweep = sweep
    self.landscape = landscape
    view = sweep.race.surface.view
    lowest = Sweep.lowest(of: sweep.race.surface, on: landscape)
    tweaks = sweep.tweaks
    places =
      sweep.measure == .minimum
      ? known ?? Sweep.places(of: sweep.race.surface, on: landscape) : []
    // At rest is who moves by less than a ten thousandth of the view.
    let least = 1e-4 * view.shorterSide
    goal =
      sweep.measure == .minimum
      ? .rest(squaredStep: least * least) : .loss(lowest + sweep.tolerance)
    var steps = [0]
    while let last = steps.last, last < sweep.race.steps {
      steps.append(min(max(last + 1, last * 7 / 5), sweep.race.steps))
    }
    checkpoints = steps
  }

  /// The first of the places by which a race that goes to its last step is judged.
  var firstJudged: Int { max(0, sweep.race.steps + 1 - FateWindow.length) }

  /// The next step at which something is noted, changed or sorted out.
  func nextStop(after done: Int) -> Int {
    var next = min(sweep.race.steps, done + 64)
    if let tweak = tweaks.first(where: { $0.step > done }) { next = min(next, tweak.step) }
    if sweep.measure == .rate, let checkpoint = checkpoints.first(where: { $0 > done }) {
      next = min(next, checkpoint)
    }
    if sweep.measure == .fate { next = done >= firstJudged ? done + 1 : min(next, firstJudged) }
    return next
  }

  /// How a race went.
  struct Course {
    /// The step from which on it had arrived.
    var arrival: Int?
    /// The step at which something was not finite, and where that was.
    var end: (step: Int, place: Point)?
    /// Where it is at last.
    var point: Point
    /// The loss there.
    var loss: Double
  }

  /// What is said of a race.
  ///
  /// - Parameters:
  ///   - losses: those at the checkpoints, asked where a rate is.
  ///   - fate: what became of it, asked where that is.
  func answer(
    to course: Course, losses: @autoclosure () -> [Double], fate: @autoclosure () -> SweepFate
  ) -> SweepCell {
    let place = sweep.measure == .minimum ? stationaryPoint(near: course.point) : nil
    let isInView = view.contains(course.point)
    // Slow is not at rest: where races end has to be a place. And without a minimum a loss that falls for ever is no
    // arrival.
    let hasArrived =
      sweep.measure == .minimum ? place != nil : isInView || !sweep.race.surface.minima.isEmpty
    let arrival = hasArrived ? course.arrival : nil
    let ending: Ending =
      course.end != nil ? .diverged : arrival != nil ? .arrived : isInView ? .underway : .left
    var cell = SweepCell(value: .nan, arrival: arrival, ending: ending)
    if sweep.measure == .fate {
      let fate = fate()
      return SweepCell(value: Double(fate.number), arrival: nil, ending: fate.ending)
    }
    guard course.end == nil else { return cell }
    switch sweep.measure {
    // Every rule takes one gradient an update.
    case .steps, .evaluations: cell.value = arrival.map(Double.init) ?? .nan
    case .final: cell.value = course.loss
    case .rate: cell.value = rate(losses())
    case .minimum: cell.value = place.map(Double.init) ?? .nan
    case .fate: break
    }
    return cell
  }

  /// The mean factor of an update over the later part of the way down; nan where the way is none.
  ///
  /// The last checkpoint at which the height is more than rounding is compared with one that lies at about a quarter of
  /// its steps: a long way, on which single swings count little.
  func rate(_ losses: [Double]) -> Double {
    let heights = losses.map { $0 - lowest }
    guard let first = heights.first, first > 0 else { return .nan }
    let floor = max(1e-24 * first, 16 * lowest.ulp)
    guard let last = heights.lastIndex(where: { $0 > floor }), last > 0,
      let before = (0..<last).last(where: { 4 * checkpoints[$0] <= checkpoints[last] }),
      heights[before] > 0
    else { return .nan }
    let updates = Double(checkpoints[last] - checkpoints[before])
    return pow(heights[last] / heights[before], 1 / updates)
  }

  /// What became of a race.
  func fate(of window: FateWindow, end: (step: Int, place: Point)?) -> SweepFate {
    var window = window
    if let end {
      window.end(at: end.step, leftDomain: landscape.leavesDomain(at: end.place))
    }
    return SweepFate(
      Fate(of: window, surface: sweep.race.surface, landscape: landscape)
        .ofChance(sweep.race.isDrawn(0)))
  }

  /// The number of the stationary point at which a place lies, from 1; nil where it is none.
  func stationaryPoint(near point: Point) -> Int? {
    let reach = 0.01 * view.shorterSide
    return places.indices.filter { (places[$0].point - point).length < reach }
      .min { (places[$0].point - point).length < (places[$1].point - point).length }
      .map { $0 + 1 }
  }
}

extension Sweep {
  /// The most places that are told apart.
  static let mostPlaces = 1000

  /// The places of a surface at which a race may end: minima first, the lowest before the others, then saddles and
  /// maxima.
  ///
  /// There are at most `mostPlaces` of them.
  public static func places(of surface: Surface, on landscape: some Landscape) -> [StationaryPoint]
  {
    let near = 1e-3 * surface.view.shorterSide
    var places = surface.minima.map { StationaryPoint(point: $0, kind: .minimum) }
    // Many guesses: a rippled surface has very many places.
    for place in StationaryPoint.all(in: surface.view, on: landscape, guessesPerSide: 40)
    where !places.contains(where: { ($0.point - place.point).length < near }) {
      places.append(place)
    }
    let kinds: [StationaryPoint.Kind] = [.minimum, .saddle, .maximum]
    let all = kinds.flatMap { kind in
      places.filter { $0.kind == kind }
        .sorted { landscape.value(at: $0.point) < landscape.value(at: $1.point) }
    }
    return Array(all.prefix(mostPlaces))
  }
}
