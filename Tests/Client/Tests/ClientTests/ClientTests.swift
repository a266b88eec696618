import Formulas
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

/// What somebody does who has ravine as a library and nothing but its public words.
@Suite struct ClientTests {
  @Test("a rule written outside races those of the catalog, as far as its knobs say")
  func race() throws {
    let surface = try #require(Shipped.named("rosenbrock"))
    var own = Racer(rule: ClippedDescent<Vector>())
    own.give("eta", .number(0.01))
    own.give("limit", .number(2))
    let momentum = Racer(rule: try #require(Catalog.rule(named: "momentum")))
    let race = Race(surface: surface, racers: [own, momentum], steps: 300)
    var recording = Recording(of: [0, 1], in: race, on: try surface.landscape())
    recording.advance(by: 300)
    let runs = recording.runs
    #expect(runs.map(\.lastStep) == [300, 300])
    for (from, to) in zip(runs[0].points, runs[0].points.dropFirst()) {
      #expect(abs(to.x - from.x) <= 0.02 * (1 + 1e-12) && abs(to.y - from.y) <= 0.02 * (1 + 1e-12))
    }
    // The walls at the start are far steeper than 2: there every step is cut off.
    let first = runs[0].points[1] - runs[0].points[0]
    #expect(abs(abs(first.x) - 0.02) < 1e-12)
    #expect(runs[0].losses[300] < runs[0].losses[0] / 10)
  }

  @Test("eight at once a rule from outside goes the same ways as one by one")
  func eight() {
    let one = ClippedDescent<Vector>().with(numbers: Vector.self)
    let many = ClippedDescent<Vector>().with(numbers: EightPoints.self)
    func moved<Rule: Optimizer>(_ rule: Rule, _ points: Rule.Numbers, _ slopes: Rule.Numbers)
      -> Rule.Numbers where Rule.Numbers: Points
    {
      var state = rule.initialState(at: points)
      let zero = Rule.Numbers.Axis(repeating: 0)
      return rule.step(
        from: points, seeing: Sight(value: zero, gradient: slopes), rate: rule.eta, &state
      ).to
    }
    var (points, slopes) = (EightPoints(), EightPoints())
    for lane in 0..<16 { (points[lane], slopes[lane]) = (Double(lane), Double(lane) / 4 - 2) }
    let together = moved(many, points, slopes)
    for lane in 0..<8 {
      let alone = moved(
        one, Vector(points[lane], points[lane + 8]), Vector(slopes[lane], slopes[lane + 8]))
      #expect(alone == Vector(together[lane], together[lane + 8]))
    }
  }

  @Test("a loss function written outside needs its value and its gradient alone")
  func landscape() throws {
    let adam = try #require(Catalog.rule(named: "adam"))
    var rule = adam
    rule.learningRate = 0.05
    let run = Run(of: rule, on: Ring(), from: Point(1.8, 0.4), steps: 500)
    let end = run.points[500]
    #expect(abs(end.x * end.x + end.y * end.y - 1) < 1e-3)
    // (x² + y² − 1)²: ∂xx = 12x² + 4y² − 4, ∂xy = 8xy.
    let bend = Ring().hessian(at: Point(0.5, 2))
    #expect(abs(bend.xx - 15) < 1e-6 && abs(bend.xy - 8) < 1e-6 && abs(bend.yy - 45) < 1e-6)
    #expect(Ring().field(over: View(x: -1...1, y: -1...1), columns: 1, rows: 1) == [1])
  }

  @Test("a formula is compiled, differentiated and walked")
  func formula() throws {
    let surface = try Surface(formula: "x^2 + 10 y^2", start: Point(3, 1))
    let descent = try #require(Catalog.rule(named: "descent"))
    let run = Run(of: descent, on: try surface.landscape(), from: surface.start, steps: 10)
    #expect(run.points[0] == Point(3, 1))
    let compiled = try CompiledFormula(try Formula("x^2 + 10 y^2"))
    #expect(compiled.slopes(at: Vector(3, 1)).slopes == Vector(6, 20))
  }
}
