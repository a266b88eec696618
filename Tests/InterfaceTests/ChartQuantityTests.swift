import Anatomy
@testable import Drawing
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What the chart can show.
struct ChartQuantityTests {
  private func model(_ racers: [String], formula: String? = nil, surface: String = "himmelblau")
    throws
    -> Model
  {
    let ground = try formula.map { try Surface(formula: $0) } ?? #require(Shipped.named(surface))
    var race = Race(surface: ground, racers: try racers.map { try Racer($0) }, steps: 80)
    if formula != nil { race.start = Point(1, 2) }
    try race.settleRates()
    return try Model(race: race, surfaces: [])
  }

  private func series(_ model: Model, _ quantity: Stage.Quantity) -> [ChartPicture.Series] {
    var model = model
    model.stage.quantity = quantity
    model.stage.playback.stop(at: 80, end: 80)
    return model.screen.chart(columns: 120).series
  }

  @Test func `step lengths, rates and distances are those of the run`() throws {
    let model = try model(["momentum:eta=0.004", "adam:eta=0.1,schedule=exponential"])
    for (index, run) in model.runs.enumerated() {
      let lengths = series(model, .step)[index].values
      #expect(lengths.first?.step == 1 && lengths.count == 80)
      for value in lengths {
        #expect(value.height == (run.points[value.step] - run.points[value.step - 1]).length)
      }
      let rates = series(model, .rate)[index].values
      for value in rates {
        let detail = try #require(
          model.race.detail(index, at: value.step - 1, of: run, on: model.track.landscape))
        #expect(value.height == detail.rate)
      }
    }
    // Two lines for the one rule that has rates, none for the other.
    let axes = series(model, .axisRates)
    #expect(axes.map(\.index) == [1, 1] && axes.map(\.isDashed) == [false, true])
    #expect(axes[0].values.map(\.height) == model.runs[1].rates.map(\.x))
    #expect(axes[1].values.map(\.height) == model.runs[1].rates.map(\.y))
  }

  /// On a turned quadratic both coordinates go their own way by the factor that theory tells.
  @Test func `coordinates along the eigenvectors shrink each by its own factor`() throws {
    let eta = 0.1
    // Curvatures 8 and 2 along the diagonals.
    let model = try model(
      ["descent:eta=\(eta)"], formula: "2 (x + y)^2 + (x - y)^2 / 2")
    for (quantity, curvature) in [(Stage.Quantity.steep, 8.0), (.flat, 2.0)] {
      let values = series(model, quantity)[0].values.map(\.height)
      #expect(values[0] > 0)
      for step in 1..<12 {
        #expect(abs(values[step] / values[step - 1] - (1 - eta * curvature)) < 1e-6, "\(quantity)")
      }
    }
    let distance = series(model, .distance)[0].values.map(\.height)
    let (steep, flat) = (series(model, .steep)[0].values, series(model, .flat)[0].values)
    for step in 0..<40 {
      let length = Vector(steep[step].height, flat[step].height).length
      #expect(abs(length - distance[step]) < 1e-9)
    }
  }

  @Test func `c walks through what there is to see of this race, and no further`() throws {
    let all = try model(["momentum", "adam"])
    #expect(all.quantities == Stage.Quantity.allCases.filter { $0 != .seen })
    #expect(try model(["descent:noise=1"]).quantities.contains(.seen))
    var plain = try model(["descent:eta=0.01"], formula: "x + y")
    #expect(
      plain.quantities == [.loss, .lossLinear, .slope, .step, .rate, .x, .y, .rateCurvature])
    #expect(
      try model(
        ["momentum"], formula: "x + y"
      ).quantities.contains(.energy))
    var seen: [Stage.Quantity] = []
    for _ in plain.quantities {
      seen.append(plain.stage.quantity)
      _ = plain.press("c")
    }
    #expect(seen == plain.quantities && plain.stage.quantity == .loss)
    // Another surface may have nothing of it.
    let plane = try Surface(formula: "x + y")
    var other = try Model(race: all.race, surfaces: [plane])
    other.stage.quantity = .distance
    _ = other.press("S")
    #expect(other.stage.quantity == .loss)
  }

  @Test func `what updates saw, and its average, are those of the draws`() throws {
    let model = try model(["momentum:eta=0.01,batch=3,beta=0.8"], surface: "line32")
    let lines = series(model, .seen)
    #expect(lines.count == 2 && !lines[0].isDashed && lines[1].isDashed)
    let landscape = model.track.landscape
    var average = 0.0
    for step in 0..<80 {
      let rows = model.race.batching.rows(done: step, size: 3, of: 32)
      let slope = landscape.sample(at: model.runs[0].points[step], rows: rows).gradient.x
      average = 0.8 * average + 0.2 * slope
      let weight = 1 - (0...step).reduce(1) { product, _ in product * 0.8 }
      #expect(lines[1].values[step].height == slope)
      #expect(abs(lines[0].values[step].height - average / weight) < 1e-12)
    }
  }

  @Test
  func `what updates saw is told of the last hundred before the playhead, of the racer in focus`()
    throws
  {
    var race = Race(
      surface: try #require(Shipped.named("line32")),
      racers: [try Racer("momentum:eta=0.01,batch=1"), try Racer("adam:eta=0.1,batch=1")],
      steps: 400)
    try race.settleRates()
    var model = try Model(race: race, surfaces: [])
    model.stage.quantity = .seen
    for (step, first, last) in [(5, 0, 20), (90, 0, 90), (250, 150, 250), (400, 300, 400)] {
      model.stage.playback.stop(at: step, end: 400)
      let chart = model.screen.chart(columns: 120)
      #expect(chart.firstStep == first && chart.lastStep == last)
      #expect(chart.share(of: Double(first)) == 0 && chart.share(of: Double(last)) == 1)
      #expect(chart.series.map(\.index) == [0, 0] && chart.series.map(\.isBars) == [false, true])
      // Nothing that was seen is cut.
      let heights = chart.series[1].values.map(\.height)
      #expect(heights.allSatisfy { $0 >= chart.range.low && $0 <= chart.range.high })
      #expect(chart.stepTicks(columns: 100).allSatisfy { Int($0.value) >= first })
    }
    model.stage.focus = 1
    #expect(model.screen.chart(columns: 120).series.map(\.index) == [1, 1])
  }

  @Test func `the loss above the lowest minimum is that of the whole table`() throws {
    let model = try model(["descent:eta=0.1,batch=1"], surface: "line32")
    let lowest = model.track.landscape.value(at: model.race.surface.minima[0])
    let values = series(model, .excess)[0].values.map(\.height)
    #expect(values == model.runs[0].losses.map { $0 - lowest })
  }

  @Test func `a quantity is chosen by name, and a wrong name says which there are`() throws {
    var model = try model(["momentum"])
    _ = model.carryOut("chart memory")
    #expect(model.stage.quantity == .memory)
    _ = model.carryOut("chart memry")
    #expect(model.message?.hasPrefix("did you mean memory? the chart shows loss, ") == true)
    #expect(model.stage.quantity == .memory)
  }

  @Test func `the memory of momentum is bars of fading gradients, and arrows that end at the step`()
    throws
  {
    var model = try model(["momentum:eta=0.003,beta=0.8", "descent"])
    model.stage.quantity = .memory
    model.stage.showsArrows = true
    model.stage.playback.stop(at: 20, end: 80)
    let chart = model.screen.chart(columns: 120)
    let bars = try #require(chart.series.first)
    #expect(bars.isBars && bars.values.count == 21)
    for k in 0...20 {
      let detail = try #require(
        model.race.detail(0, at: 20 - k, of: model.runs[0], on: model.track.landscape))
      var weight = 0.003
      for _ in 0..<k { weight *= 0.8 }
      #expect(abs(bars.values[k].height - weight * detail.seen.gradient.length) < 1e-12)
    }
    #expect(chart.title.contains("Σ ηβᵏgₜ₋ₖ"), "\(chart.title)")
    // Head to tail the arrows go where the step goes.
    let arrows = model.screen.arrows(of: 0)
    let step = try #require(arrows.last)
    #expect(step.part == .step && arrows.count == 22)
    for (arrow, next) in zip(arrows, arrows.dropFirst().dropLast()) {
      #expect(arrow.to == next.from)
    }
    #expect((arrows[arrows.count - 2].to - step.to).length < 1e-9)
    // Descent remembers nothing, and says so.
    _ = model.press("tab")
    #expect(model.screen.chart(columns: 120).title.contains("keeps no average of gradients"))
    #expect(model.screen.arrows(of: 1).contains { $0.part == .gradient })
  }

  @Test func `coordinates are those of the path, and steps over η count the same runs`() throws {
    let model = try model(["descent:eta=0.01", "momentum:eta=0.004"])
    for (index, run) in model.runs.enumerated() {
      #expect(series(model, .x)[index].values.map(\.height) == run.points.map(\.x))
      #expect(series(model, .y)[index].values.map(\.height) == run.points.map(\.y))
    }
    let lowest = try #require(model.track.lowestLoss)
    for (index, line) in series(model, .tolerance).enumerated() {
      #expect(line.values.count == 121)
      #expect(line.head == Tolerance.place(of: model.race.racers[index].rule.learningRate))
      for value in line.values where value.step % 10 == 0 {
        var race = model.race
        let own = race.racers[index].rule.learningRate
        race.racers[index]["eta"] = .number(
          value.step == line.head ? own : Tolerance.rate(at: value.step))
        let run = race.record(index, on: model.track.landscape)
        let last = run.losses.lastIndex { !($0 < lowest + 0.01) } ?? -1
        let isLow = !run.diverged && last + 1 < run.losses.count
        #expect(isLow ? value.height == Double(last + 1) : value.height.isNaN)
      }
    }
    #expect(Tolerance.rate(at: 0) == 1e-5 && abs(Tolerance.rate(at: 120) - 10) < 1e-9)
    for place in 0...120 { #expect(Tolerance.place(of: Tolerance.rate(at: place)) == place) }
    #expect(Tolerance.place(of: 0) == 0 && Tolerance.place(of: .nan) == 0)
    // A race that is too long for a frame says so.
    var long = model
    long.change { $0.steps = 50_000 }
    long.stage.quantity = .tolerance
    #expect(long.screen.chart(columns: 120).title.contains("at most 2000 steps"))
  }

  @Test func `the head of a curve over η stands on it, close as the edge may be`() throws {
    // Descent's edge is at 0.02: the place nearest to 0.0192 lies beyond it.
    let text = try #require(ShippedLectures.quickText(named: "learning-rate"))
    let lecture = try Lecture(toml: text, file: "learning-rate", surfaces: Shipped.all)
    var model = try Model(race: try lecture.scenes[2].race(), surfaces: [])
    model.finish()
    let place = Tolerance.place(of: 0.0192)
    #expect(Tolerance.rate(at: place, own: 0.0192) == 0.0192)
    #expect(Tolerance.rate(at: place + 1, own: 0.0192) == Tolerance.rate(at: place + 1))
    let lines = series(model, .tolerance)
    for (index, line) in lines.enumerated() {
      let run = model.runs[index]
      let value = try #require(line.values.last { $0.step == line.head }, "\(index)")
      let settled = try #require(run.settledStep { run.losses[$0] < 0.01 })
      #expect(value.height == Double(settled))
    }
  }

  @Test func `limits and curves that answer a question wait for the reveal`() throws {
    let text = """
      [[scene]]
      surface = "ravine d2l"
      optimizers = ["rmsprop:eta=0.1"]
      question = "where?"
      caption = "at 2"
      levels = "linear"
      chart = "rate-curvature"
      """
    let lecture = try Lecture(toml: text, file: "a", surfaces: Shipped.all)
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    #expect(model.stage.levels == .linear)
    #expect(model.screen.chart(columns: 120).limits.isEmpty)
    _ = model.press("enter")
    #expect(model.screen.chart(columns: 120).limits.map(\.value).allSatisfy { abs($0 - 2) < 1e-6 })
    #expect(model.screen.chart(columns: 120).limits.count == 1)
    model.stage.quantity = .tolerance
    #expect(!model.screen.chart(columns: 120).series[0].values.isEmpty)
    model = try Model(lecture: lecture, surfaces: Shipped.all)
    model.stage.quantity = .tolerance
    #expect(model.screen.chart(columns: 120).series[0].values.isEmpty)
  }
}
