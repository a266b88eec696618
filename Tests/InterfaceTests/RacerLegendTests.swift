import Drawing
import Foundation
import Landscapes
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// Names over a map that all racers share.
struct RacerLegendTests {
  private static let crowds = [
    ["momentum:eta=0.01", "momentum:eta=0.02", "momentum:eta=0.03"],
    ["descent", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "nadam"],
    (1...8).map { "momentum:eta=0.0\($0)" },
    (1...8).map { "nesterov:eta=0.0\($0),beta=0.\($0)5" },
  ]

  @Test(arguments: crowds.indices, [40, 60, 80, 120, 168])
  func `no racer is left out and no name is cut`(_ crowd: Int, _ columns: Int) throws {
    let racers = RacerLegendTests.crowds[crowd]
    var race = Race(
      surface: try #require(Shipped.named("sphere")), racers: try racers.map { try Racer($0) },
      steps: 5)
    try race.settleRates()
    var model = try Model(race: race, surfaces: [])
    model.stage.isOneMap = true
    let screen = Screen(model: model, columns: columns, rows: 30)
    let legend = RacerLegend(screen: screen, columns: columns)
    #expect(legend.entries.map(\.racer) == Array(racers.indices))
    var memory = TerrainMemory()
    let lines = Screen.sheet(of: model, columns: columns, rows: 30, memory: &memory).grid().text
      .split(separator: "\n", omittingEmptySubsequences: false)
    let panel = try #require(screen.layout?.panels.first)
    #expect(panel.title.rows == legend.rows && panel.map.row == panel.title.endRow)
    for entry in legend.entries {
      let line = lines[panel.title.row + entry.row]
      #expect(line.contains("\(screen.glyphs.head(entry.racer)) \(entry.words)"), "\(line)")
    }
  }

  @Test func `as much is told of each as all have room for`() throws {
    var race = Race(
      surface: try #require(Shipped.named("sphere")),
      racers: [try Racer("momentum:eta=0.01"), try Racer("adam:eta=0.1")], steps: 5)
    try race.settleRates()
    let model = try Model(race: race, surfaces: [])
    func words(_ columns: Int) -> [String] {
      let screen = Screen(model: model, columns: columns, rows: 30)
      return RacerLegend(screen: screen, columns: columns).entries.map(\.words)
    }
    #expect(words(120) == ["Momentum β 0.9 η 0.01", "Adam β 0.9 γ 0.999 η 0.1"])
    #expect(words(50) == ["Momentum β .9 η .01", "Adam β .9 γ .999 η .1"])
    #expect(words(40) == ["Momentum", "Adam"])
  }

  /// The titles over maps that stand side by side.
  private func titles(_ racers: [String], on surface: String, _ columns: Int) throws -> Substring {
    var race = Race(
      surface: try #require(Shipped.named(surface)), racers: try racers.map { try Racer($0) },
      steps: 5)
    try race.settleRates()
    var memory = TerrainMemory()
    let model = try Model(race: race, surfaces: [])
    let text = Screen.sheet(of: model, columns: columns, rows: 40, memory: &memory).grid().text
    return try #require(text.split(separator: "\n").dropFirst().first)
  }

  @Test func `titles side by side call a rule alike, and tell of all or of none what all share`()
    throws
  {
    let names = try titles(
      ["descent:eta=0.02", "descent:eta=0.0385", "descent:eta=0.0399"], on: "sphere", 84)
    #expect(names.components(separatedBy: "Descent").count == 4, "\(names)")
    let shared = ["rmsprop", "adam", "amsgrad"].map { "\($0):eta=0.2,gamma=0.9,batch=1" }
    let crowded = try titles(shared + ["adam:eta=0.2,batch=1"], on: "reddi", 120)
    #expect(!crowded.contains("batch") && crowded.contains("γ .999"), "\(crowded)")
    let roomy = try titles(Array(shared.prefix(2)), on: "reddi", 120)
    #expect(roomy.components(separatedBy: "batch 1").count == 3, "\(roomy)")
    // What tells them apart is told.
    let apart = try titles(
      [1, 2, 4, 8].map { "adam:eta=0.2,gamma=0.9,batch=\($0)" }, on: "reddi", 120)
    for batch in [1, 2, 4, 8] { #expect(apart.contains("batch \(batch)"), "\(apart)") }
  }
}
