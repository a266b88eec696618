import Foundation
import Landscapes
import Lectures
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the lecture on turned axes claims.
@Suite struct TurnedAxesClaimTests {
  @Test func `turned-axes 1: along the axes`() throws {
    let scene = try Trial(lecture: "turned-axes", 1)
    for trial in scene.nudged {
      let counts = try trial.paths().map { $0.below(0.01) ?? 0 }
      #expect((194...198).contains(counts[0]) && (33...36).contains(counts[1]), "\(counts)")
      #expect((42...44).contains(counts[2]) && (92...96).contains(counts[3]), "\(counts)")
      #expect((22...26).contains(counts[4]), "\(counts)")
    }
    #expect(try scene.paths().map { $0.below(0.01) } == [196, 34, 43, 94, 25])
  }

  @Test func `turned-axes 2: the path turns with the bowl`() throws {
    let straight = try Trial(lecture: "turned-axes", 1).paths()
    for (path, turned) in zip(straight, try Trial(lecture: "turned-axes", 2).paths()) {
      #expect(path.below(0.01) == turned.below(0.01))
    }
    for degrees in [5.0, 15, 30, 45, 77] {
      for (flat, steep, _) in bowls {
        let trial = try bowl(
          flat, steep,
          [
            "descent:eta=\(1.9 / steep)", "momentum:eta=\(1 / steep)",
            "nesterov:eta=\(0.5 / steep)",
          ])
        for (path, turned) in zip(
          try trial.paths(), try trial.paths(Turn(degrees: degrees)))
        {
          let gaps = zip(path.points, turned.points).map { ($0 - $1).length }
          #expect((gaps.max() ?? 1) < 1e-9)
        }
      }
    }
  }

  @Test func `turned-axes 3: 4 to 22 times the steps here`() throws {
    let scene = try Trial(lecture: "turned-axes", 3)
    for trial in scene.nudged {
      let counts = try trial.paths().map { $0.below(0.01) ?? 0 }
      #expect((950...982).contains(counts[0]) && (356...364).contains(counts[1]), "\(counts)")
      #expect((422...450).contains(counts[2]), "\(counts)")
    }
    let ratios = zip(try scene.paths().map { $0.below(0.01) ?? 0 }, [43.0, 94, 25]).map {
      Double($0) / $1
    }
    #expect(ratios.allSatisfy { (3.8...22.5).contains($0) }, "\(ratios)")
  }

  @Test func `turned-axes 4: the first step`() throws {
    let paths = try Trial(lecture: "turned-axes", 4).paths()
    let (descent, adam) = (
      paths[0].points[1] - paths[0].points[0], paths[1].points[1] - paths[1].points[0]
    )
    // In the bowl's own axes descent goes as along the axes; Adam along a diagonal of x and y.
    let turn = Turn(degrees: 20)
    #expect((turn.undone(descent) - Vector(-0.114, -5.70)).length < 1e-3)
    #expect((adam - Vector(0.3, -0.3)).length < 1e-6)
    let angle = acos(descent.dot(adam) / descent.length / adam.length) * 180 / .pi
    #expect(abs(angle - 26) < 0.5, "\(angle)")
    // The arrows are those of this step.
    let text = try #require(ShippedLectures.quickText(named: "turned-axes"))
    let lecture = try Lecture(toml: text, file: "turned-axes", surfaces: Shipped.all)
    let stage = lecture.scenes[3].stage
    #expect(stage.showsArrows && stage.playback.playhead == 0 && !stage.playback.isPlaying)
    // Whatever the slope: each axis goes by η.
    for (flat, steep, turn) in bowls {
      for eta in [0.01, 0.3, 2] {
        let path = try bowl(flat, steep, steps: 1, ["adam:eta=\(eta)"]).paths(turn)[0]
        let step = path.raw[1] - path.raw[0]
        #expect(abs(abs(step.x) - eta) < 1e-6 * eta && abs(abs(step.y) - eta) < 1e-6 * eta)
      }
    }
  }

  @Test func `turned-axes 5: the tilt costs tuning here`() throws {
    let scene = try Trial(lecture: "turned-axes", 5)
    for trial in scene.nudged {
      let counts = try trial.paths().map { $0.below(0.01) ?? 0 }
      #expect((356...364).contains(counts[0]) && (109...113).contains(counts[1]), "\(counts)")
    }
    for trial in scene.nearby {
      #expect((90...130).contains(try #require(try trial.paths()[1].below(0.01))))
    }
  }
}
