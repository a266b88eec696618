import Foundation
import Landscapes
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the lecture on saddles claims.
///
/// Its numbers belong to how far from the line a path starts:
/// starts nearby are therefore nearby along the line, the distance from it is kept.
@Suite struct SaddleClaimTests {
  private static let racers = ["descent:eta=0.1", "momentum:eta=0.1", "nesterov:eta=0.1"]
  private static let adam = "adam:eta=0.05"

  /// The step at which each path is further than this from the line.
  private func leave(_ trial: Trial, _ turn: Turn = .none, beyond distance: Double = 1.5) throws
    -> [Int?]
  {
    try trial.paths(turn).map { path in path.y.firstIndex { abs($0) > distance } }
  }

  private func saddle(from start: Point, steps: Int = 400) throws -> Trial {
    try Trial(
      try #require(Shipped.named("saddle")), from: start, steps: steps,
      SaddleClaimTests.racers + [SaddleClaimTests.adam])
  }

  @Test func `saddle 1: who falls off when`() throws {
    let scene = try Trial(lecture: "saddle", 1)
    for trial in [scene, scene.longer()] {
      #expect(try leave(trial) == [41, 20, 17, 29])
      #expect(try leave(trial, beyond: 0.5) == [35, 17, 15, 11])
    }
    for x in stride(from: 0.9, through: 1.1, by: 0.02) {
      let trial = try saddle(from: Point(x, 0.001))
      let found = try leave(trial).compactMap { $0 }
      #expect(zip(found, [41, 20, 17, 29]).allSatisfy { abs($0 - $1) <= 2 }, "\(x): \(found)")
      let nearest = try trial.paths().map { $0.distances.min() ?? 0 }
      #expect(nearest.prefix(3).allSatisfy { $0 < 0.1 } && nearest[3] > 0.6, "\(nearest)")
    }
  }

  @Test func `saddle 1: Adam's steps in y are about as long as in x`() throws {
    for trial in try Trial(lecture: "saddle", 1).variants where trial.race.start.y > 0 {
      let path = try trial.paths()[3]
      for step in 1...10 {
        let moved = path.points[step] - path.points[step - 1]
        #expect((0.7...1.4).contains(moved.y / -moved.x), "\(step)")
      }
    }
  }

  @Test func `saddle 2: what a thousand times closer costs`() throws {
    let scene = try Trial(lecture: "saddle", 2)
    for trial in [scene, scene.longer()] { #expect(try leave(trial) == [78, 37, 32, 30]) }
    let near = try leave(Trial(lecture: "saddle", 1)).compactMap { $0 }
    let nearer = try leave(scene).compactMap { $0 }
    #expect(zip(nearer, near).map { $0 - $1 } == [37, 17, 15, 1])
    // Thousand times for thousand times it is the same again.
    for (close, closer) in [(1e-2, 1e-5), (1e-4, 1e-7), (1e-6, 1e-9)] {
      for x in [0.95, 1, 1.05] {
        let one = try leave(saddle(from: Point(x, close))).compactMap { $0 }
        let two = try leave(saddle(from: Point(x, closer))).compactMap { $0 }
        let cost = zip(two, one).map { $0 - $1 }
        #expect(abs(cost[0] - 38) <= 1 && abs(cost[1] - 17) <= 1 && abs(cost[2] - 15) <= 1)
        #expect(cost[3] <= 2, "\(cost)")
      }
    }
  }

  @Test func `saddle 3: turned, Adam is the last`() throws {
    let half = Turn(degrees: 45)
    let scene = try Trial(lecture: "saddle", 3)
    for trial in [scene, scene.longer()] {
      let found = try trial.paths().map { path in
        path.points.firstIndex { abs(half.undone($0).y) > 1.5 }
      }
      #expect(found == [41, 20, 17, 86])
      let nearest = try trial.paths().map { $0.distances.min() ?? 0 }
      #expect(nearest.allSatisfy { $0 < 0.1 }, "all slide to the saddle")
    }
    for x in [0.8, 0.9, 0.95, 1.05, 1.1, 1.2] {
      let turned = try leave(saddle(from: Point(x, 0.001)), half).compactMap { $0 }
      #expect(turned[3] > turned[0] + 20, "\(x): \(turned)")
    }
    for degrees in [0.0, 10, 30, 45, 60, 80] {
      let found = try leave(saddle(from: Point(1, 0.001)), Turn(degrees: degrees))
      #expect(Array(found.prefix(3)) == [41, 20, 17], "\(degrees)")
    }
  }

  @Test func `saddle 4: on the line nobody leaves it`() throws {
    // The start is exactly on the line: there is no start nearby that is.
    let scene = try Trial(lecture: "saddle", 4)
    for trial in [scene, scene.longer()] {
      for path in try trial.paths() {
        #expect(path.y.allSatisfy { $0 == 0 })
        #expect(try #require(path.distances.last) < 1e-8)
      }
    }
    let formula = try Trial(
      formula: "0.5 x^2 + sqrt(3) x y - 0.5 y^2", from: Point(3.0.squareRoot() / 2, 0.5),
      SaddleClaimTests.racers + [SaddleClaimTests.adam])
    let turn = Turn(degrees: 30)
    for path in try formula.paths() {
      #expect(path.points.contains { abs(turn.undone($0).y) > 1.5 }, "turned, it gets away")
    }
    #expect(try leave(scene, turn).allSatisfy { $0 != nil })
  }

  @Test func `saddle 5: descent waits, on these axes the dividers do not`() throws {
    let scene = try Trial(lecture: "saddle", 5)
    func past(_ trial: Trial, _ turn: Turn = .none) throws -> [Int] {
      try trial.paths(turn).map { path in path.y.firstIndex { abs($0) > 0.5 } ?? 100_000 }
    }
    for x in [1.4, 1.45, 1.5, 1.55, 1.6] {
      for trial in [scene, scene.longer()] {
        var trial = trial
        trial.race.start = Point(x, 1e-6)
        let found = try past(trial)
        #expect((130...150).contains(found[0]), "\(found)")
        #expect((12...14).contains(found[2]) && (12...14).contains(found[3]), "\(found)")
        let waited = try trial.paths().map { path in path.distances.filter { $0 < 0.5 }.count }
        #expect(waited[0] > 100 && waited[2] < 10 && waited[3] < 10, "\(waited)")
      }
    }
    #expect(try past(scene)[2...] == [13, 13])
    // On other axes they wait as well.
    let turned = try past(scene.longer(), Turn(degrees: 45))
    #expect(turned[2] > 60 && turned[3] > 100, "\(turned)")
  }

  @Test func `saddle 6: rounding is a slope for Rprop and Adam`() throws {
    // The start is the double nearest to the line: its neighbours have other cosines.
    let scene = try Trial(lecture: "saddle", 6)
    #expect(abs(cos(scene.race.start.x) - 6e-17) < 0.2e-17)
    for trial in [scene, scene.longer()] {
      let left = try trial.paths().map { path in path.points.contains { $0.x < 0 } }
      #expect(left == [false, false, true, true])
    }
  }
}
