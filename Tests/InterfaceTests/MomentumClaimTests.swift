import Foundation
import Landscapes
import Testing
import Trajectories

@testable import Interface

/// What the lectures on momentum claim, `ravine` and `look-ahead`.
///
/// Where a caption says "here" its
/// scene is run, longer and from nearby; where it does not, bowls of all kinds are.
@Suite struct MomentumClaimTests {
  @Test func `ravine 1: across at every step, along at a creep`() throws {
    for trial in try Trial(lecture: "ravine", 1).variants {
      let path = try trial.paths()[0]
      #expect(zip(path.y, path.y.dropFirst()).allSatisfy { $0 * $1 < 0 })
      #expect(zip(path.points, path.points.dropFirst()).allSatisfy { $1.x / $0.x > 0.96 })
    }
  }

  @Test func `ravine 2: lost above the limit, slow just below it`() throws {
    let scene = try Trial(lecture: "ravine", 2)
    for trial in [scene] + scene.nearby {
      let losses = try trial.paths().map { $0.losses[120] }
      #expect(losses[1] < losses[0] && losses[0] < losses[2] && losses[2] < losses[3])
      #expect(losses[3] > 1e6)
    }
    let long = try scene.longer().paths().map { $0.losses[600] }
    #expect(long[1] < long[0] && long[0] < long[2] && long[3] > 1e40)
  }

  @Test func `ravine 2: in the long run the best rate is 2 divided by the sum`() throws {
    for (flat, steep, turn) in bowls {
      let best = 2 / (flat + steep)
      let limit = 2 / steep
      let steps = Int(60 * steep / flat)
      let rates = [0.5 * best, 0.98 * best, best, best + 0.5 * (limit - best), 1.02 * limit]
      let losses = try bowl(flat, steep, steps: steps, rates.map { "descent:eta=\($0)" })
        .paths(turn).map { $0.losses.last ?? .nan }
      #expect(losses.indices.min { losses[$0] < losses[$1] } == 2, "\(flat), \(steep): \(losses)")
      #expect(!(losses[4] < 1e6), "above the limit")
    }
  }

  @Test func `ravine 3: six swings instead of dozens in half the steps`() throws {
    for trial in try Trial(lecture: "ravine", 3).variants {
      let paths = try trial.paths()
      #expect(swings(paths[1].y, above: 0.1) == 6)
      #expect(swings(paths[0].y, above: 0.1) >= 26)
      let descent = try #require(paths[0].below(0.01))
      let momentum = try #require(paths[1].below(0.01))
      #expect((0.44...0.5).contains(Double(momentum) / Double(descent)))
    }
  }

  @Test(arguments: [0.3, 0.5, 0.8])
  func `ravine 3: steps along add up, steps across cancel`(beta: Double) throws {
    // Along: a plane, whose slope never changes. Every step tends to η·g/(1−β).
    let plane = try Trial(formula: "2x+y", from: Point(5, 5), ["momentum:eta=0.01,beta=\(beta)"])
    for turn in [Turn.none, Turn(degrees: 30)] {
      let path = try plane.paths(turn)[0]
      let step = (path.points[400] - path.points[399]).length
      #expect(abs(step / (0.01 * 5.0.squareRoot() / (1 - beta)) - 1) < 1e-9)
    }
    // Across: at the edge the slope turns at every step, and the velocity tends to η·g/(1+β).
    for (flat, steep, turn) in bowls {
      let eta = 2 * (1 + beta) / steep
      let path = try bowl(flat, steep, ["momentum:eta=\(eta),beta=\(beta)"]).paths(turn)[0]
      let step = abs(path.points[400].y - path.points[399].y)
      let pull = eta * steep * abs(path.points[399].y)
      #expect(abs(step * (1 + beta) / pull - 1) < 0.01, "\(flat), \(steep)")
    }
  }

  @Test func `ravine 4: forty steps against more than two hundred`() throws {
    for trial in try Trial(lecture: "ravine", 4).variants {
      let paths = try trial.paths()
      let momentum = try #require(paths[1].below(1e-6))
      #expect((36...44).contains(momentum))
      #expect(try #require(paths[0].below(1e-6)) > 200)
    }
    // "whatever its η": up to the limit 0.04 and beyond.
    for eta in stride(from: 0.002, through: 0.06, by: 0.0005) {
      let path = try bowl(1, 50, steps: 1000, ["descent:eta=\(eta)"]).paths()[0]
      #expect(path.below(1e-6).map { $0 > 200 } ?? true, "η \(eta)")
    }
    #expect(try bowl(1, 50, ["descent:eta=0.06"]).paths()[0].losses[200] > 1e100)
  }

  @Test func `ravine 5: too little creeps, too much circles`() throws {
    for trial in try Trial(lecture: "ravine", 5).variants {
      let paths = try trial.paths()
      let found = paths.map { $0.below(0.01) ?? 100_000 }
      #expect(found[1] < found[0] && found[0] < found[3] && found[1] < found[2])
      #expect(found[2] < found[3] && found[3] > 300)
      #expect(swings(paths[0].points.map(\.x), above: 0.1) == 0, "it creeps")
      #expect(swings(paths[3].points.map(\.x), above: 0.1) >= 8, "it circles")
    }
  }

  @Test func `ravine 5: in the ripples the loss shrinks by β, whatever η`() throws {
    for (flat, steep, turn) in bowls {
      for share in [0.2, 0.5] {
        // Both axes ripple: above (1−√β)² on the flat one, below (1+√β)² on the steep one.
        let beta = 0.98
        let eta = share * 3.5 / steep
        guard eta * flat > 1.2 * pow(1 - beta.squareRoot(), 2) else { continue }
        let path = try bowl(flat, steep, steps: 1300, ["momentum:eta=\(eta),beta=\(beta)"])
          .paths(turn)[0]
        let factor = shrinkage(path.losses, from: 200, to: 1000, window: 250)
        #expect(abs(factor - beta) < 0.002, "\(flat), \(steep), η \(eta): \(factor)")
      }
    }
  }

  @Test func `ravine 6 to 8: what the condition number costs`() throws {
    let claims = [(6, 11...13, 6...8), (7, 99...107, 22...26), (8, 1010...1060, 90...96)]
    for (scene, descents, momenta) in claims {
      for trial in try Trial(lecture: "ravine", scene).variants {
        let paths = try trial.paths()
        #expect(descents.contains(try #require(paths[0].below(0.01))), "\(scene)")
        #expect(momenta.contains(try #require(paths[1].below(0.01))), "\(scene)")
      }
    }
  }

  @Test(arguments: [5.0, 10, 30, 50, 100])
  func `ravine 8: ten times the condition number`(condition: Double) throws {
    // Well tuned: near the best rate, and near the best pair.
    func steps(_ condition: Double) throws -> (descent: Double, momentum: Double) {
      let root = condition.squareRoot()
      let (eta, beta) = (0.97 * pow(2 / (1 + root), 2), pow((root - 1) / (root + 1), 2))
      let paths = try bowl(
        1, condition, steps: Int(20 * condition) + 200,
        ["descent:eta=\(1.96 / (1 + condition))", "momentum:eta=\(eta),beta=\(beta + 0.01)"]
      ).paths(Turn(degrees: 30))
      return (
        Double(try #require(paths[0].below(1e-4))), Double(try #require(paths[1].below(1e-4)))
      )
    }
    let (one, ten) = (try steps(condition), try steps(10 * condition))
    #expect((9.0...11.5).contains(ten.descent / one.descent), "\(one), \(ten)")
    #expect((2.5..<4).contains(ten.momentum / one.momentum), "\(one), \(ten)")
  }

  @Test func `look-ahead 1: it measures across the floor and turns up`() throws {
    for trial in try Trial(lecture: "look-ahead", 1).variants {
      let landscape = try trial.race.surface.landscape()
      let run = trial.race.record(0, on: landscape)
      let detail = try #require(trial.race.detail(0, at: 2, of: run, on: landscape))
      #expect(detail.point.y > detail.probe.y && detail.probe.y < 0, "across the floor")
      #expect(detail.next.y > detail.point.y, "it turns up")
      let ball = try #require(detail.withoutLookAhead)
      #expect(ball.y < detail.point.y, "momentum would go down")
    }
  }

  @Test func `look-ahead 2: nineteen swings against one`() throws {
    for trial in try Trial(lecture: "look-ahead", 2).variants {
      let paths = try trial.paths()
      #expect(abs(swings(paths[0].y, above: 0.1) - 19) <= 1)
      #expect(swings(paths[1].y, above: 0.1) == 1)
    }
    #expect(swings(try Trial(lecture: "look-ahead", 2).paths()[0].y, above: 0.1) == 19)
    // How it shrinks, on bowls that are equally curved all round, so that one rate is to be seen.
    for (curvature, eta) in [(1.0, 0.1), (1, 0.5), (50, 0.01), (4, 0.02), (0.2, 3)] {
      let beta = 0.9
      let paths = try bowl(
        curvature, curvature, steps: 200,
        ["momentum:eta=\(eta),beta=\(beta)", "nesterov:eta=\(eta),beta=\(beta)"]
      ).paths(Turn(degrees: 30))
      let both = paths.map { shrinkage($0.distances, from: 20, to: 120) }
      #expect(abs(both[0] - beta.squareRoot()) < 0.01, "\(both)")
      #expect(abs(both[1] - (beta * (1 - eta * curvature)).squareRoot()) < 0.01, "\(both)")
    }
  }

  @Test func `look-ahead 3: damped is not the same as faster`() throws {
    let scene = try Trial(lecture: "look-ahead", 3)
    // The claim names its step: no longer run.
    for trial in [scene] + scene.nearby {
      let paths = try trial.paths()
      #expect(paths[0].losses[400] < paths[1].losses[400])
      #expect(swings(paths[1].points.map { $0.y - $0.x * $0.x }, above: 0.1) == 0)
    }
  }

  @Test func `look-ahead 4: only momentum survives`() throws {
    for trial in try Trial(lecture: "look-ahead", 4).variants {
      let paths = try trial.paths()
      #expect(try #require(paths[0].below(0.01)) < 15)
      #expect(paths[1].losses[40] > 1e6 && paths[2].losses[40] > 1e6)
    }
  }

  @Test(arguments: [0.3, 0.5, 0.9])
  func `look-ahead 4 and 5: the limits, on every bowl`(beta: Double) throws {
    for (flat, steep, turn) in bowls {
      for (rule, limit) in [
        ("momentum", 2 * (1 + beta)), ("nesterov", 2 * (1 + beta) / (1 + 2 * beta)),
      ] {
        for (share, lives) in [(0.97, true), (1.03, false)] {
          let eta = share * limit / steep
          let path = try bowl(flat, steep, steps: 2000, ["\(rule):eta=\(eta),beta=\(beta)"])
            .paths(turn)[0]
          let end = abs(path.y.last ?? .nan)
          #expect(lives ? end < 1e-3 : !(end < 1e3), "\(rule), \(flat), \(steep): \(end)")
        }
      }
    }
  }

  @Test func `look-ahead 5: quicker, lost, alive`() throws {
    for trial in try Trial(lecture: "look-ahead", 5).variants {
      let paths = try trial.paths()
      let (nesterov, momentum) = (paths[0].below(0.01), paths[2].below(0.01))
      #expect(try #require(nesterov) < #require(momentum))
      #expect(paths[1].losses[300] > 1e6)
    }
    let beta = 0.9
    #expect(abs(2 * (1 + beta) / (1 + 2 * beta) - 1.357) < 1e-3 && abs(2 * (1 + beta) - 3.8) < 1e-9)
  }
}
