import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the stories of the shipped surfaces claim: wells, ripples and saddles.
///
/// "From the start here" is checked from there and from nearby, with the program's own rates where
/// the story names none.
@Suite struct WellStoryTests: StoryChecking {
  @Test func ackley() throws {
    let landscape = try surface("ackley").landscape()
    #expect(landscape.sample(at: Point(0, 0)).gradient == .zero, "taken as 0")
    for direction in compass {
      let slope = landscape.sample(at: 1e-7 * direction).gradient.dot(direction)
      #expect(slope > 2.5, "a kink: the slope does not fade towards the point")
      // Ripples: on the way out the surface falls again and again.
      let way = stride(from: 0.0, through: 3, by: 0.01).map { landscape.value(at: $0 * direction) }
      #expect(zip(way, way.dropFirst()).contains { $1 < $0 })
      #expect(way[0] < way[100] && way[100] < way[200] && way[200] < way[300], "a funnel")
    }
  }

  @Test func branin() throws {
    let branin = try surface("branin")
    let landscape = try branin.landscape()
    let depths = branin.minima.map(landscape.value)
    #expect(depths.count == 3 && depths.allSatisfy { abs($0 - depths[0]) < 1e-6 })
    let trial = try Trial(branin, ["nesterov", "momentum"])
    for trial in trial.variants {
      let found = try ends(trial)
      #expect(near(found[0], branin.minima[0], 0.3) && near(found[1], branin.minima[1], 0.3))
    }
  }

  @Test func `camel 3`() throws {
    let camel = try surface("camel-3")
    let small = ["descent:eta=0.003", "descent:eta=0.01", "descent:eta=0.03"]
    for trial in try Trial(camel, steps: 4000, small).variants {
      for end in try ends(trial) { #expect(near(end, Point(-1.7476, 0.8738))) }
    }
    for trial in try Trial(camel, ["descent:eta=0.15", "momentum:eta=0.02"]).variants {
      for end in try ends(trial) { #expect(near(end, .zero)) }
    }
    let landscape = try camel.landscape()
    #expect(landscape.value(at: .zero) < landscape.value(at: Point(-1.7476, 0.8738)))
  }

  @Test func `camel 6`() throws {
    let camel = try surface("camel-6")
    let landscape = try camel.landscape()
    let small = ["descent:eta=0.001", "descent:eta=0.003", "descent:eta=0.01"]
    for trial in try Trial(camel, steps: 2000, small).variants {
      for end in try ends(trial) {
        let above = landscape.value(at: end) - landscape.value(at: camel.minima[0])
        #expect(abs(above - 3.1) < 0.1)
      }
    }
    let wells = StationaryPoint.all(in: camel.view, on: landscape).filter { $0.kind == .minimum }
    #expect(wells.count == 6)
    let depths = wells.map { landscape.value(at: $0.point) }.sorted()
    #expect(abs(depths[0] - depths[1]) < 1e-6 && depths[2] > depths[1] + 0.1, "two are deepest")
  }

  /// How long descent stays within half of a saddle, by the distance of its start from the line.
  private func waits(_ name: String, _ start: Point, _ rate: String) throws -> [Int] {
    try [0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-9].map { y in
      let trial = try Trial(surface(name), from: Point(start.x, y), steps: 1500, [rate])
      return try trial.paths()[0].distances.filter { $0 < 0.5 }.count
    }
  }

  @Test(arguments: ["descent:eta=0.05", "descent:eta=0.1", "descent:eta=0.3"])
  func `double well and saddle`(rate: String) throws {
    for (name, x) in [("double-well", 1.5), ("double-well", -0.7), ("saddle", 1), ("saddle", 1.4)] {
      let found = try waits(name, Point(x, 0), rate)
      #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 }, "\(name): \(found)")
    }
    let line = try Trial(surface("saddle"), from: Point(1, 0), steps: 10000, [rate]).paths()[0]
    #expect(line.y.allSatisfy { $0 == 0 }, "on the line it never leaves")
  }

  @Test(arguments: ["adam", "rmsprop", "adagrad", "adadelta"])
  func easom(rule: String) throws {
    let landscape = try surface("easom").landscape()
    for start in [Point(0.5, 0.5), Point(6, 6), Point(-0.5, 3)] {
      #expect(landscape.sample(at: start).gradient.length < 1e-4)
      let reach = try [1e-20, 1e-8, 1e-4].map { epsilon in
        let path = try Trial(
          surface("easom"), from: start, steps: 20, ["\(rule):eta=0.05,epsilon=\(epsilon)"]
        ).paths()[0]
        return (path.points[20] - path.points[0]).length
      }
      if rule == "adadelta" {
        // Its ε stands above the line as well.
        #expect(reach[0] < 0.1 * reach[1] || reach[1] > 10 * reach[2])
      } else {
        #expect(reach[0] > 2 * reach[1] && reach[1] > 2 * reach[2], "\(reach)")
      }
    }
  }

  @Test func himmelblau() throws {
    let himmelblau = try surface("himmelblau")
    let landscape = try himmelblau.landscape()
    #expect(himmelblau.minima.count == 4)
    #expect(himmelblau.minima.allSatisfy { landscape.value(at: $0) < 1e-10 })
    for steps in [400, 2000] {
      let found = try ends(Trial(himmelblau, steps: steps, ["descent", "momentum", "nesterov"]))
      for (one, other) in [(0, 1), (0, 2), (1, 2)] { #expect(!near(found[one], found[other], 1)) }
    }
  }

  @Test func `lévy 13`() throws {
    let levy = try surface("levy-13")
    let small = ["descent:eta=0.0001", "descent:eta=0.0003", "descent:eta=0.001"]
    let large = ["descent:eta=0.003", "descent:eta=0.01"]
    for trial in try Trial(levy, steps: 2000, small).variants {
      for end in try ends(trial) { #expect(abs(end.x + 2.62) < 0.05, "the first groove") }
    }
    for trial in try Trial(levy, steps: 2000, large).variants {
      let found = try ends(trial)
      #expect(found.allSatisfy { $0.x > -2.3 } && !near(found[0], found[1]), "elsewhere")
    }
  }

  @Test func plateau() throws {
    let plateau = try surface("plateau")
    for start in [Point(1.5, 0.7), Point(-1, 1.6), Point(0.3, 1.9), Point(1.9, -1.9)] {
      for eta in [0.005, 0.015, 0.07] {
        let trial = try Trial(plateau, from: start, steps: 2000, ["descent:eta=\(eta)"])
        #expect(abs(try ends(trial)[0].length - 0.66) < 0.01)
      }
    }
    for trial in try Trial(plateau, ["momentum:eta=0.03"]).variants {
      #expect(near(try ends(trial)[0], .zero, 0.02))
    }
  }

  @Test func rastrigin() throws {
    let rastrigin = try surface("rastrigin")
    for start in [Point(-2.3, 3.4), Point(-2.9, 2.8), Point(2.1, -2), Point(0, -0.4)] {
      for eta in ["0.0001", "0.001", "0.002"] {
        let trial = try Trial(rastrigin, from: start, steps: 3000, ["descent:eta=\(eta)"])
        let end = try ends(trial)[0]
        let well = Point(start.x.rounded(), start.y.rounded())
        #expect(near(end, well), "\(start): \(end)")
      }
    }
    for scale in [0.97, 1, 1.03] {
      let rule = "momentum:eta=\(0.001 * scale),beta=0.98"
      for trial in [try Trial(rastrigin, [rule]), try Trial(rastrigin, [rule]).longer()] {
        let visited = try trial.paths()[0].points.map {
          Point($0.x.rounded(), $0.y.rounded())
        }
        #expect(Set(visited).count >= 4, "it rolls through several")
        #expect(!near(try ends(trial)[0], Point(-2, 3), 0.5))
      }
    }
  }

  @Test func `saddle, sine`() throws {
    let surface = try surface("saddle-sine")
    let ridge = Point(.pi / 2, 0.3)
    let slope = try surface.landscape().sample(at: ridge).gradient.x
    #expect(slope != 0 && abs(slope) < 1e-16)
    for rule in ["rprop:eta=0.02", "lion:eta=0.02", "lion:eta=0.02,beta=0"] {
      let path = try Trial(surface, from: ridge, [rule]).paths()[0]
      #expect(path.points.contains { $0.x < 0 }, "\(rule)")
    }
    let descent = try Trial(surface, from: ridge, steps: 2000, ["descent:eta=0.1"]).paths()[0]
    #expect(descent.points.allSatisfy { $0.x == ridge.x })
  }

  @Test func `styblinski-tang and two wells`() throws {
    let tang = try surface("styblinski-tang")
    for trial in try Trial(tang, ["descent", "descent:eta=0.005", "momentum"]).variants {
      let found = try ends(trial)
      #expect(near(found[0], Point(2.747, 2.747)) && near(found[1], Point(2.747, 2.747)))
      #expect(found[2].x < 0, "momentum crosses")
    }
    let landscape = try tang.landscape()
    let wells = [Point(2.747, 2.747), Point(-2.904, 2.747), Point(2.747, -2.904)]
    let deepest = landscape.value(at: tang.minima[0])
    #expect(wells.allSatisfy { landscape.value(at: $0) > deepest + 10 })
    let rules = ["descent", "descent:eta=0.005", "momentum"]
    for trial in try Trial(surface("two-wells"), rules).variants {
      let found = try ends(trial)
      #expect(near(found[0], Point(0.91, 0)) && near(found[1], Point(0.91, 0)))
      #expect(near(found[2], Point(-0.936, 0)))
    }
  }
}
