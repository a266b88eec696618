import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the tests of stories have in common.
protocol StoryChecking {}

extension StoryChecking {
  /// The directions of a compass.
  var compass: [Vector] { (0..<8).map { Turn(degrees: 45 * Double($0)).done(Vector(1, 0)) } }

  func surface(_ name: String) throws -> Surface { try #require(Shipped.named(name)) }

  func ends(_ trial: Trial) throws -> [Point] {
    try trial.paths().map { try #require($0.points.last) }
  }

  func near(_ point: Point, _ target: Point, _ bound: Double = 0.1) -> Bool {
    (point - target).length < bound
  }

  func curvature(_ name: String, at point: Point) throws -> (Double, Double) {
    let (largest, smallest) = try surface(name).landscape().hessian(at: point).eigenvalues
    return (largest, smallest)
  }
}

/// What the stories of the shipped surfaces claim: bowls and valleys.
///
/// "From the start here" is checked from there and from nearby, with the program's own rates where
/// the story names none.
@Suite struct ValleyStoryTests: StoryChecking {
  /// The least condition number that a pair of rates, one for each axis, can give a bowl.
  private func bestCondition(_ hessian: Hessian) -> Double {
    stride(from: -8.0, through: 8, by: 0.01).map { power in
      // √D H √D for rates (1, r): as good as D H, and symmetric.
      let root = pow(2, power / 2)
      let (largest, smallest) = Hessian(
        xx: hessian.xx, xy: hessian.xy * root, yy: hessian.yy * root * root
      ).eigenvalues
      return largest / smallest
    }.min() ?? 0
  }

  @Test func booth() throws {
    let (across, along) = try curvature("booth", at: Point(1, 3))
    #expect(abs(across / along - 9) < 1e-9)
    let best = bestCondition(try surface("booth").landscape().hessian(at: Point(1, 3)))
    #expect(abs(best - 9) < 1e-3)
    // Were it not tilted, rates for each axis would mend it.
    #expect(bestCondition(Hessian(xx: 18, xy: 0, yy: 2)) < 1.01)
  }

  @Test func beale() throws {
    let beale = try surface("beale")
    let landscape = try beale.landscape()
    #expect(landscape.value(at: beale.start) < 50 && landscape.value(at: .zero) < 50)
    for corner in [Point(4.5, 4.5), Point(-4.5, 4.5), Point(4.5, -4.5), Point(-4.5, -4.5)] {
      #expect(landscape.value(at: corner) > 160_000)
      for eta in [0.003, 0.005, 0.01, 0.015] {
        let path = try Trial(beale, from: corner, ["descent:eta=\(eta)"]).paths()[0]
        #expect(path.points.prefix(3).contains { $0.length > 1000 })
      }
    }
    for eta in [0.003, 0.005, 0.01, 0.015] {
      let trial = try Trial(beale, steps: 2000, ["descent:eta=\(eta)"])
      for end in try ([trial] + trial.nearby).map({ try ends($0)[0] }) {
        #expect(near(end, Point(3, 0.5)), "it suits the middle")
      }
    }
  }

  @Test func `distill banana`() throws {
    func condition(_ name: String, _ point: Point) throws -> Double {
      let (largest, smallest) = try curvature(name, at: point)
      return largest / smallest
    }
    #expect(abs(try condition("distill-banana", Point(1, 1.0 / 3)) - 376) < 1)
    #expect(abs(try condition("rosenbrock", Point(1, 1)) - 2508) < 1)
    let banana = try surface("distill-banana")
    for trial in try Trial(banana, ["momentum", "nesterov"]).variants {
      for path in try trial.paths() { #expect(path.points.allSatisfy(banana.view.contains)) }
    }
  }

  @Test func flower() throws {
    let landscape = try surface("flower").landscape()
    for t in [0.01, 0.02, 0.04] {
      let height = landscape.value(at: Point(t, -t))
      #expect(abs(height / (t * t * t * t / 3) - 1) < 1e-3, "fourth order")
    }
    for (start, eta) in [(Point(-3.5, 2.75), 0.05), (Point(-3.5, 2.75), 0.2), (Point(1, 5), 0.1)] {
      let path = try Trial(
        surface("flower"), from: start, steps: 100_000, ["descent:eta=\(eta)"]
      ).paths()[0]
      #expect(abs(path.distances[1000] / path.distances[100_000] - 10) < 0.1)
    }
  }

  @Test func `goldstein-price`() throws {
    let price = try surface("goldstein-price")
    let landscape = try price.landscape()
    let field = landscape.field(over: price.view, columns: 81, rows: 81)
    #expect((900_000...1_100_000).contains(field.max() ?? 0))
    #expect(abs(landscape.value(at: Point(0, -1)) - 3) < 1e-9)
    let floor = landscape.hessian(at: Point(0, -1)).eigenvalues
    let wall = landscape.hessian(at: Point(-2, 2)).eigenvalues.largest
    #expect((2000...3000).contains(wall / floor.largest))
    // At the limit of the wall, a hundred steps on the floor make hardly a way.
    let path = try Trial(
      price, from: Point(0.05, -1), steps: 100, ["descent:eta=\(2 / wall)"]
    ).paths()[0]
    #expect((path.points[100] - Point(0, -1)).length > 0.04)
  }

  @Test func matyas() throws {
    let (across, along) = try curvature("matyas", at: .zero)
    #expect(abs(across / along - 25) < 1e-9)
    let rules = ["descent", "momentum", "nesterov"]
    let dividers = [
      "adagrad", "rmsprop", "adadelta", "adam", "adamax", "nadam", "amsgrad", "rprop",
    ]
    let trial = try Trial(surface("matyas"), rules)
    let trials = try dividers.map { try Trial(surface("matyas"), [$0]) } + [trial]
    for degrees in [30.0, 45, 80] {
      for trial in trials {
        let pairs = zip(try trial.paths(), try trial.paths(Turn(degrees: degrees)))
        for (straight, turned) in pairs {
          let gap = zip(straight.points, turned.points).map { ($0 - $1).length }.max() ?? 0
          let isFree = trial.race.racers.count == 3
          #expect(isFree ? gap < 1e-9 : gap > 0.5, "\(trial.race.handles), \(degrees): \(gap)")
        }
      }
    }
  }

  @Test func mccormick() throws {
    let surface = try surface("mccormick")
    let landscape = try surface.landscape()
    #expect(landscape.value(at: Point(-100, -101)) < -90, "without bound")
    for beta in [0.95, 0.98] {
      for trial in try Trial(surface, ["momentum:eta=0.05,beta=\(beta)"]).variants {
        #expect(try ends(trial)[0].x < -100, "it never returns")
      }
    }
    for trial in try Trial(surface, ["momentum:eta=0.05"]).variants {
      #expect(near(try ends(trial)[0], surface.minima[0]))
    }
  }

  @Test func `the ravines`() throws {
    let (across, along) = try curvature("ravine-d2l", at: .zero)
    #expect(abs(across / along - 20) < 1e-9)
    // Zigzag or crawl: there is no rate in between.
    for eta in stride(from: 0.01, to: 0.5, by: 0.015) {
      let path = try Trial(surface("ravine-d2l"), steps: 20, ["descent:eta=\(eta)"]).paths()[0]
      let zigzags = zip(path.y, path.y.dropFirst()).allSatisfy { $0 * $1 < 0 }
      let crawls = path.points[1].x / path.points[0].x >= 0.95
      #expect(zigzags || crawls, "η \(eta)")
    }
    // Momentum's sum itself is checked with scene 3 of the lecture on the ravine.
    let kappa = try surface("ravine-kappa").turned(["angle": .pi / 4])
    let hessian = try kappa.landscape().hessian(at: .zero)
    #expect(abs(bestCondition(hessian) - 50) < 0.01, "rates for each axis no longer help")
    let straight = try surface("ravine-kappa").landscape().hessian(at: .zero)
    #expect(bestCondition(straight) < 1.01)
    // The exponent of the price in the condition number, the pair well tuned.
    let steps = try [10.0, 100, 1000].map { condition in
      let root = condition.squareRoot()
      let (eta, beta) = (0.97 * pow(2 / (1 + root), 2), pow((root - 1) / (root + 1), 2) + 0.01)
      let turned = try surface("ravine-kappa").turned(["kappa": condition, "angle": 0.5])
      let path = try Trial(turned, steps: 2000, ["momentum:eta=\(eta),beta=\(beta)"]).paths()[0]
      return Double(try #require(path.below(1e-6)))
    }
    for (few, many) in zip(steps, steps.dropFirst()) {
      #expect((0.45...0.6).contains(log10(many / few)), "\(steps)")
    }
  }

  @Test func rosenbrock() throws {
    let surface = try surface("rosenbrock")
    let limit = 2 / (try curvature("rosenbrock", at: Point(1, 1)).0)
    #expect((0.0019..<0.002).contains(limit))
    for eta in [0.0003, 0.0005, 0.001, 0.0014, 0.0017, 0.0019] {
      let trial = try Trial(surface, steps: 20000, ["descent:eta=\(eta)"])
      for trial in [trial] + trial.nearby {
        let path = try trial.paths()[0]
        let fell = path.points.firstIndex { abs($0.y - $0.x * $0.x) < 0.1 }
        #expect(try #require(fell) < 8, "\(eta)")
        let arrives = path.losses.firstIndex { $0 < 0.01 } ?? 100_000
        #expect(arrives > 1000, "\(eta): \(arrives)")
      }
    }
  }

  @Test func sphere() throws {
    for direction in compass.map({ Turn(degrees: 20).done($0) }) {
      let trial = try Trial(
        surface("sphere"), from: 1.5 * direction, ["descent", "adam", "rprop"])
      let paths = try trial.paths()
      for point in paths[0].points {
        let aside = point.x * direction.y - point.y * direction.x
        #expect(abs(aside) < 1e-12, "straight")
      }
      for path in paths.dropFirst() {
        let step = path.points[1] - path.points[0]
        #expect(abs(abs(step.x) / abs(step.y) - 1) < 1e-6, "at 45 degrees")
      }
    }
  }

  @Test func `every story is short`() throws {
    for surface in Shipped.all { #expect(surface.story.count <= 200, "\(surface.name)") }
  }
}
