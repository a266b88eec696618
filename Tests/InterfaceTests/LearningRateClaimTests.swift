import Foundation
import Landscapes
import Optimizers
import Testing
import Trajectories

@testable import Interface

/// What the lecture on choosing η claims.
@Suite struct LearningRateClaimTests {
  @Test func `learning-rate 1: five percent a step, down and up`() throws {
    for trial in try Trial(lecture: "learning-rate", 1).variants {
      let paths = try trial.paths()
      for step in [0, 10, 50, 90] {
        let factors = paths.map { abs($0.y[step + 1] / $0.y[step]) }
        #expect(abs(factors[0] - 0.95) < 1e-6 && abs(factors[1] - 1.05) < 1e-6)
      }
    }
    // The same ηλ on other bowls, however they are turned.
    for (flat, steep, turn) in bowls {
      let paths = try bowl(
        flat, steep, ["descent:eta=\(1.95 / steep)", "descent:eta=\(2.05 / steep)"]
      ).paths(turn)
      let factors = paths.map { abs($0.y[21] / $0.y[20]) }
      #expect(abs(factors[0] - 0.95) < 1e-4 && abs(factors[1] - 1.05) < 1e-4)
    }
  }

  @Test func `learning-rate 2: twice the η, half the steps, up to the cliff`() throws {
    let scene = try Trial(lecture: "learning-rate", 2)
    for trial in [scene] + scene.nearby {
      let paths = try trial.longer(2).paths()
      let counts = try paths.prefix(3).map { Double(try #require($0.below(0.01))) }
      #expect(abs(counts[0] / counts[1] - 2) < 0.05 && abs(counts[1] / counts[2] - 2) < 0.05)
      #expect((189...197).contains(counts[2]), "\(counts)")
      // Past the edge the loss never is below its start, and grows by a tenth a step across.
      #expect(paths[3].losses.allSatisfy { $0 >= paths[3].losses[0] || !$0.isFinite })
      #expect(abs(abs(paths[3].y[101] / paths[3].y[100]) - 1.05) < 1e-6)
    }
    for trial in scene.nudged {
      #expect((192...196).contains(try #require(try trial.paths()[2].below(0.01))))
    }
  }

  /// The best η of descent is κ/(κ+1) of the edge, whatever the bowl and however it is turned.
  @Test(arguments: [10.0, 100, 1000])
  func `the best η is one step from the edge`(condition: Double) throws {
    func factor(_ eta: Double) throws -> Double {
      let path = try bowl(1, condition, steps: 30, ["descent:eta=\(eta)"]).paths(
        Turn(degrees: 30))[0]
      return max(
        abs(path.points[21].x / path.points[20].x), abs(path.points[21].y / path.points[20].y))
    }
    let edge = 2 / condition
    let best = edge * condition / (condition + 1)
    for other in [0.99, 0.999, 1.0005] where best * other < edge {
      #expect(try factor(best) < factor(best * other))
    }
    #expect(try factor(edge * 1.001) > 1 && factor(edge * 0.9999) < 1)
  }

  @Test func `learning-rate 3: who forgives eight times the η here`() throws {
    let scene = try Trial(lecture: "learning-rate", 3)
    for trial in [scene] + scene.nudged + scene.nearby {
      let own = try trial.longer().paths().map { $0.below(0.01) }
      var large = trial.longer()
      for index in large.race.racers.indices {
        let eta = large.race.racers[index].rule.learningRate
        large.race.racers[index]["eta"] = .number(8 * eta)
      }
      let eight = try large.paths().map { $0.below(0.01) }
      #expect((189...197).contains(own[0] ?? 0) && (48...51).contains(own[1] ?? 0), "\(own)")
      #expect(eight[0] == nil && eight[1] == nil)
      for index in [2, 3] {
        let ratio = Double(try #require(eight[index])) / Double(try #require(own[index]))
        #expect((0.75...1.3).contains(ratio), "\(own) \(eight)")
      }
    }
    // The chart of the scene says the same: where each curve is low, and where it ends.
    let landscape = try scene.race.surface.landscape()
    let curves = (0..<4).map {
      Tolerance.steps(of: $0, in: scene.race, on: landscape, above: 0)
    }
    for (curve, racer) in zip(curves, scene.race.racers) {
      let place = Tolerance.place(of: racer.rule.learningRate)
      let eightfold = Tolerance.place(of: 8 * racer.rule.learningRate)
      let best = try #require(curve.filter(\.isFinite).min())
      let near = curve[place - 1...place + 1].filter(\.isFinite).min() ?? .infinity
      #expect(near <= best * 1.3, "\(racer.text): \(near)")
      let forgives = ["momentum", "adam"].contains(racer.rule.card.name)
      #expect(curve[eightfold].isFinite == forgives, "\(racer.text)")
    }
  }

  @Test func `learning-rate 4: tuning β as well makes it a sixth here`() throws {
    let scene = try Trial(lecture: "learning-rate", 4)
    for trial in scene.variants + scene.nudged {
      let counts = try trial.paths().map { $0.below(0.01) ?? 0 }
      #expect((189...197).contains(counts[0]) && (95...105).contains(counts[1]), "\(counts)")
      #expect((33...35).contains(counts[2]), "\(counts)")
    }
    #expect(try scene.paths().map { $0.below(0.01) } == [194, 100, 34])
    // κ is 100: the β that theory names.
    #expect(abs(pow(9.0 / 11, 2) - 0.67) < 0.005)
    #expect(scene.race.racers[2]["beta"] == .number(0.67))
  }

  @Test func `learning-rate 5: warmed up, ten times the η is safe here`() throws {
    let scene = try Trial(lecture: "learning-rate", 5)
    for trial in [scene, scene.longer()] + scene.nudged + scene.nearby {
      let paths = try trial.longer(4).paths()
      #expect(try #require(paths[0].losses.firstIndex { !($0 < 1e6) }) <= 11)
      #expect(paths[0].below(0.01) == nil)
      #expect((98...155).contains(try #require(paths[1].below(0.01))))
      #expect((850...1500).contains(try #require(paths[2].below(0.01))))
    }
    let paths = try scene.longer(4).paths()
    #expect(try #require(paths[0].losses.firstIndex { !($0 < 1e6) }) == 2)
    #expect((138...140).contains(try #require(paths[1].below(0.01))))
  }

  @Test func `learning-rate 6 and 7: the same η, then each at its best`() throws {
    let same = try Trial(lecture: "learning-rate", 6)
    for trial in same.nudged {
      let counts = try trial.longer(4).paths().map { $0.below(0.01) ?? 0 }
      #expect((369...378).contains(counts[0]) && (102...106).contains(counts[1]), "\(counts)")
      #expect((55...57).contains(counts[2]) && (1205...1236).contains(counts[3]), "\(counts)")
    }
    for trial in same.nearby {
      #expect(try trial.paths()[3].below(0.01) == nil)
    }
    let tuned = try Trial(lecture: "learning-rate", 7)
    for trial in tuned.nearby + tuned.nudged {
      let counts = try trial.paths().map { $0.below(0.01) ?? 0 }
      #expect((189...197).contains(counts[0]) && (95...105).contains(counts[1]), "\(counts)")
      #expect((48...51).contains(counts[2]) && (88...108).contains(counts[3]), "\(counts)")
    }
  }
}
