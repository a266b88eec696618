import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Sweeps

/// What a sweep says of a race is what the race does.
struct SweepLawTests {
  static func race(_ surface: String, _ racer: String, steps: Int = 150) throws -> Race {
    var race = Race(
      surface: try #require(Shipped.named(surface)), racers: [try Racer(racer)], steps: steps)
    try race.settleRates()
    return race
  }

  /// What is asked of a race, read off its whole path.
  static func answer(_ sweep: Sweep, _ cell: Int, on landscape: FormulaLandscape) -> SweepCell {
    let race = sweep.race(of: cell)
    let run = race.record(0, on: landscape)
    let side = race.surface.view.shorterSide
    let lowest = race.surface.minima.map { landscape.value(at: $0) }.min() ?? 0
    func hasArrived(_ step: Int) -> Bool {
      guard sweep.measure == .minimum else {
        return run.losses[step] <= lowest + sweep.tolerance
      }
      let step = step == 0 ? Vector.zero : run.points[step] - run.points[step - 1]
      return step.x * step.x + step.y * step.y <= 1e-4 * side * (1e-4 * side)
    }
    var arrival: Int?
    for step in 0...run.lastStep where !run.diverged {
      arrival = hasArrived(step) ? arrival ?? step : nil
    }
    let end = run.points[run.lastStep]
    let ending: Ending =
      run.diverged
      ? .diverged
      : arrival != nil ? .arrived : race.surface.view.contains(end) ? .underway : .left
    var cell = SweepCell(value: .nan, arrival: arrival, ending: ending)
    switch sweep.measure {
    case .steps, .evaluations: cell.value = arrival.map(Double.init) ?? .nan
    case .final: if !run.diverged { cell.value = run.losses[run.lastStep] }
    case .fate:
      let fate = Fate(of: run, at: run.lastStep, surface: race.surface, landscape: landscape)
      cell.value = Double(SweepFate(fate).number)
      cell.ending = SweepFate(fate).ending
    case .rate, .minimum: break
    }
    return cell
  }

  @Test(arguments: Measure.allCases.filter { $0 != .rate && $0 != .minimum })
  func `a thousand races, run one by one, have the answers of their cells`(measure: Measure) throws {
    let rules = Catalog.rules.map(\.card.name)
    let surfaces = ["rosenbrock", "himmelblau", "beale", "rastrigin", "kink"].filter {
      Shipped.named($0) != nil
    }
    var compared = 0
    for (index, rule) in rules.enumerated() {
      let race = try SweepLawTests.race(surfaces[index % surfaces.count], rule)
      let landscape = try race.surface.landscape()
      let eta = try #require(race.racers[0].rule.number("eta"))
      let other = race.racers[0].rule.number("beta") != nil ? "beta" : "gamma"
      var axes = [Variation(.knob("eta"), from: eta / 30, to: eta * 100, count: 7, .log)]
      if race.racers[0].rule.number(KnobKey(rawValue: other)) != nil {
        axes.append(Variation(.knob(KnobKey(rawValue: other)), from: 0, to: 0.99, count: 7, .memory))
      }
      let sweep = try Sweep(of: race, varying: axes, measure: measure, on: landscape)
      var computation = SweepComputation(sweep, on: landscape, processors: 1 + index % 3)
      computation.finish()
      for cell in 0..<sweep.count {
        compared += 1
        let single = SweepLawTests.answer(sweep, cell, on: landscape)
        guard computation.cells[cell] == single else {
          Issue.record(
            "\(rule) \(sweep.values(of: cell)): \(String(describing: computation.cells[cell])), alone \(single)")
          return
        }
      }
    }
    #expect(compared >= 800)
  }
}
