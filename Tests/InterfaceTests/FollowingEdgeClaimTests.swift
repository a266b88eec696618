import Foundation
import Drawing
import Landscapes
import Optimizers
import Testing
import Trajectories

@testable import Interface

/// What the lecture on the edge that follows claims; the products are those that its chart draws.
@Suite struct FollowingEdgeClaimTests {
  /// Rate times curvature along x and along y, from step 1 on.
  private func products(_ race: Race, _ racer: Int = 0) throws -> (x: [Double], y: [Double]) {
    var model = try Model(race: race, surfaces: [])
    model.finish()
    model.stage.quantity = .rateCurvature
    let lines = ChartValues(model: model).lines(
      of: model.runs[racer], racer, in: 0...race.steps)
    #expect(lines.count == 2 && lines[1].isSecond && lines[0].first == 1)
    return (lines[0].values, lines[1].values)
  }

  private func middle(_ numbers: some Sequence<Double>) -> Double {
    let sorted = numbers.sorted()
    return sorted[sorted.count / 2]
  }

  @Test func `following-edge 1: RMSProp's rates pass 2, settle on it, and it hops by η`() throws {
    let scene = try Trial(lecture: "following-edge", 1)
    for trial in scene.nudged + scene.nearby + [scene.longer()] {
      let (x, y) = try products(trial.race)
      #expect(x.suffix(50).allSatisfy { abs($0 - 2) < 0.01 })
      #expect(y.suffix(50).allSatisfy { abs($0 - 2) < 0.01 })
      let points = try trial.paths()[0].points
      let hop = points[points.count - 1] - points[points.count - 2]
      let eta = trial.race.racers[0].rule.learningRate
      #expect(abs(abs(hop.x) / eta - 1) < 0.01 && abs(abs(hop.y) / eta - 1) < 0.01)
    }
    let (x, y) = try products(scene.race)
    // The first product is that of step 1. They go past the limit before they settle on it.
    #expect(y.firstIndex { $0 > 2 } == 67 && x.firstIndex { $0 > 2 } == 111)
    #expect((y.max() ?? 0) > 5 && (x.max() ?? 0) > 5)
    #expect(abs((try scene.longer().paths()[0].losses.last ?? 0) - 0.00525) < 0.0003)
    // On other surfaces, and on turned bowls, the same 2.
    for (flat, steep, turn) in bowls {
      let trial = try bowl(flat, steep, steps: 3000, ["rmsprop:eta=0.02"])
      let path = try trial.paths(turn)[0]
      let (curved, rates) = (
        Turned(ground: try trial.race.surface.landscape(), turn: turn), path.rates(2999)
      )
      let product = curved.hessian(at: path.raw[2999]).stretched(by: rates).eigenvalues.largest
      #expect(abs(product - 2) < 0.06, "\(flat) \(steep): \(product)")
    }
  }

  @Test func `following-edge 2: Adam hovers about its own edge, in the long run below`() throws {
    var scene = try Trial(lecture: "following-edge", 2)
    // Within the scene about the edge: now above it, now below.
    for (racer, limit) in [(0, 38.0), (1, 6)] {
      let (x, y) = try products(scene.race, racer)
      for products in [x, y] {
        let late = products.suffix(700).map { $0 / limit }
        #expect((0.75...1.1).contains(middle(late)), "\(middle(late))")
        #expect(late.contains { $0 < 0.95 })
      }
    }
    scene.race.steps = 12_000
    for (racer, limit) in [(0, 38.0), (1, 6)] {
      let (x, y) = try products(scene.race, racer)
      for products in [x, y] {
        let share = middle(products[6000...]) / limit
        #expect((0.92...1).contains(share), "\(share)")
      }
    }
    var model = try Model(race: scene.race, surfaces: [])
    model.stage.quantity = .rateCurvature
    let limits = ChartValues(model: model).limits.map(\.value)
    #expect(limits.count == 2 && abs(limits[0] - 38) < 1e-6 && abs(limits[1] - 6) < 1e-6)
  }

  @Test func `following-edge 3: it wakes at step 631`() throws {
    let scene = try Trial(lecture: "following-edge", 3)
    let low = try scene.paths()[0].losses[400]
    #expect((1e-163...1e-154).contains(low), "\(low)")
    for trial in scene.nudged {
      let losses = try trial.longer().paths()[0].losses
      let lowest = try #require(losses.firstIndex(of: losses.min() ?? 0))
      let woken = try #require(losses.indices.first { $0 > lowest && losses[$0] > 1e-6 })
      #expect((445...458).contains(lowest) && (625...634).contains(woken), "\(lowest) \(woken)")
      #expect(abs((losses.last ?? 0) - 0.00525) < 0.0003)
    }
    let (x, y) = try products(scene.race)
    // Past 2 for good.
    let last = try #require(y.lastIndex { $0 < 2 }) + 2
    #expect((305...310).contains(last), "\(last)")
    #expect(x.allSatisfy { $0 < 2 })
  }

  @Test func `following-edge 4: Adam comes back, too`() throws {
    let scene = try Trial(lecture: "following-edge", 4)
    for trial in scene.nudged {
      let losses = try trial.paths()[0].losses
      let lowest = try #require(losses.firstIndex(of: losses.min() ?? 0))
      #expect((1049...1071).contains(lowest) && losses[lowest] < 2.5e-47, "\(lowest)")
      let peak = losses[lowest...].max() ?? 0
      #expect((0.0016...0.0024).contains(peak), "\(peak)")
      #expect((42...45).contains(log10(peak / losses[lowest])))
    }
  }

  @Test func `following-edge 5: who stays down`() throws {
    let scene = try Trial(lecture: "following-edge", 5)
    for trial in scene.nudged + scene.nearby + [scene.longer(3)] {
      let paths = try trial.paths()
      func returns(_ path: Path) -> Bool {
        guard let low = path.losses.firstIndex(where: { $0 < 1e-20 }) else { return false }
        return path.losses[low...].contains { $0 > 1e-6 }
      }
      #expect(paths.map(returns) == [true, false, false])
      let (x, y) = try products(trial.race, 1)
      #expect((x.suffix(1500) + y.suffix(1500)).allSatisfy { $0 < 0.22 })
    }
  }

  @Test func `following-edge 6: let η go to zero and the hop goes with it`() throws {
    let scene = try Trial(lecture: "following-edge", 6)
    for trial in scene.nudged + scene.nearby {
      let losses = try trial.paths().map { $0.losses[399] }
      #expect(abs(losses[0] - 0.0052) < 0.0003)
      // After three halvings an eighth of the hop, a sixty-fourth of the loss.
      #expect(abs(losses[1] * 64 / losses[0] - 1) < 0.1 && losses[2] < 1e-20, "\(losses)")
    }
    // The hop is half of η whatever η is.
    for eta in [0.02, 0.05, 0.2] {
      let path = try Trial(
        scene.race.surface, from: scene.race.start, steps: 4000, ["rmsprop:eta=\(eta)"]
      ).paths()[0]
      for point in path.points.suffix(10) {
        #expect(abs(abs(point.x) / eta - 0.5) < 0.01 && abs(abs(point.y) / eta - 0.5) < 0.01)
      }
    }
  }
}
