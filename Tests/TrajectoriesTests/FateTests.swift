import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

@Suite struct FateTests {
  private func fate(_ name: String, _ racer: String, from start: Point, steps: Int = 400) throws
    -> Fate
  {
    let surface = try #require(Shipped.named(name))
    let race = Race(surface: surface, start: start, racers: [try Racer(racer)], steps: steps)
    let landscape = try surface.landscape()
    return Fate(
      of: race.record(0, on: landscape), at: steps, surface: surface, landscape: landscape)
  }

  @Test func `at a minimum`() throws {
    #expect(try fate("sphere", "descent:eta=0.1", from: Point(1, 1)) == .atMinimum)
  }

  @Test(arguments: ["descent:eta=0.1", "momentum:eta=0.1", "nesterov:eta=0.1", "adam:eta=0.05"])
  func `exactly on the symmetry line nobody leaves the saddle`(racer: String) throws {
    #expect(try fate("saddle", racer, from: Point(1, 0)) == .atSaddle)
  }

  /// The fate of a racer on a formula.
  private func fate(formula: String, _ racer: String, from start: Point, steps: Int = 60) throws
    -> Fate
  {
    let surface = try Surface(formula: formula, view: View(x: -2...2, y: -2...2), start: start)
    let race = Race(surface: surface, start: start, racers: [try Racer(racer)], steps: steps)
    let landscape = try surface.landscape()
    return Fate(
      of: race.record(0, on: landscape), at: steps, surface: surface, landscape: landscape)
  }

  @Test(arguments: [
    ("x^2 + 3y^2", Fate.atMinimum), ("x^2 - 3y^2", .atSaddle), ("-x^2 - 3y^2", .atMaximum),
    ("3 - x^2 - x y - y^2", .atMaximum), ("2 x y", .atSaddle), ("0 x + 5", .onPlateau),
    ("x^2 + x y + y^2", .atMinimum), ("x^2", .atMinimum), ("-x^2", .atMaximum),
    ("x^4 + y^4", .atMinimum), ("7 - x^4 - y^4", .atMaximum), ("x^4 - y^4", .atSaddle),
    ("x^3 + y^2", .atSaddle),
  ])
  func `resting at each kind of place is told as that kind`(formula: String, kind: Fate) throws {
    #expect(try fate(formula: formula, "descent:eta=0.1", from: Point(0, 0)) == kind)
    // And so where a path creeps so slowly that it hardly moves.
    let near = try fate(formula: formula, "descent:eta=1e-7", from: Point(1e-5, 1e-5))
    #expect(near == kind)
  }

  @Test(arguments: [
    ("abs(x) + abs(y)", Fate.atMinimum), ("hypot(x, y)", .atMinimum),
    ("-abs(x) - 2abs(y)", .atMaximum), ("abs(x) - abs(y)", .atSaddle),
  ])
  func `a kink is the place that the losses around it make it`(formula: String, kind: Fate) throws {
    #expect(try fate(formula: formula, "descent:eta=0.1", from: Point(0, 0)) == kind)
  }

  @Test func `a slope too small to matter is arrival, in a trough too`() throws {
    #expect(
      try fate(formula: "x^2", "descent:eta=0.3", from: Point(1, 1), steps: 100) == .atMinimum)
  }

  /// A slow swing resembles itself two steps ago, and is no swing of period 2.
  @Test func `a period is the way there and back`() throws {
    for steps in stride(from: 60, through: 200, by: 10) {
      for (formula, racer) in [
        ("4x^2+5y^2", "momentum:eta=0.01,beta=0.95"), ("x^2+y^2", "momentum:eta=0.01,beta=0.99"),
        ("x^2-y^2", "momentum:eta=0.05,beta=0.9"),
      ] {
        let fate = try fate(formula: formula, racer, from: Point(-1.5, 1e-5), steps: steps)
        if case .oscillating(let period) = fate { #expect(period > 8, "\(formula) \(steps)") }
      }
    }
    // A turn by a quarter of a circle at every update: period 4.
    let circling = try fate(
      formula: "0.5x^2+0.5y^2", "momentum:eta=2,beta=0.99999", from: Point(1, 0.5), steps: 80)
    #expect(circling == .oscillating(period: 4))
  }

  @Test func `no maximum and no saddle of a shipped surface is told as a minimum`() throws {
    for surface in Shipped.all {
      let landscape = try surface.landscape()
      for place in StationaryPoint.all(in: surface.view, on: landscape) {
        let race = Race(
          surface: surface, start: place.point, racers: [try Racer("descent:eta=1e-9")], steps: 40)
        let fate = Fate(
          of: race.record(0, on: landscape), at: 40, surface: surface, landscape: landscape)
        if place.kind != .minimum { #expect(fate != .atMinimum, "\(surface.name) \(place)") }
      }
    }
  }

  @Test func `leaving the domain is no divergence`() throws {
    #expect(
      try fate(formula: "log(x) + y^2", "descent:eta=0.1", from: Point(-1, 0))
        == .leftDomain(step: 0))
    #expect(
      try fate(formula: "sqrt(1-x^2-y^2)", "descent:eta=0.5", from: Point(0.8, 0.1), steps: 40)
        .isLeavingDomain)
    #expect(
      try fate(formula: "log(x) + y^2", "descent:eta=0.4", from: Point(0.5, 0.1)).isLeavingDomain)
    // Numbers that overflow are a divergence, though inf − inf is no number either.
    guard
      case .diverged = try fate(
        formula: "x^4 - y^4 + (x y)^4", "descent:eta=1", from: Point(2, 2))
    else {
      Issue.record("an overflow is a divergence")
      return
    }
  }

  @Test func `left the view`() throws {
    guard case .left(let direction) = try fate("saddle", "descent:eta=0.1", from: Point(1, 0.1))
    else {
      Issue.record("it should have left")
      return
    }
    #expect(direction == "up")
  }

  @Test func `diverged, and when`() throws {
    guard case .diverged(let step) = try fate("rosenbrock", "descent:eta=1", from: Point(-1.4, 1))
    else {
      Issue.record("it should have diverged")
      return
    }
    #expect(step < 20)
  }

  @Test func `going, on a plateau, and oscillating`() throws {
    #expect(try fate("rosenbrock", "descent:eta=0.001", from: Point(-1.4, 1)) == .going)
    #expect(try fate("easom", "descent:eta=0.05", from: Point(-0.9, -0.9)) == .onPlateau)
    let rocking = try fate("ravine-kappa", "descent:eta=0.04", from: Point(0, 3))
    #expect(rocking == .oscillating(period: 2))
  }

  /// Whoever comes by while the rows go past says the same as one who kept them all.
  @Test(arguments: Catalog.names)
  func `a fate needs no stored run`(rule: String) throws {
    for name in ["himmelblau", "ravine-kappa", "saddle", "plateau"] {
      let surface = try #require(Shipped.named(name))
      let landscape = try surface.landscape()
      for (eta, steps) in [
        (0.01, 3), (0.01, 24), (0.01, 25), (0.1, 26), (0.1, 49), (0.5, 50), (3, 400),
      ] {
        let race = Race(
          surface: surface, racers: [try Racer("\(rule):eta=\(eta)")], steps: steps)
        let run = race.record(0, on: landscape)
        let stored = Fate(of: run, at: steps, surface: surface, landscape: landscape)
        #expect(race.fate(of: 0, on: landscape) == stored, "\(rule) on \(name), \(eta), \(steps)")
      }
    }
  }

  @Test func `a fate told on the way knows ends`() throws {
    let surface = try Surface(
      formula: "-sqrt(1 - x^2 - y^2) + x", view: View(x: -2...2, y: -2...2), start: Point(0.5, 0))
    let landscape = try surface.landscape()
    for (start, eta) in [(Point(0.5, 0), 3.0), (Point(0.5, 0), 0.1), (Point(1.5, 0), 0.1)] {
      let race = Race(
        surface: surface, start: start, racers: [try Racer("descent:eta=\(eta)")], steps: 40)
      let run = race.record(0, on: landscape)
      let stored = Fate(of: run, at: 40, surface: surface, landscape: landscape)
      #expect(race.fate(of: 0, on: landscape) == stored, "\(start) \(eta)")
    }
    let outside = Race(
      surface: surface, start: Point(1.5, 0), racers: [try Racer("descent")], steps: 40)
    #expect(outside.fate(of: 0, on: landscape) == .leftDomain(step: 0))
  }
}

extension Fate {
  fileprivate var isLeavingDomain: Bool {
    if case .leftDomain(let step) = self { return step > 0 }
    return false
  }
}
