import Landscapes
import Testing

@testable import Optimizers

/// First steps of every form, worked out by hand from the equations.
@Suite struct FirstStepTests {
  /// f = x²/2 + 2y² from (1, 1): the first gradient is (1, 4).
  private func steps(_ settings: [KnobKey: KnobValue], of name: String, count: Int = 2) throws
    -> [Point]
  {
    var rule = try #require(Catalog.rule(named: name))
    for (key, value) in settings { rule[key] = value }
    return path(rule, on: Bowl(curvature: [1, 4]), from: Point(1, 1), steps: count)
  }

  private func close(_ a: Point, _ b: Point) -> Bool { (a - b).length < 1e-12 }

  @Test func `descent`() throws {
    let points = try steps(["eta": .number(0.1)], of: "descent")
    #expect(close(points[1], Point(0.9, 0.6)))
    #expect(close(points[2], Point(0.81, 0.36)))
  }

  @Test func `momentum, three forms`() throws {
    let ball = try steps(["eta": .number(0.1), "beta": .number(0.5)], of: "momentum")
    // v₁ = (0.1, 0.4); g₂ = (0.9, 2.4); v₂ = 0.5 v₁ + 0.1 g₂ = (0.14, 0.44).
    #expect(close(ball[2], Point(0.76, 0.16)))
    let average = try steps(
      ["eta": .number(0.2), "beta": .number(0.5), "form": .choice("average")], of: "momentum")
    #expect(close(average[1], Point(0.9, 0.6)))
    #expect(close(average[2], Point(0.76, 0.16)))
    let physical = try steps(
      ["eta": .number(0.1), "beta": .number(0.5), "form": .choice("physical")], of: "momentum")
    #expect(close(physical[2], Point(0.76, 0.16)))
  }

  @Test func `nesterov, two forms`() throws {
    let settings: [KnobKey: KnobValue] = ["eta": .number(0.1), "beta": .number(0.5)]
    let ahead = try steps(settings, of: "nesterov")
    #expect(close(ahead[1], Point(0.9, 0.6)))
    // The probe is (0.85, 0.4): g = (0.85, 1.6); v₂ = (0.05, 0.2) + (0.085, 0.16).
    #expect(close(ahead[2], Point(0.765, 0.24)))
    var other = settings
    other["form"] = .choice("reparametrised")
    let reparametrised = try steps(other, of: "nesterov")
    // The same sequence seen at θ − βv: (0.9, 0.6) − 0.5 (0.1, 0.4).
    #expect(close(reparametrised[1], Point(0.85, 0.4)))
    #expect(close(reparametrised[2], Point(0.765 - 0.0675, 0.24 - 0.18)))
  }

  @Test func `rprop, two forms`() throws {
    let notes = try steps(["eta": .number(0.1)], of: "rprop", count: 3)
    // The length of the first update serves the second too; then it grows.
    #expect(close(notes[1], Point(0.9, 0.9)))
    #expect(close(notes[2], Point(0.8, 0.8)))
    #expect(close(notes[3], Point(0.68, 0.68)))
    let pytorch = try steps(["eta": .number(0.1), "form": .choice("pytorch")], of: "rprop")
    #expect(close(pytorch[1], Point(0.9, 0.9)))
    #expect(close(pytorch[2], Point(0.78, 0.78)))
  }

  @Test func `rprop rests for a step where the sign turned, in PyTorch's form`() throws {
    var rule = try #require(Catalog.rule(named: "rprop"))
    for (key, value) in ["eta" as KnobKey: 1.5, "grow": 1.2, "shrink": 0.5] {
      rule[key] = .number(value)
    }
    rule["form"] = .choice("pytorch")
    let points = path(rule, on: Bowl(curvature: [1, 1]), from: Point(1, 1), steps: 3)
    #expect(points[1] == Point(-0.5, -0.5))
    #expect(points[2] == points[1])
    #expect(close(points[3], Point(0.25, 0.25)))
  }

  @Test func `adagrad, both places of ε`() throws {
    let inside = try steps(["eta": .number(0.1), "epsilon": .number(3)], of: "adagrad", count: 1)
    #expect(close(inside[1], Point(1 - 0.1 / 2, 1 - 0.4 / 19.0.squareRoot())))
    let outside = try steps(
      ["eta": .number(0.1), "epsilon": .number(3), "epsilon-at": .choice("outside")],
      of: "adagrad", count: 1)
    #expect(close(outside[1], Point(1 - 0.1 / 4, 1 - 0.4 / 7)))
    let initial = try steps(
      ["eta": .number(0.1), "epsilon": .number(0), "initial": .number(9)], of: "adagrad", count: 1)
    #expect(close(initial[1], Point(1 - 0.1 / 10.0.squareRoot(), 1 - 0.4 / 5)))
  }

  @Test func `rmsprop, its switches`() throws {
    let base: [KnobKey: KnobValue] = [
      "eta": .number(0.1), "gamma": .number(0.75), "epsilon": .number(0),
    ]
    // s = 0.25 g², so g/√s = 2 on both axes.
    #expect(close(try steps(base, of: "rmsprop")[1], Point(0.8, 0.8)))
    // Centered: s − a² = (0.25 − 0.0625) g².
    let centered = base.merging(["centered": .choice("on")]) { $1 }
    let length = 0.1 / 0.1875.squareRoot()
    #expect(close(try steps(centered, of: "rmsprop")[1], Point(1 - length, 1 - length)))
    let outside = base.merging(["epsilon": .number(0.5), "epsilon-at": .choice("outside")]) { $1 }
    #expect(close(try steps(outside, of: "rmsprop")[1], Point(0.9, 1 - 0.4 / 2.5)))
    let rolling = base.merging(["beta": .number(0.5)]) { $1 }
    let points = try steps(rolling, of: "rmsprop")
    // s₂ = 0.75·(0.25, 4) + 0.25·(0.8², 3.2²) = (0.3475, 5.56).
    let second = 0.1 * 0.8 / 0.3475.squareRoot() + 0.5 * 0.2
    #expect(close(points[2], Point(0.8 - second, 0.8 - second)))
  }

  @Test func `adadelta's first step is √(ε/(1−γ)) on each axis`() throws {
    let points = try steps(
      ["eta": .number(1), "gamma": .number(0.9), "epsilon": .number(1e-6)], of: "adadelta", count: 1
    )
    let x = 1 * (1e-6).squareRoot() / (0.1 + 1e-6).squareRoot()
    let y = 4 * (1e-6).squareRoot() / (1.6 + 1e-6).squareRoot()
    #expect(close(points[1], Point(1 - x, 1 - y)))
    #expect(abs(x - 0.00316) < 1e-5)
  }

  @Test func `adam's first step is η, uncorrected 3.16 η`() throws {
    let base: [KnobKey: KnobValue] = ["eta": .number(0.1), "epsilon": .number(0)]
    #expect(close(try steps(base, of: "adam")[1], Point(0.9, 0.9)))
    let raw = base.merging(["correction": .choice("off")]) { $1 }
    let length = 0.1 * 0.1 / 0.001.squareRoot()
    #expect(close(try steps(raw, of: "adam")[1], Point(1 - length, 1 - length)))
    #expect(abs(length / 0.1 - 3.1623) < 1e-4)
  }

  @Test func `adam, three places of ε`() throws {
    let base: [KnobKey: KnobValue] = ["eta": .number(0.1), "epsilon": .number(1)]
    let inside = try steps(base, of: "adam")[1]
    #expect(close(inside, Point(1 - 0.1 / 2.0.squareRoot(), 1 - 0.4 / 17.0.squareRoot())))
    let outside = try steps(base.merging(["epsilon-at": .choice("outside")]) { $1 }, of: "adam")[1]
    #expect(close(outside, Point(0.95, 1 - 0.4 / 5)))
    let hat = try steps(base.merging(["epsilon-at": .choice("hat")]) { $1 }, of: "adam")[1]
    let floor = 1 / 0.001.squareRoot()
    #expect(close(hat, Point(1 - 0.1 / (1 + floor), 1 - 0.4 / (4 + floor))))
  }

  @Test func `adam keeps the exact weights after β is turned`() throws {
    var rule = Adam<Vector>()
    rule.learningRate = 1
    rule.epsilon = .zero
    var moments = rule.initialState(at: .zero)
    var point = Point(0, 0)
    let slope = Sample(value: 0, gradient: Vector(1, 1))
    for step in 0..<30 {
      if step == 10 { rule.beta = Vector(repeating: 0.99) }
      let move = rule.step(from: point, seeing: slope, rate: 1, &moments)
      // On a constant slope every step is η long, before and after the turn.
      #expect(abs((move.to - point).x + 1) < 1e-12)
      point = move.to
    }
  }

  @Test func `adamax, both places of ε`() throws {
    let base: [KnobKey: KnobValue] = ["eta": .number(0.1), "epsilon": .number(1)]
    #expect(close(try steps(base, of: "adamax")[1], Point(0.95, 1 - 0.4 / 5)))
    let norm = try steps(base.merging(["epsilon-at": .choice("norm")]) { $1 }, of: "adamax")
    #expect(close(norm[1], Point(0.95, 1 - 0.4 / 5)))
    // γ·max against the new slope: the first slope rules still, without ε in it for `norm`.
    let first = 0.9 * 0.1 + 0.1 * 0.95
    #expect(close(norm[2], Point(0.95 - 0.1 * first / 0.19 / (0.999 + 1), norm[2].y)))
  }

  @Test func `nadam, two forms`() throws {
    let base: [KnobKey: KnobValue] = ["eta": .number(0.1), "epsilon": .number(0)]
    let plain = try steps(base.merging(["form": .choice("plain")]) { $1 }, of: "nadam")[1]
    // v̂ = β·0.1g/(1−β²) + 0.1g/(1−β) = (0.09/0.19 + 1) g.
    let length = 0.1 * (0.09 / 0.19 + 1)
    #expect(close(plain, Point(1 - length, 1 - length)))
    let dozat = try steps(base, of: "nadam")[1]
    let first = 0.9 * (1 - 0.5 * 0.9998367318)
    let second = 0.9 * (1 - 0.5 * 0.9996734902)
    let v = second * 0.1 / (1 - first * second) + 1
    #expect(abs(dozat.x - (1 - 0.1 * v)) < 1e-9)
  }

  @Test func `amsgrad, maximum before and after`() throws {
    let base: [KnobKey: KnobValue] = ["eta": .number(0.1), "epsilon": .number(0)]
    let before = try steps(base, of: "amsgrad", count: 2)
    let after = try steps(base.merging(["max": .choice("after")]) { $1 }, of: "amsgrad", count: 2)
    #expect(close(before[1], Point(0.9, 0.9)))
    #expect(close(after[1], Point(0.9, 0.9)))
    // The slope falls from 1 to 0.9: the corrected mean square falls too, so the kept one rules.
    let v = (0.9 * 0.1 + 0.1 * 0.9) / 0.19
    #expect(close(after[2], Point(0.9 - 0.1 * v, after[2].y)))
    let s = (0.999 * 0.001 + 0.001 * 0.81) / (1 - 0.999 * 0.999)
    #expect(close(before[2], Point(0.9 - 0.1 * v / s.squareRoot(), before[2].y)))
  }

  @Test func `qhm mixes the gradient and its average`() throws {
    let settings: [KnobKey: KnobValue] = [
      "eta": .number(0.1), "beta": .number(0.5), "nu": .number(0.5),
    ]
    let points = try steps(settings, of: "qhm")
    // v₁ = g/2: the step is 0.1·(0.5 + 0.25) g.
    #expect(close(points[1], Point(0.925, 0.7)))
    // v₂ = 0.25·(1, 4) + 0.5·(0.925, 2.8); the step 0.05·(g + v₂).
    #expect(close(points[2], Point(0.925 - 0.05 * (0.925 + 0.7125), 0.7 - 0.05 * (2.8 + 2.4))))
    let plain = try steps(["eta": .number(0.1), "nu": .number(0)], of: "qhm")
    #expect(plain == (try steps(["eta": .number(0.1)], of: "descent")))
  }

  @Test func `qhadam mixes above and below the line`() throws {
    let base: [KnobKey: KnobValue] = ["eta": .number(0.1), "epsilon": .number(0)]
    // At the first update both averages are the gradient itself, whatever the shares.
    let mixed = base.merging(["nu": .number(0.3), "nu2": .number(0.6)]) { $1 }
    let points = try steps(mixed, of: "qhadam")
    #expect(close(points[1], Point(0.9, 0.9)))
    let g = 0.9
    let v = (0.9 * 0.1 + 0.1 * g) / 0.19
    let s = (0.999 * 0.001 + 0.001 * g * g) / (1 - 0.999 * 0.999)
    let x = 0.1 * (0.7 * g + 0.3 * v) / (0.4 * g * g + 0.6 * s).squareRoot()
    #expect(abs(points[2].x - (0.9 - x)) < 1e-12)
    let adam = base.merging(["nu": .number(1), "nu2": .number(1)]) { $1 }
    let both = zip(try steps(adam, of: "qhadam"), try steps(base, of: "adam"))
    #expect(both.allSatisfy { close($0, $1) })
  }

  @Test func `schedule-free averages the fast point`() throws {
    let points = try steps(["eta": .number(0.1), "beta": .number(0.5)], of: "schedule-free")
    // z₁ = x₁ = (0.9, 0.6); the probe is there; z₂ = z₁ − 0.1·(0.9, 2.4); x₂ their mean.
    #expect(close(points[1], Point(0.9, 0.6)))
    #expect(close(points[2], Point(0.855, 0.48)))
  }

  @Test func `lion and adamw pull towards the origin`() throws {
    let lion = try steps(["eta": .number(0.1), "weight-decay": .number(0.5)], of: "lion")
    #expect(close(lion[1], Point(1 - 0.1 - 0.05, 1 - 0.1 - 0.05)))
    let adamw = try steps(
      ["eta": .number(0.1), "weight-decay": .number(0.5), "epsilon": .number(0)], of: "adamw")
    #expect(close(adamw[1], Point(0.85, 0.85)))
  }

  @Test func `radam starts with plain momentum`() throws {
    let points = try steps(["eta": .number(0.1), "beta": .number(0)], of: "radam", count: 7)
    // Five bare gradient steps; at the sixth enough is known.
    for step in 1...5 { #expect(abs(points[step].x - points[step - 1].x * 0.9) < 1e-12) }
    #expect(abs(points[6].x - points[5].x * 0.9) > 1e-3)
  }

  @Test func `dampening is PyTorch's: the first gradient is whole`() throws {
    let settings: [KnobKey: KnobValue] = [
      "eta": .number(0.1), "beta": .number(0.5), "form": .choice("physical"),
      "dampening": .number(0.5),
    ]
    let points = try steps(settings, of: "momentum")
    #expect(close(points[1], Point(0.9, 0.6)))
    #expect(close(points[2], Point(0.9 - 0.1 * (0.5 + 0.45), 0.6 - 0.1 * (2 + 1.2))))
  }
}
