import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct ExplanationTests {
  /// A race on a valley, at a step.
  private func model(
    _ racers: [String], formula: String = "0.5x^2+10y^2", start: Point = Point(-4, 2), step: Int
  ) throws -> Model {
    let surface = try Surface(
      formula: formula, view: View(x: -4.5...1, y: -2.2...2.2), start: start)
    var race = Race(surface: surface, racers: try racers.map { try Racer($0) }, steps: 60)
    try race.settleRates()
    var model = try Model(race: race, surfaces: Shipped.all)
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = Double(step)
    return model
  }

  private func text(
    _ model: Model, _ columns: Int = 168, _ rows: Int = 48, _ glyphs: Glyphs = .unicode
  )
    -> String
  {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: columns, rows: rows, glyphs: glyphs, memory: &memory)
      .grid().text
  }

  @Test func `the look-ahead triangle is the one that lectures draw by hand`() throws {
    var model = try model(["nesterov:eta=0.045,beta=0.8"], step: 2)
    model.stage.showsArrows = true
    // The update after step 2 leads to step 3; lectures count from its end.
    let detail = try #require(model.screen.detail(of: 0))
    let arrows = model.screen.arrows(of: 0)
    #expect(arrows.map(\.part) == [.alternative, .jump, .correction, .step])
    let (other, jump, correction, step) = (arrows[0], arrows[1], arrows[2], arrows[3])
    #expect(jump.to == detail.probe && correction.from == jump.to)
    #expect((correction.to - step.to).length < 1e-12)
    // Without the look-ahead it is the heavy ball's step from the same state.
    let slope = model.track.landscape.sample(at: detail.point).gradient
    let ball = (jump.to - jump.from) - 0.045 * slope
    #expect((other.to - other.from - ball).length < 1e-12)
  }

  @Test func `look-ahead turns up where the heavy ball would still go down`() throws {
    let model = try model(["nesterov:eta=0.045,beta=0.8"], step: 2)
    let detail = try #require(model.screen.detail(of: 0))
    let step = detail.next - detail.point
    let other = try #require(detail.withoutLookAhead) - detail.point
    #expect((detail.point - Point(-3.511, -0.124)).length < 0.03)
    #expect((step - Vector(0.394, 0.086)).length < 0.03)
    #expect((other - Vector(0.406, -0.148)).length < 0.03)
  }

  @Test(arguments: Catalog.names)
  func `every rule has its why, with its step in numbers`(name: String) throws {
    var model = try model([name], step: 7)
    _ = model.press("y")
    let screen = text(model)
    let detail = try #require(model.screen.detail(of: 0))
    #expect(screen.contains("why step 8"))
    #expect(screen.contains("∇f") && screen.contains(brief(detail.next - detail.point)))
    _ = model.press("v")
    #expect(model.screen.arrows(of: 0).contains { $0.part == .step })
    #expect(text(model, 80, 24).contains("why step 8"))
  }

  @Test func `theory tells curvature, limit, regime and critical damping`() throws {
    var model = try model(["momentum:eta=0.01,beta=0.9"], step: 5)
    _ = model.press("t")
    let screen = text(model)
    for words in [
      "local quadratic model", "λ₁ 20", "λ₂ 1", "κ 20", "0.2", "3.8", "swings that fade", "0.306",
    ] {
      #expect(screen.contains(words), "\(words)")
    }
    _ = model.press("y")
    #expect(text(model).contains("why step 6") && !text(model).contains("quadratic"))
    _ = model.press("y")
    #expect(!text(model).contains("why step"))
  }

  private static let regimes: [(String, Double, Double, Regime)] = [
    ("descent", 0, 0.5, .monotone), ("descent", 0, 1.5, .alternating),
    ("descent", 0, 2.05, .diverging), ("momentum", 0.2, 0.05, .monotone),
    ("momentum", 0.6, 0.5, .ripples), ("momentum", 0.2, 2.2, .alternating),
    ("momentum", 0.2, 2.5, .diverging), ("nesterov", 0.9, 0.1, .ripples),
    ("nesterov", 0.9, 1.4, .diverging), ("nesterov", 0.9, 1.3, .alternating),
    ("momentum", 0.9, -1, .escaping), ("descent", 0, -0.1, .escaping), ("descent", 0, 0, .flat),
  ]

  @Test(arguments: regimes)
  func `two numbers decide the regime`(
    name: String, beta: Double, product: Double, regime: Regime
  ) throws {
    var rule = try #require(Catalog.rule(named: name))
    rule["beta"] = .number(beta)
    let motion = try #require(rule.theory.motion)
    #expect(Regime(of: motion, curvature: product / 0.1, rate: 0.1) == regime)
  }

  private func theory(_ racer: String, _ formula: String, _ start: Point, step: Int) throws
    -> String
  {
    var model = try model([racer], formula: formula, start: start, step: step)
    _ = model.press("t")
    return text(model)
  }

  @Test func `theory at a saddle and on a hill speaks of no valley`() throws {
    let saddle = try theory("momentum:eta=0.1", "x^2 - y^2", Point(0.5, 0.1), step: 3)
    #expect(saddle.contains("a saddle's") && saddle.contains("runs away, downhill, ×1.5 a step"))
    let hill = try theory("descent:eta=0.1", "-x^2 - 3y^2", Point(0.5, 0.1), step: 1)
    #expect(hill.contains("a hill's") && hill.contains("×1.6 a step"))
    let trough = try theory("descent:eta=0.1", "x^2", Point(0.5, 0.1), step: 1)
    #expect(trough.contains("a trough's"))
    let ridge = try theory("descent:eta=0.1", "-x^2", Point(0.5, 0.1), step: 1)
    #expect(ridge.contains("a ridge's"))
    let outside = try theory("descent:eta=0.1", "log(x) + y^2", Point(-1, 0.1), step: 0)
    #expect(outside.contains("has no value here") && !outside.contains("saddle"))
    for words in ["bottom", "fade", "across"] { #expect(!hill.contains(words), "\(words)") }
  }

  @Test func `a dampened momentum is held to its own limit`() throws {
    let racer = "momentum:form=physical,dampening=0.5,eta=0.25"
    let screen = try theory(racer, "0.5x^2+10y^2", Point(-4, 2), step: 50)
    #expect(screen.contains("7.6") && !screen.contains("every swing is larger"))
    let model = try model([racer], step: 60)
    #expect(model.runs[0].losses[60] < 1)
  }

  @Test func `both critical β are told, and the one that is best for both`() throws {
    let screen = try theory(
      "momentum:eta=0.01", "0.5x^2+25y^2", Point(-4, 2), step: 5)
    #expect(screen.contains("λ₁ 50 along y") && screen.contains("λ₂ 1 along x"))
    #expect(screen.contains("λ₁ 0.0858   λ₂ 0.81   both 0.81"))
  }

  @Test func `RMSProp hovers where rate times curvature is 2`() throws {
    let surface = try #require(Shipped.named("ravine-d2l"))
    let race = Race(surface: surface, racers: [try Racer("rmsprop:eta=0.1")])
    var model = try Model(race: race, surfaces: Shipped.all)
    var near = 0
    for step in 300..<400 {
      model.stage.playback.playhead = Double(step)
      let detail = try #require(model.screen.detail(of: 0))
      let products = detail.rates * Vector(0.2, 4)
      if (1.4...2.8).contains(products.x), (1.4...2.8).contains(products.y) { near += 1 }
    }
    #expect(near > 80)
    _ = model.press("t")
    #expect(text(model).contains("rate × λ"))
  }

  @Test func `theory asks the rule what a knob is`() throws {
    let bowl = "0.5x^2+10y^2"
    let lion = try theory("lion:beta=0.5,gamma=0.98,eta=0.01", bowl, Point(-4, 2), step: 5)
    #expect(lion.contains("the momentum: 50 steps") && !lion.contains("2 steps"))
    let free = try theory("schedule-free:eta=0.01", bowl, Point(-4, 2), step: 5)
    // Its fast point moves on and forgets nothing that was: no memory of gradients is told.
    #expect(!free.contains("steps"))
    let rms = try theory("rmsprop:beta=0.9,correction=on,eta=0.01", bowl, Point(-4, 2), step: 0)
    #expect(rms.contains("1−γᵗ 0.1  uncorrected ×3.16") && !rms.contains("βᵗ"))
    let adam = try theory("adam:gamma=0.95,eta=0.01", bowl, Point(-4, 2), step: 0)
    #expect(adam.contains("uncorrected ×0.447"))
  }

  @Test func `tiny arrows get a magnified inset, long ones none`() throws {
    var long = try model(["nesterov:eta=0.045,beta=0.8"], step: 0)
    _ = long.press("v")
    #expect(!text(long, 120, 40).contains("inset"))
    var tiny = try model(["nesterov:eta=0.045,beta=0.8"], step: 40)
    _ = tiny.press("v")
    #expect(text(tiny, 120, 40).contains("inset ×"))
  }

  @Test func `the relief hides what lies behind a ridge and shows the rest`() throws {
    let surface = try #require(Shipped.named("rosenbrock"))
    var model = try Model(race: .opening(on: surface), surfaces: [])
    model.stage.playback.playhead = 400
    _ = model.press("d")
    var memory = TerrainMemory()
    let grid = Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid()
    let reliefs = grid.cells.filter {
      if case .relief = $0.paper { return true }
      return false
    }
    #expect(reliefs.count > 300)
    let shades = Set(
      grid.cells.compactMap { cell -> UInt8? in
        if case .relief(let ground) = cell.paper { return ground.light }
        return nil
      })
    #expect(shades.count >= 6, "it is shaded")
    let turned = model.stage.camera.relief
    _ = model.press("l")
    #expect(model.stage.camera.relief != turned)
    _ = model.press("k")
    let other = Screen.sheet(of: model, columns: 120, rows: 40, memory: &memory).grid()
    #expect(other != grid)
    _ = model.press("d")
    #expect(model.stage.camera.relief == nil)
  }

  @Test func `without UTF-8 every cell is ASCII`() throws {
    var model = try model(["nesterov", "adam", "adam"], step: 12)
    for key in ["v", "y", "t", "d", "?"] {
      _ = model.press(key)
      var memory = TerrainMemory()
      let scene = Screen.sheet(
        of: model, columns: 120, rows: 40, glyphs: .ascii, memory: &memory)
      #expect(scene.grid().cells.allSatisfy { $0.glyph.isASCII }, "\(key)")
    }
  }

  @Test(arguments: ["descent:eta=1e5", "momentum:eta=10", "nesterov:eta=1e4", "adam:eta=1e6"])
  func `no explosion ends the program, whatever is shown`(racer: String) throws {
    for formula in ["0.5x^2+10y^2", "(1-x)^2+100(y-x^2)^2", "exp(x^2)+y^4", "1/x+log(y)"] {
      var model = try model([racer], formula: formula, step: 60)
      let sizes = [(120, 40), (80, 24), (41, 14)]
      var memories = sizes.map { _ in TerrainMemory() }
      for key in ["t", "v", "y", "d", "t", "d", "m", "c", "c", "c", "L", "Z", "Z", "home", "right"]
      {
        _ = model.press(key)
        for (index, size) in sizes.enumerated() {
          let sheet = Screen.sheet(
            of: model, columns: size.0, rows: size.1, memory: &memories[index])
          #expect(!sheet.grid().text.isEmpty)
        }
      }
    }
  }

  @Test(arguments: [0, -1, 3.7, 1e300, -1e300, .infinity, -.infinity, .nan])
  func `any number has a whole number within a range`(value: Double) {
    #expect((0...7).contains(wholeNumber(value, in: 0...7)))
  }

  @Test func `a divergence is told with its step, its last point stays`() throws {
    // Too large for the valley's walls, too small to leave the numbers in 60 steps.
    let growing = try model(["descent:eta=0.5"], step: 60)
    #expect(!growing.runs[0].diverged)
    #expect(!text(growing).contains("diverged"))
    let wild = try self.model(["descent:eta=1e5"], step: 60)
    #expect(wild.runs[0].diverged)
    #expect(text(wild).contains("diverged at step \(wild.runs[0].lastStep)"))
    #expect(text(wild).contains("✗"))
  }

  @Test func `eight optimizers share one map with a legend`() throws {
    var model = try model(["descent"], step: 30)
    for _ in 0..<7 { _ = model.press("A") }
    _ = model.press("m")
    let screen = text(model, 120, 40)
    for index in 0..<8 {
      #expect(screen.unicodeScalars.contains(Glyphs.unicode.head(index)), "head \(index)")
    }
    let small = text(model, 80, 24)
    #expect(small.unicodeScalars.contains(Glyphs.unicode.head(7)))
  }
}
