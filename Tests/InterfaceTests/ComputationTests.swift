import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct ComputationTests {
  private func race(_ steps: Int, racers: Int = 8) throws -> Race {
    let names = ["momentum", "nesterov", "adam", "rmsprop", "lion", "nadam", "adagrad", "yogi"]
    var race = Race(
      surface: try #require(Shipped.named("himmelblau")),
      racers: try names.prefix(racers).map { try Racer($0) }, steps: steps)
    try race.settleRates()
    return race
  }

  @Test(arguments: Catalog.names)
  func `however it is sliced, a path is the same`(name: String) throws {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")), racers: [try Racer(name)], steps: 700)
    try race.settleRates()
    race.turn(0, "eta", to: .number(0.002), from: 300)
    let landscape = try race.surface.landscape()
    let whole = race.record(0, on: landscape)
    for slice in [1, 7, 256, 10_000] {
      var recording = Recording(of: [0], in: race, on: landscape)
      var last = -1.0
      while !recording.isFinished {
        recording.advance(by: slice)
        #expect(recording.share > last)
        last = recording.share
      }
      #expect(recording.runs[0].points == whole.points)
      #expect(recording.runs[0].losses == whole.losses)
      let detail = race.detail(0, at: 513, of: recording.runs[0], on: landscape)
      #expect(detail?.next == race.detail(0, at: 513, of: whole, on: landscape)?.next)
    }
  }

  @Test func `a long race opens at once and is whole after its slices`() throws {
    let race = try race(50_000)
    var model = try Model(race: race, surfaces: [])
    #expect(model.track.computation != nil)
    #expect(model.runs.allSatisfy { $0.lastStep > 100 && $0.lastStep < 50_000 })
    model.stage.playback.playhead = 45_000
    model.pass(seconds: 1)
    #expect(model.stage.playback.isPlaying)
    var slices = 0
    while model.track.computation != nil, slices < 10_000 {
      model.compute()
      slices += 1
    }
    #expect(slices > 5 && model.track.computation == nil)
    let landscape = try race.surface.landscape()
    #expect(model.runs[3].points == race.record(3, on: landscape).points)
    #expect(model.runs[7].points == race.record(7, on: landscape).points)
  }

  @Test func `Escape goes back to the last whole race`() throws {
    var model = try Model(race: try race(50_000), surfaces: [])
    model.finish()
    let before = model
    _ = model.press("a")
    _ = model.press("b")
    #expect(model.track.computation != nil && model.race != before.race)
    model.compute()
    _ = model.press("e")
    model.compute()
    _ = model.press("escape")
    #expect(model.track.computation == nil && model.race == before.race)
    for index in model.runs.indices {
      #expect(model.runs[index].points == before.runs[index].points)
    }
    _ = model.press("u")
    #expect(model.message == "nothing to take back")
  }

  @Test func `Escape at the opening ends the race where it is`() throws {
    var model = try Model(race: try race(50_000), surfaces: [])
    model.compute()
    _ = model.press("escape")
    #expect(model.track.computation == nil && model.race.steps > 0 && model.race.steps < 50_000)
    #expect(model.runs.allSatisfy { $0.lastStep == model.race.steps })
    _ = model.press("b")
    model.finish()
    let landscape = try model.race.surface.landscape()
    #expect(model.runs[0].points == model.race.record(0, on: landscape).points)
  }

  @Test func `changes during a computation end where they would have ended without it`() throws {
    var model = try Model(race: try race(60_000, racers: 3), surfaces: Shipped.all)
    for key in ["b", "tab", "e", "u", "A", "O", "D", "S", "S", "ctrl-r"] {
      _ = model.press(key)
      model.compute()
      #expect(model.runs.count == model.race.racers.count)
    }
    model.finish()
    let landscape = try model.race.surface.landscape()
    for index in model.runs.indices {
      #expect(model.runs[index].points == model.race.record(index, on: landscape).points)
    }
  }
}
