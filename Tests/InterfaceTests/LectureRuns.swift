import Foundation
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

extension ShippedLectures {
  /// The text of a lecture whose scenes show one seed each: that 64 of them are counted, and how, is tested elsewhere.
  static func quickText(named name: String) -> String? {
    text(named: name)?.replacing("seeds = true\n", with: "")
  }
}

/// A landscape turned about the origin: what is a law of the shape holds on it, what hangs on the
/// axes does not.
struct Turned<Ground: Landscape>: Landscape {
  let ground: Ground
  let turn: Turn

  func sample(at point: Point) -> Sample {
    let inner = ground.sample(at: turn.undone(point))
    return Sample(value: inner.value, gradient: turn.done(inner.gradient))
  }

  func value(at point: Point) -> Double { ground.value(at: turn.undone(point)) }

  func hessian(at point: Point) -> Hessian {
    let inner = ground.hessian(at: turn.undone(point))
    func column(_ axis: Vector) -> Vector {
      let u = turn.undone(axis)
      return turn.done(
        Vector(inner.xx * u.x + inner.xy * u.y, inner.xy * u.x + inner.yy * u.y))
    }
    let (first, second) = (column(Vector(1, 0)), column(Vector(0, 1)))
    return Hessian(xx: first.x, xy: first.y, yy: second.y)
  }

  func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    for index in x.indices { values[index] = value(at: Point(x[index], y[index])) }
  }
}

/// A turn about the origin.
struct Turn: Sendable {
  var cosine = 1.0
  var sine = 0.0

  static let none = Turn()

  init() {}

  init(degrees: Double) {
    cosine = cos(degrees * .pi / 180)
    sine = sin(degrees * .pi / 180)
  }

  func done(_ p: Vector) -> Vector { Vector(cosine * p.x - sine * p.y, sine * p.x + cosine * p.y) }
  func undone(_ p: Vector) -> Vector {
    Vector(cosine * p.x + sine * p.y, cosine * p.y - sine * p.x)
  }
}

/// A path as captions speak of it.
struct Path {
  /// The points along the surface's own axes, also where the surface was turned.
  let points: [Point]
  /// The points as the rule saw them.
  let raw: [Point]
  let losses: [Double]
  let slopes: [Double]
  /// The rates that the update after each step applies to x and y as the rule sees them.
  let rates: (Int) -> Vector

  var y: [Double] { points.map(\.y) }
  var distances: [Double] { points.map(\.length) }

  /// The step from which the loss stays below a bound; nil where it never does.
  func below(_ bound: Double) -> Int? { settled(losses, below: bound) }

  /// The length of each step in x as the rule sees it.
  var stepsInX: [Double] { zip(raw.dropFirst(), raw).map { abs($0.x - $1.x) } }
}

/// The step from which values stay below a bound; nil where they never do.
func settled(_ values: [Double], below bound: Double) -> Int? {
  let last = values.lastIndex { !(abs($0) < bound) } ?? -1
  return last + 1 < values.count ? last + 1 : nil
}

/// Changes of side between excursions larger than a bound.
func swings(_ values: [Double], above bound: Double) -> Int {
  var side = 0
  var count = 0
  for value in values where abs(value) > bound {
    let now = value > 0 ? 1 : -1
    if side != 0, now != side { count += 1 }
    side = now
  }
  return count
}

/// The mean factor by which values shrink in a step, from their largest in two far windows.
func shrinkage(_ values: [Double], from first: Int, to second: Int, window: Int = 60) -> Double {
  func most(_ step: Int) -> Double {
    values[step..<min(step + window, values.count)].map(abs).max() ?? 0
  }
  return pow(most(second) / most(first), 1 / Double(second - first))
}

/// A race that is run as it is, longer, from nearby, or turned.
struct Trial {
  var race: Race

  init(_ surface: Surface, from start: Point? = nil, steps: Int = 400, _ racers: [String]) throws {
    race = Race(
      surface: surface, start: start, racers: try racers.map { try Racer($0) }, steps: steps)
    try race.settleRates()
  }

  init(
    formula: String, from start: Point, steps: Int = 400, _ racers: [String]
  ) throws {
    let surface = try Surface(formula: formula, view: View(x: -8...8, y: -8...8))
    try self.init(surface, from: start, steps: steps, racers)
  }

  init(lecture name: String, _ scene: Int) throws {
    let text = try #require(ShippedLectures.text(named: name))
    race = try Lecture(toml: text, file: name, surfaces: Shipped.all).scenes[scene - 1].race()
  }

  /// The paths of the race.
  func paths(_ turn: Turn = .none) throws -> [Path] {
    let landscape = Turned(ground: try race.surface.landscape(), turn: turn)
    var race = race
    race.start = turn.done(race.start)
    let ran = race
    return race.record(on: landscape).enumerated().map { index, run in
      Path(
        points: run.points.map(turn.undone), raw: run.points, losses: run.losses,
        slopes: run.gradientNorms,
        rates: {
          ran.detail(index, at: $0, of: run, on: landscape)?.rates ?? Vector(.nan, .nan)
        })
    }
  }

  /// The same for some multiple of the steps.
  func longer(_ factor: Int = 5) -> Trial {
    var trial = self
    trial.race.steps *= factor
    return trial
  }

  /// The same from eight starts around its own, a fiftieth of the view's shorter side away.
  var nearby: [Trial] {
    let away = 0.02 * race.surface.view.shorterSide
    return (0..<8).map { eighth in
      var trial = self
      let turn = Turn(degrees: 45 * Double(eighth))
      trial.race.start += turn.done(Vector(away, 0))
      return trial
    }
  }

  /// The same with every η as it is, and a hundredth less and more.
  var nudged: [Trial] {
    [0.99, 1, 1.01].map { factor in
      var trial = self
      for index in trial.race.racers.indices {
        if case .number(let eta)? = trial.race.racers[index]["eta"] {
          trial.race.racers[index]["eta"] = .number(eta * factor)
        }
      }
      return trial
    }
  }

  /// As it is, for five times the steps, and from nearby.
  var variants: [Trial] { [self, longer()] + nearby }
}

/// What the captions of momentum and its kin are checked on when they speak of all valleys: the
/// curvatures of five bowls and how far they are turned.
let bowls: [(flat: Double, steep: Double, turn: Turn)] = [
  (1, 50, .none), (1, 50, Turn(degrees: 30)), (0.2, 4, Turn(degrees: 30)),
  (3, 30, Turn(degrees: 75)), (0.01, 2, Turn(degrees: 45)),
]

/// A race on a bowl of these curvatures, from (6, 3) in its own axes.
func bowl(_ flat: Double, _ steep: Double, steps: Int = 400, _ racers: [String]) throws -> Trial {
  try Trial(
    formula: "\(flat / 2) x^2 + \(steep / 2) y^2", from: Point(6, 3), steps: steps, racers)
}
