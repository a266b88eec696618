import Drawing
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Interface
@testable import Trajectories

/// Rows of data, seeds and the pane of the data, by keys and words.
struct DataKeysTests {
  private func model(_ racers: [String], on surface: String = "line32", steps: Int = 40) throws
    -> Model
  {
    var race = Race(
      surface: try #require(Shipped.named(surface)), racers: try racers.map { try Racer($0) },
      steps: steps)
    try race.settleRates()
    return try Model(race: race, surfaces: Shipped.all)
  }

  @Test func `R walks through the sizes of a batch, of all racers, and tells the law`() throws {
    var model = try model(["descent:eta=0.1", "momentum:eta=0.01"])
    let whole = model.runs.map(\.points)
    var sizes: [Double] = []
    for _ in 0..<6 {
      _ = model.press("R")
      #expect(model.race.racers[0].sight == model.race.racers[1].sight)
      sizes.append(model.focused.sight.batch)
    }
    #expect(sizes == [1, 2, 4, 8, 16, 0])
    #expect(model.message == "every update sees all 32 rows" && model.runs.map(\.points) == whole)
    _ = model.press("R")
    #expect(
      model.message
        == "1 of 32 rows an update, drawn with replacement: near a minimum the floor goes as η/rows"
    )
    // The path of the whole table stands behind.
    #expect(model.track.calm == whole && model.runs[0].points != whole[0])
    // So it does where a race opens with batches.
    let opened = try self.model(["descent:eta=0.1,batch=1", "momentum:eta=0.01"])
    #expect(opened.track.calm == [whole[0], []])
    _ = model.carryOut("draw epochs")
    #expect(model.message?.contains("shuffled anew every epoch: no law") == true)
    let before = model.runs[0].points
    _ = model.carryOut("seed 5")
    #expect(model.runs[0].points != before && model.race.batching.seed == 5)
    _ = model.press("u")
    #expect(model.runs[0].points == before)
    _ = model.carryOut("draw lots")
    #expect(model.message == "draw takes one of drawn, epochs, turn")
    for (line, words) in [
      ("batch 33", "batch 33 is more than the 32 rows of Line 32"),
      ("batch 2.5", "batch 2.5 is no whole number of rows"),
      ("seed 18446744073709551615", "seed takes a whole number from 0 to 9223372036854775807"),
    ] {
      _ = model.carryOut(line)
      #expect(model.message == words)
    }
    _ = model.carryOut("batch all")
    #expect(model.focused.sight.batch == 0)
    #expect(model.command.contains("--draw epochs"))
  }

  @Test func `without data R and T say so, with noise N has something to show`() throws {
    var model = try model(["descent:eta=0.1"], on: "saddle")
    _ = model.press("R")
    #expect(model.message?.contains("has no data") == true)
    _ = model.press("T")
    #expect(model.message == "Saddle has no data" && model.stage.pane == nil)
    _ = model.press("N")
    #expect(
      model.message?.contains("nothing is drawn by lot") == true && model.track.crowds.isEmpty)
    _ = model.carryOut("noise 0.01")
    _ = model.press("N")
    #expect(model.track.crowds.count == 1)
    var other = try self.model(["descent"], on: "reddi")
    _ = other.press("T")
    #expect(other.message?.hasPrefix("Reddi does not say how its data are drawn: ") == true)
  }

  @Test func `64 seeds are shown where they are, and most of them within the band`() throws {
    var model = try model(["descent:eta=0.1,batch=2", "descent:eta=0.1"])
    _ = model.press("N")
    model.stage.playback.stop(at: 30, end: 40)
    let crowd = try #require(model.track.crowds[0])
    #expect(crowd.seeds.count == 64 && model.track.crowds[1] == nil)
    var memory = TerrainMemory()
    let trails = model.screen.map(of: [0, 1], columns: 60, rows: 20, memory: &memory).trails
    let swarms = trails.filter { $0.kind == .swarm }
    #expect(swarms.count == 1 && swarms[0].points == crowd.places[30])
    // Faint dots lie where paths came through, and nowhere else.
    let traces = trails.filter { $0.kind == .trace }
    let passed = crowd.places[0...30].joined()
    #expect(traces.count == 1 && traces[0].points.count > 100)
    let view = model.screen.shownView(columns: 60, rows: 20)
    let reach = (view.high - view.low) / Vector(120, 80)
    for point in traces[0].points.prefix(40) {
      let near = passed.filter {
        abs($0.x - point.x) <= 0.51 * reach.x && abs($0.y - point.y) <= 0.51 * reach.y
      }
      #expect(near.count >= 2)
    }
    let chart = model.screen.chart(columns: 100)
    let spread = try #require(chart.spreads.first)
    #expect(chart.spreads.count == 1)
    #expect(chart.title.contains("median of 64 seeds"))
    // The line of who is drawn by lot is that of the median, the other's its own.
    let (first, second) = (chart.series[0], chart.series[1])
    for step in [0, 10, 30] {
      #expect(first.values[step].height == crowd.losses[step].sorted()[32])
      #expect(second.values[step].height == model.runs[1].losses[step])
    }
    for step in 0..<40 {
      let sorted = crowd.losses[step].sorted()
      #expect(spread.lows[step] == sorted[6] && spread.highs[step] == sorted[57])
    }
    // Another race, another crowd; none where nothing is drawn.
    _ = model.carryOut("batch all")
    #expect(model.track.crowds.isEmpty)
    _ = model.press("u")
    #expect(model.track.crowds.count == 2)
  }

  @Test func `each seed of a crowd is the run with that seed, bit for bit`() throws {
    for (name, surface, order) in [
      ("adam:eta=0.05,batch=3", "neuron", Batching.Order.drawn),
      ("nesterov:eta=0.02,batch=5,schedule=cosine", "line32", .epochs),
      ("momentum:eta=0.01,noise=0.1,l2=0.01", "himmelblau", .turn),
    ] {
      var race = Race(
        surface: try #require(Shipped.named(surface)), racers: [try Racer(name)], steps: 60)
      race.batching.order = order
      race.turn(0, "beta", to: .number(0.5), from: 20)
      race.turn(0, "batch", to: .number(2), from: 30)
      let landscape = try race.surface.landscape()
      let seeds: [UInt64] = [3, 1, 4, 15, 9, 2, 6, 53, 58, 97]
      let crowd = race.crowd(of: 0, seeds: seeds, on: landscape)
      for (place, seed) in seeds.enumerated() {
        race.batching.seed = seed
        let run = race.record(0, on: landscape)
        #expect(run.points == crowd.places.map { $0[place] }, "\(name), seed \(seed)")
        #expect(run.losses == crowd.losses.map { $0[place] })
      }
    }
  }

  @Test func `the pane draws each row where it is and the curve of each racer`() throws {
    var model = try model(["descent:eta=0.1,batch=4", "descent:eta=0.1"])
    _ = model.press("T")
    model.stage.playback.stop(at: 12, end: 40)
    var sheet = Sheet(columns: 100, rows: 30, glyphs: .unicode)
    model.screen.data(&sheet, CellRect(column: 0, row: 0, columns: 60, rows: 16))
    let picture = try #require(sheet.elements.compactMap { $0.picture as? FitPicture }.last)
    #expect(picture.points.count == 32 && picture.points[0] == Point(-1.55, -2.72))
    #expect(
      picture.seen == Set(model.race.batching.rows(done: 12, size: 4, of: 32).map(Int.init)))
    #expect(picture.curves.map(\.index) == [1, 0])
    for curve in picture.curves {
      let here = model.runs[curve.index].points[12]
      for point in curve.points { #expect(abs(point.y - (here.x + here.y * point.x)) < 1e-12) }
    }
    let text = sheet.grid().text
    #expect(text.contains("data: v over t, 32 rows") && text.contains("∘") && text.contains("●"))
  }

  @Test func `chance has no period`() throws {
    let model = try model(["descent:eta=0.3,batch=1"], steps: 300)
    for step in stride(from: 50, through: 300, by: 10) {
      let fate = model.track.fate(of: 0, at: step, in: model.view)
      if case .oscillating = fate { Issue.record("step \(step): \(fate.words)") }
    }
  }

  @Test func `what cost the same stands one above the other`() throws {
    var model = try model(["descent:eta=0.1,batch=4", "descent:eta=0.1,batch=1", "descent:eta=0.1"])
    model.stage.playback.stop(at: 40, end: 40)
    let steps = model.screen.chart(columns: 100)
    _ = model.carryOut("axis gradients")
    #expect(
      model.message?.hasPrefix("the chart counts rows seen: a step of batch 32 costs") == true)
    let chart = model.screen.chart(columns: 100)
    #expect(
      chart.lastStep == 160 && chart.cursor == 160 && chart.title.hasSuffix(", over gradients"))
    for (index, rows) in [4, 1, 32].enumerated() {
      for (place, value) in chart.series[index].values.enumerated() {
        #expect(
          value.step == place * rows && value.height == steps.series[index].values[place].height)
      }
    }
    // The whole table has made five updates for what batches of four have paid in forty.
    #expect(chart.series[2].values.count == 6 && chart.series[1].values.count == 41)
    _ = model.carryOut("axis epochs")
    var grid = Grid(columns: 100, rows: 12)
    model.screen.chart(columns: 100).draw(
      on: &grid, at: CellRect(column: 0, row: 0, columns: 100, rows: 12), glyphs: .unicode)
    let numbers = try #require(grid.text.split(separator: "\n").last)
    #expect(numbers.split(separator: " ").first == "0" && numbers.split(separator: " ").last == "5")
    // Turned on the way, each update costs what it sees.
    _ = model.carryOut("axis gradients")
    model.change { $0.turn(0, "batch", to: .number(8), from: 10) }
    #expect(model.gradients(of: 0, to: 12) == (0...10).map { 4 * $0 } + [48, 56])
    var plain = try self.model(["adam"], on: "himmelblau")
    _ = plain.carryOut("axis epochs")
    #expect(plain.message?.contains("has no data") == true && plain.stage.axis == .steps)
    _ = plain.carryOut("axis gradients")
    #expect(plain.message == "the chart counts gradients: every rule here takes one an update")
    #expect(plain.gradients(of: 0, to: 3) == [0, 1, 2, 3])
  }

  @Test func `the cloud of rows lies around the arrow of the whole gradient`() throws {
    var model = try model(["descent:eta=0.1", "momentum:eta=0.05"])
    model.stage.playback.stop(at: 3, end: 40)
    #expect(model.screen.cloud(of: 0).isEmpty)
    model.stage.showsArrows = true
    for racer in 0...1 {
      let drawn = model.screen.cloud(of: racer)
      let cloud = try #require(drawn.first)
      let detail = try #require(model.screen.detail(of: racer))
      #expect(cloud.points.count == 32 && cloud.kind == .cloud)
      #expect(drawn.count == 2 && drawn[1].kind == .spread)
      let mean = cloud.points.reduce(.zero, +) / 32
      let eta = racer == 0 ? 0.1 : 0.05
      #expect((mean - (detail.probe - eta * detail.seen.gradient)).length < 1e-12)
      #expect(cloud.origin == detail.probe)
      // The ring has the variance of the rows along every axis.
      let ring = try #require(drawn.last).points
      for axis in [0, 1] {
        let variance = cloud.points.reduce(0) { $0 + pow($1[axis] - mean[axis], 2) } / 32
        let reach = (ring.map { $0[axis] }.max() ?? 0) - mean[axis]
        #expect(abs(reach - variance.squareRoot()) < 0.01 * reach)
      }
      let slopes = model.rowSlopes(of: detail)
      let square = slopes.reduce(0) { $0 + $1.dot($1) } / 32
      let gap = Model.spread(of: slopes)
      #expect(abs(gap * gap + detail.seen.gradient.dot(detail.seen.gradient) - square) < 1e-9)
    }
  }

  @Test func `the why pane says of what a gradient is`() throws {
    for (racer, words) in [
      ("descent:eta=0.1,batch=4", "g = ∇f(θ) of 4 rows "),
      ("descent:eta=0.1,l2=0.5,noise=0.1", "g = ∇f(θ) + 0.5θ + noise "),
      ("descent:eta=0.1", "g = ∇f(θ) "),
    ] {
      var model = try model([racer])
      model.stage.pane = .why
      model.stage.playback.stop(at: 3, end: 40)
      var memory = TerrainMemory()
      let grid = Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid()
      #expect(grid.text.contains(words))
    }
    // On a surface without rows a batch is nothing.
    var plain = try model(["descent:eta=0.1"], on: "saddle")
    _ = plain.carryOut("batch 4")
    #expect(plain.message == "Saddle has no data to take rows of" && !plain.race.isDrawn)
  }

  @Test func `the law of η and rows is that of linear rules; others measure`() throws {
    for (rule, words) in [
      ("nesterov:eta=0.01", "floor goes as η/rows"), ("adam:eta=0.01", "N measures the floor"),
      ("rmsprop:eta=0.01", "N measures the floor"),
    ] {
      var model = try model([rule])
      _ = model.press("R")
      #expect(model.message?.contains(words) == true, "\(rule): \(model.message ?? "")")
    }
  }

  @Test func `the floor is measured between the keys and told in the theory pane`() throws {
    var model = try model(["descent:eta=0.1,batch=4"], steps: 200)
    func lines() throws -> [String] {
      let detail = try #require(model.screen.detail(of: 0))
      return TheoryLines(model: model, racer: 0, detail: detail).lines(width: 60)
        .filter { $0.name.hasPrefix("noise") || $0.name.hasPrefix("floor") }.map(\.text)
    }
    #expect(try lines() == ["N measures it with 64 seeds"])
    _ = model.press("N")
    #expect(model.message?.contains("floor 0.0") == true && model.isComputing)
    #expect(try lines().count == 1, "no other knob is measured yet")
    while model.isComputing { model.compute() }
    let told = try lines()
    #expect(told.count == 2 && told[0].hasSuffix("above the lowest, steps 150 to 200"))
    for name in ["η 0.05 ×0.", "η 0.2 ×2", "2 rows ×", "8 rows ×0."] {
      #expect(told[1].contains(name), "\(told)")
    }
    // Another rate is another floor.
    _ = model.press("e")
    #expect(model.isComputing)
    _ = model.press("N")
    #expect(try lines() == ["N measures it with 64 seeds"] && !model.isComputing)
  }

  @Test func `the bar has the keys of data where there are data`() throws {
    for (surface, has) in [("line32", true), ("rosenbrock", false)] {
      let model = try model(["descent:eta=0.001"], on: surface)
      var memory = TerrainMemory()
      let grid = Screen.sheet(
        of: model, columns: 120, rows: 40, glyphs: .unicode, memory: &memory
      ).grid()
      let bar = String((0..<120).map { Character(grid[$0, 39].glyph) })
      #expect(bar.contains("R rows   T data   N seeds") == has, "\(bar)")
      #expect(bar.contains("o optimizer") && bar.contains("q quit"))
    }
  }

  @Test func `among many seeds the one path is faint and the dots are bright`() throws {
    var model = try model(["descent:eta=0.1,batch=1", "adam:eta=0.1"])
    model.stage.playback.stop(at: 30, end: 40)
    var memory = TerrainMemory()
    func kinds() -> [TrailPicture.Kind] {
      model.screen.map(of: [0, 1], columns: 60, rows: 20, memory: &memory).trails.map(\.kind)
    }
    #expect(!kinds().contains(.swarm) && kinds().filter { $0 == .path }.count == 2)
    _ = model.press("N")
    #expect(kinds().filter { $0 == .swarm }.count == 1 && kinds().last == .swarm)
    #expect(kinds().filter { $0 == .faded }.count == 1 && kinds().filter { $0 == .path }.count == 1)
    #expect(model.commandWords.contains("--seeds"))
  }

  @Test func `the bar says how rows are drawn, as long as they are`() throws {
    for (racer, order, words) in [
      ("descent:eta=0.1,batch=2", Batching.Order.drawn, "rows drawn with replacement, seed 7"),
      ("descent:eta=0.1,batch=2", .epochs, "rows shuffled anew every epoch, seed 7"),
      ("descent:eta=0.1,batch=2", .turn, "rows in turn"),
      ("descent:eta=0.1,noise=0.1", .drawn, "noise of seed 7"), ("descent:eta=0.1", .drawn, nil),
    ] as [(String, Batching.Order, String?)] {
      var model = try model([racer])
      model.track.change { $0.batching = Batching(seed: 7, order: order) }
      #expect(model.drawWords == words)
      var memory = TerrainMemory()
      let grid = Screen.sheet(
        of: model, columns: 120, rows: 40, glyphs: .unicode, memory: &memory
      ).grid()
      let bar = String((0..<120).map { Character(grid[$0, 0].glyph) })
      #expect(words.map { bar.contains($0) } ?? !bar.contains("rows "), "\(bar)")
    }
  }

  @Test func `a plateau is no floor of noise`() throws {
    // It stands on the plateau with and without noise.
    var model = try model(["descent:eta=0.01,batch=1"], on: "neuron", steps: 200)
    model.track.change { $0.start = Point(-6, -6) }
    _ = model.press("N")
    #expect(model.track.floors.count == 1 && model.track.floors[0] == nil)
  }
}
