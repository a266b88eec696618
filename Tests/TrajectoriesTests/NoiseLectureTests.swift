import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

/// What is said of noise holds over 64 seeds: floors, balls, escapes and rules that walk the wrong way.
struct NoiseLectureTests {
  private static let seeds: Range<UInt64> = 0..<64

  /// The paths of a racer with every seed.
  private func runs(
    _ racer: String, on surface: String, start: Point? = nil, steps: Int = 400,
    order: Batching.Order = .drawn, seeds: Range<UInt64> = seeds
  ) throws -> (runs: [Run], surface: Surface, landscape: FormulaLandscape) {
    let surface = try #require(Shipped.named(surface))
    let landscape = try surface.landscape()
    var race = Race(surface: surface, start: start, racers: [try Racer(racer)], steps: steps)
    let runs = seeds.map { seed in
      race.batching = Batching(seed: seed, order: order)
      return race.record(0, on: landscape)
    }
    return (runs, surface, landscape)
  }

  /// The mean height above the lowest point over some steps and all seeds.
  private func floor(
    _ racer: String, over steps: ClosedRange<Int>, order: Batching.Order = .drawn,
    seeds: Range<UInt64> = seeds
  ) throws -> Double {
    let (runs, surface, landscape) = try runs(
      racer, on: "line32", steps: steps.upperBound, order: order, seeds: seeds)
    let lowest = landscape.value(at: surface.minima[0])
    let sum = runs.reduce(0) { $0 + $1.losses[steps].reduce(0) { $0 + $1 - lowest } }
    return sum / Double(runs.count * steps.count)
  }

  private func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }

  @Test func `one row hops in a ball, eight in a smaller one, the table comes to rest`() throws {
    let one = try floor("descent:eta=0.1,batch=1", over: 200...400)
    let eight = try floor("descent:eta=0.1,batch=8", over: 200...400)
    #expect(abs(one / 0.068 - 1) < 0.12 && abs(eight / 0.0071 - 1) < 0.12)
    // And for ever.
    #expect(
      abs(try floor("descent:eta=0.1,batch=1", over: 1000...2000, seeds: 0..<16) / 0.067 - 1) < 0.1)
    let (all, surface, landscape) = try runs(
      "descent:eta=0.1", on: "line32", seeds: 0..<1)
    let lowest = landscape.value(at: surface.minima[0])
    let first = try #require(all[0].losses.firstIndex { $0 - lowest < 1e-10 })
    #expect((66...68).contains(first))
  }

  @Test func `the floor goes as one over the rows of draws with replacement`() throws {
    var floors: [Double] = []
    for batch in [1, 2, 4, 8, 16] {
      floors.append(try floor("descent:eta=0.025,batch=\(batch)", over: 400...900))
    }
    for (found, told) in zip(floors, [0.0138, 0.0068, 0.0034, 0.0017, 0.00084]) {
      #expect(abs(found / told - 1) < 0.08, "\(found) for \(told)")
    }
    // Shuffled epochs are another law: each row once leaves far less to chance.
    let shuffled = try floor("descent:eta=0.1,batch=16", over: 200...400, order: .epochs)
    #expect(abs(shuffled / 0.00035 - 1) < 0.35, "\(shuffled)")
  }

  @Test func `momentum smooths the steps, not the ball`() throws {
    let plain = try floor("descent:eta=0.1,batch=1", over: 1000...1600, seeds: 0..<32)
    let heavy = try floor("momentum:eta=0.01,batch=1", over: 1000...1600, seeds: 0..<32)
    let slow = try floor("descent:eta=0.01,batch=1", over: 1000...1600, seeds: 0..<32)
    #expect(abs(heavy / 0.060 - 1) < 0.08 && abs(slow / 0.0051 - 1) < 0.1)
    #expect(heavy / plain > 0.8 && heavy / slow > 9)
    let (runs, _, _) = try runs(
      "momentum:eta=0.01,batch=1", on: "line32", steps: 2000, seeds: 0..<8)
    var (cosine, count) = (0.0, 0.0)
    for run in runs {
      for step in 1001..<2000 {
        let before = run.points[step] - run.points[step - 1]
        let after = run.points[step + 1] - run.points[step]
        let lengths = (before.dot(before) * after.dot(after)).squareRoot()
        guard lengths > 0 else { continue }
        cosine += before.dot(after) / lengths
        count += 1
      }
    }
    #expect(abs(cosine / count - 0.82) < 0.03)
  }

  @Test func `Rprop shrinks to nothing on single rows`() throws {
    func distances(_ racer: String, _ steps: Int) throws -> [Double] {
      let (runs, surface, _) = try runs(racer, on: "line32", steps: steps)
      return runs.map { ($0.points[$0.lastStep] - surface.minima[0]).length }
    }
    #expect(abs(median(try distances("rprop:eta=0.1,batch=1", 400)) - 2.2) < 0.35)
    #expect(abs(median(try distances("rprop:eta=0.1,batch=1", 2000)) - 2.1) < 0.4)
    #expect(median(try distances("rprop:eta=0.1,batch=8", 400)) < 0.15)
    #expect(try distances("rprop:eta=0.1", 100)[0] < 1e-5)
  }

  @Test(arguments: [
    ("descent:eta=0.1", 0.001, 46...75, 50...55), ("momentum:eta=0.1", 0.001, 21...40, 23...26),
    ("adam:eta=0.05", 0.001, 27...31, 28...30), ("descent:eta=0.1", 1e-6, 82...110, 87...94),
  ])
  func `the least noise leaves the line through a saddle`(
    racer: String, noise: Double, range: ClosedRange<Int>, middle: ClosedRange<Int>
  ) throws {
    let (runs, _, _) = try runs(
      "\(racer),noise=\(noise)", on: "saddle", start: Point(1, 0), steps: 200)
    let escapes = runs.map { run in run.points.firstIndex { abs($0.y) > 1.5 } ?? .max }
    #expect(escapes.allSatisfy(range.contains), "\(escapes.sorted())")
    #expect(middle.contains(escapes.sorted()[32]), "\(escapes.sorted()[32])")
    let up = runs.filter { $0.points[$0.lastStep].y > 0 }.count
    #expect((16...48).contains(up))
    // Without noise nobody leaves.
    let (quiet, _, _) = try self.runs(
      racer, on: "saddle", start: Point(1, 0), steps: 200, seeds: 0..<1)
    #expect(quiet[0].points.allSatisfy { $0.y == 0 })
  }

  @Test func `rows that all pull along one line do not leave a saddle, blind noise does`() throws {
    let start = Point(1.5, -1.5)
    for racer in ["descent:eta=0.05,batch=1", "descent:eta=0.05"] {
      let (runs, _, _) = try runs(
        racer, on: "product-net", start: start, steps: 2000, seeds: 0..<8)
      for run in runs {
        #expect(run.points.allSatisfy { $0.x + $0.y == 0 })
        #expect(abs(run.losses[run.lastStep] - 1.0257) < 0.05)
      }
    }
    let (blind, _, _) = try runs(
      "descent:eta=0.05,noise=0.01", on: "product-net", start: start, steps: 400)
    let escapes = blind.map { run in
      Double(run.points.firstIndex { abs($0.x + $0.y) > 1 } ?? .max)
    }
    #expect((70...95).contains(median(escapes)) && escapes.allSatisfy((55...175).contains))
    let (near, _, _) = try runs(
      "descent:eta=0.05,batch=1", on: "product-net", start: Point(1.5, -1.501))
    let times = near.map { run in
      Double(run.points.firstIndex { abs($0.x + $0.y) > 1 } ?? .max)
    }
    #expect((72...90).contains(median(times)))
  }

  @Test func `signs and short memories walk the wrong way when one row in ten is loud`() throws {
    func mean(_ racer: String, _ steps: ClosedRange<Int>) throws -> Double {
      let (runs, _, _) = try runs(
        racer + ",batch=1", on: "reddi", steps: steps.upperBound, order: .turn, seeds: 0..<1)
      return runs[0].points[steps].reduce(0) { $0 + $1.x } / Double(steps.count)
    }
    // The minimum lies at x = −3.
    for (racer, steps, told) in [
      ("descent:eta=0.05", 300...400, -1.85), ("lion:eta=0.05,beta=0", 300...400, 14),
      ("rmsprop:eta=0.2", 790...800, 1.54), ("adam:eta=0.2,beta=0,gamma=0.9", 790...800, 1.56),
      ("amsgrad:eta=0.2,beta=0,gamma=0.9", 790...800, -2.54), ("adam:eta=0.2", 790...800, -2.74),
      ("rmsprop:eta=0.2", 1900...2000, 1.73), ("descent:eta=0.05", 7900...8000, -3),
    ] {
      let found = try mean(racer, steps)
      #expect(abs(found - told) < 0.03 * max(1, abs(told) / 3), "\(racer): \(found)")
    }
  }

  @Test func `L2 within Adam is divided like any slope, decay apart from it is not`() throws {
    // A flat loss whose two rows pull against each other, one axis a hundred times louder.
    let surface = try Surface(
      toml: """
        loss = "c (10 x + 0.1 y)"
        rows = { c = [1, -1] }
        view = { x = [-4, 4], y = [-4, 4] }
        start = [3, 3]
        minima = []
        """, file: "flat.toml")
    let landscape = try surface.landscape()
    var race = Race(
      surface: surface,
      racers: try ["adam:eta=0.01,batch=1,l2=0.1", "adamw:eta=0.01,batch=1,weight-decay=0.1"].map {
        try Racer($0)
      }, steps: 400)
    race.batching.order = .turn
    let runs = race.record(on: landscape)
    let (coupled, apart) = (runs[0].points[400], runs[1].points[400])
    #expect(abs(coupled.x - 2.87) < 0.02 && abs(coupled.y - 0.52) < 0.02, "\(coupled)")
    #expect(abs(apart.x - 2) < 0.02 && abs(apart.y - 2) < 0.02, "\(apart)")
  }

  @Test func `a record draws the same rows again, wherever its table was`() throws {
    for (surface, order) in [
      ("line32", Batching.Order.epochs), ("challenger", .drawn), ("reddi", .turn),
    ] {
      var race = Race(
        surface: try #require(Shipped.named(surface)),
        racers: try ["adam:eta=0.1,batch=3", "descent:eta=0.05,noise=0.1,l2=0.01"].map {
          try Racer($0)
        },
        steps: 30)
      race.batching = Batching(seed: 77, order: order)
      race.turn(0, "batch", to: .number(1), from: 9)
      var text = ""
      try RunWriter(race).write { text += $0 }
      let record = try RunRecord(text, file: "a.txt")
      #expect(record.race.batching == race.batching && record.race.surface == race.surface)
      #expect(record.race.racers.map(\.sight) == race.racers.map(\.sight))
      #expect(record.verification == .identical(rows: 62))
      // Another seed is another run, and is told.
      let other = try RunRecord(text.replacing("seed = 77", with: "seed = 78"), file: "a.txt")
      guard case .different = other.verification else {
        Issue.record("\(surface): \(other.verification)")
        continue
      }
      let comparison = try Comparison(record.race, other.race)
      #expect(comparison.differences.contains("seed: 77 | 78"))
    }
    // A race that nothing is drawn of says nothing of it.
    var plain = ""
    try RunWriter(
      Race(surface: try #require(Shipped.named("line32")), racers: [Racer("adam")], steps: 1)
    )
    .write { plain += $0 }
    #expect(!plain.contains("seed") && !plain.contains("batch"))
  }
}
