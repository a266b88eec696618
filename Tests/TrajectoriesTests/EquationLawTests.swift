import Formulas
import Landscapes
import Surfaces
import Testing

@testable import Optimizers
@testable import Trajectories

/// The equations of a rule, run, walk the path of its step.
struct EquationLawTests {
  /// A rule as its text runs it: text and numbers follow the knobs, what is remembered goes on by name.
  private struct TextWalker {
    var point: Point
    var compiled: CompiledRule?
    var state = CompiledRule.State<Vector>(values: [])
    var rates = Vector(.nan, .nan)
    var text = ""

    /// The numbers of the names that a text leaves open.
    private func numbers(_ names: [String], _ rule: any Optimizer<Vector>, rate: Double) throws
      -> [Double]
    {
      try names.map { name in
        if name == "η" { return rate }
        let knob = try #require(
          rule.knobDescriptions.first { $0.symbol == name || $0.key.rawValue == name },
          "\(rule.card.name): nobody gives \(name) a value")
        guard case .number(let number)? = rule[knob.key] else { return .nan }
        return number
      }
    }

    mutating func advance(
      _ rule: any Optimizer<Vector>, rate: Double, on landscape: FormulaLandscape
    )
      throws
    {
      let declared = Set(rule.knobDescriptions.flatMap { [$0.symbol, $0.key.rawValue] })
      if rule.equations != text {
        let next = CompiledRule(try UpdateRule(rule.equations, knobs: declared))
        let numbers = try numbers(next.rule.knobs, rule, rate: rate)
        var fresh = next.initialState(at: point, knobs: numbers)
        if let compiled {
          fresh.count = state.count
          for (place, name) in next.rule.states.enumerated() {
            if let before = compiled.rule.states.firstIndex(of: name) {
              fresh.values[place] = state.values[before]
            }
          }
        }
        (compiled, state, text) = (next, fresh, rule.equations)
      }
      let compiled = try #require(compiled)
      let numbers = try numbers(compiled.rule.knobs, rule, rate: rate)
      let probe = compiled.probe(from: point, state, knobs: numbers)
      let seen = landscape.sample(at: probe)
      (point, rates) = compiled.step(
        from: point, gradient: seen.gradient, loss: seen.value, &state, knobs: numbers)
    }
  }

  private static let surfaces = [
    "rosenbrock", "himmelblau", "ravine-d2l", "beale", "camel-6", "saddle",
  ]

  /// Every rule in every word of every knob, and with the numbers that change its text.
  private static let specifications = Catalog.rules.flatMap { rule -> [String] in
    let name = rule.card.name
    var all = [name]
    for knob in rule.knobDescriptions {
      if case .choice(let words) = knob.kind { all += words.map { "\(name):\(knob.key)=\($0)" } }
    }
    if rule.knobDescriptions.contains(where: { $0.key == "weight-decay" }) {
      all.append("\(name):weight-decay=0.01")
    }
    let pairs = [
      "adam": ["correction=off,epsilon-at=hat", "correction=off,epsilon-at=outside"],
      "adamw": ["epsilon-at=hat,weight-decay=0.1"],
      "amsgrad": [
        "max=after,epsilon-at=hat", "max=after,epsilon-at=outside", "correction=off,max=after",
      ],
      "momentum": ["dampening=0.3", "form=physical,dampening=0.5", "form=average,beta=0.5"],
      "rmsprop": [
        "centered=on,correction=on", "centered=on,beta=0.5",
        "beta=0.8,epsilon-at=outside,correction=on",
      ],
      "nadam": ["form=plain,weight-decay=0.1", "epsilon-at=hat", "momentum-decay=1"],
      "schedule-free": ["form=adamw,weight-decay=0.1", "form=sgd,weight-decay=0.1,warmup=7"],
      "yogi": ["initial=0.001"], "adagrad": ["initial=0.1,epsilon-at=outside"],
      "adabelief": ["epsilon-root=1e-6"], "qhadam": ["nu=0.3,nu2=0.6"],
      "radam": ["threshold=7,gamma=0.9"],
    ]
    return all + (pairs[name] ?? []).map { "\(name):\($0)" }
  }

  @Test(arguments: specifications)
  func `the equations of a rule walk the path of its step, on six surfaces`(_ specification: String)
    throws
  {
    for surface in EquationLawTests.surfaces {
      for isTweaked in [false, true] {
        var race = Race(
          surface: try #require(Shipped.named(surface)), racers: [try Racer(specification)],
          steps: 200)
        try race.settleRates()
        if isTweaked {
          // A knob of every kind in the middle; what changes the form itself comes by rest.
          let racer = race.racers[0]
          if case .number(let rate)? = racer["eta"] {
            race.turn(0, "eta", to: .number(rate * 0.7), from: 60)
          }
          if case .number(let beta)? = racer["beta"], beta > 0 {
            race.turn(0, "beta", to: .number(0.6), from: 40)
          }
          if racer.knob("gamma") != nil { race.turn(0, "gamma", to: .number(0.95), from: 80) }
          if racer.knob("epsilon") != nil { race.turn(0, "epsilon", to: .number(0.01), from: 100) }
        }
        let landscape = try race.surface.landscape()
        try check(race.racers[0].rule, race, on: landscape, "\(specification) on \(surface)")
      }
    }
  }

  private func check<Rule: Optimizer<Vector>>(
    _ rule: Rule, _ race: Race, on landscape: FormulaLandscape, _ words: String
  ) throws {
    var walker = race.walker(rule, 0, on: landscape)
    var written = TextWalker(point: race.start)
    for step in 0..<200 {
      let preview = walker.preview()
      // What puts the state to rest puts what the text remembers to rest, too.
      let rested = race.tweaks.contains { tweak in
        tweak.step == step
          && rule.knobDescriptions.contains { $0.key == tweak.knob && $0.effect == .rest }
      }
      if rested { written = TextWalker(point: walker.point) }
      try written.advance(preview.walker.rule, rate: preview.rate, on: landscape)
      walker.advance()
      guard walker.point.isFinite, landscape.sample(at: walker.point).isFinite else { return }
      // The same operations in the same order: the same bits.
      guard written.point == walker.point else {
        let gap = (written.point - walker.point).length
        Issue.record("\(words): step \(step + 1) is off by \(gap)")
        return
      }
      guard "\(written.rates)" == "\(walker.rates)" else {
        Issue.record(
          "\(words): step \(step + 1) has rates \(walker.rates), written \(written.rates)")
        return
      }
    }
  }

  /// Every rule in every word of its choices, in the letters of a plain keyboard.
  @Test(arguments: Catalog.rules.map(\.card.name))
  func `equations typed on a plain keyboard are the same equations`(name: String) throws {
    let plain = try Racer(name)
    var racers = [plain]
    for knob in plain.rule.knobDescriptions {
      guard case .choice(let words) = knob.kind else { continue }
      for word in words {
        var racer = plain
        racer.give(knob.key, .choice(word))
        racers.append(racer)
      }
    }
    for racer in racers {
      let names = racer.rule.equationNames
      let rule = try UpdateRule(racer.rule.equations, knobs: names)
      // What has no plain letter stays as it is.
      let typed = rule.lines.map { UpdateRule.typed($0.text) }
      let again = try UpdateRule(typed.joined(separator: "\n"), knobs: names)
      #expect(again.lines.map(\.text).map(\.words) == rule.lines.map(\.text).map(\.words))
      let left = Set(typed.joined().unicodeScalars.filter { !$0.isASCII })
      #expect(left.isSubset(of: "ᵉ₊∞Δ".unicodeScalars), "\(left)")
    }
  }
}

extension String {
  /// Without blanks, products' dots, and parentheses, which a plain keyboard needs more of.
  fileprivate var words: String { filter { !" ·()".contains($0) } }
}
