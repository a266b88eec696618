import Drawing
import Formulas
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// Equations typed over a race.
struct RuleEditorTests {
  private func model(_ racers: [String] = ["momentum:eta=0.001", "adam:eta=0.1"]) throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")), racers: try racers.map { try Racer($0) },
      steps: 60)
    try race.settleRates()
    return try Model(race: race, surfaces: Shipped.all)
  }

  private func type(_ text: String, in model: inout Model) {
    for character in text { _ = model.press(character == " " ? "space" : String(character)) }
  }

  private func editor(_ model: Model) throws -> RuleEditor {
    guard case .rule(let editor) = model.stage.mode else {
      throw FormulaMissing()
    }
    return editor
  }

  private struct FormulaMissing: Error {}

  @Test(arguments: Catalog.rules.map(\.card.name))
  func `opening the equations and keeping them changes nothing`(name: String) throws {
    var model = try model([name])
    let before = model.race
    model.openRuleEditor()
    #expect(try editor(model).text == before.racers[0].rule.equations)
    _ = model.press("enter")
    #expect(model.race == before && model.stage.mode == .race)
  }

  @Test(arguments: Catalog.rules.map(\.card.name))
  func `typed again, the equations of a rule go its way`(name: String) throws {
    var model = try model([name])
    let points = model.runs[0].points
    model.openRuleEditor()
    // A letter more and away again: the text is another one for a moment.
    _ = model.press("space")
    type("+ 0", in: &model)
    #expect(model.race.racers[0].definition != nil)
    #expect(model.runs[0].points == points)
    for _ in 0..<4 { _ = model.press("backspace") }
    #expect(model.race.racers[0].definition == nil)
  }

  @Test func `a path bends with every statement that can be read, and comes back`() throws {
    var model = try model()
    let before = model.race
    let points = model.runs[0].points
    model.openRuleEditor()
    type(" - eta", in: &model)
    let bent = model.runs[0].points
    #expect(bent != points)
    #expect(model.runs[1].points.count == 61)
    type(" (", in: &model)
    let problem = try #require(try editor(model).problem)
    #expect(problem.words.contains("not closed") || problem.words.contains("too early"))
    #expect(model.runs[0].points == points, "what cannot be read does not race")
    // Enter keeps no rule that is none.
    _ = model.press("enter")
    #expect(try editor(model).problem != nil)
    _ = model.press("escape")
    #expect(model.race == before && model.stage.mode == .race)
    #expect(model.runs[0].points == points)
  }

  @Test func `what is kept can be undone, its knobs are where they were`() throws {
    var model = try model(["adam:eta=0.1,beta=0.7,schedule=cosine"])
    model.openRuleEditor()
    type("·k", in: &model)
    _ = model.press("enter")
    let racer = model.race.racers[0]
    #expect(racer["beta"] == .number(0.7) && racer["eta"] == .number(0.1))
    #expect(racer.schedule.shape == .cosine)
    #expect(racer["k"] == .number(1) && racer.title == "Adam, edited")
    _ = model.press("u")
    #expect(model.race.racers[0].definition == nil)
  }

  @Test func `what is no rule yet opens where it is wrong, and new knobs are named`() throws {
    var model = try model()
    type(":rule v <- v + h g; theta <- theta - (v", in: &model)
    _ = model.press("enter")
    let editor = try editor(model)
    #expect(editor.problem?.words.contains("not closed") == true)
    #expect(editor.text == "v <- v + h g; theta <- theta - (v")
    #expect(editor.column == editor.problem?.column)
    _ = model.press("end")
    type(")", in: &model)
    var memory = TerrainMemory()
    let shown = Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid().text
    #expect(shown.contains("h is 1 until you turn it"))
    _ = model.press("enter")
    #expect(model.focused.definition?.equations == "g = ∇f(θ)\nv ← v + h g\nθ ← θ − (v)")
    #expect(model.message == "Momentum, edited runs these equations; h is 1 until you turn it")
    type(":rule theta <- theta - k g", in: &model)
    _ = model.press("enter")
    #expect(model.message == "Momentum, edited runs these equations; k is 1 until you turn it")
  }

  @Test func `the cursor moves, parts and joins statements`() throws {
    var editor = RuleEditor("g = ∇f(θ)\nθ ← θ − ηg  # step")
    #expect(editor.row == 1 && editor.column == "θ ← θ − ηg".count)
    #expect(editor.type("end") == .moved && editor.column == "θ ← θ − ηg  # step".count)
    for _ in 0..<3 { _ = editor.type("up") }
    #expect(editor.row == 0 && editor.column == 9)
    #expect(editor.type(";") == .changed)
    #expect(editor.lines == ["g = ∇f(θ)", "", "θ ← θ − ηg  # step"] && editor.row == 1)
    #expect(editor.column == 0)
    #expect(editor.type("h") == .changed && editor.lines[1] == "h")
    #expect(editor.type("backspace") == .changed && editor.type("backspace") == .changed)
    #expect(editor.lines.count == 2 && editor.column == 9)
    #expect(editor.type("delete") == .changed)
    #expect(editor.lines == ["g = ∇f(θ)θ ← θ − ηg  # step"])
    _ = editor.type("home")
    #expect(editor.type("left") == .moved && editor.column == 0)
    // A hat joins the letter before it.
    var hat = RuleEditor("v")
    #expect(hat.type("\u{302}") == .changed && hat.column == 1 && hat.text == "v̂")
  }
}
