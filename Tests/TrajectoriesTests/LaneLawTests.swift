import Formulas
import Foundation
import Landscapes
import Surfaces
import Testing

@testable import Optimizers
@testable import Trajectories

/// Eight races side by side are the eight races.
struct LaneLawTests {
  /// Where a rule over eight points goes, each race with its own start and its own hyper-parameters.
  private func eight<Rule: Optimizer<EightPoints>>(
    _ rule: Rule, from starts: [Point], steps: Int, on landscape: FormulaLandscape
  ) -> [EightPoints] {
    var point = EightPoints()
    for (race, start) in starts.enumerated() {
      (point[race], point[8 + race]) = (start.x, start.y)
    }
    return landscape.withSights(of: EightPoints.self) { look in
      // Two octets that take turns do not meet.
      var octets = [
        Octet(rule, number: 0, at: point, goal: .loss(0), look: look),
        Octet(rule, number: 1, at: point + 1, goal: .loss(0), look: look),
      ]
      return (0..<steps).map { step in
        // All go on, also those of which nothing is finite any more and which come last.
        _ = octets.withUnsafeMutableBufferPointer {
          Rule.advance(
            $0, underway: $0.count, updates: step..<step + 1, schedule: Schedule(), look: look)
        }
        return octets.first { $0.number == 0 }?.point ?? .zero
      }
    }
  }

  /// Every race has its own learning rate, decays and the rest.
  private static func other(_ value: Double, _ lane: Int) -> Double {
    value * (1 - 0.01 * Double(lane))
  }

  private static func spread<Rule: Optimizer<EightPoints>>(_ rule: Rule) -> any Optimizer<
    EightPoints
  > {
    var rule = rule
    for knob in rule.knobDescriptions {
      guard case .number(let value)? = rule[knob.key] else { continue }
      rule.writer(of: knob.key)?(&rule) { other(value, $0) }
    }
    return rule
  }

  @Test(arguments: Catalog.rules.map(\.card.name), ["rosenbrock", "himmelblau", "ackley"])
  func `eight races at once have the bits of eight races`(name: String, surface: String) throws {
    let surface = try #require(Shipped.named(surface))
    let landscape = try surface.landscape()
    var race = Race(surface: surface, racers: [try Racer(name)], steps: 60)
    try race.settleRates()
    let rule = race.racers[0].rule
    let variants = Variants(of: rule)
    for words in variants.words {
      var form = rule
      for (key, word) in words { form[key] = .choice(word) }
      let wide = LaneLawTests.spread(form.with(numbers: EightPoints.self))
      var singles: [Run] = []
      var starts: [Point] = []
      for lane in 0..<8 {
        var single = form
        for knob in form.knobDescriptions {
          guard case .number(let value)? = form[knob.key] else { continue }
          single[knob.key] = .number(LaneLawTests.other(value, lane))
        }
        let start = surface.start + Vector(0.05 * Double(lane), -0.03 * Double(lane))
        starts.append(start)
        race.racers[0].rule = single
        race.start = start
        singles.append(race.record(0, on: landscape))
      }
      let together = eight(wide, from: starts, steps: 60, on: landscape)
      for lane in 0..<8 {
        for step in 0..<min(together.count, singles[lane].lastFiniteStep) {
          let point = Point(together[step][lane], together[step][8 + lane])
          guard point == singles[lane].points[step + 1] else {
            Issue.record("\(name) \(words), race \(lane): step \(step + 1) differs")
            return
          }
        }
      }
    }
  }

  /// The words of every choice of a rule, one choice at a time.
  private struct Variants {
    let words: [[KnobKey: String]]

    init(of rule: any Optimizer<Vector>) {
      var all: [[KnobKey: String]] = [[:]]
      for knob in rule.knobDescriptions {
        if case .choice(let words) = knob.kind { all += words.map { [knob.key: $0] } }
      }
      words = all
    }
  }

  @Test func `eight points are seen as one by one, in blocks too`() throws {
    for surface in Shipped.all {
      let landscape = try surface.landscape()
      let (low, size) = (surface.view.low, surface.view.size)
      let xs: [Double] = (0..<77).map { low.x + size.x * Double($0) / 76 }
      let ys: [Double] = (0..<77).map { low.y + size.y * Double($0 * 31 % 77) / 76 }
      var (values, slopesX, slopesY) = (xs, xs, xs)
      xs.withUnsafeBufferPointer { x in
        ys.withUnsafeBufferPointer { y in
          values.withUnsafeMutableBufferPointer { values in
            slopesX.withUnsafeMutableBufferPointer { slopesX in
              slopesY.withUnsafeMutableBufferPointer { slopesY in
                landscape.samples(
                  x: x, y: y, values: values, slopesX: slopesX, slopesY: slopesY)
              }
            }
          }
        }
      }
      for first in stride(from: 0, to: 72, by: 8) {
        var points = EightPoints()
        for lane in 0..<8 {
          (points[lane], points[8 + lane]) = (xs[first + lane], ys[first + lane])
        }
        let eight = landscape.sample(at: points)
        for lane in 0..<8 {
          let place = first + lane
          let one = landscape.sample(at: Point(xs[place], ys[place]))
          let numbers = [one.value, one.gradient.x, one.gradient.y].map(\.description)
          #expect(
            [eight.value[lane], eight.gradient[lane], eight.gradient[8 + lane]].map(\.description)
              == numbers, "\(surface.name)")
          #expect(
            [values[place], slopesX[place], slopesY[place]].map(\.description) == numbers,
            "\(surface.name)")
        }
      }
    }
  }

  /// The loop of all updates and one update after the other, with schedules and tweaks.
  @Test(arguments: Catalog.rules.map(\.card.name))
  func `a walk is the same in one go and step by step`(name: String) throws {
    let surface = try #require(Shipped.named("himmelblau"))
    let landscape = try surface.landscape()
    for schedule in ["", ":schedule=cosine", ":schedule=step,schedule-every=7,warmup=5"]
    where name != "rprop" || schedule.isEmpty {
      var race = Race(surface: surface, racers: [try Racer(name + schedule)], steps: 600)
      try race.settleRates()
      for (step, factor) in [(3, 0.5), (260, 0.8)] {
        if let eta = race.racers[0].rule.number("eta") {
          race.turn(0, "eta", to: .number(eta * factor), from: step)
        }
      }
      func check<Rule: Optimizer<Vector>>(_ rule: Rule) {
        var slow = race.walker(rule, 0, on: landscape)
        var fast = race.walker(rule, 0, on: landscape)
        var here = landscape.sample(at: race.start)
        for goal in [1, 2, 5, 255, 256, 300, 600] {
          while slow.done < goal, slow.point.isFinite { slow.advance() }
          fast.advance(to: goal, seeing: &here)
          guard slow.point.isFinite, here.isFinite else { return }
          #expect(
            fast.point == slow.point && fast.previous == slow.previous && fast.done == goal
              && "\(fast.rates)" == "\(slow.rates)", "\(name)\(schedule), step \(goal)")
        }
      }
      check(race.racers[0].rule)
    }
  }

  /// The loop of every rule of the catalog is compiled for it, for one point and for eight.
  @Test func `no rule of the catalog runs the slow loop`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for (file, numbers) in [("Advancing", "Vector"), ("Octet", "EightPoints")] {
      let text = try String(
        contentsOf: root.appending(path: "Sources/Optimizers/Walking/\(file).swift"),
        encoding: .utf8)
      for rule in Catalog.rules {
        let type = "\(type(of: rule))".replacing("SIMD2<Double>", with: numbers)
        #expect(text.contains("@_specialize(where Self == \(type))"), "\(type)")
      }
    }
  }

  /// A rule that says that it looks where it stands does.
  @Test(arguments: Catalog.rules.map(\.card.name))
  func `who does not look ahead takes its gradient where it stands`(name: String) throws {
    let surface = try #require(Shipped.named("himmelblau"))
    let landscape = try surface.landscape()
    for words in Variants(of: try Racer(name).rule).words {
      var race = Race(surface: surface, racers: [try Racer(name)], steps: 20)
      for (key, word) in words { race.racers[0].rule[key] = .choice(word) }
      try race.settleRates()
      let run = race.record(0, on: landscape)
      let looks = (0..<run.lastFiniteStep).contains { step in
        race.detail(0, at: step, of: run, on: landscape).map { $0.probe != $0.point } == true
      }
      #expect(looks == race.racers[0].rule.looksAhead, "\(name) \(words)")
    }
  }
}
