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
      cell = SweepCell(
        value: Double(SweepFate(fate).number), arrival: nil, ending: SweepFate(fate).ending)
    case .rate, .minimum: break
    }
    return cell
  }

  @Test(arguments: Measure.allCases.filter { $0 != .rate && $0 != .minimum })
  func `a thousand races, run one by one, have the answers of their cells`(measure: Measure) throws
  {
    let rules = Catalog.rules.map(\.card.name)
    let typed = "rule=\"v <- 0.9 v + g; theta <- theta - eta v/(1 + b norm(g))\",eta=0.01,b=2"
    let surfaces = ["rosenbrock", "himmelblau", "beale", "rastrigin"]
    var compared = 0
    for (index, rule) in (rules + [typed]).enumerated() {
      let race = try SweepLawTests.race(surfaces[index % surfaces.count], rule)
      let landscape = try race.surface.landscape()
      let eta = try #require(race.racers[0].rule.number("eta"))
      let other = race.racers[0].rule.number("beta") != nil ? "beta" : "gamma"
      var axes = [Variation(.knob("eta"), from: eta / 30, to: eta * 100, count: 7, .log)]
      if race.racers[0].rule.number(KnobKey(rawValue: other)) != nil {
        axes.append(
          Variation(.knob(KnobKey(rawValue: other)), from: 0, to: 0.99, count: 7, .memory))
      }
      let sweep = try Sweep(of: race, varying: axes, measure: measure, on: landscape)
      var computation = SweepComputation(sweep, on: landscape, processors: 1 + index % 3)
      computation.finish()
      for cell in 0..<sweep.count {
        compared += 1
        let single = SweepLawTests.answer(sweep, cell, on: landscape)
        guard computation.cells[cell] == single else {
          Issue.record(
            "\(rule) \(sweep.values(of: cell)): \(String(describing: computation.cells[cell])), alone \(single)"
          )
          return
        }
      }
    }
    #expect(compared >= 800)
  }

  /// Knobs turned on the way, schedules and a pull hold in every race, one that varies does not.
  @Test(arguments: [
    "momentum", "adam:schedule=cosine", "rprop", "nadam:weight-decay=0.01",
    "nesterov:schedule=step,schedule-every=20,warmup=5",
  ])
  func `what is turned on the way holds in every race of a sweep`(racer: String) throws {
    var race = try SweepLawTests.race("himmelblau", racer)
    let landscape = try race.surface.landscape()
    let rule = race.racers[0].rule
    for knob in rule.knobDescriptions {
      guard case .number(let now)? = rule[knob.key] else { continue }
      race.turn(0, knob.key, to: .number(knob.key == "eta" ? now * 0.7 : now * 0.9), from: 40)
      race.turn(0, knob.key, to: .number(now), from: 90)
    }
    if racer == "rprop" { race.turn(0, "form", to: .choice("pytorch"), from: 60) }
    let eta = try #require(rule.number("eta"))
    let sweep = try Sweep(
      of: race, varying: [Variation(.knob("eta"), from: eta / 10, to: eta * 10, count: 19, .log)],
      measure: .final, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 2)
    computation.finish()
    for cell in 0..<sweep.count {
      #expect(!sweep.race(of: cell).tweaks.isEmpty)
      #expect(
        computation.cells[cell] == SweepLawTests.answer(sweep, cell, on: landscape), "\(cell)")
      // The screen says of a path what the sweep says of its race.
      let run = sweep.race(of: cell).record(0, on: landscape)
      #expect(sweep.answer(of: run, on: landscape) == computation.cells[cell])
    }
  }

  @Test(arguments: Measure.allCases)
  func `a path on the screen has the answer of its cell`(measure: Measure) throws {
    for racer in ["momentum", "adam", "nesterov"] {
      let race = try SweepLawTests.race("himmelblau", racer, steps: 120)
      let landscape = try race.surface.landscape()
      let sweep = try Sweep(
        of: race, varying: Variation.starts(in: race.surface.view, columns: 9, rows: 7),
        measure: measure, on: landscape)
      var computation = SweepComputation(sweep, on: landscape, processors: 2)
      computation.finish()
      for cell in 0..<sweep.count {
        let run = sweep.race(of: cell).record(0, on: landscape)
        #expect(sweep.answer(of: run, on: landscape) == computation.cells[cell], "\(racer) \(cell)")
      }
    }
  }

  /// Rows and noise are those of the seed in every cell, and turned on the way.
  @Test(arguments: ["batch=3", "noise=0.05,l2=0.01", "batch=2,noise=0.01"])
  func `races that see some rows have the answers of their cells`(sight: String) throws {
    var race = try SweepLawTests.race("neuron", "adam:\(sight)", steps: 60)
    race.batching = Batching(seed: 11, order: .epochs)
    race.turn(0, "batch", to: .number(5), from: 33)
    let landscape = try race.surface.landscape()
    let axis = Variation(.knob("eta"), from: 0.01, to: 2, count: 21, .log)
    let sweep = try Sweep(of: race, varying: [axis], measure: .final, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 2)
    computation.finish()
    for cell in 0..<sweep.count {
      let found = try #require(computation.cells[cell])
      let single = SweepLawTests.answer(sweep, cell, on: landscape)
      #expect(
        found.value.bitPattern == single.value.bitPattern && found.ending == single.ending,
        "\(cell)")
    }
  }

  @Test func `the answers do not depend on processors, order or slices`() throws {
    let race = try SweepLawTests.race("rosenbrock", "adam")
    let landscape = try race.surface.landscape()
    let sweep = try Sweep(
      of: race,
      varying: [
        Variation(.knob("eta"), from: 1e-3, to: 1, count: 13, .log),
        Variation(.knob("beta"), from: 0, to: 0.99, count: 11, .memory),
      ], on: landscape)
    func answers(_ order: [Int]?, _ processors: Int) -> [SweepCell?] {
      var computation = SweepComputation(
        sweep, on: landscape, order: order, processors: processors)
      computation.finish()
      return computation.cells
    }
    let plain = answers(nil, 1)
    #expect(plain.allSatisfy { $0 != nil })
    #expect(answers(nil, 3) == plain)
    #expect(answers(Array((0..<sweep.count).reversed()), 2) == plain)
    let some = answers([5, 90, 91, 3], 2)
    #expect(some.count { $0 != nil } == 4 && some[90] == plain[90] && some[3] == plain[3])
  }

  @Test(arguments: ["momentum", "nesterov", "adam", "rmsprop", "descent"])
  func `the best race takes the steps that its cell says`(racer: String) throws {
    for surface in ["rosenbrock", "ravine-d2l", "himmelblau"] {
      let race = try SweepLawTests.race(surface, racer, steps: 400)
      let landscape = try race.surface.landscape()
      let axes = Variation.usualKnobs(of: race.racers[0]).compactMap {
        Variation.usual($0, of: race.racers[0], on: race.surface, landscape, count: 24)
      }
      let sweep = try Sweep(of: race, varying: axes, on: landscape)
      var computation = SweepComputation(sweep, on: landscape, processors: 2)
      computation.finish()
      guard let best = computation.best else {
        // Descent does not get through the banana valley in time, whatever its rate.
        #expect(racer == "descent" && surface == "rosenbrock")
        #expect(computation.cells.allSatisfy { $0?.arrival == nil })
        continue
      }
      let steps = try #require(computation.cells[best]?.arrival)
      let run = sweep.race(of: best).record(0, on: landscape)
      let lowest = race.surface.minima.map { landscape.value(at: $0) }.min() ?? 0
      let height = lowest + sweep.tolerance
      #expect(run.losses[steps...].allSatisfy { $0 <= height })
      #expect(steps == 0 || run.losses[steps - 1] > height)
      // No other race is faster.
      #expect(computation.cells.allSatisfy { ($0?.arrival ?? .max) >= steps })
    }
  }

  /// 0.5 (x² + κ y²), turned.
  static func quadratic(_ condition: Double, turned: Bool) throws -> Surface {
    let (u, v) = turned ? ("(0.8x + 0.6y)", "(0.8y - 0.6x)") : ("x", "y")
    return try Surface(
      formula: "0.5 \(u)^2 + \(condition / 2) \(v)^2", view: View(x: -4...4, y: -4...4),
      start: Point(3, 2))
  }

  @Test(arguments: ["descent", "momentum", "nesterov"], [false, true])
  func `on a quadratic the border of divergence is the limit of theory`(
    racer: String, turned: Bool
  ) throws {
    let surface = try SweepLawTests.quadratic(20, turned: turned)
    let landscape = try surface.landscape()
    let race = Race(surface: surface, racers: [try Racer(racer)], steps: 3000)
    for beta in [0, 0.5, 0.9] where racer != "descent" || beta == 0 {
      var race = race
      if racer != "descent" { race.turn(0, "beta", to: .number(beta)) }
      let axis = Variation(.knob("eta"), from: 0.02, to: 0.4, count: 120, .log)
      let sweep = try Sweep(of: race, varying: [axis], measure: .final, on: landscape)
      var computation = SweepComputation(sweep, on: landscape, processors: 2)
      computation.finish()
      let start = landscape.value(at: race.start)
      let border = try #require(
        computation.cells.firstIndex { ($0?.value ?? .nan) > start || $0?.ending == .diverged })
      let limit = try #require(race.racers[0].rule.theory.motion?.stabilityLimit) / 20
      #expect(
        abs(axis.place(of: limit) - (Double(border) - 0.5)) <= 1,
        "\(racer) \(beta): \(axis.values[border]), theory \(limit)")
    }
  }

  @Test(arguments: ["momentum", "nesterov"], [10.0, 40])
  func `on a quadratic the fastest decay is that of the spectrum`(
    racer: String, condition: Double
  ) throws {
    let surface = try SweepLawTests.quadratic(condition, turned: true)
    let landscape = try surface.landscape()
    var race = Race(surface: surface, racers: [try Racer(racer)], steps: 600)
    let eta = 0.9 / condition
    race.turn(0, "eta", to: .number(eta))
    let axis = Variation(.knob("beta"), from: 0, to: 0.95, count: 40, .memory)
    let sweep = try Sweep(of: race, varying: [axis], measure: .rate, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 2)
    computation.finish()
    race.turn(0, "beta", to: .number(0.5))
    let fastest = try #require(
      race.racers[0].rule.theory.motion?.fastestDecay(curvatures: [condition, 1], rate: eta))
    let best = try #require(computation.best)
    #expect(
      abs(axis.place(of: fastest) - Double(best)) <= 1,
      "\(racer), κ \(condition): \(axis.values[best]), theory \(fastest)")
    // The measured factor of the loss is the square of the spectral radius.
    let rule = try #require(sweep.race(of: best).racers[0].rule.theory.motion)
    let radius = max(
      rule.recurrence(curvature: condition, rate: eta).spectralRadius,
      rule.recurrence(curvature: 1, rate: eta).spectralRadius)
    let measured = try #require(computation.cells[best]?.value)
    #expect(abs(measured - radius * radius) < 0.1 * (1 - radius * radius))
  }

  @Test func `every start of Himmelblau's ends at the place that is nearest to its path's end`()
    throws
  {
    let race = try SweepLawTests.race("himmelblau", "descent", steps: 400)
    let landscape = try race.surface.landscape()
    let sweep = try Sweep(
      of: race, varying: Variation.starts(in: race.surface.view, columns: 16, rows: 16),
      measure: .minimum, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 2)
    computation.finish()
    let places = computation.places
    #expect(places.count { $0.kind == .minimum } == 4 && places.count >= 9)
    var seen: Set<Int> = []
    for cell in 0..<sweep.count {
      let run = sweep.race(of: cell).record(0, on: landscape)
      let end = run.points[run.lastFiniteStep]
      let number = try #require(computation.cells[cell]?.value)
      guard !number.isNaN else { continue }
      seen.insert(Int(number))
      let nearest = places.indices.min {
        (places[$0].point - end).length < (places[$1].point - end).length
      }
      #expect(nearest == Int(number) - 1)
    }
    #expect(seen.count == 4)
  }

  @Test func `a fair race gives each racer the best of its sweep`() throws {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")),
      racers: [
        try Racer("momentum"), try Racer("adam"), try Racer("adadelta"), try Racer("rprop"),
      ],
      steps: 300)
    try race.settleRates()
    let before = race
    let landscape = try race.surface.landscape()
    let tuning = Tuning()
    let findings = try tuning.apply(to: &race, on: landscape, processors: 2)
    #expect(tuning.words(for: race, findings) == "each at its best η of 64")
    #expect(tuning.words(for: race, findings + [nil]) == "4 of 5 at its best η of 64")
    for (index, finding) in findings.enumerated() {
      let finding = try #require(finding)
      #expect(finding.races == 64)
      #expect(race.racers[index].rule.number("eta") == finding.values["eta"])
      func arrival(_ race: Race) -> Int {
        let run = race.record(index, on: landscape)
        let height = Sweep.tolerance(of: race, on: landscape)
        let last = run.losses.lastIndex { !($0 <= height) }
        return run.diverged ? .max : (last ?? -1) + 1 > run.lastStep ? .max : (last ?? -1) + 1
      }
      #expect(finding.steps == nil || arrival(race) == finding.steps)
      #expect(arrival(race) <= arrival(before))
    }
  }

  /// √(1 − x² − y²): some races leave its domain, some do not.
  @Test func `a race that leaves the domain is told as its single run is`() throws {
    let surface = try Surface(
      formula: "1 - sqrt(1 - x^2 - y^2)", view: View(x: -1...1, y: -1...1), start: Point(0.5, 0.3))
    let landscape = try surface.landscape()
    let race = Race(surface: surface, racers: [try Racer("momentum")], steps: 60)
    let axes = [
      Variation(.knob("eta"), from: 0.01, to: 50, count: 20, .log),
      Variation(.knob("beta"), from: 0, to: 0.99, count: 6, .memory),
    ]
    let sweep = try Sweep(of: race, varying: axes, measure: .fate, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 2)
    computation.finish()
    for cell in 0..<sweep.count {
      #expect(computation.cells[cell] == SweepLawTests.answer(sweep, cell, on: landscape))
    }
    #expect(computation.cells.contains { $0.flatMap { SweepFate($0) } == .outside })
  }

  /// Races that end early change the order in which octets run, not whose numbers are whose.
  @Test func `rates are those of their own races where others end early`() throws {
    let race = try SweepLawTests.race("rosenbrock", "momentum", steps: 300)
    let landscape = try race.surface.landscape()
    // The largest rates first: whole octets are over at once.
    let sweep = try Sweep(
      of: race, varying: [Variation(.knob("eta"), from: 1, to: 1e-5, count: 64, .log)],
      measure: .rate, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 1)
    computation.finish()
    #expect(computation.cells.prefix(16).allSatisfy { $0?.ending == .diverged })
    for cell in 0..<sweep.count {
      let run = sweep.race(of: cell).record(0, on: landscape)
      #expect(sweep.answer(of: run, on: landscape) == computation.cells[cell], "\(cell)")
    }
  }

  @Test func `a place is where a race ends only if it is near`() throws {
    let race = try SweepLawTests.race("himmelblau", "descent", steps: 3)
    let landscape = try race.surface.landscape()
    let sweep = try Sweep(
      of: race, varying: Variation.starts(in: race.surface.view, columns: 40, rows: 40),
      measure: .minimum, on: landscape)
    var computation = SweepComputation(sweep, on: landscape, processors: 2)
    computation.finish()
    for cell in 0..<sweep.count {
      let run = sweep.race(of: cell).record(0, on: landscape)
      let end = run.points[run.lastFiniteStep]
      let gap = computation.places.map { ($0.point - end).length }.min() ?? .infinity
      // A hundredth of the shorter side of the view, which is 12.
      #expect((computation.cells[cell]?.value.isNaN == false) == (gap < 0.12 && !run.diverged))
    }
  }

  @Test func `of equally good races the middle one is best, and a tuned race keeps its tolerance`()
    throws
  {
    var race = try SweepLawTests.race("ravine-d2l", "adam", steps: 200)
    let landscape = try race.surface.landscape()
    let sweep = try Sweep(
      of: race, varying: [Variation(.knob("eta"), from: 1e-3, to: 1, count: 5, .log)],
      on: landscape)
    func cell(_ value: Double) -> SweepCell? {
      SweepCell(value: value, arrival: nil, ending: value.isNaN ? .underway : .arrived)
    }
    #expect(sweep.best(of: [cell(9), cell(3), cell(3), cell(3), cell(.nan)]) == 2)
    #expect(sweep.best(of: [nil, cell(.nan), nil, nil, nil]) == nil)
    let loose = try #require(
      try Tuning(tolerance: 1).apply(to: &race, on: landscape, processors: 2)[0]?.steps)
    let strict = try #require(
      try Tuning(tolerance: 1e-6).apply(to: &race, on: landscape, processors: 2)[0]?.steps)
    #expect(loose < strict)
  }
}
