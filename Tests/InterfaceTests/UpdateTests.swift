import Drawing
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct UpdateTests {
  private func opened() throws -> Model {
    let surface = try #require(Shipped.named("rosenbrock"))
    return try Model(race: .opening(on: surface), surfaces: Shipped.all)
  }

  /// All that a person sees of a model.
  private func look(_ model: Model) -> Grid {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid()
  }

  private func beta(_ model: Model, _ racer: Int = 0) -> Double? {
    model.race.racers[racer].rule.number("beta")
  }

  @Test func `b turns β of the panel in focus and the whole path bends at once`() throws {
    var model = try opened()
    let before = model.runs
    #expect(model.press("b") == nil)
    #expect(beta(model) == 0.95)
    #expect(model.runs[0].points[100] != before[0].points[100])
    #expect(model.runs[1].points == before[1].points)
    #expect(model.message?.contains("β 0.95") == true)
    _ = model.press("B")
    #expect(model.runs[0].points == before[0].points)
  }

  @Test func `a lets knobs act on all panels that have them`() throws {
    var model = try opened()
    _ = model.press("a")
    _ = model.press("b")
    #expect([0, 1, 2].map { beta(model, $0) } == [0.95, 0.95, 0.95])
    _ = model.press("g")
    #expect(model.race.racers[2].rule.number("gamma") == 0.9995)
  }

  @Test func `w turns knobs from the shown step on`() throws {
    var model = try opened()
    let before = model.runs[0]
    for _ in 0..<3 { _ = model.press("]") }
    _ = model.press("w")
    _ = model.press("b")
    #expect(model.race.tweaks == [Tweak(step: 30, racer: 0, knob: "beta", value: .number(0.95))])
    #expect(model.runs[0].points[30] == before.points[30])
    #expect(model.runs[0].points[32] != before.points[32])
  }

  @Test func `the playhead moves with every key of the table`() throws {
    var model = try opened()
    let moves: [(String, Double)] = [
      ("right", 1), (".", 2), ("shift-right", 12), ("]", 22), ("left", 21), (",", 20), ("[", 10),
      ("shift-left", 0), ("left", 0), ("end", 400), ("right", 400), ("home", 0), ("$", 400),
      ("0", 0),
    ]
    for (key, step) in moves {
      _ = model.press(key)
      #expect(model.stage.playback.playhead == step, "\(key)")
      #expect(!model.stage.playback.isPlaying)
    }
  }

  @Test func `playing keeps the pace of the design and ends at the end`() throws {
    var model = try opened()
    model.pass(seconds: 5)
    #expect(abs(model.stage.playback.playhead - 30) < 1e-9)
    model.pass(seconds: 4)
    #expect(abs(model.stage.playback.playhead - 90) < 1e-9)
    model.pass(seconds: 1)
    #expect(abs(model.stage.playback.playhead - 150) < 1e-9)
    model.pass(seconds: 100)
    #expect(model.stage.playback.playhead == 400 && !model.stage.playback.isPlaying)
    _ = model.press("space")
    #expect(model.stage.playback.playhead == 0 && model.stage.playback.isPlaying)
    _ = model.press(">")
    model.pass(seconds: 2.5)
    #expect(abs(model.stage.playback.playhead - 30) < 1e-9)
  }

  @Test func `S walks through every surface and comes back`() throws {
    var model = try opened()
    for _ in Shipped.all {
      _ = model.press("S")
      #expect(model.runs.allSatisfy { !$0.diverged }, "\(model.race.surface.name)")
      #expect(model.race.start == model.race.surface.start)
    }
    #expect(model.race.surface.name == "Rosenbrock")
    _ = model.perform(.nextSurface(-1))
    #expect(model.race.surface.name == "Ravine κ")
  }

  @Test func `O walks through every rule and keeps what the reader set`() throws {
    var model = try opened()
    _ = model.press("B")
    for _ in Catalog.rules {
      _ = model.press("O")
      #expect(model.runs[0].diverged == false)
      if model.focused.rule.card.name == "nesterov" { #expect(beta(model) == 0.8) }
    }
    #expect(model.focused.rule.card.name == "momentum")
  }

  @Test func `a new surface chooses η anew, but not one that the reader set`() throws {
    var model = try opened()
    _ = model.press("e")
    let chosen = model.race.racers[0].rule.number("eta")
    let other = model.race.racers[1].rule.number("eta")
    _ = model.press("S")
    #expect(model.race.racers[0].rule.number("eta") == chosen)
    #expect(model.race.racers[1].rule.number("eta") != other)
  }

  @Test func `panels are added up to eight and removed down to one`() throws {
    var model = try opened()
    for _ in 0..<10 { _ = model.press("A") }
    #expect(model.race.racers.count == 8 && model.runs.count == 8 && model.stage.focus == 7)
    for _ in 0..<10 { _ = model.press("D") }
    #expect(model.race.racers.count == 1 && model.runs.count == 1 && model.stage.focus == 0)
  }

  @Test func `focus by tab and by number`() throws {
    var model = try opened()
    let moves = [("tab", 1), ("tab", 2), ("tab", 0), ("shift-tab", 2), ("2", 1), ("8", 1)]
    for (key, focus) in moves {
      _ = model.press(key)
      #expect(model.stage.focus == focus, "\(key)")
    }
  }

  @Test func `x selects knobs and surface parameters, = and - turn them`() throws {
    var model = try opened()
    var seen: [KnobTurning.Selection] = []
    for _ in KnobTurning.selectable(of: model.focused, on: model.race.surface) {
      _ = model.press("x")
      seen.append(model.stage.knobs.selection)
    }
    #expect(
      Set(seen).count == KnobTurning.selectable(of: model.focused, on: model.race.surface).count)
    #expect(seen.contains(.parameter("b")) && seen.contains(.knob("form")))
    while model.stage.knobs.selection != .parameter("b") { _ = model.press("x") }
    _ = model.press("=")
    #expect(model.race.surface.parameters["b"] == 150)
    _ = model.press("-")
    #expect(model.race.surface.parameters["b"] == 100)
    while model.stage.knobs.selection != .knob("form") { _ = model.press("X") }
    _ = model.press("=")
    #expect(model.race.racers[0].rule["form"] == .choice("average"))
  }

  @Test func `i moves the start, Escape puts it back, Enter keeps it`() throws {
    var model = try opened()
    let start = model.race.start
    for key in ["i", "right", "up", "shift-right"] { _ = model.press(key) }
    #expect((model.race.start - start - Vector(0.3, 0.05)).length < 1e-12)
    #expect(model.runs[0].points[0] == model.race.start)
    _ = model.press("escape")
    #expect(model.race.start == start)
    for key in ["i", "left", "enter"] { _ = model.press(key) }
    #expect(model.race.start.x < start.x && model.stage.mode == .race)
    _ = model.press("u")
    #expect(model.race.start == start)
  }

  @Test func `u takes back and Ctrl-R repeats`() throws {
    var model = try opened()
    let original = model.race
    for key in ["b", "e", "S", "D"] { _ = model.press(key) }
    let changed = model.race
    for _ in 0..<4 { _ = model.press("u") }
    #expect(model.race == original)
    _ = model.press("u")
    #expect(model.message == "nothing to take back")
    for _ in 0..<4 { _ = model.press("ctrl-r") }
    #expect(model.race == changed)
  }

  @Test func `zoom, pan and fit change what is shown and no number`() throws {
    var model = try opened()
    let race = model.race
    let view = model.view
    _ = model.press("z")
    #expect(abs(model.view.size.x - view.size.x * 0.75) < 1e-12)
    _ = model.press("l")
    #expect(model.view.low.x > view.low.x)
    _ = model.press("f")
    #expect(model.view == view && model.race == race)
    for _ in 0..<400 { _ = model.press("z") }
    #expect(model.view.isUsable)
  }

  @Test func `the mouse drags the start with the paths bending live, the wheel zooms`() throws {
    var model = try opened()
    let before = model.race.start
    // The middle of the first map at 120×40: 39×25 cells below the status and the title.
    model.point(.press, column: 19, row: 14, columns: 120, rows: 40)
    let middle = model.race.start
    #expect((middle - Point(0, 1)).length < 0.2)
    #expect(model.runs[0].points[0] == middle)
    model.point(.move, column: 29, row: 14, columns: 120, rows: 40)
    #expect(model.race.start.x > middle.x + 0.5 && abs(model.race.start.y - middle.y) < 1e-9)
    model.point(.release, column: 29, row: 14, columns: 120, rows: 40)
    _ = model.press("u")
    #expect(model.race.start == before)
    let view = model.view
    model.point(.wheel(closer: true), column: 19, row: 14, columns: 120, rows: 40)
    #expect(abs(model.view.size.x / view.size.x - 0.8) < 1e-12)
    model.point(.press, column: 0, row: 0, columns: 120, rows: 40)
    #expect(model.race.start == before)
  }

  @Test func `c walks through what the chart shows`() throws {
    var model = try opened()
    _ = model.press("end")
    var titles: [String] = []
    let count = model.quantities.count
    for _ in 0..<count {
      titles.append(model.screen.chart(columns: 80).title)
      _ = model.press("c")
    }
    #expect(Set(titles).count == count && model.screen.chart(columns: 80).title == titles[0])
    #expect(
      model.screen.chart(columns: 80).series.map(\.readout) == ["0.00385", "0.00311", "0.016"])
  }

  @Test func `the path before the last change stays as a ghost for one more change`() throws {
    var model = try opened()
    let before = model.runs[0].points
    #expect(model.track.ghosts.allSatisfy { $0.isEmpty })
    _ = model.press("b")
    #expect(model.track.ghosts[0] == before && model.track.ghosts[1].isEmpty)
    let second = model.runs[0].points
    _ = model.press("b")
    #expect(model.track.ghosts[0] == second)
    _ = model.press("tab")
    #expect(model.track.ghosts[0] == second)
    _ = model.press("S")
    #expect(model.track.ghosts.allSatisfy { $0.isEmpty })
  }

  @Test func `notes stand at their steps and are walked by PageUp and PageDown`() throws {
    var model = try opened()
    for (step, word) in [(3, "fall"), (17, "turn")] {
      _ = model.press("home")
      for _ in 0..<step { _ = model.press("right") }
      _ = model.press("n")
      for letter in word { _ = model.press(String(letter)) }
      _ = model.press("enter")
    }
    #expect(model.race.notes == [Note(step: 3, text: "fall"), Note(step: 17, text: "turn")])
    _ = model.press("home")
    let steps = ["pagedown", "pagedown", "pagedown", "pageup"].map { key in
      _ = model.press(key)
      return model.stage.playback.step
    }
    #expect(steps == [3, 17, 17, 3])
  }

  @Test func `effects are asked for, not done`() throws {
    var model = try opened()
    let effects: [(String, Effect)] = [
      ("r", .record), ("p", .picture(whole: false)), ("ctrl-l", .redraw), ("ctrl-z", .suspend),
      ("q", .quit),
    ]
    for (key, effect) in effects { #expect(model.press(key) == effect) }
  }

  @Test func `every key of the table does something and none is bound twice`() throws {
    let keys = KeyTable.standard.bindings.flatMap(\.keys).map(\.key)
    #expect(Set(keys).count == keys.count)
    // In the middle of things, with a past and a future; looking closer, with eight optimizers; and
    // in a lecture.
    var busy = try opened()
    for key in ["A", "right", "right", "right", "b", "g", "u", "U"] { _ = busy.press(key) }
    var crowded = try opened()
    for key in ["A", "A", "A", "A", "A", "A", "A", "z"] { _ = crowded.press(key) }
    let text = try #require(ShippedLectures.text(named: "saddle"))
    let lecture = try Model(
      lecture: Lecture(toml: text, file: "saddle", surfaces: Shipped.all), surfaces: Shipped.all)
    let models = [busy, crowded, lecture].map { (model: $0, picture: look($0)) }
    for key in keys {
      let isUseful = models.contains {
        var pressed = $0.model
        return pressed.press(key) != nil || look(pressed) != $0.picture
      }
      #expect(isUseful, "\(key) does nothing")
    }
  }

  @Test func `random keys never leave an impossible state`() throws {
    var model = try opened()
    let keys =
      KeyTable.standard.bindings.flatMap(\.keys).map(\.key).filter { $0 != "q" } + [
        "enter", "escape", "é", "up",
      ]
    var seed: UInt64 = 42
    for _ in 0..<1500 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      _ = model.press(keys[Int(seed >> 33) % keys.count])
      model.pass(seconds: 0.1)
      #expect(model.runs.count == model.race.racers.count)
      #expect(model.race.racers.indices.contains(model.stage.focus))
      #expect((0...Double(model.race.steps)).contains(model.stage.playback.playhead))
    }
  }
}
