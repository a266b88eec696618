import Documents
import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct LineTests {
  private func opened() throws -> Model {
    let surface = try #require(Shipped.named("rosenbrock"))
    return try Model(race: .opening(on: surface), surfaces: Shipped.all)
  }

  /// Types a line after `:`, and Enter.
  private func type(_ line: String, _ model: inout Model) -> Effect? {
    _ = model.press(":")
    for character in line {
      _ = model.press(character == " " ? "space" : character == "\t" ? "tab" : String(character))
    }
    return model.press("enter")
  }

  @Test func `it takes the words of the options`() throws {
    var model = try opened()
    _ = type("surface levy 13", &model)
    #expect(model.race.surface.name == "Lévy 13")
    _ = type("formula x^2 + 3y^2", &model)
    #expect(model.track.landscape.value(at: Point(1, 1)) == 4)
    _ = type("start -1.2,0.5", &model)
    #expect(model.race.start == Point(-1.2, 0.5))
    _ = type("optimizer adam:eta=0.25,epsilon-at=outside", &model)
    #expect(model.focused.text == "adam:eta=0.25,epsilon-at=outside")
    _ = type("add lion", &model)
    #expect(model.race.racers.count == 4 && model.stage.focus == 3)
    _ = type("steps 50", &model)
    #expect(model.race.steps == 50 && model.runs[0].lastStep == 50)
    _ = type("step 7", &model)
    #expect(model.stage.playback.step == 7)
    _ = type("view -1:1,-2:2", &model)
    #expect(model.view == View(x: -1...1, y: -2...2))
    _ = type("theme day", &model)
    #expect(model.stage.theme == "day")
    #expect(type("quit", &model) == .quit)
  }

  @Test func `any knob and any parameter can be set`() throws {
    var model = try opened()
    _ = type("beta 0.5", &model)
    #expect(model.focused["beta"] == .number(0.5))
    _ = type("η=0.002", &model)
    #expect(model.focused["eta"] == .number(0.002))
    _ = type("form average", &model)
    #expect(model.focused["form"] == .choice("average"))
    _ = type("b 20", &model)
    #expect(model.race.surface.parameters["b"] == 20)
  }

  private static let mistakes: [(String, String)] = [
    ("surfase sphere", "did you mean surface"), ("surface speher", "did you mean sphere"),
    ("formula x +", "ends too early"), ("start 1", "start takes X,Y"), ("beta 3", "out of range"),
    ("beta fast", "must be a number"), ("optimizer adm", "adam"), ("view 1:0,0:1", "view takes"),
    ("steps -1", "whole number"), ("theme neon", "night, day"), ("zzzzqqq 1", "Tab lists them"),
  ]

  @Test(arguments: mistakes)
  func `a mistake changes nothing and says what is meant`(line: String, words: String) throws {
    var model = try opened()
    let before = model.race
    _ = type(line, &model)
    #expect(model.race == before)
    #expect(model.message?.contains(words) == true, "\(model.message ?? "")")
  }

  @Test func `Tab completes as far as it is certain`() throws {
    var model = try opened()
    _ = type("surf\thim\t", &model)
    #expect(model.race.surface.name == "Himmelblau")
    _ = model.press(":")
    for key in ["s", "t", "e", "tab"] { _ = model.press(key) }
    guard case .line(let line) = model.stage.mode else {
      Issue.record("the line is open")
      return
    }
    #expect(line.text == "step" && line.listed.map(\.word) == ["steps", "step"])
    #expect(line.listed.allSatisfy { !$0.does.isEmpty })
    var memory = TerrainMemory()
    let shown = Screen.sheet(of: model, columns: 80, rows: 24, memory: &memory).grid().text
    #expect(shown.contains("COUNT   how many updates") && shown.contains("show this step"))
    _ = model.press("escape")
    #expect(model.stage.mode == .race)
  }

  @Test func `lines typed before come back, and the likeliest word stands ahead`() throws {
    var model = try opened()
    _ = type("b 20", &model)
    _ = type("steps 70", &model)
    func line() -> CommandLine? {
      if case .line(let line) = model.stage.mode { return line }
      return nil
    }
    for key in [":", "up"] { _ = model.press(key) }
    #expect(line()?.text == "steps 70")
    _ = model.press("up")
    #expect(line()?.text == "b 20")
    _ = model.press("up")
    #expect(line()?.text == "b 20")
    _ = model.press("down")
    _ = model.press("down")
    #expect(line()?.text == "")
    for key in ["t", "h"] { _ = model.press(key) }
    let ahead = try #require(line()).ahead(model.candidates(for: try #require(line())))
    #expect(ahead == "eme")
    _ = model.press("right")
    _ = model.press("right")
    #expect(line()?.listed.map(\.word) == ["theme", "theory"])
    #expect(model.press("escape") == nil && model.stage.mode == .race)
    #expect(type("load some file.txt", &model) == .load("some file.txt"))
  }

  @Test(arguments: [
    ("sgd:lr=0.1", "descent:eta=0.1"),
    ("sgd:lr=0.1,momentum=0.8", "momentum:eta=0.1,beta=0.8,form=physical"),
    ("adam:lr=0.1,beta1=0.8,beta2=0.9,eps=1e-3", "adam:eta=0.1,beta=0.8,gamma=0.9,epsilon=0.001"),
    ("rmsprop:learning_rate=0.1,rho=0.7", "rmsprop:eta=0.1,gamma=0.7"),
    ("adamw:weight_decay=0.2,lr=0.1", "adamw:eta=0.1,weight-decay=0.2"),
    ("nag:mu=0.5", "nesterov:beta=0.5"),
  ])
  func `names that people bring are understood, and said`(text: String, here: String) throws {
    let racer = try Racer(text)
    let own = try Racer(here)
    #expect(racer.rule.card.name == own.rule.card.name)
    for knob in own.knobs { #expect(racer[knob.key] == own[knob.key], "\(knob.key)") }
    #expect(own.understood.isEmpty)
    #expect(racer.understood.count == (text.contains("weight_decay") ? 1 : racer.understood.count))
    #expect(!racer.understood.isEmpty)
    // What was understood is no part of the racer: its own text says it in ravine's words.
    #expect(try Racer(racer.text).text == racer.text && Racer(racer.text).understood.isEmpty)
  }

  @Test func `what is ambiguous or unknown is refused with the words that are right`() {
    for (text, word) in [
      ("rmsprop:alpha=0.9", "say eta or gamma"), ("adam:decay=0.1", "weight-decay"),
      ("descent:momentum=0.9", "has no β"), ("descent:beta2=0.9", "has no γ"),
    ] {
      #expect {
        _ = try Racer(text)
      } throws: { "\($0)".contains(word) }
    }
  }

  @Test func `where tells a formula, not a name that only this race has`() throws {
    let surface = try Surface(formula: "x^2 + 10 y^2")
    var race = Race(surface: surface, racers: [try Racer("descent")])
    try race.settleRates()
    let model = try Model(race: race, surfaces: Shipped.all)
    #expect(model.command.contains("--formula 'x^2 + 10*y^2' --view="))
  }

  @Test func `where tells the command that opens the same race`() throws {
    var model = try opened()
    _ = model.press("end")
    #expect(
      model.command
        == "ravine --surface rosenbrock --optimizer momentum:eta=0.001 "
        + "--optimizer nesterov:eta=0.001 --optimizer adam:eta=0.3 --start=-1.4,1 --at 400")
    _ = type("b 20", &model)
    _ = type("step 3", &model)
    for key in ["w", "b", "v", "m"] { _ = model.press(key) }
    #expect(model.command.contains("--parameter b=20"))
    #expect(model.command.contains("--tweak 3:momentum:beta=0.95 --overlay --arrows --at 3"))
    _ = type("view -1:1,-2:2", &model)
    #expect(model.command.contains("--view=-1:1,-2:2"))
    _ = type("where", &model)
    #expect(model.stage.mode == .whereabouts)
    let lines = model.commandLines(width: 60)
    #expect(
      lines.allSatisfy { $0.count <= 60 } && lines.dropLast().allSatisfy { $0.hasSuffix("\\") })
    #expect(
      lines.map { $0.hasSuffix("\\") ? String($0.dropLast(2)) : $0 }.joined().replacing(
        "  ", with: " ")
        == model.command)
    _ = model.press("x")
    #expect(model.stage.mode == .race)
  }

  /// Pasted into a shell, the lines are the one command.
  @Test func `a long rule is told in pieces that a shell joins`() throws {
    var model = try opened()
    let equations = "v <- beta v + (1 - beta) g; s <- gamma s + (1 - gamma) g^2; it's = 1"
    _ = type(
      "rule \(equations.prefix { $0 != "i" }); theta <- theta - eta v/(sqrt(s) + epsilon)", &model)
    for width in [40, 80] {
      let lines = model.commandLines(width: width)
      #expect(lines.allSatisfy { GlyphWidth.cells($0) <= width }, "\(lines)")
      let joined = lines.joined(separator: "\n").replacing("\\\n'", with: "'")
        .replacing("\\\n  ", with: "")
      #expect(joined.replacing("''", with: "") == model.command)
    }
  }
}

/// What completion offers beyond one screen and one word.
struct CandidateTests {
  private func opened() throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named("sphere")), racers: [try Racer("momentum:eta=0.1")],
      steps: 5)
    try race.settleRates()
    return try Model(race: race, surfaces: Shipped.all)
  }

  private func type(_ text: String, on model: inout Model) {
    for letter in text { _ = model.press(letter == " " ? "space" : String(letter)) }
  }

  private func lines(_ model: Model) -> [Substring] {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: 80, rows: 24, memory: &memory).grid().text
      .split(separator: "\n")
  }

  @Test func `every candidate can be reached, by arrows and by Tab again`() throws {
    for key in ["down", "tab"] {
      var model = try opened()
      type(":surface ", on: &model)
      _ = model.press("tab")
      var seen = Set<String>()
      for _ in 0..<30 {
        for line in lines(model) {
          if let word = line.split(separator: " ").first { seen.insert(String(word)) }
        }
        _ = model.press(key)
      }
      for surface in model.surfaces { #expect(seen.contains(Naming.folded(surface.name))) }
    }
  }

  @Test func `behind the name of a rule its knobs are offered`() throws {
    var model = try opened()
    type(":add adam:be", on: &model)
    _ = model.press("tab")
    guard case .line(let line) = model.stage.mode else { return #expect(Bool(false)) }
    #expect(line.text == "add adam:beta=")
    type("0.5,ga", on: &model)
    _ = model.press("tab")
    guard case .line(let next) = model.stage.mode else { return #expect(Bool(false)) }
    #expect(next.text == "add adam:beta=0.5,gamma=")
    type("0.9", on: &model)
    _ = model.press("enter")
    #expect(model.race.racers.map(\.rule.card.name) == ["momentum", "adam"])
    #expect(model.race.racers[1]["beta"] == .number(0.5))
  }

  @Test func `a folder is completed and goes on`() throws {
    var model = try opened()
    type(":load do", on: &model)
    #expect(model.typedFolder == "")
    model.files = ["docs/", "run.txt"]
    _ = model.press("tab")
    #expect(model.typedFolder == "docs/")
    model.files = ["docs/one.toml"]
    _ = model.press("tab")
    #expect(model.press("enter") == .load("docs/one.toml"))
  }

  @Test(arguments: [
    ("gamma .9", "Momentum has no γ"), ("rho .9", "Momentum has no γ"),
    ("surface qqqqqqqq", "Tab lists them"), ("export png", "rsvg-convert"),
  ])
  func `a line that asks for what is not there is told why`(line: String, words: String) throws {
    var model = try opened()
    _ = model.carryOut(line)
    #expect(model.message?.contains(words) == true, "\(model.message ?? "")")
  }

  @Test func `a name that people bring is taken in the line, and said with what it does`() throws {
    var model = try opened()
    _ = model.carryOut("lr .01")
    #expect(model.message?.hasPrefix("lr is η here: η 0.01: ηλ₁ is ") == true)
    #expect(model.race.racers[0]["eta"] == .number(0.01))
    #expect(throws: KnobError.self) { _ = try Racer("adam:lr=.1,eta=.2") }
    #expect(try Racer("descent:alpha=.1")["eta"] == .number(0.1))
  }
}
