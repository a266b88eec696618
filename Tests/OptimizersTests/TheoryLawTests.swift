import Foundation
import Landscapes
@testable import Optimizers
import Testing

/// What theory says of a rule is taken from its own step; the closed forms of the literature test it.
@Suite struct TheoryLawTests {
  private func linear(_ name: String, _ knobs: [KnobKey: KnobValue] = [:]) throws
    -> LinearMotion
  {
    var rule = try #require(Catalog.rule(named: name))
    for (key, value) in knobs { rule[key] = value }
    #expect(rule.theory.isLinear)
    return try #require(rule.theory.motion)
  }

  @Test(arguments: [0, 0.2, 0.5, 0.81, 0.9, 0.99])
  func `limits are those of the literature`(beta: Double) throws {
    func limit(_ name: String, _ knobs: [KnobKey: KnobValue] = [:]) throws -> Double {
      let knobs = knobs.merging(["beta": .number(beta)]) { $1 }
      return try #require(try linear(name, knobs).stabilityLimit)
    }
    func near(_ a: Double, _ b: Double) -> Bool { abs(a / b - 1) < 1e-9 }
    #expect(near(try limit("descent"), 2))
    let ball = 2 * (1 + beta)
    #expect(near(try limit("momentum"), ball))
    #expect(near(try limit("momentum", ["form": .choice("physical")]), ball))
    #expect(near(try limit("momentum", ["form": .choice("average")]), ball / (1 - beta)))
    // A dampened gradient weighs 1 − d, and so does its rate.
    for form in ["heavy-ball", "physical"] {
      let knobs: [KnobKey: KnobValue] = ["form": .choice(form), "dampening": .number(0.5)]
      #expect(near(try limit("momentum", knobs), ball / 0.5))
    }
    let ahead = 2 * (1 + beta) / (1 + 2 * beta)
    #expect(near(try limit("nesterov"), ahead))
    #expect(near(try limit("nesterov", ["form": .choice("reparametrised")]), ahead))
    // QHM: ν = 0 is descent, ν = 1 the average form, ν = β Nesterov with (1−β)η.
    #expect(near(try limit("qhm", ["nu": .number(0)]), 2))
    #expect(near(try limit("qhm", ["nu": .number(1)]), ball / (1 - beta)))
    if beta > 0 { #expect(near(try limit("qhm", ["nu": .number(beta)]), ahead / (1 - beta))) }
  }

  @Test func `a gradient that is dampened away brings nothing closer`() throws {
    let rule = try linear("momentum", ["dampening": .number(1)])
    #expect(rule.stabilityLimit == nil)
    func regime(_ rule: LinearMotion) -> Regime {
      Regime(of: rule, curvature: 3, rate: 0.1)
    }
    #expect(regime(rule) == .undamped)
  }

  /// The rate at which the loss of a real run changes is that of the recurrence.
  @Test(arguments: [
    ("descent", ""), ("momentum", "heavy-ball"), ("momentum", "average"),
    ("momentum", "physical"), ("nesterov", "look-ahead"), ("nesterov", "reparametrised"),
    ("qhm", ""),
  ])
  func `a run fades or grows at the rate of its recurrence`(name: String, form: String) throws {
    for (dampening, nu) in [(0.0, 0.7), (0.5, 0.3)] {
      for beta in [0.3, 0.8, 0.95] {
        for product in [0.05, 0.9, 1.6, 3.1, -0.2] {
          var rule = try #require(Catalog.rule(named: name))
          rule["form"] = .choice(form)
          rule["beta"] = .number(beta)
          rule["dampening"] = .number(dampening)
          rule["nu"] = .number(nu)
          rule.learningRate = 0.1
          let linear = try #require(rule.theory.motion)
          let radius = linear.recurrence(curvature: product / 0.1, rate: 0.1).spectralRadius
          let bowl = Bowl(curvature: [product / 0.1, 1])
          // Growth between two far steps, swings averaged out over a window.
          let points = path(rule, on: bowl, from: Point(1, 0), steps: 400)
          func size(_ range: Range<Int>) -> Double {
            points[range].map { abs($0.x) }.max() ?? 0
          }
          let (early, late) = (size(150..<200), size(350..<400))
          guard early > 1e-250, late > 1e-250, late < 1e250 else { continue }
          var measured = late / early
          for _ in 0..<3 { measured = measured.squareRoot() }
          // The 200th root by its logarithm's bounds: (1 ± 2 %) ^ 200.
          let growth = (0..<25).reduce(1.0) { sum, _ in sum * radius }
          #expect(measured / growth > 0.6 && measured / growth < 1.7, "\(beta) \(product)")
        }
      }
    }
  }

  @Test func `the β that is told is the best of all`() throws {
    let ball = try linear("momentum")
    // The two critical ones: for the steep direction and for the flat one, which is slower.
    let (steep, flat) = (50.0, 1.0)
    let rate = 0.01
    func critical(_ curvature: Double) -> Double {
      let root = (rate * curvature).squareRoot()
      return (1 - root) * (1 - root)
    }
    func best(_ curvatures: [Double]) throws -> Double {
      try #require(ball.fastestDecay(curvatures: curvatures, rate: rate))
    }
    #expect(abs(try best([steep]) - critical(steep)) < 1e-4)
    #expect(abs(try best([flat]) - critical(flat)) < 1e-4)
    #expect(abs(try best([steep, flat]) - 0.81) < 1e-4)
    // 0.81 is seven orders better than 0.086 after 120 steps.
    func loss(_ beta: Double) throws -> Double {
      var rule = try #require(Catalog.rule(named: "momentum"))
      rule["beta"] = .number(beta)
      rule.learningRate = rate
      let bowl = Bowl(curvature: [flat, steep])
      return bowl.value(at: path(rule, on: bowl, from: Point(6, 3), steps: 120)[120])
    }
    #expect(try loss(0.81) < 1e-7 * (try loss(0.086)))
    for other in stride(from: 0.0, to: 0.99, by: 0.01) {
      let radius = [steep, flat].map {
        ball.radius(decay: other, curvature: $0, rate: rate)
      }.max()
      #expect(try #require(radius) >= 0.9 - 1e-9, "β \(other)")
    }
    let ahead = try linear("nesterov")
    let root = (rate * steep).squareRoot()
    let found = try #require(ahead.fastestDecay(curvatures: [steep], rate: rate))
    #expect(abs(found - (1 - root) / (1 + root)) < 1e-4)
  }

  @Test func `while its rates stand still Adam is momentum in its average form`() throws {
    let adam = try #require(Catalog.rule(named: "adam")).theory
    #expect(!adam.isLinear)
    #expect(abs(try #require(adam.motion?.stabilityLimit) - 38) < 1e-6)
    for name in ["rmsprop", "adagrad", "adadelta"] {
      let theory = try #require(Catalog.rule(named: name)).theory
      #expect(abs(try #require(theory.motion?.stabilityLimit) - 2) < 1e-9, "\(name)")
    }
    // Rules of signs and running means have no such limit, so none is told.
    for name in ["lion", "rprop", "schedule-free"] {
      #expect(try #require(Catalog.rule(named: name)).theory.motion == nil, "\(name)")
    }
  }

  /// Frozen by an ε that drowns every slope, an adaptive rule is the linear rule that its theory names.
  @Test(arguments: [
    "adam", "amsgrad", "adamax", "nadam", "adamw", "adabelief", "yogi", "qhadam", "adagrad",
    "adadelta", "rmsprop", "radam", "adan",
  ])
  func `rates that stand still diverge just above the limit and not just below`(name: String)
    throws
  {
    for beta in [0.0, 0.5, 0.9] {
      var rule = try #require(Catalog.rule(named: name))
      rule["beta"] = .number(beta)
      rule["form"] = .choice("plain")
      rule["gamma"] = .number(0.9)
      rule["epsilon"] = .number(100)
      // The sum of all squares grows without end where a run diverges: only the first steps count.
      let limit = try #require(rule.theory.motion?.stabilityLimit)
      rule.learningRate = name == "adadelta" ? 1 : 0.001
      let rate = name == "adadelta" ? 1 : rule.learningRate / Self.divisor(name)
      for (share, isStable) in [(0.99, true), (1.01, false)] {
        let bowl = Bowl(curvature: Vector(limit * share / rate, 0))
        // So small that ε drowns the slopes of a run that grows, too.
        let start = 1e-100 / (limit / rate)
        let points = path(rule, on: bowl, from: Point(start, 0), steps: 600)
        let early = points[40..<80].map { abs($0.x) }.max() ?? 0
        let late = points[560...].map { abs($0.x) }.max() ?? 0
        #expect(isStable ? late < early : late > early, "β \(beta), \(share) of \(limit)")
      }
    }
  }

  /// What ε = 100 makes the denominator: its root where ε stands under it.
  private static func divisor(_ name: String) -> Double {
    ["adabelief", "yogi", "adamax", "adan"].contains(name) ? 100 : 10
  }

  /// The schedule of μ moves the limit while the run goes on, and the rule hovers where it stands.
  @Test(arguments: [1000, 2000, 4000])
  func `Nadam hovers at the limit of its present look-ahead`(steps: Int) throws {
    var rule = try #require(Catalog.rule(named: "nadam"))
    rule["eta"] = .number(0.1)
    rule["gamma"] = .number(0.9)
    let (product, limit) = try Self.hovering(rule, curvature: 4, after: steps)
    #expect(abs(product / limit - 1) < 0.02, "\(product) of \(limit)")
    let mu = 0.9 * (1 - 0.5 * pow(0.96, Double(steps) * 0.004))
    #expect(abs(limit - 3.8 / (1 + 0.9 * (1 - 2 * mu))) < 0.01)
  }

  /// The mean of rate × curvature over the last steps, and the limit that is told there.
  private static func hovering<Rule: Optimizer<Vector>>(
    _ rule: Rule, curvature: Double, after steps: Int
  )
    throws -> (product: Double, limit: Double)
  {
    let bowl = Bowl(curvature: Vector(curvature, 0))
    var point = Point(1, 0)
    var state = rule.initialState(at: point)
    var products: [Double] = []
    for step in 1...steps {
      let seen = bowl.sample(at: rule.probe(from: point, state))
      let move = rule.step(from: point, seeing: seen, rate: rule.learningRate, &state)
      point = move.to
      if step > steps - 100 { products.append(move.rates.x * curvature) }
    }
    let limit = try #require(rule.theory(in: state).motion?.stabilityLimit)
    return (products.reduce(0, +) / Double(products.count), limit)
  }

  /// RMSProp hops at its limit in a valley that runs across the axes too, in one direction alone.
  @Test func `rate times curvature is taken along the valley, not along the axes`() throws {
    let hessian = Hessian(xx: 2.1, xy: -1.9, yy: 2.1)
    for rates in [Vector(1, 1), Vector(0.3, 2), Vector(0.5, 0)] {
      let (largest, smallest) = hessian.stretched(by: rates).eigenvalues
      // The same trace and determinant as rates × Hessian, which the update multiplies by.
      #expect(abs(largest + smallest - (rates.x * 2.1 + rates.y * 2.1)) < 1e-12)
      #expect(abs(largest * smallest - rates.x * rates.y * (2.1 * 2.1 - 1.9 * 1.9)) < 1e-12)
    }
  }

  @Test func `memories are those of the rule's own knobs`() throws {
    func memories(_ name: String, _ knobs: [KnobKey: KnobValue] = [:]) throws -> [Memory.Kind] {
      var rule = try #require(Catalog.rule(named: name))
      for (key, value) in knobs { rule[key] = value }
      return rule.theory.memories.map(\.kind)
    }
    // Lion's β only mixes; what it remembers fades by γ.
    #expect(
      try memories("lion", ["beta": .number(0.5), "gamma": .number(0.98)])
        == [.fading(symbol: "γ", decay: 0.98)])
    // Its fast point moves and does not forget; nothing of it is a memory of gradients.
    #expect(try memories("schedule-free").isEmpty)
    #expect(try memories("adagrad") == [.lasting])
    #expect(try memories("rmsprop") == [.fading(symbol: "γ", decay: 0.9)])
    #expect(try memories("descent").isEmpty)
    #expect(try memories("momentum") == [.fading(symbol: "β", decay: 0.9)])
  }

  /// The averages that a rule names are corrected by the very weights that its step divides by.
  @Test(arguments: Variant.all)
  func `averages hold the weights that are told`(variant: Variant) {
    func check<Rule: Optimizer<Vector>>(_ rule: Rule) {
      var state = rule.initialState(at: Point(1, 1))
      var product: [String: Double] = [:]
      for _ in 0..<7 {
        let seen = Sample(value: 0, gradient: [1, -2])
        _ = rule.step(from: Point(1, 1), seeing: seen, rate: 0.01, &state)
        for average in rule.averages(in: state) {
          product[average.symbol] = (product[average.symbol] ?? 1) * average.decay
          #expect(abs(average.product - (product[average.symbol] ?? 0)) < 1e-12)
        }
      }
    }
    check(variant.rule)
  }
}
