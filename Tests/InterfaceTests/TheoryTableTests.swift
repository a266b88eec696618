import Drawing
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct TheoryTableTests {
  private func model(_ racers: [String], on formula: String, steps: Int, step: Int) throws -> Model
  {
    let surface = try Surface(
      formula: formula, view: View(x: -3...3, y: -3...3), start: Point(2, 1.5))
    let race = Race(
      surface: surface, start: Point(2, 1.5), racers: try racers.map { try Racer($0) }, steps: steps
    )
    var model = try Model(race: race, surfaces: [])
    model.stage.playback.playhead = Double(step)
    return model
  }

  /// On a quadratic what theory expects is what a long run does, whatever the rule and the axes.
  @Test(
    arguments: [
      "descent:eta=0.05", "descent:eta=0.18", "momentum:eta=0.02,beta=0.5",
      "nesterov:eta=0.05,beta=0.3",
    ],
    ["x^2/2 + 5 y^2", "2.75 x^2 + 4.5 x y + 2.75 y^2"])
  func `a digit takes the steps that theory expects`(racer: String, formula: String) throws {
    let model = try model([racer], on: formula, steps: 400, step: 160)
    let detail = try #require(model.screen.detail(of: 0))
    let row = TheoryTable(model: model).row(of: 0, detail)
    let (expected, measured) = (try #require(row.expected), try #require(row.measured))
    #expect(abs(measured / expected - 1) < 0.12, "\(expected) and \(measured)")
    #expect(!row.regime.isEmpty && row.limit?.product ?? 9 < row.limit?.limit ?? 0)
  }

  @Test func `over the limit no digit is expected and none was won`() throws {
    let model = try model(["descent:eta=0.21"], on: "x^2/2 + 5 y^2", steps: 100, step: 60)
    let detail = try #require(model.screen.detail(of: 0))
    let row = TheoryTable(model: model).row(of: 0, detail)
    #expect(row.expected == nil && row.measured == nil)
    #expect(row.limit?.product ?? 0 > row.limit?.limit ?? 9 && row.regime.contains("larger"))
  }

  @Test(arguments: Catalog.names)
  func `nothing is invented`(rule: String) throws {
    for formula in ["x^2/2 + 5 y^2", "x^2 - y^2", "-x^2 - y^2", "x + y"] {
      let model = try model([rule], on: formula, steps: 60, step: 30)
      guard let detail = model.screen.detail(of: 0) else { continue }
      let row = TheoryTable(model: model).row(of: 0, detail)
      if !detail.theory.isLinear { #expect(row.expected == nil && row.regime.isEmpty) }
      if formula != "x^2/2 + 5 y^2" { #expect(row.expected == nil) }
      if formula == "-x^2 - y^2" || formula == "x + y" { #expect(row.limit?.product == nil) }
      for value in [row.limit?.product, row.limit?.limit, row.expected, row.measured].compactMap({
        $0
      }) {
        #expect(value > 0 && !value.isNaN, "\(rule) on \(formula)")
      }
    }
  }

  @Test func `every racer has its row, where there is room`() throws {
    let model = try model(
      ["descent", "momentum", "adam"], on: "x^2/2 + 5 y^2", steps: 60, step: 30)
    var shown = model
    shown.stage.pane = .theory
    func text(_ columns: Int, _ rows: Int) -> String {
      var memory = TerrainMemory()
      return Screen.sheet(of: shown, columns: columns, rows: rows, memory: &memory).grid().text
    }
    for size in [(120, 40), (168, 48)] {
      let text = text(size.0, size.1)
      #expect(text.components(separatedBy: "░").count > 3 || text.contains("a digit"))
      #expect(text.contains("curvature"))
    }
    #expect(text(80, 24).contains("curvature"))
  }
}
