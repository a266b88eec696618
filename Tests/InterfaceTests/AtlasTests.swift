import Drawing
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Sweeps
import Testing
import Trajectories

@testable import Interface

/// The atlas and the basins beside the race.
struct AtlasTests {
  private func model(
    _ surface: String = "ravine-d2l", _ racers: [String] = ["momentum", "adam"], steps: Int = 200
  ) throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named(surface)), racers: try racers.map { try Racer($0) },
      steps: steps)
    try race.settleRates()
    var model = try Model(race: race, surfaces: Shipped.all)
    model.size = (120, 40)
    model.finish()
    return model
  }

  private func text(_ model: Model) -> String {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: 120, rows: 40, glyphs: .text, memory: &memory).grid()
      .text
  }

  private func open(_ keys: String..., in model: inout Model) {
    for key in keys { _ = model.press(key) }
    model.finishAtlas()
  }

  @Test func `W opens every race beside the one in focus, and closes it`() throws {
    var model = try model()
    open("W", in: &model)
    let shown = text(model)
    #expect(shown.contains("atlas: Momentum, steps until loss ≤ 0.01, every η and β"))
    #expect(shown.contains("best of") && shown.contains("here") && shown.contains("diverged"))
    let sweep = try #require(model.atlas.computation?.sweep)
    let room = try #require(model.atlasRoom)
    #expect(sweep.size == (room.columns, room.rows * 2))
    open("tab", in: &model)
    #expect(text(model).contains("atlas: Adam"))
    open("W", in: &model)
    #expect(model.atlas.computation == nil && !text(model).contains("atlas:"))
  }

  @Test func `what varies can be turned without asking anew; all else begins anew`() throws {
    var model = try model("himmelblau", ["adam", "momentum"])
    open("W", in: &model)
    let sweep = try #require(model.atlas.computation?.sweep)
    for key in ["b", "e", "E", "left", "up", "down", "space", "v", "c", "L"] {
      _ = model.press(key)
      model.followAtlas(processors: 2)
      #expect(model.atlas.computation?.sweep == sweep, "\(key)")
      #expect(model.atlas.computation?.isFinished == true, "\(key)")
    }
    for line in ["gamma 0.9", "start 1,1", "steps 100", "epsilon-at outside", "surface beale"] {
      let before = model.atlas.computation?.sweep
      _ = model.carryOut(line)
      model.followAtlas(processors: 2)
      #expect(model.atlas.computation?.sweep != before, "\(line)")
      model.finish()
      model.finishAtlas()
    }
    // Another racer's knobs are not this one's.
    open("escape", "1", in: &model)
    let mine = model.atlas.computation?.sweep
    model.change { $0.turn(1, "eta", to: .number(1e-4)) }
    model.followAtlas(processors: 2)
    #expect(model.atlas.computation?.sweep == mine)
  }

  @Test func `arrows move the cross from tile to tile, and the path is that of the tile`() throws {
    var model = try model()
    open("W", in: &model)
    // The first move along an axis brings the cross on its tiles.
    open("left", "up", in: &model)
    for key in ["left", "left", "up", "right", "down", "shift-left", "shift-up", "up"] {
      let sweep = try #require(model.atlas.computation?.sweep)
      let before = model.atlasValues.enumerated().map { sweep.axes[$0].nearest(to: $1) }
      open(key, in: &model)
      let after = model.atlasValues.enumerated().map { sweep.axes[$0].nearest(to: $1) }
      let size = key.hasPrefix("shift") ? 5 : 1
      let wanted =
        key.hasSuffix("left")
        ? [-size, 0]
        : key.hasSuffix("right") ? [size, 0] : key.hasSuffix("up") ? [0, size] : [0, -size]
      #expect(zip(after, before).map { $0 - $1 } == wanted, "\(key)")
      let cell = after[1] * sweep.size.columns + after[0]
      model.finish()
      #expect(
        sweep.answer(of: model.runs[0], on: model.track.landscape)
          == model.atlas.computation?.cells[cell],
        "\(key) \(model.atlasValues) \(sweep.values(of: cell))")
    }
    // At the border the cross stays.
    for _ in 0..<30 { _ = model.press("shift-left") }
    #expect(model.focused.rule.number("eta") == model.atlas.computation?.sweep.axes[0].values.first)
  }

  @Test func `Enter flies to the best, u comes back`() throws {
    var model = try model("rosenbrock", ["nesterov"], steps: 300)
    open("W", in: &model)
    let before = model.race
    open("enter", in: &model)
    let computation = try #require(model.atlas.computation)
    let best = try #require(computation.best)
    #expect(model.atlasValues == computation.sweep.values(of: best))
    let steps = try #require(computation.cells[best]?.arrival)
    #expect(model.message?.contains("the best of") == true)
    model.message = nil
    let lines = text(model)
    #expect(lines.ranges(of: "\(steps) steps").count >= 2, "here and best are one")
    open("u", in: &model)
    #expect(model.race == before)
  }

  @Test(arguments: Measure.allCases.filter { $0 != .minimum })
  func `every question has a title, a legend and tiles`(measure: Measure) throws {
    var model = try model()
    _ = model.carryOut("atlas \(measure.rawValue)")
    model.finishAtlas()
    let shown = text(model)
    #expect(shown.contains("atlas: Momentum, "))
    #expect(model.atlas.computation?.sweep.measure == measure)
    #expect(shown.contains("here"))
    if measure.isRanked { #expect(shown.contains("best of")) }
    // Q goes round.
    for _ in 0..<4 { _ = model.press("Q") }
    #expect(measure == .evaluations || model.atlas.measure == measure)
  }

  @Test func `the line takes knobs, a question and a height`() throws {
    var model = try model("himmelblau", ["adam", "descent"])
    for (line, words) in [
      ("atlas phi", "no knob"), ("atlas below", "below takes"), ("atlas eta beta gamma", "at most"),
      ("atlas eta floor", "cannot vary: all races"), ("atlas epsilon-at eta", "word"),
      ("tune phi", "tune takes"), ("atlas below -1", "below takes"),
    ] {
      model.message = nil
      _ = model.carryOut(line)
      #expect(model.message?.contains(words) == true, "\(line): \(model.message ?? "")")
    }
    _ = model.carryOut("atlas gamma eta final below 0.5")
    model.finishAtlas()
    let sweep = try #require(model.atlas.computation?.sweep)
    #expect(sweep.axes.map(\.name) == ["gamma", "eta"] && sweep.measure == .final)
    #expect(sweep.tolerance == 0.5)
    // A racer without the knob says so, and one with a single number has a map of one row.
    open("2", in: &model)
    #expect(text(model).contains("has no gamma"))
    _ = model.carryOut("atlas")
    model.finishAtlas()
    #expect(model.atlas.computation?.sweep.axes.map(\.name) == ["eta"])
  }

  /// The dotted curve and the border of what diverges are one on a quadratic.
  @Test func `theory is drawn over the measurement`() throws {
    for racer in ["momentum", "nesterov"] {
      var model = try model("ravine-d2l", [racer], steps: 400)
      open("W", in: &model)
      let theory = try #require(model.atlas.theory)
      let sweep = try #require(model.atlas.computation?.sweep)
      #expect(theory.isFinished && theory.limit.count >= 8 && theory.fastest.count >= 4)
      for place in theory.limit {
        var rule = model.focused.rule
        rule["beta"] = .number(place.other)
        let limit = try #require(rule.theory.motion?.stabilityLimit) / 4
        #expect(abs(place.rate - limit) < 1e-6 * limit)
        // A tile right of it has not arrived, unless chance would have it.
        let row = sweep.axes[1].nearest(to: place.other)
        let column = sweep.axes[0].nearest(to: place.rate * 1.5)
        guard column < sweep.size.columns - 1 else { continue }
        #expect(model.atlas.cell(column: column + 1, row: row)?.ending != .arrived)
      }
    }
    // Of a rule that is not linear theory says nothing here.
    var model = try model("ravine-d2l", ["adam"])
    open("W", in: &model)
    #expect(model.atlas.theory == nil)
  }

  @Test func `B goes from the atlas to the basins and back; elsewhere it turns β`() throws {
    var model = try Model(
      race: .opening(on: try #require(Shipped.named("rosenbrock"))), surfaces: [])
    _ = model.press("W")
    let race = model.race
    _ = model.press("B")
    #expect(model.stage.pane == .basins && model.race == race && model.stage.mode == .cross)
    _ = model.press("B")
    #expect(model.stage.pane == .atlas && model.race == race && model.stage.mode == .cross)
    _ = model.press("escape")
    _ = model.press("B")
    #expect(model.stage.pane == .atlas && model.race != race, "the arrows and B are given back")
  }

  @Test func `basins tell where every start ends; moving the start asks nothing anew`() throws {
    var model = try model("himmelblau", ["descent"], steps: 300)
    open("V", in: &model)
    let sweep = try #require(model.atlas.computation?.sweep)
    #expect(text(model).contains("basins: Gradient descent, where it ends from every start"))
    let before = model.race.start
    open("right", "up", in: &model)
    #expect(model.race.start.x > before.x && model.race.start.y > before.y)
    #expect(model.atlas.computation?.sweep == sweep)
    let tile = zip(sweep.axes, [model.race.start.x, model.race.start.y]).map { $0.nearest(to: $1) }
    let cell = try #require(model.atlas.cell(column: tile[0], row: tile[1]))
    model.finish()
    #expect(sweep.answer(of: model.runs[0], on: model.track.landscape) == cell)
    // Zoomed, the starts are those of the map that is shown.
    open("z", in: &model)
    #expect(model.atlas.computation?.sweep != sweep)
    // W changes to the knobs.
    open("W", in: &model)
    #expect(model.stage.pane == .atlas && model.atlas.computation?.sweep.measure == .steps)
  }

  @Test func `coarse tiles come first and every tile comes once`() throws {
    let model = try model()
    for (columns, rows) in [(1, 1), (7, 3), (40, 26), (65, 1)] {
      var sweep = try Sweep(
        of: model.race, varying: [Variation(.knob("eta"), from: 1e-3, to: 1, count: columns, .log)],
        on: model.track.landscape)
      if rows > 1 {
        sweep = try Sweep(
          of: model.race,
          varying: sweep.axes + [Variation(.knob("beta"), from: 0, to: 0.9, count: rows, .memory)],
          on: model.track.landscape)
      }
      let order = Atlas.order(of: sweep)
      #expect(order.sorted() == Array(0..<columns * rows))
      let coarse = ((columns + 7) / 8) * ((rows + 7) / 8)
      #expect(order.prefix(coarse).allSatisfy { $0 % columns % 8 == 0 && $0 / columns % 8 == 0 })
    }
  }

  @Test func `the first map is there with the key, the rest follows`() throws {
    var model = try model("rosenbrock", ["adam"], steps: 3000)
    model.size = (60, 24)
    _ = model.press("W")
    model.followAtlas(processors: 2)
    let sweep = try #require(model.atlas.computation?.sweep)
    #expect(model.atlas.isComputing && model.atlas.computation?.share ?? 1 < 1)
    // Every eighth tile of every eighth row stands for its neighbours as long as they are not there.
    var (tiles, own) = (0, 0)
    while model.atlas.computation?.cells[0] == nil { model.compute() }
    for row in 0..<8 {
      for column in 0..<8 where model.atlas.cell(column: column, row: row) != nil {
        tiles += 1
        own += model.atlas.computation?.cells[row * sweep.size.columns + column] == nil ? 0 : 1
      }
    }
    #expect(tiles == 64 && own < 64)
    while model.atlas.isComputing { model.compute() }
    #expect(model.atlas.computation?.share == 1)
  }

  @Test func `the mouse moves the cross and reads tiles`() throws {
    var model = try model()
    open("W", in: &model)
    let room = try #require(model.atlasRoom)
    let sweep = try #require(model.atlas.computation?.sweep)
    let before = model.race
    model.point(.move, column: room.column + 3, row: room.row + 1, columns: 120, rows: 40)
    #expect(model.race == before && model.message?.contains("η") == true)
    model.point(.press, column: room.column + 10, row: room.row + 2, columns: 120, rows: 40)
    #expect(model.focused.rule.number("eta") == sweep.axes[0].values[10])
    model.point(.move, column: room.column + 12, row: room.row + 2, columns: 120, rows: 40)
    #expect(model.focused.rule.number("eta") == sweep.axes[0].values[12])
    model.point(.release, column: room.column + 12, row: room.row + 2, columns: 120, rows: 40)
    // The whole drag is one change.
    _ = model.press("u")
    #expect(model.race == before)
  }

  @Test func `a fair race is said on the bar as long as it is one`() throws {
    var model = try model("rosenbrock", ["momentum", "nesterov", "adam"])
    _ = model.carryOut("tune")
    #expect(model.message?.contains("each at its best η of 64") == true)
    model.message = nil
    #expect(text(model).contains("each at its best η of 64"))
    _ = model.press("e")
    model.message = nil
    #expect(!text(model).contains("each at its best"))
    _ = model.carryOut("tune eta beta")
    #expect(model.message?.contains("each at its best η and β of 1024") == true)
  }

  @Test func `a lecture's scene can show the atlas`() throws {
    let lecture = try Lecture(
      toml: """
        title = "Every race"
        [[scene]]
        title = "All"
        surface = "ravine-d2l"
        optimizers = ["momentum"]
        steps = 100
        pane = "atlas"
        caption = "Where it diverges."
        """, file: "l.toml", surfaces: Shipped.all)
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    model.size = (120, 40)
    model.finish()
    model.finishAtlas()
    #expect(text(model).contains("atlas: Momentum"))
    let handout = try Handout(
      of: lecture, source: "l.toml", surfaces: Shipped.all, Handout.Options())
    #expect(handout.html.contains("atlas: Momentum"))
  }

  @Test func `the arrows are the cross's until Escape, and W brings them back`() throws {
    var model = try model()
    open("W", in: &model)
    #expect(model.stage.mode == .cross)
    // Whatever was opened in between.
    for keys in [
      ["?", "escape"], [":", "escape"], ["o", "escape"], ["s", "escape"], ["i", "escape"],
    ] {
      open(keys[0], in: &model)
      #expect(model.stage.mode != .cross, "\(keys)")
      open(keys[1], in: &model)
      #expect(model.stage.mode == .cross, "\(keys)")
    }
    open("escape", in: &model)
    let step = model.stage.playback.step
    open("right", in: &model)
    #expect(model.stage.mode == .race && model.stage.playback.step == step + 1)
    open("W", in: &model)
    #expect(model.stage.mode == .cross && model.stage.pane == .atlas)
    open("W", in: &model)
    #expect(model.stage.mode == .race && model.stage.pane == nil)
    // Another pane in its place takes nothing with it.
    open("W", "t", in: &model)
    #expect(model.stage.mode == .race && model.stage.pane == .theory)
  }

  @Test func `a drag goes on where it began`() throws {
    var model = try model()
    open("W", in: &model)
    let room = try #require(model.atlasRoom)
    let map = try #require(model.screen.layout?.panels.first?.map)
    let (rates, start) = (model.race.racers, model.race.start)
    model.point(.press, column: map.column + 9, row: map.row + 5, columns: 120, rows: 40)
    #expect(model.race.start != start)
    model.point(.move, column: room.column + 9, row: room.row + 5, columns: 120, rows: 40)
    #expect(model.race.racers == rates)
    model.point(.release, column: room.column + 9, row: room.row + 5, columns: 120, rows: 40)
    let moved = model.race.start
    model.point(.press, column: room.column + 9, row: room.row + 5, columns: 120, rows: 40)
    model.point(.move, column: map.column + 2, row: map.row + 2, columns: 120, rows: 40)
    model.point(.release, column: map.column + 2, row: map.row + 2, columns: 120, rows: 40)
    #expect(model.race.start == moved && model.race.racers != rates)
    // The button is up: a move is a move.
    model.point(.move, column: map.column + 20, row: map.row + 2, columns: 120, rows: 40)
    #expect(model.race.start == moved)
  }

  @Test func `while paths are computed nobody sees the races of another question`() throws {
    var model = try model("himmelblau", ["adam", "momentum"], steps: 60)
    model.size = (60, 24)
    open("W", in: &model)
    #expect(model.atlas.computation?.isFinished == true)
    model.change { race in
      race.steps = 90_000
      race.racers[0] = race.racers[1]
    }
    #expect(model.track.computation != nil)
    model.followAtlas(processors: 2)
    #expect(model.atlas.computation == nil)
    _ = model.press("escape")
    model.followAtlas(processors: 2)
    #expect(model.atlas.computation?.sweep.race.racers[0].rule.card.name == "adam")
  }

  /// The brightest tile is the best, whatever is asked.
  @Test(arguments: [Measure.steps, .final, .rate])
  func `less is brighter`(measure: Measure) throws {
    var model = try model("ravine-d2l", ["momentum"])
    _ = model.carryOut("atlas \(measure.rawValue)")
    model.finishAtlas()
    let computation = try #require(model.atlas.computation)
    let picture = AtlasPicture(
      of: computation.sweep, on: model.track.landscape, places: [],
      cell: { model.atlas.cell(column: $0, row: $1) }
    ).picture(title: "")
    var levels: [(value: Double, level: Double)] = []
    for (cell, tile) in zip(computation.cells, picture.tiles) {
      guard case .level(let level) = tile, let value = cell?.value else { continue }
      levels.append((value, level))
    }
    #expect(levels.count > 100)
    levels.sort { $0.value < $1.value }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0.level <= $1.level + 1e-9 })
    #expect(levels.first?.level ?? 1 < 0.01 && levels.last?.level ?? 0 > 0.99)
  }

  @Test func `a schedule or a knob turned on the way is more than theory draws`() throws {
    for line in ["schedule cosine", "w"] {
      var model = try model("ravine-d2l", ["momentum"])
      if line == "w" {
        open("right", "right", "w", in: &model)
        _ = model.carryOut("dampening 0.5")
      } else {
        _ = model.carryOut(line)
      }
      open("W", in: &model)
      #expect(model.atlas.computation?.isFinished == true && model.atlas.theory == nil, "\(line)")
    }
  }

  @Test func `the best decay of theory is drawn only where it settles`() throws {
    var model = try model("ravine-d2l", ["momentum"])
    open("W", in: &model)
    let theory = try #require(model.atlas.theory)
    #expect(!theory.fastest.isEmpty)
    for place in theory.fastest {
      var rule = model.focused.rule
      rule["beta"] = .number(place.other)
      let limit = try #require(rule.theory.motion?.stabilityLimit)
      #expect(place.rate * 4 < limit)
    }
  }
}
