import Anatomy
import Drawing
import Formulas
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What keys, the mouse and time do to the parts of a session, part by part.
@Suite struct SessionLawTests {
  private func opened(_ surface: String = "rosenbrock", _ racers: [String] = []) throws -> Model {
    let surface = try #require(Shipped.named(surface))
    guard !racers.isEmpty else {
      return try Model(race: .opening(on: surface), surfaces: Shipped.all)
    }
    let race = Race(surface: surface, racers: try racers.map { try Racer($0) })
    return try Model(race: race, surfaces: Shipped.all)
  }

  private func press(_ keys: String..., on model: inout Model) {
    for key in keys { _ = model.press(key) }
  }

  private func type(_ line: String, on model: inout Model) {
    _ = model.press(":")
    for character in line { _ = model.press(character == " " ? "space" : String(character)) }
    _ = model.press("enter")
  }

  private func look(_ model: Model) -> Grid {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid()
  }

  // MARK: Changes in small pieces

  @Test func `a drag is one change, however many places it goes through`() throws {
    var model = try opened()
    press("b", on: &model)
    let before = model.race
    for (pointing, column) in [
      (Model.Pointing.press, 10), (.move, 12), (.move, 15), (.release, 15),
    ] {
      model.point(pointing, column: column, row: 15, columns: 120, rows: 40)
    }
    #expect(model.race.start != before.start && model.track.history.past.count == 2)
    press("u", on: &model)
    #expect(model.race == before)
    press("u", on: &model)
    #expect(model.race.racers[0]["beta"] == .number(0.9))
    press("ctrl-r", "ctrl-r", on: &model)
    #expect(model.race.start != before.start)
  }

  @Test func `a click that moves nothing is no change`() throws {
    var model = try opened()
    model.point(.press, column: 20, row: 15, columns: 120, rows: 40)
    model.point(.release, column: 20, row: 15, columns: 120, rows: 40)
    let count = model.track.history.past.count
    model.point(.press, column: 20, row: 15, columns: 120, rows: 40)
    model.point(.release, column: 20, row: 15, columns: 120, rows: 40)
    #expect(model.track.history.past.count == count)
    // And a move without a button does nothing.
    let race = model.race
    model.point(.move, column: 5, row: 12, columns: 120, rows: 40)
    #expect(model.race == race)
  }

  @Test func `Escape takes a moved start back, and nothing of it stays`() throws {
    var model = try opened()
    let race = model.race
    press("i", "right", "up", "escape", on: &model)
    #expect(model.race == race && model.track.history.past.isEmpty)
    model.point(.move, column: 5, row: 12, columns: 120, rows: 40)
    #expect(model.race == race)
    press("i", "right", "enter", "u", on: &model)
    #expect(model.race == race)
  }

  @Test func `the mouse moves no start where no map is seen from above`() throws {
    for key in ["?", "d"] {
      var model = try opened()
      press(key, on: &model)
      let race = model.race
      model.point(.press, column: 20, row: 15, columns: 120, rows: 40)
      #expect(model.race == race, "\(key)")
    }
  }

  @Test func `a click sets the start to the middle of its cell`() throws {
    let model = try opened()
    let screen = Screen(model: model, columns: 120, rows: 40)
    let panel = try #require(screen.layout?.panels[0].map)
    let view = screen.shownView(columns: panel.columns, rows: panel.rows)
    let (_, place) = try #require(
      model.place(column: panel.column, row: panel.row, columns: 120, rows: 40))
    let cell = view.size / Vector(Double(panel.columns), Double(panel.rows))
    #expect(abs(place.x - view.low.x - cell.x / 2) < 1e-9)
    #expect(abs(view.high.y - place.y - cell.y / 2) < 1e-9)
  }

  // MARK: Playback

  @Test func `a step back from between two steps is the step that is shown, a step on the next`() {
    var playback = Playback()
    playback.playhead = 3.5
    playback.move(by: -1, end: 9)
    #expect(playback.playhead == 3 && !playback.isPlaying)
    playback.playhead = 3.5
    playback.move(by: 1, end: 9)
    #expect(playback.playhead == 4)
    playback.move(by: 99, end: 9)
    #expect(playback.playhead == 9)
    playback.clamp(to: 4)
    #expect(playback.playhead == 4)
    for _ in 0..<20 { playback.play(at: playback.speed * 2) }
    #expect(playback.speed == 32)
    for _ in 0..<20 { playback.play(at: playback.speed / 2) }
    #expect(playback.speed == 0.125)
  }

  @Test func `what is not computed is not played, and the end stops it`() {
    var playback = Playback()
    playback.pass(seconds: 1000, reach: 40, end: 400)
    #expect(playback.playhead == 40 && playback.isPlaying)
    playback.pass(seconds: 1000, reach: 400, end: 400)
    #expect(playback.playhead == 400 && !playback.isPlaying)
  }

  // MARK: Camera

  @Test func `a pan moves by an eighth, a zoom keeps the place it is about`() {
    let view = View(x: -2...2, y: -1...3)
    var camera = Camera()
    camera.pan(1, 0, from: view)
    #expect(camera.view == View(x: -1.5...2.5, y: -1...3))
    camera.pan(0, -1, from: view)
    #expect(camera.view == View(x: -2...2, y: -1.5...2.5))
    camera.zoom(by: 0.5, about: Point(1, 1), from: view)
    #expect(camera.view == View(x: -0.5...1.5, y: 0...2))
  }

  @Test func `zooming is about the head in focus, or the middle where that is outside`() throws {
    var model = try opened("sphere", ["descent:eta=0.1"])
    model.stage.playback.playhead = 0
    let start = model.race.start
    let before = model.view
    press("z", on: &model)
    let share = (start - before.low) / before.size
    let after = (start - model.view.low) / model.view.size
    #expect((share - after).length < 1e-9)
    type("view 5:6,5:6", on: &model)
    press("z", on: &model)
    #expect((model.view.center - Point(5.5, 5.5)).length < 1e-9)
  }

  // MARK: Knobs

  @Test func `a parameter below 0 turns the right way, and one that starts at 0 evenly`() throws {
    let formula = try Formula("x^2 + p y^2 + q x", parameters: ["p", "q"])
    var surface = Surface(
      name: "f", formula: formula, parameters: ["p": -2, "q": 0], view: View(x: -1...1, y: -1...1),
      start: Point(1, 1))
    _ = KnobTurning.turnParameter("p", up: true, of: &surface)
    #expect((surface.parameters["p"] ?? -9) > -2)
    _ = KnobTurning.turnParameter("q", up: false, of: &surface)
    #expect(abs((surface.parameters["q"] ?? 9) + 0.1) < 1e-12)
  }

  @Test func `the end of a range is said, and so is what a turn does to the state`() throws {
    var model = try opened("sphere", ["descent", "adagrad:eta=0.1"])
    for _ in 0..<80 { press("e", on: &model) }
    #expect(model.message?.contains("(end of its range)") == true)
    press("E", on: &model)
    #expect(model.message?.contains("end of its range") == false)
    press("tab", "]", "w", on: &model)
    while model.stage.knobs.selection != .knob("initial") { press("x", on: &model) }
    press("=", on: &model)
    #expect(model.message?.contains("state put to rest") == true, "\(model.message ?? "")")
  }

  @Test func `typed knobs act from the shown step on where keys do`() throws {
    var model = try opened()
    press("]", "w", on: &model)
    type("beta 0.5", on: &model)
    #expect(model.race.tweaks.first?.step == 10 && model.race.racers[0]["beta"] == .number(0.9))
  }

  // MARK: Racers and surfaces

  @Test func `another rule takes over what was set, but neither the rate nor the tweaks`() throws {
    var model = try opened("sphere", ["momentum:eta=0.0731,beta=0.7"])
    press("]", "w", "b", "w", on: &model)
    #expect(!model.race.tweaks.isEmpty)
    press("O", on: &model)
    #expect(model.focused.rule.card.name != "momentum")
    #expect(model.race.tweaks.isEmpty)
    #expect(model.focused["beta"] == .number(0.7))
    #expect(model.focused["eta"] != .number(0.0731))
  }

  @Test func `a new panel brings a rule that is not there yet`() throws {
    var model = try opened()
    for _ in 0..<4 { press("A", on: &model) }
    let names = model.race.racers.map(\.rule.card.name)
    #expect(names.count == 7 && Set(names).count == 7, "\(names)")
  }

  @Test func `another surface begins anew with all that belonged to the old one`() throws {
    var model = try opened()
    model.stage.playback.isPlaying = false
    press("]", "w", "b", "c", "c", "L", on: &model)
    type("note here", on: &model)
    while model.stage.knobs.selection != .parameter("b") { press("x", on: &model) }
    press("m", "m", "m", on: &model)
    model.stage.quantity = .distance
    model.stage.levels = .linear
    type("view 0:1,0:1", on: &model)
    model.stage.playback.isPlaying = true
    let plain = try Surface(formula: "x^2 - y^2 + sin(x)")
    model.open(plain)
    #expect(model.race.tweaks.isEmpty && model.race.notes.isEmpty)
    #expect(model.stage.levels == nil && model.stage.camera.view == nil)
    #expect(model.stage.knobs.selection == .knob("eta"))
    #expect(model.stage.quantity == .loss, "no minimum is known to be near to")
    #expect(model.stage.playback.playhead == 0)
  }

  @Test func `going back to another surface shows its own view`() throws {
    var model = try opened()
    press("S", on: &model)
    type("view 0:1,0:1", on: &model)
    press("u", on: &model)
    #expect(model.race.surface.name == "Rosenbrock" && model.stage.camera.view == nil)
  }

  // MARK: Pictures

  @Test func `terrain follows a parameter of the surface`() throws {
    var model = try opened()
    var memory = TerrainMemory()
    func papers(_ model: Model) -> [Ink] {
      Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid().cells.map(\.paper)
    }
    let before = papers(model)
    type("b 2", on: &model)
    #expect(papers(model) != before)
  }

  @Test func `the last segment grows between two steps, and ghosts go as far as the playhead`()
    throws
  {
    var model = try opened()
    model.stage.playback.playhead = 3
    let whole = model.screen.map(of: [0], columns: 40, rows: 20, memory: &Self.memory.value)
    model.stage.playback.playhead = 3.5
    let half = model.screen.map(of: [0], columns: 40, rows: 20, memory: &Self.memory.value)
    let (a, b) = (model.runs[0].points[3], model.runs[0].points[4])
    #expect(whole.trails[0].points.last == a)
    let end = try #require(half.trails[0].points.last)
    #expect((end - (a + b) / 2).length < 1e-12)
    press("b", on: &model)
    let bent = model.screen.map(of: [0], columns: 40, rows: 20, memory: &Self.memory.value)
    let ghost = try #require(bent.trails.first { $0.kind == .ghost })
    #expect(ghost.points.count == 4)
  }

  private final class Kept: @unchecked Sendable { var value = TerrainMemory() }
  private static let memory = Kept()

  @Test
  func `bars of the rates are as long as the rates are to each other, no longer than the step`()
    throws
  {
    var model = try opened("rosenbrock", ["adam:eta=0.1"])
    model.stage.playback.playhead = 20
    let detail = try #require(model.screen.detail(of: 0))
    let bars = model.screen.arrows(of: 0).filter { $0.part == .rates }
    #expect(bars.count == 2)
    let lengths = bars.map { ($0.to - $0.from).length }
    let step = (detail.next - detail.point).length
    #expect(abs((lengths.max() ?? 0) - step) < 1e-9 * step)
    #expect(abs(lengths[0] / lengths[1] - detail.rates.x / detail.rates.y) < 1e-9)
  }

  @Test func `a note is shown for a while while playing`() throws {
    var model = try opened()
    press("]", "]", on: &model)
    type("note mark me", on: &model)
    model.message = nil
    #expect(look(model).text.contains("mark me"))
    model.stage.playback.playhead = 40
    #expect(!look(model).text.contains("mark me"))
    model.stage.playback.isPlaying = true
    #expect(look(model).text.contains("mark me"))
    model.stage.playback.playhead = 60
    #expect(!look(model).text.contains("mark me"))
  }

  @Test func `where knobs act from here what comes is seen, and bends at once`() throws {
    var model = try opened()
    model.stage.playback.playhead = 30
    func coming(_ model: Model) -> [Point] {
      let map = model.screen.map(of: [0], columns: 40, rows: 20, memory: &Self.memory.value)
      return map.trails.filter { $0.kind == .ghost }.last?.points ?? []
    }
    #expect(coming(model).isEmpty)
    press("w", on: &model)
    #expect(coming(model) == Array(model.runs[0].points[30...]))
    let before = coming(model)
    press("b", on: &model)
    #expect(coming(model) == Array(model.runs[0].points[30...]) && coming(model) != before)
  }

  @Test func `a fork at the last step says that nothing comes after it`() throws {
    var model = try opened()
    model.stage.playback.playhead = 400
    model.keep(model.track.asOpenedRun, asFile: "run.txt")
    #expect(model.message?.contains("nothing comes after the last step") == true)
    model.stage.playback.playhead = 30
    model.keep(model.track.asOpenedRun, asFile: "run.txt")
    #expect(model.message?.contains("forks from it") == true)
  }

  // MARK: Lectures and the command line

  @Test func `what a reader chose for all scenes stays from scene to scene`() throws {
    let text = try #require(ShippedLectures.text(named: "saddle"))
    let lecture = try Lecture(toml: text, file: "saddle", surfaces: Shipped.all)
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    let theme = model.stage.theme
    press("C", ">", on: &model)
    let (chosen, speed) = (model.stage.theme, model.stage.playback.speed)
    #expect(chosen != theme && speed != 1)
    press("pagedown", "pagedown", "pagedown", on: &model)
    #expect(model.lecture?.index == 1)
    #expect(model.stage.theme == chosen && model.stage.playback.speed == speed)
    #expect(model.track.ghosts.allSatisfy { $0.isEmpty })
  }

  @Test func `a typed line can be cleared, closed and not be endless`() {
    var line = CommandLine("surface x")
    #expect(line.type("ctrl-u") == .typing && line.text.isEmpty)
    #expect(line.type("backspace") == .close)
    for _ in 0..<3000 { _ = line.type("a") }
    #expect(line.text.count == 1000)
    #expect(line.type("backspace") == .typing && line.text.count == 999)
    #expect(line.type("escape") == .close && line.type("enter") == .carryOut)
  }
}
