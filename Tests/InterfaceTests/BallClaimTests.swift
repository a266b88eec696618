import Foundation
import Landscapes
import Testing
import Trajectories

@testable import Interface

/// What the lecture on the ball with friction claims.
@Suite struct BallClaimTests {
  private let well = Point(-1.933, 0)

  private func rests(_ path: Path, at point: Point, within: Double = 0.01) -> Bool {
    path.points.suffix(20).allSatisfy { ($0 - point).length < within }
  }

  @Test func `ball 1: descent and Adam settle, the velocity carries over the rim`() throws {
    let scene = try Trial(lecture: "ball", 1)
    for trial in scene.variants + scene.nudged {
      let paths = try trial.paths()
      #expect(rests(paths[0], at: well) && rests(paths[3], at: well, within: 0.05))
      #expect(rests(paths[1], at: .zero) && rests(paths[2], at: .zero))
      #expect((48...55).contains(try #require(paths[1].below(0.01))))
    }
    let paths = try scene.paths()
    #expect(paths[1].points.firstIndex { $0.x > -1.5 } == 15)
    #expect(paths[2].points.firstIndex { $0.x > -1.5 } == 16)
    // Speed is gathered on the way down by those that have one: their longest step against their first.
    func gain(_ path: Path) -> Double {
      let steps = zip(path.points, path.points.dropFirst()).map { ($1 - $0).length }
      return (steps.max() ?? 0) / steps[0]
    }
    #expect(gain(paths[1]) > 2 && gain(paths[2]) > 2, "\(paths.map(gain))")
    #expect(gain(paths[0]) < 1.5 && gain(paths[3]) < 1.5, "\(paths.map(gain))")
    #expect(abs((paths[0].losses.last ?? 0) - 0.0868) < 1e-3)
  }

  @Test func `ball 2: honey and ice`() throws {
    let scene = try Trial(lecture: "ball", 2)
    // On ice one start in some ends in the small well after all; the others at the bottom.
    var settled: [Int?] = []
    for trial in scene.nearby + scene.nudged {
      let paths = try trial.paths()
      let reach = paths.map { $0.points.map(\.x).max() ?? 0 }
      #expect(rests(paths[0], at: well))
      #expect(reach[1] < 0.06 && (1.55...1.8).contains(reach[2]) && (3.2...3.7).contains(reach[3]))
      #expect((47...56).contains(try #require(paths[1].below(0.01))))
      #expect((90...112).contains(try #require(paths[2].below(0.01))))
      settled.append(try trial.longer().paths()[3].below(0.01))
    }
    let late = settled.compactMap(\.self)
    #expect(late.count >= settled.count - 1 && late.allSatisfy { (480...600).contains($0) })
  }

  /// The largest gap between a path and every second point of another, as a share of the way.
  private func gap(_ path: Path, _ other: Path) -> Double {
    let points = path.points.prefix(other.points.count / 2)
    let way = points.map { ($0 - points[0]).length }.max() ?? 1
    return (points.indices.map { (points[$0] - other.points[2 * $0]).length }.max() ?? 0) / way
  }

  @Test func `ball 3: a quarter of η with √β is nearly the same ball`() throws {
    let scene = try Trial(lecture: "ball", 3)
    for trial in scene.nearby + scene.nudged {
      let paths = try trial.paths()
      let (same, old) = (gap(paths[0], paths[1]), gap(paths[0], paths[2]))
      #expect(same < 0.06 && old > 0.2 && same < old / 4, "\(same) \(old)")
    }
    // And on bowls and in valleys, turned or not.
    for (flat, steep, turn) in bowls {
      let eta = 0.25 / steep
      let paths = try bowl(
        flat, steep,
        [
          "momentum:eta=\(eta),beta=0.9", "momentum:eta=\(eta / 4),beta=\(0.9.squareRoot())",
          "momentum:eta=\(eta / 4),beta=0.9",
        ]
      ).paths(turn)
      #expect(gap(paths[0], paths[1]) < 0.12)
      #expect(gap(paths[0], paths[1]) < gap(paths[0], paths[2]) / 2)
    }
  }

  @Test func `ball 4: the loss rises, the energy only falls`() throws {
    let scene = try Trial(lecture: "ball", 4)
    for trial in scene.variants + scene.nudged {
      let model = try Model(race: trial.race, surfaces: [])
      var whole = model
      whole.finish()
      whole.stage.quantity = .energy
      let values = ChartValues(model: whole)
      let lines = values.lines(of: whole.runs[0], 0, in: 0...min(trial.race.steps, 400))
      let (energy, loss) = (lines[0].values, lines[1].values)
      func rises(_ values: [Double]) -> Int {
        zip(values, values.dropFirst()).count { $1 > $0 + 1e-13 }
      }
      #expect(rises(energy) == 0)
      #expect(rises(Array(loss.prefix(60))) > 10)
      #expect((0.45...0.65).contains(energy[10] / energy[0]), "\(energy[10] / energy[0])")
      #expect(lines[1].isSecond && loss == Array(whole.runs[0].losses[0..<loss.count]))
    }
  }

  @Test func `ball 5: it rolls out of the best minimum`() throws {
    let scene = try Trial(lecture: "ball", 5)
    for trial in scene.variants + scene.nudged {
      let paths = try trial.paths()
      #expect(rests(paths[0], at: Point(-1.967, 0)) && rests(paths[1], at: Point(-1.967, 0)))
      #expect(rests(paths[2], at: .zero))
      #expect(abs((paths[0].losses.last ?? 0) + 0.207) < 1e-3)
    }
  }

  @Test func `ball 6: seven times sooner past x = −1`() throws {
    let scene = try Trial(lecture: "ball", 6)
    for trial in scene.variants + scene.nudged {
      let counts = try trial.paths().map { path in
        try #require(path.points.firstIndex { $0.x > -1 })
      }
      #expect((66...78).contains(counts[0]) && (9...12).contains(counts[1]), "\(counts)")
    }
    #expect(try scene.paths().map { $0.points.firstIndex { $0.x > -1 } } == [71, 10])
  }
}
