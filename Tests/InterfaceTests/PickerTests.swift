import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct PickerTests {
  private func opened() throws -> Model {
    let surface = try #require(Shipped.named("rosenbrock"))
    return try Model(race: .opening(on: surface), surfaces: Shipped.all)
  }

  private func press(_ keys: String..., on model: inout Model) {
    for key in keys { _ = model.press(key) }
  }

  private func picker(_ model: Model) throws -> Picker {
    guard case .pick(let picker) = model.stage.mode else {
      Issue.record("no list is open")
      throw KnobError("no list")
    }
    return picker
  }

  private func text(_ model: Model, _ columns: Int = 120, _ rows: Int = 40) -> String {
    var memory = TerrainMemory()
    return text(model, columns, rows, &memory)
  }

  private func text(
    _ model: Model, _ columns: Int, _ rows: Int, _ memory: inout TerrainMemory
  ) -> String {
    Screen.sheet(of: model, columns: columns, rows: rows, memory: &memory).grid().text
  }

  @Test func `moving in the list shows the race with the choice, Enter keeps it as one change`()
    throws
  {
    var model = try opened()
    press("B", "o", on: &model)
    let before = model.race
    press("down", "down", on: &model)
    #expect(model.focused.rule.card.name == Catalog.rules[3].card.name)
    #expect(model.runs[0].points != [] && model.race != before)
    let shown = model.race
    press("enter", on: &model)
    #expect(model.race == shown && model.stage.mode == .race)
    press("u", on: &model)
    #expect(model.race == before)
  }

  @Test func `Esc puts everything back`() throws {
    var model = try opened()
    press("z", "s", "down", "down", "end", on: &model)
    #expect(model.race.surface.name != "Rosenbrock")
    press("escape", on: &model)
    let fresh = try opened()
    #expect(model.race == fresh.race && model.track.history.past.isEmpty)
    #expect(model.stage.camera.view != nil, "the view is as it was, too")
    #expect(model.stage.mode == .race)
  }

  @Test func `what is set stays, whatever the list passes on its way`() throws {
    var model = try opened()
    press("B", "o", on: &model)
    // Through rules without β to one that has it.
    for _ in Catalog.rules { press("down", on: &model) }
    press("home", "down", on: &model)
    #expect(model.focused.rule.card.name == Catalog.rules[1].card.name)
    #expect(model.focused["beta"] == .number(0.8))
  }

  @Test func `typing filters by name, then by what it is`() throws {
    var model = try opened()
    press("s", "b", "o", "o", on: &model)
    #expect(try picker(model).shown.first?.name == "Booth")
    #expect(model.race.surface.name == "Booth")
    press("backspace", "backspace", "backspace", on: &model)
    #expect(try picker(model).shown.count == Shipped.all.count)
    press("z", "q", on: &model)
    #expect(try picker(model).shown.isEmpty && picker(model).choice == nil)
    #expect(text(model).contains("nothing fits"))
    // Nothing to take: the list stays open.
    press("enter", on: &model)
    _ = try picker(model)
    press("backspace", "backspace", "backspace", on: &model)
    #expect(model.stage.mode == .race)
  }

  @Test(arguments: [Picker.Kind.optimizer, .surface], [(120, 40), (80, 24), (40, 14)])
  func `the list names the choice and what to do, wherever it stands`(
    kind: Picker.Kind, size: (Int, Int)
  ) throws {
    var model = try opened()
    _ = model.perform(.pick(kind))
    var memory = TerrainMemory()
    for _ in 0..<30 {
      let picker = try picker(model)
      let shown = text(model, size.0, size.1, &memory)
      #expect(shown.contains(picker.shown[picker.index].name.prefix(12)))
      press("down", on: &model)
    }
    #expect(try picker(model).index == picker(model).shown.count - 1)
  }
}
