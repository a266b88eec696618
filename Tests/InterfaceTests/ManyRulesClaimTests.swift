import Foundation
import Landscapes
import Testing
import Trajectories

@testable import Interface

/// What the lectures on many rules and on noise claim of their scenes.
@Suite struct ManyRulesClaimTests {
  private func mean(_ run: Run, _ steps: ClosedRange<Int>) -> Double {
    run.points[steps].map(\.x).reduce(0, +) / Double(steps.count)
  }

  @Test func `many-rules 1: the sign rule goes the wrong way`() throws {
    for trial in try Trial(lecture: "many-rules", 1).variants {
      let runs = trial.race.record(on: try trial.race.surface.landscape())
      let end = trial.race.steps
      #expect(mean(runs[0], end - 100...end) < -2.3 && mean(runs[1], end - 100...end) > 16)
    }
    let long = try Trial(lecture: "many-rules", 1).longer()
    let runs = long.race.record(on: try long.race.surface.landscape())
    #expect(abs(mean(runs[0], 3900...4000) + 3) < 0.1)
    #expect(abs(mean(runs[1], 3900...4000) - 20) < 0.5)
  }

  @Test func `many-rules 2: who forgets the loud row`() throws {
    let scene = try Trial(lecture: "many-rules", 2)
    for trial in [scene] + scene.nudged + scene.nearby {
      let runs = trial.race.record(on: try trial.race.surface.landscape())
      let means = runs.map { mean($0, 790...800) }
      for (found, told) in zip(means, [1.54, 1.56, -2.54, -2.74]) {
        #expect(abs(found - told) < 0.12, "\(means)")
      }
    }
    var later = scene
    later.race.steps = 2000
    let runs = later.race.record(on: try later.race.surface.landscape())
    for (run, told) in zip(runs, [1.73, 1.74, -2.97, -2.98]) {
      #expect(abs(mean(run, 1990...2000) - told) < 0.05)
    }
  }

  @Test func `many-rules 3: L2 and decay`() throws {
    let scene = try Trial(lecture: "many-rules", 3)
    for trial in scene.nudged {
      let ends = trial.race.record(on: try trial.race.surface.landscape()).map { $0.points[400] }
      #expect((ends[0] - Point(2.87, 0.52)).length < 0.03, "\(ends)")
      #expect((ends[1] - Point(2, 2)).length < 0.03, "\(ends)")
    }
  }

  @Test func `many-rules 4: the rare axis keeps a large rate here`() throws {
    let scene = try Trial(lecture: "many-rules", 4)
    for trial in scene.nudged {
      let runs = trial.race.record(on: try trial.race.surface.landscape())
      #expect(abs(runs[0].points[400].y + 1.25) < 0.05, "\(runs[0].points[400])")
      let rare = try #require(runs[1].points.firstIndex { abs($0.y) < 0.3 })
      #expect((150...170).contains(rare), "\(rare)")
      #expect(try #require(runs[0].points.firstIndex { abs($0.x) < 0.3 }) < 12)
    }
  }

  @Test func `many-rules 5: a loop a step or so wide here`() throws {
    let scene = try Trial(lecture: "many-rules", 5)
    for trial in scene.nearby + [scene, scene.longer()] {
      let path = try trial.paths()[0]
      let reach = path.points.suffix(60).map { max(abs($0.x), abs($0.y)) }.max() ?? 0
      #expect((0.05...0.15).contains(reach), "\(reach)")
    }
    #expect((try scene.paths()[1].losses.last ?? 1) < 1e-6)
  }

  @Test func `many-rules 6: a huge ε is momentum`() throws {
    func gap(_ trial: Trial, _ turn: Turn = .none) throws -> Double {
      let paths = try trial.paths(turn)
      let way = paths[2].points.map { ($0 - paths[2].points[0]).length }.max() ?? 1
      return (zip(paths[1].points, paths[2].points).map { ($0 - $1).length }.max() ?? 1) / way
    }
    let scene = try Trial(lecture: "many-rules", 6)
    for trial in scene.nearby + [scene, scene.longer()] { #expect(try gap(trial) < 1e-3) }
    #expect(try gap(scene, Turn(degrees: 30)) < 1e-3)
    let paths = try scene.paths()
    #expect((paths[0].points[20] - paths[2].points[20]).length > 0.1)
    // And in a bent valley whose slopes are small beside ε.
    let valley = try Trial(
      formula: "0.001((1-x)^2+100(y-x^2)^2)", from: Point(-1.2, 1),
      ["adam:eta=1", "adam:eta=10,epsilon=100,correction=off", "momentum:eta=1,form=average"])
    #expect(try gap(valley) < 1e-3)
  }

  /// The mean height of 64 seeds over some steps, of each racer.
  private func floors(_ scene: Int, _ steps: ClosedRange<Int>, seeds: UInt64 = 64) throws
    -> [Double]
  {
    let trial = try Trial(lecture: "noise", scene)
    let landscape = try trial.race.surface.landscape()
    let lowest = landscape.value(at: trial.race.surface.minima[0])
    var race = trial.race
    var sums = race.racers.map { _ in 0.0 }
    for seed in 0..<seeds {
      race.batching.seed = seed
      for (index, run) in race.record(on: landscape).enumerated() {
        sums[index] += run.losses[steps].reduce(0) { $0 + $1 - lowest }
      }
    }
    return sums.map { $0 / Double(steps.count) / Double(seeds) }
  }

  @Test func `noise 1 and 2: the floor goes as one over the rows`() throws {
    let first = try floors(1, 200...400)
    #expect(abs(first[0] / 0.068 - 1) < 0.12 && abs(first[1] / 0.0071 - 1) < 0.12, "\(first)")
    #expect(first[2] < 1e-15)
    let second = try floors(2, 200...400)
    #expect((3.3...5).contains(second[0] / second[1]), "\(second)")
    #expect((3.3...5).contains(second[1] / second[2]), "\(second)")
  }

  @Test func `noise 3: half the η, half the floor, twice as long`() throws {
    let late = try floors(3, 300...400)
    #expect((1.8...2.8).contains(late[0] / late[1]) && (1.6...2.6).contains(late[1] / late[2]))
    let early = try floors(3, 20...20)
    #expect(early[0] < early[1] && early[1] < early[2], "\(early)")
    #expect(late[2] < late[1] && late[1] < late[0], "\(late)")
  }

  @Test func `noise 4: a floor that sinks with η`() throws {
    let early = try floors(4, 200...300, seeds: 32), late = try floors(4, 800...1000, seeds: 32)
    #expect(abs(late[0] / early[0] - 1) < 0.2 && (0.15...0.22).contains(late[0]))
    #expect(late[1] < early[1] / 1.5 && late[2] < early[2] / 2, "\(early) \(late)")
    #expect(late[2] < late[1] && late[1] < late[0])
  }

  @Test func `noise 5: momentum smooths the steps, not the ball`() throws {
    let floors = try floors(5, 600...1000, seeds: 32)
    #expect((0.75...1.05).contains(floors[1] / floors[0]), "\(floors)")
    #expect(floors[1] > 7 * floors[2], "\(floors)")
  }

  @Test func `noise 6: signs of single rows shrink Rprop's steps to nothing`() throws {
    let trial = try Trial(lecture: "noise", 6)
    let landscape = try trial.race.surface.landscape()
    var race = trial.race
    var ends: [[Double]] = [[], [], []]
    for seed in UInt64(0)..<64 {
      race.batching.seed = seed
      for (index, run) in race.record(on: landscape).enumerated() {
        ends[index].append((run.points[400] - race.surface.minima[0]).length)
        if index == 2 { #expect((run.points[400] - run.points[399]).length < 0.01) }
      }
    }
    let medians = ends.map { $0.sorted()[32] }
    #expect(medians[0] < 1e-5 && medians[1] < 0.15 && medians[2] > 1.8, "\(medians)")
  }
}
