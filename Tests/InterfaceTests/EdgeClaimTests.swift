import Foundation
import Landscapes
import Testing
import Trajectories

@testable import Interface

/// What the lecture on the edge of stability claims.
@Suite struct EdgeClaimTests {
  @Test func `edge 1: it swings out to five times its start`() throws {
    for trial in try Trial(lecture: "edge", 1).variants {
      let paths = try trial.paths()
      let widest = paths[0].y.map { abs($0 / paths[0].y[0]) }.max() ?? 0
      #expect((4.7...5.1).contains(widest), "\(widest)")
      #expect(try #require(paths[0].below(1e-3)) < 200)
      #expect(paths[1].losses[200] > 1e30)
    }
    // Across the valley it is the same ηλ = 3.7 on other bowls.
    for (flat, steep, turn) in bowls {
      let path = try bowl(flat, steep, ["momentum:eta=\(3.7 / steep)"]).paths(turn)[0]
      let widest = path.y.map { abs($0 / 3) }.max() ?? 0
      #expect((4.7...5.1).contains(widest), "\(flat), \(steep): \(widest)")
    }
  }

  @Test func `edge 2: Nesterov is lost, momentum does not notice`() throws {
    for trial in try Trial(lecture: "edge", 2).variants {
      let paths = try trial.paths()
      #expect(try #require(paths[0].below(1e-6)) < 200)
      #expect(paths[1].losses[200] > 1e6)
      #expect(try #require(paths[2].below(1e-3)) < 200)
    }
    let edge = 2 * (1 + 0.9) / (1 + 2 * 0.9)
    #expect(abs(edge - 1.357) < 1e-3 && 0.028 * 50 > edge && 0.026 * 50 < edge)
  }

  private enum Regime { case diverging, alternating, ripples, monotone }

  /// The regime of the roots of z² − (1 + β − ηλ)z + β.
  private func regime(_ product: Double, _ beta: Double) -> Regime {
    if product >= 2 * (1 + beta) { return .diverging }
    let sum = 1 + beta - product
    if sum * sum < 4 * beta { return .ripples }
    return sum < 0 ? .alternating : .monotone
  }

  /// The regime that is seen in a path: its growth, and how often it crosses the valley's floor.
  private func seen(_ path: Path) -> Regime {
    let y = path.y.prefix(while: { abs($0) > 1e-100 && abs($0) < 1e100 })
    if (path.y.last.map { abs($0) } ?? 0) > 1e3 || y.count < path.y.count && abs(y.last ?? 0) > 1 {
      return .diverging
    }
    let crossings = zip(y, y.dropFirst()).map { $0 * $1 < 0 }
    let late = crossings.suffix(crossings.count / 2)
    if late.allSatisfy({ $0 }) { return .alternating }
    return late.contains(true) ? .ripples : .monotone
  }

  @Test func `edge 3: four regimes in their order`() throws {
    for trial in try Trial(lecture: "edge", 3).variants {
      let paths = try trial.paths()
      #expect(paths.map(seen) == [.diverging, .alternating, .ripples, .monotone])
    }
  }

  @Test(arguments: [0.0, 0.2, 0.5, 0.8, 0.95])
  func `edge 3: ηλ and β decide which, on every bowl`(beta: Double) throws {
    var met: Set<Regime> = []
    for (flat, steep, turn) in bowls {
      for product in [0.0003, 0.02, 0.3, 1.1, 2.2, 2.7, 3.3, 3.7, 4.1] {
        let path = try bowl(
          flat, steep, steps: 300, ["momentum:eta=\(product / steep),beta=\(beta)"]
        ).paths()[0]
        let expected = regime(product, beta)
        // At a turned bowl rounding of the other axis spoils the smallest swings: runs are long
        // enough to see them when they are not turned, and grow the same when they are.
        #expect(seen(path) == expected, "\(steep), \(product), β \(beta)")
        met.insert(expected)
        let turned = try bowl(
          flat, steep, steps: 30, ["momentum:eta=\(product / steep),beta=\(beta)"]
        ).paths(turn)[0]
        for step in 0...30 {
          #expect(abs(turned.y[step] - path.y[step]) < 1e-9 * max(1, abs(path.y[step])))
        }
      }
    }
    #expect(met.contains(.diverging) && met.contains(beta == 0 ? .alternating : .ripples))
  }

  @Test func `edge 4: the fastest of the four is near critical damping`() throws {
    for trial in try Trial(lecture: "edge", 4).variants {
      let paths = try trial.paths()
      let found = paths.map { settled($0.distances, below: 0.01) ?? 100_000 }
      #expect(found.min() == found[1], "\(found)")
      // Less crosses nothing, more rings.
      #expect(swings(paths[0].y, above: 0.01) == 0)
      #expect(swings(paths[2].y, above: 0.01) >= 3 && swings(paths[3].y, above: 0.01) >= 8)
    }
    #expect(abs(pow(1 - (0.01 * 10).squareRoot(), 2) - 0.47) < 0.005)
  }

  @Test(arguments: [0.003, 0.01, 0.05, 0.1, 0.4])
  func `edge 4: critical damping is the fastest on round bowls`(product: Double) throws {
    let critical = pow(1 - product.squareRoot(), 2)
    let betas = [-0.15, -0.05, 0, 0.05, 0.1].map { min(0.99, max(0, critical + $0)) }
    for curvature in [0.2, 10] {
      let paths = try bowl(
        curvature, curvature, steps: 2000,
        betas.map { "momentum:eta=\(product / curvature),beta=\($0)" }
      ).paths(Turn(degrees: 30))
      let found = paths.map { settled($0.distances, below: 1e-12) ?? 100_000 }
      #expect(found.indices.min { found[$0] < found[$1] } == 2, "\(product): \(found)")
    }
  }

  @Test func `edge 5: thirty times η dies down no sooner`() throws {
    for trial in try Trial(lecture: "edge", 5).variants {
      let paths = try trial.paths()
      for path in paths {
        let factor = shrinkage(path.distances, from: 30, to: 130)
        #expect(abs(factor - 0.9.squareRoot()) < 0.005, "\(factor)")
      }
      let found = try paths.map { try #require(settled($0.distances, below: 0.01)) }
      #expect(found[2] >= found[0], "\(found)")
    }
    for (curvature, share) in [(0.2, 0.02), (1, 0.1), (4, 0.5), (50, 0.7), (3, 0.9)] {
      for beta in [0.5, 0.9] {
        let eta = share * pow(1 + beta.squareRoot(), 2) / curvature
        guard eta * curvature > pow(1 - beta.squareRoot(), 2) else { continue }
        let path = try bowl(curvature, curvature, ["momentum:eta=\(eta),beta=\(beta)"])
          .paths(Turn(degrees: 30))[0]
        let factor = shrinkage(path.distances, from: 40, to: 140)
        #expect(abs(factor - beta.squareRoot()) < 0.01, "\(curvature), \(share), \(beta)")
      }
    }
  }
}
