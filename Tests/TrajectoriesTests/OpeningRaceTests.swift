import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

/// What the race that opens the program shows, as it was found by computation elsewhere.
@Suite struct OpeningRaceTests {
  let race: Race
  let landscape: FormulaLandscape

  init() throws {
    race = Race.opening(on: try #require(Shipped.named("rosenbrock")))
    landscape = try race.surface.landscape()
  }

  private func run(scaled scale: Double, _ racer: Int) -> Run {
    var race = race
    if let eta = race.racers[racer].rule.number("eta") {
      race.racers[racer]["eta"] = .number(eta * scale)
    }
    return race.record(racer, on: landscape)
  }

  /// Changes of side of y − x² between excursions larger than 0.05.
  private func swings(_ run: Run) -> Int {
    var side = 0
    var count = 0
    for point in run.points {
      let offset = point.y - point.x * point.x
      guard abs(offset) > 0.05 else { continue }
      let now = offset > 0 ? 1 : -1
      if side != 0, now != side { count += 1 }
      side = now
    }
    return count
  }

  private func lossStaysBelowOne(_ run: Run) -> Int {
    (run.losses.lastIndex { $0 >= 1 } ?? -1) + 1
  }

  private func firstRight(_ run: Run) -> Int { run.points.firstIndex { $0.x > 0 } ?? -1 }

  private static let claims:
    [(
      racer: Int, swings: ClosedRange<Int>, right: ClosedRange<Int>, widest: ClosedRange<Double>,
      below: ClosedRange<Int>, loss: ClosedRange<Double>
    )] = [
      (0, 15...17, 10...10, 1.22...1.28, 38...40, 0.0025...0.0055),
      (1, 3...3, 7...8, 0.93...0.96, 17...17, 0.0024...0.0036),
      (2, 7...7, 133...136, 0.86...0.89, 133...136, 0.015...0.017),
    ]

  @Test(arguments: [0.99, 1, 1.01], [0, 1, 2])
  func `each path does what the caption says`(scale: Double, racer: Int) {
    let claim = OpeningRaceTests.claims[racer]
    let run = run(scaled: scale, racer)
    #expect(claim.swings.contains(swings(run)), "swings \(swings(run))")
    #expect(claim.right.contains(firstRight(run)), "first right \(firstRight(run))")
    let widest = run.points.map(\.x).max() ?? 0
    #expect(claim.widest.lowerBound - 0.005 <= widest && widest <= claim.widest.upperBound + 0.005)
    #expect(claim.below.contains(lossStaysBelowOne(run)), "below \(lossStaysBelowOne(run))")
    let loss = run.losses[400]
    #expect(claim.loss.lowerBound - 0.0005 <= loss && loss <= claim.loss.upperBound + 0.0005)
    #expect(run.points.allSatisfy { race.surface.view.contains($0) })
  }

  @Test func `at η itself the numbers are the printed ones`() {
    let runs = race.record(on: landscape)
    #expect(runs.map(swings) == [17, 3, 7])
    #expect(runs.map(firstRight) == [10, 7, 134])
    #expect(runs.map(lossStaysBelowOne) == [38, 17, 134])
    for (run, loss) in zip(runs, [0.0039, 0.0031, 0.016]) {
      #expect(abs(run.losses[400] - loss) < 0.5 * (loss == 0.016 ? 1e-3 : 1e-4))
    }
  }

  @Test func `the first key presses bend the paths as foretold`() {
    func path(_ racer: Int, _ key: KnobKey, _ value: Double) -> Run {
      var changed = race
      changed.turn(racer, key, to: .number(value))
      return changed.record(racer, on: landscape)
    }
    // Once x is beyond a thousand there is no way back; a few steps later it is not finite.
    func flees(_ run: Run) -> Int? { run.points.firstIndex { abs($0.x) > 1000 } }
    let wild = path(0, "beta", 0.98)
    #expect(wild.diverged && flees(wild) == 132)
    let tooLong = path(1, "eta", 0.002)
    #expect(tooLong.diverged && flees(tooLong) == 4)
    #expect(!path(2, "eta", 0.7).diverged)
    let old = race.record(0, on: landscape)
    let bent = path(0, "beta", 0.8)
    let gap = zip(old.points, bent.points).map { ($0 - $1).length }.max() ?? 0
    #expect(gap > 0.2)
  }
}
