import Anatomy
import Landscapes
import Optimizers
import Testing

/// A rule with one setting of its choices: laws hold for every form of every rule.
struct Variant: Sendable, CustomTestStringConvertible {
  var rule: any Optimizer<Vector>
  var testDescription: String {
    let choices = rule.knobDescriptions.compactMap { knob -> String? in
      guard case .choice = knob.kind, let value = rule[knob.key] else { return nil }
      return "\(knob.key)=\(value)"
    }
    return ([rule.card.name] + choices).joined(separator: " ")
  }

  /// Every rule in every combination of its choices.
  static let all: [Variant] = Catalog.rules.flatMap { rule in
    var variants: [any Optimizer<Vector>] = [rule]
    for knob in rule.knobDescriptions {
      guard case .choice(let words) = knob.kind else { continue }
      variants = variants.flatMap { variant in
        words.map { word in
          var changed = variant
          changed[knob.key] = .choice(word)
          return changed
        }
      }
    }
    return variants.map(Variant.init)
  }
}

/// A round bowl with an exact gradient.
struct Bowl: Landscape {
  var curvature: Vector
  func sample(at point: Point) -> Sample {
    Sample(value: value(at: point), gradient: curvature * point)
  }
  func value(at point: Point) -> Double {
    (curvature * point * point / 2).x + (curvature * point * point / 2).y
  }
  func hessian(at point: Point) -> Hessian { Hessian(xx: curvature.x, xy: 0, yy: curvature.y) }
  func values(
    x: UnsafeBufferPointer<Double>, y: UnsafeBufferPointer<Double>,
    into values: UnsafeMutableBufferPointer<Double>
  ) {
    for index in x.indices { values[index] = value(at: Point(x[index], y[index])) }
  }
}

/// The points of a run of some steps.
func path<Rule: Optimizer<Vector>>(
  _ rule: Rule, on ground: some Landscape, from start: Point, steps: Int
)
  -> [Point]
{
  var points = [start]
  var state = rule.initialState(at: start)
  for _ in 0..<steps {
    let point = points[points.count - 1]
    let seen = ground.sample(at: rule.probe(from: point, state))
    points.append(
      rule.step(from: point, seeing: seen, rate: rule.learningRate, &state).to)
  }
  return points
}

@Suite struct RuleLawTests {
  @Test(arguments: Variant.all)
  func `it rests at a stationary point`(variant: Variant) {
    let points = path(
      variant.rule, on: Bowl(curvature: [1, 3]), from: Point(0, 0), steps: 50)
    #expect(points.allSatisfy { $0 == Point(0, 0) })
  }

  @Test(arguments: Variant.all)
  func `it descends a bowl`(variant: Variant) {
    var rule = variant.rule
    rule.learningRate = rule.card.name == "adadelta" ? 1 : 0.02
    rule["epsilon"] = .number(rule.card.name == "adadelta" ? 1e-4 : 1e-8)
    // The corrected variance of a single gradient is 0, so ε alone decides that first step.
    if rule["centered"] == .choice("on"), rule["correction"] == .choice("on") {
      rule["epsilon"] = .number(1)
    }
    let bowl = Bowl(curvature: [1, 3])
    let points = path(rule, on: bowl, from: Point(1, -0.7), steps: 400)
    #expect(bowl.value(at: points[400]) < 0.2 * bowl.value(at: points[0]))
    #expect(points.allSatisfy { $0.isFinite })
  }

  @Test(arguments: Variant.all)
  func `the same run twice is the same`(variant: Variant) {
    let bowl = Bowl(curvature: [0.3, 7])
    #expect(
      path(variant.rule, on: bowl, from: Point(1, 2), steps: 200)
        == path(variant.rule, on: bowl, from: Point(1, 2), steps: 200))
  }

  @Test(arguments: Variant.all)
  func `it treats both axes alike`(variant: Variant) {
    let forward = path(variant.rule, on: Bowl(curvature: [1, 5]), from: Point(2, -1), steps: 60)
    let turned = path(variant.rule, on: Bowl(curvature: [5, 1]), from: Point(-1, 2), steps: 60)
    #expect(forward.map { Point($0.y, $0.x) } == turned)
  }

  @Test(arguments: Catalog.rules.map(Variant.init))
  func `knobs clamp and round-trip`(variant: Variant) {
    for knob in variant.rule.knobDescriptions {
      var rule = variant.rule
      switch knob.kind {
      case .number(let range, _):
        rule[knob.key] = .number(range.upperBound * 2 + 1)
        #expect(rule[knob.key] == .number(range.upperBound))
        rule[knob.key] = .number(range.lowerBound - 1)
        #expect(rule[knob.key] == .number(range.lowerBound))
        let middle = range.lowerBound + min(range.upperBound - range.lowerBound, 2) / 3
        rule[knob.key] = .number(middle)
        #expect(rule[knob.key] == .number(middle))
        rule[knob.key] = .choice("nonsense")
        #expect(rule[knob.key] == .number(middle))
        rule[knob.key] = .number(.nan)
        #expect(rule[knob.key] == .number(middle))
      case .choice(let words):
        #expect(rule[knob.key] == .choice(words[0]), "the first word is the default")
        for word in words {
          rule[knob.key] = .choice(word)
          #expect(rule[knob.key] == .choice(word))
        }
        rule[knob.key] = .choice("nonsense")
        #expect(rule[knob.key] == .choice(words[words.count - 1]))
      }
    }
    #expect(variant.rule["no such knob"] == nil)
  }

  @Test(arguments: Catalog.rules.map(Variant.init))
  func `every notch up is undone by a notch down`(variant: Variant) {
    for knob in variant.rule.knobDescriptions {
      guard let given = variant.rule[knob.key] else { continue }
      // A default may lie between two notches; the one above it does not.
      let value = knob.moved(given, up: true)
      let up = knob.moved(value, up: true)
      if up != value { #expect(knob.moved(up, up: false) == value, "\(knob.key)") }
    }
  }

  @Test(arguments: Variant.all)
  func `the explanation tells the very step that is taken`(variant: Variant) {
    explain(variant.rule)
  }

  private func explain<Rule: Optimizer<Vector>>(_ rule: Rule) {
    let bowl = Bowl(curvature: [1, 4])
    var state = rule.initialState(at: Point(1, 1))
    var point = Point(1, 1)
    for _ in 0..<5 {
      let probe = rule.probe(from: point, state)
      let seen = bowl.sample(at: probe)
      let terms = rule.explain(from: point, seeing: seen, rate: 0.1, state)
      let move = rule.step(from: point, seeing: seen, rate: 0.1, &state)
      #expect(terms.last?.role == .step)
      #expect(terms.last?.vector == move.to - point)
      let gradient = terms.first { $0.role == .gradient }
      #expect(gradient?.vector == seen.gradient)
      #expect(gradient?.origin == probe)
      // Arrows of jump and correction lead from the point to where the step ends.
      let parts = terms.filter { ($0.role == .jump || $0.role == .correction) && $0.origin != nil }
      if parts.count == 2 {
        let sum = parts[0].vector + parts[1].vector
        #expect((sum - (move.to - point)).length < 1e-12)
      }
      point = move.to
    }
  }

  @Test func `names are unique and every card is filled`() {
    #expect(Set(Catalog.names).count == Catalog.names.count)
    for rule in Catalog.rules {
      #expect(!rule.equations.isEmpty && !rule.card.summary.isEmpty)
      #expect(!rule.card.source.isEmpty && !rule.card.conventions.isEmpty)
      #expect(Set(rule.knobDescriptions.map(\.key)).count == rule.knobDescriptions.count)
    }
  }
}
