import Documents
import Formulas
import Landscapes
import Surfaces
import Testing

@testable import Optimizers
@testable import Trajectories

/// Rules that somebody types are rules like any other.
struct WrittenRuleTests {
  private func surface(_ name: String = "rosenbrock") throws -> Surface {
    try #require(Shipped.named(name))
  }

  /// The equations of a rule as somebody would type them, with its knobs where they stand.
  private func retyped(_ racer: Racer) throws -> Racer {
    let knobs = racer.rule.knobDescriptions.compactMap { knob -> WrittenKnob? in
      guard case .number(let value)? = racer[knob.key] else { return nil }
      return WrittenKnob(knob, at: value)
    }
    let definition = try RuleDefinition(racer.rule.equations, declaring: knobs)
    var typed = Racer(rule: WrittenRule<Vector>(definition))
    typed.schedule = racer.schedule
    return typed
  }

  @Test(arguments: Catalog.rules.map(\.card.name))
  func `a rule that is typed again goes the way of the rule`(name: String) throws {
    for schedule in ["", "schedule=cosine"] where name != "rprop" || schedule.isEmpty {
      let text = schedule.isEmpty ? name : "\(name):\(schedule)"
      var race = Race(surface: try surface(), racers: [try Racer(text)], steps: 120)
      try race.settleRates()
      race.racers.append(try retyped(race.racers[0]))
      let landscape = try race.surface.landscape()
      for step in [40, 80] {
        for racer in 0...1 {
          if let eta = race.racers[0].rule.number("eta"), name != "rprop" {
            race.turn(racer, "eta", to: .number(eta * (step == 40 ? 0.5 : 0.9)), from: step)
          }
        }
      }
      let runs = race.record(on: landscape)
      #expect(runs[0].points == runs[1].points, "\(text)")
      let last = min(30, runs[0].lastFiniteStep - 1)
      let details = try (0...1).map { racer in
        try #require(race.detail(racer, at: last, of: runs[racer], on: landscape))
      }
      #expect("\(details[0].terms)" == "\(details[1].terms)", "\(text)")
      #expect(details[0].theory.memories == details[1].theory.memories, "\(text)")
      #expect(
        details[0].theory.motion?.stabilityLimit == details[1].theory.motion?.stabilityLimit,
        "\(text)")
    }
  }

  @Test func `a typed rule is named on the command line, with its knobs`() throws {
    let racer = try Racer(
      "rule=\"v <- k v + g; theta <- theta - eta v\",eta=0.01,k=0.8,label=mine, all")
    #expect(racer.rule.equations == "g = ∇f(θ)\nv ← k v + g\nθ ← θ − η v")
    #expect(racer["eta"] == .number(0.01) && racer["k"] == .number(0.8))
    #expect(racer.label == "mine, all" && racer.understood.isEmpty)
    #expect(try Racer(racer.text).text == racer.text)
    // A file's rule is told in one line, from which it runs the same.
    let file = try RuleDefinition(toml: WrittenRuleTests.file, file: "a.toml")
    let whole = Racer(rule: WrittenRule<Vector>(file))
    let again = try Racer(whole.text)
    #expect(again.text == whole.text && again["keep"] == .number(0.5))
    #expect(
      again.rule.card.title == "Cautious Adam" && again.rule.card.name == whole.rule.card.name)
    #expect(again.rule.equations == whole.rule.equations)
    #expect(again.knobs.map(\.kind) == whole.knobs.map(\.kind))
    #expect(try Racer("rule=\"θ ← θ − drop·g\",drop=-0.5")["drop"] == .number(-0.5))
    // What has no value is told with the one it has.
    let open = try Racer("rule='v <- βv + k g; θ ← θ − ηv'")
    #expect(open.understood == ["β is 0.9, k is 1 until you turn them"])
    #expect(open["beta"] == .number(0.9))
    #expect(open.knobs.first?.role == .firstDecay)
  }

  @Test(arguments: [
    ("rule=", "quotes"), ("rule=theta", "quotes"), ("rule=\"theta <- theta", "not closed"),
    ("rule=\"theta <- theta - eta g +\",eta=1", "line 1, column 25"),
    ("rule=\"v = g\"", "never updated"), ("rule=\"θ ← θ − ηg\",k=3", "no knob 'k'"),
    ("rule=\"θ ← θ − ηg\",eta=-1", "out of range"), ("rule=\"θ ← θ − g\"eta=1", "expected a comma"),
    ("name=A,rule=\"θ ← θ − g\"", "the equations come first"),
    ("a.toml,eta=1", "write a.toml:knob=value"),
    ("rule=\"θ ← θ − batch g\",batch=2", "another name"), ("mine.toml", "cannot be named here"),
  ])
  func `what is wrong with a typed rule is told`(text: String, words: String) throws {
    let error = try #require(throws: KnobError.self) { try Racer(text) }
    #expect("\(error)".contains(words), "\(error)")
    #expect(!"\(error)".contains("\n"))
  }

  @Test func `the spot of an error is shown`() throws {
    let error = try #require(throws: KnobError.self) {
      try Racer("rule=\"v <- 0.9 v + h +* g; theta <- theta - eta v\"")
    }
    #expect(
      error.spot == "  v <- 0.9 v + h +* g; theta <- theta - eta v\n"
        + String(repeating: " ", count: 18) + "^")
  }

  private static let file = """
    name = "Cautious Adam"
    summary = "Drops what goes uphill."
    source = "arXiv:2411.16085"
    equations = \"""
    g = ∇f(θ)
    v ← βv + (1−β)g  # velocity: average
    s ← γs + (1−γ)g²  # memory: mean square
    u = v/(1−βᵗ)/(√(s/(1−γᵗ)) + ε)
    m = where(u·g > 0, 1, 0)
    θ ← θ − ηu·m·keep
    \"""
    [knobs]
    beta = 0.8
    keep = { default = 0.5, range = [0, 2], meaning = "how much" }
    eta = { default = 0.05, role = "eta" }

    """

  @Test func `a rule file says what its knobs are`() throws {
    let definition = try RuleDefinition(toml: WrittenRuleTests.file, file: "a.toml")
    let rule = WrittenRule<Vector>(definition)
    #expect(rule.card.name == "cautious-adam" && rule.card.title == "Cautious Adam")
    #expect(
      rule.knobDescriptions.map(\.key.rawValue) == ["beta", "gamma", "epsilon", "eta", "keep"])
    #expect(rule["beta"] == .number(0.8) && rule["keep"] == .number(0.5))
    #expect(rule["gamma"] == .number(0.999) && rule["eta"] == .number(0.05))
    #expect(definition.assumptions() == ["γ is 0.999, ε is 1e-08 until you turn them"])
    // The lines that are written read back to the same rule.
    let lines = definition.toml().joined(separator: "\n")
    #expect(try RuleDefinition(toml: lines, file: "b.toml") == definition)
  }

  @Test(arguments: [
    ("name = \"adam\"\nequations = \"θ ← θ − g\"", "1", "choose another name"),
    ("equations = \"\"", "1", "never updated"), ("name = \"a\"", " ", "'equations' is missing"),
    ("equations = \"θ ← θ − ηg\"\n[knobs]\nk = 1", "3", "have no 'k'"),
    ("equations = \"θ ← θ − ηg\"\n[knobs]\neta = { default = -1 }", "3", "outside its range"),
    ("equations = \"θ ← θ − ηg\"\n[knobs]\neta = { range = [2, 1] }", "3", "[least, greatest]"),
    ("equations = \"θ ← θ − ηg\"\n[knobs]\nlabel = 1", "3", "meaning of its own"),
    ("equations = \"θ ← θ − ηg\"\nwhat = 1", "2", "what"),
    ("equations = \"\"\"\ng = ∇f(θ)\nθ ← θ − η(g\n\"\"\"", "3", "not closed"),
  ])
  func `what is wrong with a rule file is told with its line`(
    text: String, line: String, words: String
  ) throws {
    let error = try #require(throws: DocumentError.self) {
      try RuleDefinition(toml: text, file: "a.toml")
    }
    #expect("\(error)".hasPrefix("a.toml:\(line)"), "\(error)")
    #expect("\(error)".contains(words), "\(error)")
  }

  /// What a command cannot say of a rule is its summary and its source.
  @Test func `a command keeps names, roles, ranges and what lines are for`() throws {
    let file = """
      name = "Mine, only mine"
      equations = \"""
      u ← β₂u + g  # velocity: heap
      θ ← θ − a u·κ
      \"""
      [knobs]
      a = { default = 0.002, range = [0, 3], role = "eta" }
      beta2 = { default = 1.5, range = [-2, 2], role = "beta" }
      kappa = 2
      """
    var racer = Racer(
      rule: WrittenRule<Vector>(try RuleDefinition(toml: file, file: "a.toml")))
    racer.give("schedule", .choice("linear"))
    let again = try Racer(racer.text)
    #expect(again.text == racer.text)
    #expect(again.rule.equations == racer.rule.equations)
    #expect(again.rule.card.title == "Mine, only mine" && again["schedule"] == .choice("linear"))
    #expect(again.knobs == racer.knobs)
    var race = Race(surface: try surface(), racers: [racer, again], steps: 20)
    race.turn(0, "eta", to: .number(0.001), from: 5)
    race.turn(1, "eta", to: .number(0.001), from: 5)
    let runs = race.record(on: try race.surface.landscape())
    #expect(runs[0].points == runs[1].points)
  }

  @Test(arguments: [
    ("a=0.1 as rate", "'as' takes a role: beta"), ("a=0.1 in 3", "'in' takes a range"),
    ("a=0.1 in 3..2", "'in' takes a range"), ("a=0.1 about", "unexpected 'about'"),
    ("a=4 in 0..2", "out of range"), ("v=3", "updates v itself"), ("a=1,a=2", "given twice"),
    ("a=1 as eta as beta", "stands twice"), ("eta=1", "has no η: it has a, b"),
    ("a=1 as eta,b=2 as eta", "a and b cannot both be eta"), ("schedule=cosine", "as eta"),
  ])
  func `what is wrong behind the equations is told`(settings: String, words: String) throws {
    let error = try #require(throws: KnobError.self) {
      try Racer("rule=\"v₀ = 1; v ← v + a b; θ ← θ − v\",\(settings)")
    }
    #expect("\(error)".contains(words), "\(error)")
  }

  /// What every racer has beside its rule cannot be the name of a knob of equations.
  @Test func `no knob of a typed rule has the name of one that all racers have`() {
    let keys = Sighting.knobs.map(\.description.key) + Schedule.knobs.map(\.description.key)
    #expect(WrittenKnob.taken.isSuperset(of: keys.map(\.rawValue)))
  }

  @Test func `keys turn a knob in steps of its range`() throws {
    let racer = try Racer(
      "rule=\"θ ← θ − ηg − w + u·h\",w=-0.5 in -1..1,u=0.5 in 0..1,h=0.5 in 0..5")
    #expect(racer.knob("w")?.moved(.number(-0.5), up: false) == .number(-0.6))
    #expect(racer.knob("w")?.moved(.number(0), up: false) == .number(-0.1))
    #expect(racer.knob("u")?.moved(.number(0.5), up: true) == .number(0.55))
    #expect(racer.knob("h")?.moved(.number(0.5), up: true) == .number(0.7))
    #expect(try Racer("rule=\"θ ← θ − g\",label=\"x, y\"").label == "x, y")
  }

  /// A letter with a role has the key of the role; a learning rate follows its schedule.
  @Test func `a role is what a letter is for`() throws {
    let definition = try RuleDefinition(
      toml: """
        equations = "θ ← θ − α∇f(θ)"
        [knobs]
        "α" = { default = 0.001, role = "eta" }
        """, file: "a.toml")
    var own = Racer(rule: WrittenRule<Vector>(definition))
    #expect(own.knob("eta")?.symbol == "α" && own["alpha"] == nil)
    own.give("schedule", .choice("linear"))
    let plain = try Racer("descent:eta=0.001,schedule=linear")
    let race = Race(surface: try surface(), racers: [own, plain], steps: 50)
    let runs = race.record(on: try race.surface.landscape())
    #expect(runs[0].points == runs[1].points)
    #expect(own.rule.theory.motion?.stabilityLimit == plain.rule.theory.motion?.stabilityLimit)
  }

  @Test func `a record holds the text of its rules`() throws {
    let file = try RuleDefinition(toml: WrittenRuleTests.file, file: "a.toml")
    var race = Race(
      surface: try surface(),
      racers: [
        try Racer("rule=\"v <- k v + g; theta <- theta - eta v\",eta=0.001,k=0.8"),
        Racer(rule: WrittenRule<Vector>(file)), try Racer("adam:eta=0.1"),
      ], steps: 40)
    race.turn(0, "k", to: .number(0.2), from: 10)
    race.turn(1, "keep", to: .number(1.5), from: 20)
    var text = ""
    try RunWriter(race).write { text += $0 }
    let record = try RunRecord(text, file: "a.txt")
    let landscape = try race.surface.landscape()
    #expect(
      record.race.record(on: landscape).map(\.points) == race.record(on: landscape).map(\.points))
    #expect(record.missing == nil)
    #expect(record.race.racers[1].definition == file)
    var again = ""
    try RunWriter(record.race).write { again += $0 }
    #expect(again == text)
  }

  @Test func `two rules that do something else are two racers`() throws {
    let one = try Racer("rule=\"θ ← θ − ηg\"")
    let other = try Racer("rule=\"θ ← θ − 2ηg\"")
    let twin = try Racer("rule=\"θ ← θ − ηg\"")
    #expect(one != other && one == twin)
  }
}

extension WrittenRuleTests {
  /// Limits of the literature for rules that nobody but a reader wrote.
  @Test(arguments: [
    ("v <- 0.9 v + g; theta <- theta - eta v", 3.8), ("θ ← θ − ηg", 2),
    ("v ← 0.5v + g; θ ← θ − η(0.5v + g)", 1.5),
    // Two velocities: the average of an average.
    ("u ← 0.5u + 0.5g; v ← 0.5v + 0.5u; θ ← θ − ηv", 3),
  ])
  func `theory of a typed rule comes from its equations`(text: String, limit: Double) throws {
    let racer = try Racer("rule=\"\(text)\",eta=0.1")
    let motion = try #require(racer.rule.theory.motion)
    #expect(motion.isLinear)
    let found = try #require(motion.stabilityLimit)
    #expect(abs(found - limit) < 1e-6, "\(found)")
  }
}
