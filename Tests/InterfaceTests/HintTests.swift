import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// The hints of the first minute.
struct HintTests {
  private func opened(_ keys: KeyTable = .standard) throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named("sphere")), racers: [try Racer("momentum:eta=0.1")],
      steps: 9)
    try race.settleRates()
    var model = try Model(race: race, surfaces: [])
    model.keys = keys
    model.stage.showsHints = true
    return model
  }

  private func words(_ model: Model, _ columns: Int, _ rows: Int) -> String {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: columns, rows: rows, memory: &memory).grid().text
  }

  @Test(arguments: [(168, 48), (120, 40), (80, 24), (40, 14)])
  func `three hints stand over the maps until any key, which does what it does`(
    columns: Int, rows: Int
  ) throws {
    let model = try opened()
    let text = words(model, columns, rows).split(whereSeparator: \.isWhitespace)
    for word in ["pauses", "bends", "explains"] { #expect(text.contains { $0 == word }, "\(word)") }
    for key in ["b", "space", "?", "escape", "x"] {
      var pressed = model
      _ = pressed.press(key)
      #expect(!words(pressed, columns, rows).contains("pauses and plays"))
      #expect(pressed.stage.showsHints == false)
    }
    var turned = model
    _ = turned.press("b")
    #expect(turned.race != model.race, "the key was swallowed")
    turned = model
    turned.point(.press, column: 12, row: 6, columns: columns, rows: rows)
    #expect(!turned.stage.showsHints)
  }

  @Test func `they name the keys that hold`() throws {
    var keys = KeyTable.standard
    _ = keys.bind(["w"], to: .play)
    _ = keys.bind(["9"], to: .turn(.firstDecay, up: true))
    let text = words(try opened(keys), 80, 24)
    #expect(text.contains("w     pauses and plays") && text.contains("9 g e turn"), "\(text)")
  }
}
