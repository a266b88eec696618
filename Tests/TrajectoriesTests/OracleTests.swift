import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

/// A rule is moved by what it is shown, and judged by what is there.
@Suite struct OracleTests {
  /// Shows slopes that are as much too large as the step is late.
  private struct Biased<Ground: Landscape>: Oracle {
    let landscape: Ground
    var isExact: Bool { false }
    mutating func show(batch: Int) {}
    mutating func show(noise: Double) {}
    mutating func show(decay: Double) {}
    func sample(at point: Point, done: Int) -> Sample {
      let exact = landscape.sample(at: point)
      return Sample(
        value: exact.value, gradient: exact.gradient + Vector(Double(done), 0))
    }
  }

  private func walk<Source: Oracle>(_ oracle: Source) throws -> [(point: Point, here: Sample)] {
    func begin<Rule: Optimizer<Vector>>(_ rule: Rule) -> [(point: Point, here: Sample)] {
      var walk = Walk(Walker(rule: rule, oracle: oracle, start: Point(1, 2)), steps: 6)
      var rows = [(walk.walker.point, walk.here)]
      while !walk.isAtEnd {
        walk.advance(to: walk.walker.done + 1)
        rows.append((walk.walker.point, walk.here))
      }
      return rows
    }
    return begin(try Racer("descent:eta=0.125").rule)
  }

  @Test func `the row is of the landscape, the step of the oracle`() throws {
    let landscape = try Surface(formula: "0.5x^2 + y^2").landscape()
    let rows = try walk(Biased(landscape: landscape))
    #expect(rows.count == 7)
    var point = Point(1, 2)
    for (step, row) in rows.enumerated() {
      #expect(row.point == point)
      #expect(row.here == landscape.sample(at: point))
      point -= 0.125 * (row.here.gradient + Vector(Double(step), 0))
    }
  }

  @Test func `the exact oracle shows what is there`() throws {
    let landscape = try Surface(formula: "0.5x^2 + y^2").landscape()
    let rows = try walk(SampledOracle(landscape))
    for (row, next) in zip(rows, rows.dropFirst()) {
      #expect(next.point == row.point - 0.125 * row.here.gradient)
    }
  }

  /// What is recorded of a place is what is there, at every step and over the steps whose states are kept.
  @Test func `losses and slopes of a run are those of its places`() throws {
    for name in ["himmelblau", "line32", "rosenbrock"] {
      var race = Race(
        surface: try #require(Shipped.named(name)),
        racers: [try Racer("adam"), try Racer("nesterov")],
        steps: 600)
      try race.settleRates()
      let landscape = try race.surface.landscape()
      for (index, run) in race.record(on: landscape).enumerated() {
        #expect(run.lastStep == 600)
        for (step, point) in run.points.enumerated() {
          let here = landscape.sample(at: point)
          #expect(run.losses[step] == here.value && run.gradientNorms[step] == here.gradient.length)
        }
        for step in [0, 1, 255, 256, 257, 511, 512, 599] {
          let detail = try #require(race.detail(index, at: step, of: run, on: landscape))
          #expect(detail.point == run.points[step] && detail.next == run.points[step + 1])
        }
      }
    }
  }

  /// Rows, noise and L2 turned on the way are seen from their step on, no sooner and no later.
  @Test func `what is seen changes at the step at which it is turned`() throws {
    var race = Race(
      surface: try #require(Shipped.named("line32")),
      racers: [try Racer("descent:eta=0.05,batch=2")],
      steps: 20)
    race.batching = Batching(seed: 8, order: .epochs)
    race.turn(0, "batch", to: .number(5), from: 3)
    race.turn(0, "l2", to: .number(0.25), from: 7)
    race.turn(0, "noise", to: .number(0.5), from: 9)
    race.turn(0, "batch", to: .number(0), from: 12)
    let landscape = try race.surface.landscape()
    let run = race.record(0, on: landscape)
    var point = race.start
    for step in 0..<20 {
      #expect(run.points[step] == point, "step \(step)")
      let batch = step < 3 ? 2 : step < 12 ? 5 : 0
      var seen =
        batch == 0
        ? landscape.sample(at: point).gradient
        : landscape.sample(
          at: point, rows: race.batching.rows(done: step, size: batch, of: 32)
        ).gradient
      if step >= 7 { seen += 0.25 * point }
      if step >= 9 { seen += 0.5 * race.batching.noise(done: step) }
      point -= 0.05 * seen
      #expect(run.losses[step] == landscape.value(at: run.points[step]))
    }
  }
}
