import Formulas
import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

@Suite struct RaceTests {
  private func race(_ racers: String..., surface: String = "ravine-kappa") throws -> Race {
    Race(surface: try #require(Shipped.named(surface)), racers: try racers.map { try Racer($0) })
  }

  @Test func `a tweak at step k is first felt by update k+1`() throws {
    var race = try race("momentum:eta=0.01")
    let landscape = try race.surface.landscape()
    let before = race.record(0, on: landscape)
    race.turn(0, "eta", to: .number(0.002), from: 10)
    let after = race.record(0, on: landscape)
    #expect(before.points[0...10] == after.points[0...10])
    #expect(before.points[11] != after.points[11])
  }

  @Test func `three forms of momentum, one path, until η changes`() throws {
    var race = try race(
      "momentum:eta=0.01", "momentum:eta=0.1,form=average", "momentum:eta=0.01,form=physical")
    for (index, rate) in [0.002, 0.02, 0.002].enumerated() {
      race.turn(index, "eta", to: .number(rate), from: 10)
    }
    let landscape = try FormulaLandscape(Formula("0.5x^2+25y^2"))
    race.start = Point(6, 3)
    let runs = race.record(on: landscape)
    for step in 0...10 {
      for other in 1...2 {
        #expect((runs[0].points[step] - runs[other].points[step]).length < 1e-12)
      }
    }
    let lengths = runs.map { ($0.points[11] - $0.points[10]).length }
    #expect((1.17...1.21).contains(lengths[0]))
    #expect(abs(lengths[1] - 0.26) < 0.01 && abs(lengths[2] - 0.26) < 0.01)
    #expect((runs[1].points[60] - runs[2].points[60]).length < 1e-9)
  }

  @Test func `a knob that gives the state another meaning puts it to rest`() throws {
    var race = try race("momentum:eta=0.01")
    let landscape = try race.surface.landscape()
    race.turn(0, "form", to: .choice("physical"), from: 10)
    let run = race.record(0, on: landscape)
    let expected = run.points[10] - 0.01 * landscape.sample(at: run.points[10]).gradient
    #expect((run.points[11] - expected).length < 1e-12)
  }

  @Test func `a tweak replaces that knob's later tweaks, a change from the start all`() throws {
    var race = try race("momentum:eta=0.01", "adam:eta=0.1")
    race.turn(0, "beta", to: .number(0.5), from: 10)
    race.turn(0, "beta", to: .number(0.6), from: 30)
    race.turn(0, "eta", to: .number(0.02), from: 20)
    race.turn(1, "beta", to: .number(0.7), from: 20)
    race.turn(0, "beta", to: .number(0.8), from: 20)
    #expect(race.tweaks.filter { $0.racer == 0 && $0.knob == "beta" }.map(\.step) == [10, 20])
    #expect(race.value(0, "beta", at: 25) == .number(0.8))
    #expect(race.value(0, "beta", at: 9) == .number(0.9))
    race.turn(0, "beta", to: .number(0.95))
    #expect(race.tweaks.count == 2)
    race.removeRacer(0)
    #expect(race.tweaks == [Tweak(step: 20, racer: 0, knob: "beta", value: .number(0.7))])
  }

  @Test func `the detail of a step agrees with the path, across kept states and tweaks`() throws {
    var race = try race("nesterov:eta=0.01", "adam:eta=0.05", "rprop:eta=0.01")
    race.steps = 700
    race.turn(0, "beta", to: .number(0.5), from: 256)
    race.turn(1, "gamma", to: .number(0.9), from: 300)
    let landscape = try race.surface.landscape()
    for racer in 0..<3 {
      let run = race.record(racer, on: landscape)
      for step in [0, 1, 255, 256, 257, 300, 301, 511, 512, 699] {
        let detail = try #require(race.detail(racer, at: step, of: run, on: landscape))
        #expect(detail.point == run.points[step])
        #expect(detail.next == run.points[step + 1])
        #expect(detail.here.value == run.losses[step])
        if step > 0 { #expect(detail.displacement == run.points[step] - run.points[step - 1]) }
      }
      #expect(race.detail(racer, at: 700, of: run, on: landscape) != nil)
      #expect(race.detail(racer, at: 701, of: run, on: landscape) == nil)
    }
  }

  /// The order in which a reader turns knobs is not the order in which they act.
  @Test func `knobs turned at a late step first and at an early one then act in their order`()
    throws
  {
    func turned(_ turns: [(Int, KnobKey, Int, Double)]) throws -> Race {
      var race = Race(
        surface: try #require(Shipped.named("sphere")),
        racers: [try Racer("momentum:eta=0.01"), try Racer("adam:eta=0.1")], steps: 60)
      for (racer, knob, step, value) in turns {
        race.turn(racer, knob, to: .number(value), from: step)
      }
      return race
    }
    let turns: [(Int, KnobKey, Int, Double)] = [
      (0, "beta", 5, 0.2), (1, "gamma", 5, 0.5), (0, "eta", 20, 0.03), (1, "beta", 30, 0.1),
    ]
    let (race, back) = (try turned(turns), try turned(turns.reversed()))
    #expect(back.tweaks.map(\.step) == [5, 5, 20, 30])
    #expect(race == back)
    let landscape = try race.surface.landscape()
    for racer in 0..<2 {
      #expect(
        race.record(racer, on: landscape).points == back.record(racer, on: landscape).points)
    }
    // And so from options, in whatever order they stand.
    var options = try turned([])
    try options.tweak(["30:adam:beta=0.1", "20:momentum:eta=0.03", "5:adam:gamma=0.5"])
    try options.tweak(["5:momentum:beta=0.2"])
    #expect(options.tweaks.map(\.knob) == race.tweaks.map(\.knob))
    var twice = try turned([])
    try twice.tweak(["5:momentum:eta=0.1", "3:momentum:eta=0.15"])
    #expect(twice.tweaks.map(\.step) == [3, 5])
  }

  private static let texts: [(String, String)] = [
    ("adam:eta=0.05,epsilon-at=outside", "adam:eta=0.05,epsilon-at=outside"),
    ("momentum:β=0.5,η=0.01", "momentum:eta=0.01,beta=0.5"),
    ("Nesterov look-ahead", "nesterov:eta=0.001"),
    ("rprop:form=pytorch", "rprop:eta=0.01,shrink=0.5,form=pytorch"),
    ("rprop:shrink=0.7,form=pytorch", "rprop:eta=0.01,shrink=0.7,form=pytorch"),
    ("descent:label=a, b=c", "descent:eta=0.001,label=a, b=c"),
  ]

  @Test(arguments: texts)
  func `racers read as they are written`(text: String, canonical: String) throws {
    let racer = try Racer(text)
    #expect(racer.text == canonical)
    #expect(try Racer(canonical).text == canonical)
  }

  private static let mistakes: [(String, String)] = [
    ("adm", "did you mean adam"), ("adam:eta", "knob=value"), ("adam:zeta=1", "has no knob"),
    ("adam:eta=fast", "must be a number"), ("adam:beta=1.5", "out of range"),
    ("adam:epsilon-at=here", "must be one of inside, outside, hat"), ("adam:eta=nan", "a number"),
    ("adam:eta=0x10", "a number"), ("adam:eta=inf", "a number"),
  ]

  @Test(arguments: mistakes)
  func `a bad racer says what is allowed`(text: String, words: String) {
    #expect {
      _ = try Racer(text)
    } throws: { "\($0)".contains(words) }
  }
}

/// How racers are called.
struct RacerNameTests {
  private func race(_ racers: String...) throws -> Race {
    Race(surface: try #require(Shipped.named("sphere")), racers: try racers.map { try Racer($0) })
  }

  @Test func `racers of one rule are named by what differs, and by nothing else`() throws {
    let race = try race("momentum:eta=0.01", "momentum:eta=0.04", "adam:eta=0.1")
    let titles = race.racers.indices.map { race.title(of: $0) }
    #expect(titles == ["Momentum η 0.01", "Momentum η 0.04", "Adam"])
    let alone = try self.race(
      "momentum:eta=0.01,beta=0.5", "momentum:eta=0.04", "momentum:eta=0.04,form=physical")
    #expect(
      alone.racers.indices.map { alone.title(of: $0, isShort: true) } == [
        "β 0.5 η 0.01 heavy-ball", "β 0.9 η 0.04 heavy-ball", "β 0.9 η 0.04 physical",
      ])
  }

  @Test func `no two racers have one name`() throws {
    for racers in [
      ["adam", "adam", "adam"], ["adam:label=A", "adam:label=A", "adam"],
      ["descent:eta=0.1", "descent:eta=0.1", "descent:eta=0.2"],
      ["adam:eta=0.1", "adam:eta=0.1,beta=0.8", "nadam:eta=0.1", "adam:eta=0.1"],
      ["rule=\"θ ← θ − ηg\",eta=0.1", "rule=\"θ ← θ − 2ηg\",eta=0.1"],
      [
        "rule=\"θ ← θ − ηg\",eta=0.1", "rule=\"θ ← θ − 2ηg\",eta=0.1",
        "rule=\"θ ← θ − ηg\",eta=0.2",
      ],
      ["rule=\"θ ← θ − 2ηg\"", "rule=\"θ ← θ − ηg\"", "rule=\"θ ← θ − ηg\""],
    ] {
      let race = Race(
        surface: try #require(Shipped.named("sphere")), racers: try racers.map { try Racer($0) })
      for isShort in [false, true] {
        let titles = race.racers.indices.map { race.title(of: $0, isShort: isShort) }
        #expect(Set(titles).count == racers.count, "\(titles)")
      }
    }
  }
}
