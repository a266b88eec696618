import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct ForkTests {
  private func replayed(_ racers: [String] = ["momentum", "adam"]) throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")), racers: try racers.map { try Racer($0) })
    try race.settleRates()
    var model = try Model(race: race, surfaces: Shipped.all)
    model.keep(OpenedRun(file: "run.txt", race: race))
    model.stage.playback.isPlaying = false
    return model
  }

  @Test func `a knob turned in a replay forks at the shown step, and both paths stay`() throws {
    var model = try replayed()
    let original = model.runs
    #expect(model.track.forked == nil && model.track.parent == nil)
    for _ in 0..<3 { _ = model.press("]") }
    _ = model.press("b")
    #expect(model.track.parent == Parent(file: "run.txt", step: 30))
    #expect(model.runs[0].points[0...30] == original[0].points[0...30])
    #expect(model.runs[0].points[32] != original[0].points[32])
    let branch = try #require(model.track.branches[0])
    #expect(Array(branch.points(to: 200)) == Array(original[0].points[30...200]))
    #expect(model.track.branches[1] == nil)
    // The older path is there after further changes, when its ghost is long gone.
    _ = model.press("b")
    _ = model.press("b")
    _ = model.press("end")
    #expect(model.track.branches[0]?.run.points == original[0].points)
    var memory = TerrainMemory()
    let trails = model.screen.map(of: [0], columns: 60, rows: 30, memory: &memory).trails
    #expect(trails.contains { $0.kind == .branch } && trails.contains { $0.kind == .ghost })
    let screen = Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid().text
    #expect(screen.contains("fork of run.txt from step 30") && screen.contains("dashed: run.txt"))
    // Taken back to the recorded race there is nothing to part from.
    for _ in 0..<3 { _ = model.press("u") }
    #expect(model.track.parent == nil && model.track.branches == [nil, nil])
    let trailsAfter = model.screen.map(of: [0], columns: 60, rows: 30, memory: &memory).trails
    #expect(!trailsAfter.contains { $0.kind == .branch })
  }

  @Test func `the first change shows one older path, not two`() throws {
    var model = try replayed()
    _ = model.press("]")
    _ = model.press("b")
    _ = model.press("end")
    var memory = TerrainMemory()
    let trails = model.screen.map(of: [0], columns: 60, rows: 30, memory: &memory).trails
    #expect(trails.map(\.kind) == [.branch, .path])
  }

  @Test func `a fork is recorded with its parent, and comes back with it`() throws {
    var model = try replayed()
    for _ in 0..<5 { _ = model.press("]") }
    _ = model.press("E")
    var text = ""
    try RunWriter(model.race, parent: model.track.parent).write { text += $0 }
    #expect(text.contains("# [parent]\n# file = \"run.txt\"\n# step = 50\n"))
    let record = try RunRecord(text, file: "fork.txt")
    #expect(record.header.parent == Parent(file: "run.txt", step: 50))
    #expect(record.verification == .identical(rows: 802))
    // Replayed unchanged it is written as it was; turned it has itself become the parent.
    var again = try Model(race: record.race, surfaces: Shipped.all)
    again.keep(OpenedRun(file: "fork.txt", race: record.race, parent: record.header.parent))
    var second = ""
    try RunWriter(again.race, parent: again.track.parent).write { second += $0 }
    #expect(second == text)
    _ = again.press("end")
    _ = again.press("home")
    _ = again.press("b")
    #expect(again.track.parent == Parent(file: "fork.txt", step: 0))
  }

  @Test func `a recorded fork is drawn beside its parent`() throws {
    let parent = try replayed()
    var race = parent.race
    race.turn(0, "beta", to: .number(0.5), from: 20)
    var model = try Model(race: race, surfaces: Shipped.all)
    model.keep(
      OpenedRun(file: "fork.txt", race: race, parent: Parent(file: "run.txt", step: 20)),
      elder: OpenedRun(file: "run.txt", race: parent.race, runs: parent.runs))
    #expect(model.track.forked?.openedRun.file == "run.txt" && model.track.forked?.step == 20)
    #expect(model.track.branches[0]?.run.points == parent.runs[0].points)
    #expect(model.track.parent == Parent(file: "run.txt", step: 20))
  }

  @Test func `fork keeps the race beside what follows`() throws {
    let surface = try #require(Shipped.named("himmelblau"))
    var model = try Model(
      race: Race(surface: surface, racers: [try Racer("adam:eta=0.1")]), surfaces: Shipped.all)
    #expect(model.carryOut("fork") == .fork)
    let before = model.runs[0].points
    model.keep(model.track.asOpenedRun, asFile: "ravine-himmelblau-1.txt")
    model.stage.playback.playhead = 12
    _ = model.press("e")
    #expect(model.track.parent == Parent(file: "ravine-himmelblau-1.txt", step: 12))
    #expect(model.track.branches[0]?.run.points == before)
  }

  @Test func `on another surface it is another race, with other parameters still a fork`() throws {
    var model = try replayed()
    _ = model.press("S")
    #expect(model.track.parent == nil && model.track.branches.allSatisfy { $0 == nil })
    _ = model.press("u")
    _ = model.carryOut("b 50")
    #expect(model.race.surface.parameters["b"] == 50)
    #expect(model.track.parent == Parent(file: "run.txt", step: 0))
    #expect(model.track.branches.allSatisfy { $0 == nil })
  }

  /// Whatever knob of whatever rule is turned wherever, the paths are the same up to the step that
  /// `forkStep` names.
  @Test(arguments: Catalog.names)
  func `up to the fork both paths are the same`(name: String) throws {
    var race = Race(
      surface: try #require(Shipped.named("himmelblau")), racers: [try Racer(name)], steps: 60)
    try race.settleRates()
    let landscape = try race.surface.landscape()
    let original = race.record(0, on: landscape)
    for knob in race.racers[0].knobs {
      for step in [0, 1, 17, 59] {
        var fork = race
        let now = try #require(race.value(0, knob.key, at: step))
        fork.turn(0, knob.key, to: knob.moved(now, up: true), from: step)
        // At the end of its range a knob stays where it is.
        guard fork.value(0, knob.key, at: step) != now else { continue }
        #expect(fork.forkStep(from: race) == step, "\(knob.key)")
        let path = fork.record(0, on: landscape)
        let common = min(step, path.lastStep, original.lastStep)
        #expect(path.points[0...common] == original.points[0...common], "\(knob.key)")
      }
    }
    #expect(race.forkStep(from: race) == nil)
  }
}
