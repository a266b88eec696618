import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct HelpTests {
  private func opened(_ keys: [String], _ columns: Int, _ rows: Int) throws -> Model {
    let surface = try #require(Shipped.named("himmelblau"))
    var model = try Model(race: .opening(on: surface), surfaces: Shipped.all)
    model.size = (columns, rows)
    for key in keys { _ = model.press(key) }
    return model
  }

  private func text(_ model: Model) -> String {
    var memory = TerrainMemory()
    return text(model, &memory)
  }

  private func text(_ model: Model, _ memory: inout TerrainMemory) -> String {
    Screen.sheet(
      of: model, columns: model.size.columns, rows: model.size.rows, memory: &memory
    ).grid().text
  }

  /// All that can be read by going down, each line once.
  private func read(_ model: inout Model) -> String {
    var memory = TerrainMemory()
    var pages = [text(model, &memory)]
    var before: Stage.Mode?
    while before != model.stage.mode, pages.count < 300 {
      before = model.stage.mode
      _ = model.press("down")
      pages.append(text(model, &memory))
    }
    return pages.joined(separator: "\n")
  }

  @Test(arguments: [(80, 24), (120, 40), (168, 48), (40, 14)])
  func `all signs and keys can be read, no word cut`(columns: Int, rows: Int) throws {
    var model = try opened(["v", "t", "b", "?"], columns, rows)
    let all = read(&model)
    #expect(!all.contains("…") || all.contains("1 … 8"))
    for binding in model.keys.bindings {
      for word in (binding.names + " " + binding.does).split(separator: " ") {
        #expect(all.contains(word), "\(word)")
      }
    }
    var memory = TerrainMemory()
    let screen = Screen(model: model, columns: columns, rows: rows)
    for line in Legend(screen: screen).lines(&memory) {
      for word in (line.sign + " " + line.means).split(separator: " ") {
        #expect(all.contains(word), "\(word)")
      }
    }
  }

  @Test func `the legend names what is shown, and nothing else`() throws {
    func signs(_ keys: [String]) throws -> [String] {
      let model = try opened(keys, 120, 40)
      var memory = TerrainMemory()
      return Legend(screen: Screen(model: model, columns: 120, rows: 40)).lines(&memory)
        .map(\.sign)
    }
    let plain = try signs([])
    #expect(
      plain.contains("○") && plain.contains("×") && plain.contains("±") && plain.contains("∩"))
    #expect(plain.contains("going") && !plain.contains("jump") && !plain.contains("curvature"))
    #expect(try signs(["v"]).contains("jump"))
    let theory = try signs(["t"])
    #expect(theory.contains("curvature") && theory.contains("along λ₁"))
  }

  /// Every label that a pane can have is explained.
  @Test(arguments: Catalog.names)
  func `every line of the theory has a meaning`(rule: String) throws {
    for (name, step) in [("himmelblau", 0), ("himmelblau", 30), ("saddle", 3), ("ravine-kappa", 9)]
    {
      let surface = try #require(Shipped.named(name))
      let race = Race(surface: surface, racers: [try Racer(rule)])
      var model = try Model(race: race, surfaces: [])
      model.stage.playback.playhead = Double(step)
      let detail = try #require(model.screen.detail(of: 0))
      for line in TheoryLines(model: model, racer: 0, detail: detail).lines(width: 60) {
        #expect(TheoryLines.meaning(of: line.name) != nil, "\(line.name)")
      }
    }
  }

  @Test func `it scrolls to its end and no further, and back`() throws {
    var model = try opened(["?", "end"], 80, 24)
    let end = text(model)
    #expect(end.contains("suspend"))
    _ = model.press("down")
    #expect(text(model) == end)
    _ = model.press("up")
    #expect(text(model) != end)
    _ = model.press("home")
    #expect(model.stage.mode == .help(from: 0) && text(model).contains("On this screen"))
    _ = model.press("escape")
    #expect(model.stage.mode == .race)
  }
}
