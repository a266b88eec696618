import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the lectures on rules that divide by past gradients claim: `adagrad-rmsprop` and `adam`.
@Suite struct AdaptiveClaimTests {
  /// Surfaces on which a claim about a rule, not about a scene, is checked.
  private static let grounds = ["sphere", "booth", "matyas", "himmelblau", "ravine-kappa"]
  private static let turns = [Turn.none, Turn(degrees: 30)]

  @Test func `adagrad 1: its rates only fall`() throws {
    for name in AdaptiveClaimTests.grounds + ["rosenbrock"] {
      for turn in AdaptiveClaimTests.turns {
        let surface = try #require(Shipped.named(name))
        let path = try Trial(surface, ["adagrad"]).paths(turn)[0]
        let rates = stride(from: 0, through: 400, by: 20).map(path.rates)
        for (one, next) in zip(rates, rates.dropFirst()) {
          #expect(next.x <= one.x && next.y <= one.y, "\(name)")
        }
        #expect(rates[20].x < rates[0].x && rates[20].y < rates[0].y)
      }
    }
  }

  @Test func `adagrad 1: to a twelfth and to less than a fifth`() throws {
    // The numbers are those of step 400.
    let scene = try Trial(lecture: "adagrad-rmsprop", 1)
    let path = try scene.paths()[0]
    let exact = path.rates(0) / path.rates(399)
    #expect(abs(exact.x - 12) < 0.5 && abs(exact.y - 5.7) < 0.05, "\(exact)")
    for trial in [scene] + scene.nearby {
      let paths = try trial.paths()
      let fall = paths[0].rates(0) / paths[0].rates(399)
      #expect(abs(fall.x / 12 - 1) < 0.07 && abs(fall.y / 5.7 - 1) < 0.07, "\(fall)")
      let rates = [0, 10, 60].map(paths[1].rates)
      #expect(rates[1].x < rates[0].x && rates[2].x > 2 * rates[1].x, "RMSProp's rise again")
      #expect(rates[1].y < rates[0].y && rates[2].y > 2 * rates[1].y)
      #expect(paths[1].losses[60] < 0.1 * paths[0].losses[400], "RMSProp is there long before")
    }
  }

  @Test func `adagrad 2: ten times the rate`() throws {
    for trial in try Trial(lecture: "adagrad-rmsprop", 2).variants {
      let paths = try trial.paths()
      #expect((21...24).contains(try #require(paths[2].below(0.01))))
      #expect(paths[0].losses[400] > 0.1)
    }
    #expect(try Trial(lecture: "adagrad-rmsprop", 2).paths()[2].below(0.01) == 23)
    // Small for the distance: a fiftieth of it; not small: a fifth.
    for name in ["sphere", "booth", "matyas", "ravine-d2l", "ravine-kappa"] {
      for turn in AdaptiveClaimTests.turns {
        let surface = try #require(Shipped.named(name))
        let away = (surface.start - surface.minima[0]).length
        let left = try Trial(surface, ["adagrad:eta=\(away / 50)", "adagrad:eta=\(away / 5)"])
          .paths(turn).map { path in
            try #require(path.points.last.map { ($0 - surface.minima[0]).length / away })
          }
        #expect(left[0] > 0.15 && left[1] < 0.1, "\(name): \(left)")
      }
    }
  }

  @Test func `adagrad 3: RMSProp hovers at 2 and hops by its rate`() throws {
    for trial in try Trial(lecture: "adagrad-rmsprop", 3).variants {
      for (path, eta) in zip(try trial.paths(), [0.1, 0.02]) {
        for step in [560, 580, trial.race.steps - 1] {
          let products = path.rates(step) * Vector(0.2, 4)
          #expect(abs(products.x - 2) < 0.02 && abs(products.y - 2) < 0.02, "\(products)")
          let hop = path.points[step + 1] - path.points[step]
          #expect(abs(abs(hop.x) / eta - 1) < 0.01 && abs(abs(hop.y) / eta - 1) < 0.01)
          #expect(path.points[step].x * path.points[step + 1].x < 0, "across the minimum")
        }
      }
    }
    // Not for ever and ever by accident of this valley.
    for name in AdaptiveClaimTests.grounds {
      for turn in AdaptiveClaimTests.turns {
        let surface = try #require(Shipped.named(name))
        let path = try Trial(surface, steps: 10000, ["rmsprop:eta=0.1"]).paths(turn)[0]
        for step in [5000, 9999] {
          let hop = path.raw[step + 1] - path.raw[step]
          #expect(abs(abs(hop.x) - 0.1) < 1e-3 && abs(abs(hop.y) - 0.1) < 1e-3, "\(name): \(hop)")
        }
      }
    }
  }

  @Test func `adagrad 4: asleep, and awake again`() throws {
    func wakes(_ path: Path) throws -> (asleep: Int, awake: Int) {
      let lowest = try #require(path.losses.indices.min { path.losses[$0] < path.losses[$1] })
      let awake = try #require(path.losses[lowest...].firstIndex { $0 > 1e-6 })
      return (lowest, awake)
    }
    let scene = try Trial(lecture: "adagrad-rmsprop", 4)
    let paths = try scene.paths()
    #expect(paths[0].losses[400] < 1e-158 && paths[0].losses[400] > 1e-160)
    #expect(try paths.map { try wakes($0).awake } == [631, 1137])
    for trial in scene.variants {
      for (path, limit) in zip(try trial.paths(), [2, 38.0]) {
        let (asleep, awake) = try wakes(path)
        #expect(path.losses[asleep] < 1e-40 && awake - asleep < 300)
        func product(_ step: Int) -> Double {
          let products = path.rates(step) * Vector(0.2, 4)
          return max(products.x, products.y)
        }
        #expect(product(asleep - 200) < limit && product(awake) > limit)
        // And it does not come to rest again in this run: steps stay as they were before.
        let late = path.losses[(awake + 100)...].max() ?? 0
        #expect(late > 1e-6)
      }
    }
  }

  @Test func `adagrad 5: one steep start, remembered`() throws {
    // The caption names its steps: no longer run.
    let scene = try Trial(lecture: "adagrad-rmsprop", 5)
    for trial in [scene] + scene.nearby {
      let paths = try trial.paths()
      let change = paths[0].rates(399) / paths[0].rates(50)
      #expect(abs(change.x - 1) < 0.01 && abs(change.y - 1) < 0.01, "\(change)")
      #expect(paths[1].points[400].x > paths[0].points[400].x + 0.7, "it walks on")
    }
  }

  @Test func `adagrad 6: ε sets AdaDelta's first step`() throws {
    for trial in try Trial(lecture: "adagrad-rmsprop", 6).variants {
      for eta in [1, 0.5, 2] {
        var trial = trial
        for index in trial.race.racers.indices { trial.race.racers[index]["eta"] = .number(eta) }
        let paths = try trial.paths()
        for (path, epsilon) in zip(paths, [1e-6, 1e-4]) {
          let step = path.points[1] - path.points[0]
          let wanted = eta * (epsilon / 0.1).squareRoot()
          #expect(abs(step.x / wanted - 1) < 1e-3 && abs(step.y / wanted - 1) < 1e-3)
        }
      }
      let paths = try trial.paths()
      #expect(paths[0].losses[400] > 1 && paths[1].losses[400] < 0.05)
    }
  }

  @Test func `adam 1: too long at these β and γ`() throws {
    for trial in try Trial(lecture: "adam", 1).variants {
      let paths = try trial.paths()
      #expect(abs(paths[0].stepsInX[0] / 0.1 - 1) < 1e-6)
      #expect(abs(paths[1].stepsInX[0] / 0.1 - 3.1623) < 1e-3)
      #expect(abs((paths[1].stepsInX.max() ?? 0) / 0.1 - 5.72) < 0.03)
    }
  }

  @Test(arguments: [0.0, 0.5, 0.8, 0.9, 0.95], [0.9, 0.95, 0.99, 0.999, 0.9999])
  func `adam 1: too small only where 1−β is below the root of 1−γ`(beta: Double, gamma: Double)
    throws
  {
    let wanted = (1 - beta) / (1 - gamma).squareRoot()
    for name in AdaptiveClaimTests.grounds {
      for turn in AdaptiveClaimTests.turns {
        let surface = try #require(Shipped.named(name))
        let path = try Trial(
          surface, steps: 1, ["adam:eta=0.1,correction=off,beta=\(beta),gamma=\(gamma)"]
        ).paths(turn)[0]
        #expect(abs(path.stepsInX[0] / 0.1 / wanted - 1) < 1e-3, "\(name)")
      }
    }
    if beta == 0.9, gamma == 0.95 { #expect(wanted < 1) }
  }

  @Test func `adam 2: the missing correction over the steps`() throws {
    for racer in try Trial(lecture: "adam", 2).race.racers {
      #expect(racer["beta"] == .number(0.9) && racer["gamma"] == .number(0.999))
    }
    func factor(_ t: Int) -> Double {
      (1 - pow(0.9, Double(t))) / (1 - pow(0.999, Double(t))).squareRoot()
    }
    #expect((1...10000).max { factor($0) < factor($1) } == 12)
    #expect(abs(factor(12) - 6.57) < 0.005 && abs(factor(1000) - 1.26) < 0.005)
  }

  @Test func `adam 3: here the uncorrected twin is ahead`() throws {
    for trial in try Trial(lecture: "adam", 3).variants {
      let paths = try trial.paths()
      for step in [100, 400] { #expect(paths[1].losses[step] < paths[0].losses[step]) }
      let pace = paths[1].stepsInX.prefix(20).reduce(0, +) / 20
      #expect(pace > 1.5 * paths[0].stepsInX.prefix(20).reduce(0, +) / 20, "a larger η")
    }
  }

  @Test func `adam 4: ε inside and outside of the root`() throws {
    // |g| = 1 in x holds at this start, and at starts of the same x.
    for y in [-2, -1.9, -2.1, 0.5] {
      var trial = try Trial(lecture: "adam", 4)
      trial.race.start.y = y
      let steps = try trial.paths().map { $0.stepsInX[0] / 0.1 }
      #expect(zip(steps, [1, 0.5.squareRoot(), 0.5]).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    let paths = try Trial(lecture: "adam", 4).paths()
    let found = try paths.map { try #require($0.below(0.01)) }
    #expect(found[0] < found[1] && found[1] < found[2], "a knob")
  }

  @Test func `adam 5: which slopes count as flat`() throws {
    // The wording is that of 50 steps: with more of them the third walks on as well.
    let scene = try Trial(lecture: "adam", 5)
    for trial in [scene] + scene.nearby {
      let moved = try trial.paths().map { ($0.points[50] - $0.points[0]).length }
      #expect(moved[2] < 0.1 && [0, 1, 3].allSatisfy { moved[$0] > 0.35 }, "\(moved)")
    }
    // A plane of one slope: half of η is lost at the bound outside, √½ of it inside.
    for (slope, inside, outside) in [
      (0.01, 0.7071, 0.9901), (0.001, 0.0995, 0.9091), (0.0001, 0.01, 0.5), (1, 1, 0.9999),
    ] {
      let plane = try Trial(
        formula: "\(slope) x", from: Point(1, 1), steps: 1,
        ["adam:eta=0.1,epsilon=1e-4", "adam:eta=0.1,epsilon=1e-4,epsilon-at=outside"])
      let steps = try plane.paths().map { $0.stepsInX[0] / 0.1 }
      #expect(abs(steps[0] - inside) < 1e-4 && abs(steps[1] - outside) < 1e-4, "\(slope)")
    }
  }
}
