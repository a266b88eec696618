import Documents
import Landscapes
import Surfaces
import Testing

@testable import Optimizers
@testable import Trajectories

/// Memories written out: their sum is what the rule holds.
struct ExpansionTests {
  private func race(_ racer: String, on surface: String = "himmelblau", steps: Int = 60) throws
    -> Race
  {
    let surface = try #require(Shipped.named(surface))
    var race = Race(surface: surface, racers: [try Racer(racer)], steps: steps)
    try race.settleRates()
    return race
  }

  /// The vectors that a state holds, by reflection: the law knows no rule by name.
  private func vectors(in state: Any) -> [Vector] {
    if let vector = state as? Vector { return [vector] }
    return Mirror(reflecting: state).children.flatMap { vectors(in: $0.value) }
  }

  private func held<Rule: Optimizer<Vector>>(
    _ rule: Rule, by race: Race, after step: Int, _ run: Run, on landscape: FormulaLandscape
  ) -> [Vector] {
    guard let walker = race.resumed(rule, 0, at: step, of: run, on: landscape) else { return [] }
    return vectors(in: walker.preview().after)
  }

  /// Every rule with a memory of gradients or squares, in each of its forms, with and without tweaks.
  @Test(arguments: Catalog.rules.map { $0.card.name })
  func `the parts of a memory sum to what the rule holds`(_ name: String) throws {
    var specifications = [name]
    if let rule = Catalog.rules.first(where: { $0.card.name == name }) {
      for knob in rule.knobDescriptions {
        if case .choice(let words) = knob.kind {
          specifications += words.map { "\(name):\(knob.key)=\($0)" }
        }
      }
    }
    if name == "momentum" {
      specifications += ["momentum:dampening=0.3", "momentum:form=physical,dampening=0.5"]
    }
    for specification in specifications {
      // Trials of rates are what takes long.
      let plain = try race(specification)
      for isTweaked in [false, true] {
        var race = plain
        if isTweaked {
          if race.racers[0].knob("beta") != nil { race.turn(0, "beta", to: .number(0.5), from: 9) }
          if race.racers[0].knob("gamma") != nil {
            race.turn(0, "gamma", to: .number(0.7), from: 11)
          }
          race.turn(0, "eta", to: .number(0.003), from: 13)
        }
        let landscape = try race.surface.landscape()
        let run = race.record(0, on: landscape)
        for step in [0, 1, 12, 30] where step <= run.lastFiniteStep {
          let held = held(race.racers[0].rule, by: race, after: step, run, on: landscape)
          for expansion in race.expansions(of: 0, at: step, of: run, on: landscape, most: 100) {
            #expect(expansion.isWhole && expansion.parts.count == step + 1)
            let sum = expansion.sum
            let near = held.map { ($0 - sum).length / max(1e-12, sum.length) }.min() ?? 9
            #expect(
              near < 1e-9, "\(specification) tweaked \(isTweaked) \(step) \(expansion.memory.name)")
          }
        }
      }
    }
  }

  @Test func `momentum, Adam, RMSProp and Nesterov have something to write out, descent has not`()
    throws
  {
    let counts = try ["momentum", "nesterov", "adam", "rmsprop", "descent"].map { name in
      let race = try race(name)
      let landscape = try race.surface.landscape()
      let run = race.record(0, on: landscape)
      return race.expansions(of: 0, at: 5, of: run, on: landscape, most: 4).count
    }
    #expect(counts == [1, 1, 2, 1, 0])
  }

  @Test func `only the newest are written out where there are many, with the same weights`() throws
  {
    let race = try race("adam")
    let landscape = try race.surface.landscape()
    let run = race.record(0, on: landscape)
    let all = race.expansions(of: 0, at: 40, of: run, on: landscape, most: 100)
    let few = race.expansions(of: 0, at: 40, of: run, on: landscape, most: 7)
    #expect(few.map { $0.parts } == all.map { Array($0.parts.prefix(7)) })
    #expect(
      few.allSatisfy { !$0.isWhole } && few[0].parts.map(\.step) == [40, 39, 38, 37, 36, 35, 34])
  }

  @Test func `the rates of updates follow schedule and tweaks`() throws {
    for specification in [
      "descent:eta=0.01", "adam:eta=0.1,schedule=cosine", "momentum:eta=0.01,warmup=7",
    ] {
      var race = try race(specification)
      race.turn(0, "eta", to: .number(0.002), from: 20)
      let landscape = try race.surface.landscape()
      let run = race.record(0, on: landscape)
      let rates = race.learningRates(of: 0, count: 50)
      for step in 0..<min(50, run.lastFiniteStep) {
        let detail = try #require(race.detail(0, at: step, of: run, on: landscape))
        #expect(rates[step] == detail.rate)
        if detail.rates.isFinite { #expect(run.rates[step] == detail.rates) }
      }
      #expect(run.rates.isEmpty == !specification.hasPrefix("adam"))
    }
  }
}
