import Anatomy
import Documents
import Landscapes
import Optimizers
import Testing

/// What an explanation says is what the step does, in every form of every rule.
@Suite struct ExplanationLawTests {
  /// Settings under which no part of an equation is 0 or 1 by chance.
  private static let settings: [[KnobKey: Double]] = [
    [:],
    [
      "beta": 0.7, "gamma": 0.95, "epsilon": 0.3, "dampening": 0.25, "weight-decay": 0.2,
      "momentum-decay": 0.5, "nu": 0.4, "nu2": 0.6, "delta": 0.8, "epsilon-root": 0.01,
      "initial": 0.02, "threshold": 4,
    ],
    ["beta": 0.5, "gamma": 0.5, "epsilon": 1e-4, "dampening": 0.9, "weight-decay": 0.01],
    ["beta": 0, "gamma": 0.9999, "nu": 1, "nu2": 0],
  ]

  private static let cases: [(Variant, [KnobKey: Double])] = Variant.all.flatMap { variant in
    settings.map { (variant, $0) }
  }

  @Test(arguments: cases)
  func `numbers put into the equation give the result`(
    variant: Variant, settings: [KnobKey: Double]
  ) throws {
    var rule = variant.rule
    for (key, value) in settings { rule[key] = .number(value) }
    rule.learningRate = 0.07
    try check(rule)
  }

  private func check<Rule: Optimizer<Vector>>(_ rule: Rule) throws {
    let bowl = Bowl(curvature: [1.3, 4.1])
    var state = rule.initialState(at: Point(1.234, -0.617))
    var point = Point(1.234, -0.617)
    for step in 1...12 {
      let seen = bowl.sample(at: rule.probe(from: point, state))
      let terms = rule.explain(from: point, seeing: seen, rate: rule.learningRate, state)
      let move = rule.step(from: point, seeing: seen, rate: rule.learningRate, &state)
      let last = try #require(terms.last)
      #expect(last.role == .step && last.result == .vector(move.to), "step \(step)")
      #expect(last.vector == move.to - point)
      for term in terms {
        if term.role == .gradient {
          #expect(term.result == .vector(seen.gradient))
          continue
        }
        try agree(term, step)
        if term.role == .rates { #expect(same(term.result.axes, move.rates), "\(term.equation)") }
      }
      point = move.to
    }
  }

  private func same(_ a: Vector, _ b: Vector) -> Bool {
    let gap = a - b
    return abs(gap.x) <= 1e-11 * (1 + abs(b.x)) && abs(gap.y) <= 1e-11 * (1 + abs(b.y))
  }

  private func agree(_ term: Term, _ step: Int) throws {
    let exact = try Arithmetic.value(
      of: term.equation, term.bindings.map { ($0.symbol, $0.value.axes) })
    #expect(
      same(exact, term.result.axes), "step \(step): \(term.equation) is \(exact)")
    let shown = try Arithmetic.span(of: term.numbers)
    let result = try Arithmetic.span(of: term.result.text)
    #expect(
      shown.meets(result), "step \(step): \(term.equation) = \(term.numbers) = \(term.result.text)")
  }

  @Test(arguments: Variant.all)
  func `every symbol of an equation has its number`(variant: Variant) {
    func terms<Rule: Optimizer<Vector>>(_ rule: Rule) -> [Term] {
      let start = Point(1, -2)
      let bowl = Bowl(curvature: [1, 3])
      let state = rule.initialState(at: start)
      return rule.explain(
        from: start, seeing: bowl.sample(at: rule.probe(from: start, state)), rate: 0.1, state)
    }
    let letters = Set("θgvsmuzybαβγδεηλμνρ")
    for term in terms(variant.rule) {
      let words = ["sign", "max", "min", "where"].reduce(term.numbers) { text, word in
        text.split(separator: word, omittingEmptySubsequences: false).joined()
      }
      #expect(!words.contains { letters.contains($0) }, "\(term.equation): \(term.numbers)")
    }
  }

  @Test func `AMSGrad divides by what its step divides by`() throws {
    // With the maximum before the correction: m/(1−γᵗ), not m.
    let rule = try #require(Catalog.rule(named: "amsgrad"))
    func check<Rule: Optimizer<Vector>>(_ rule: Rule) {
      let start = Point(1, 1)
      let seen = Sample(value: 0, gradient: [1, 2])
      let terms = rule.explain(from: start, seeing: seen, rate: 0.1, rule.initialState(at: start))
      let step = terms[terms.count - 1]
      #expect(step.equation == "θ ← θ − ηv̂/√(ẑ + ε)")
      // The first corrected step is η long on both axes.
      #expect(abs(step.vector.x + 0.1) < 1e-6 && abs(step.vector.y + 0.1) < 1e-6)
    }
    check(rule)
  }
}
