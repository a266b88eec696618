import Anatomy
import Landscapes

extension Moments {
  /// The average of gradients, corrected where the rule corrects it.
  static func firstTerms(
    _ before: Moments, _ after: Moments, beta: Double, corrected: Bool = true,
    _ seen: Sample
  ) -> [Term] {
    let average = Term.average(before.first, after.first, beta: beta, seen)
    return corrected ? [average, after.correctedFirst] : [average]
  }

  /// The average of squared gradients, corrected where the rule corrects it.
  static func secondTerms(
    _ before: Moments, _ after: Moments, gamma: Double,
    corrected: Bool = true, _ seen: Sample
  ) -> [Term] {
    let square = Term.meanSquare(before.second, after.second, gamma: gamma, seen)
    return corrected ? [square, after.correctedSecond] : [square]
  }

  /// v̂ = v/(1−βᵗ).
  var correctedFirst: Term {
    .corrected(.velocity, "v̂ = v/(1−βᵗ)", "v", first, decay: "βᵗ", product: firstDecay)
  }

  /// ŝ = s/(1−γᵗ).
  var correctedSecond: Term {
    .corrected(.memory, "ŝ = s/(1−γᵗ)", "s", second, decay: "γᵗ", product: secondDecay)
  }

  /// The direction of the step as equations name it.
  func direction(isCorrected: Bool) -> (symbol: String, value: Vector) {
    isCorrected ? ("v̂", first / (1 - firstDecay)) : ("v", first)
  }

  /// What stands under the root as equations name it.
  func square(isCorrected: Bool) -> (symbol: String, value: Vector) {
    isCorrected ? ("ŝ", second / (1 - secondDecay)) : ("s", second)
  }

  /// Both averages, with the weights they hold.
  func averages(beta: Double, gamma: Double) -> [Average] {
    [
      Average("βᵗ", decay: beta, product: firstDecay, .above),
      Average("γᵗ", decay: gamma, product: secondDecay, .below),
    ]
  }
}

extension Term {
  /// The rates, and the step that they make of a direction: how a rule ends that divides by a root.
  ///
  /// - Parameters:
  ///   - direction: what is divided, as the equation writes it.
  ///   - bindings: its numbers.
  ///   - below: the denominator with its numbers.
  static func quotient(
    _ direction: String, _ bindings: Bindings, over below: (text: String, bindings: Bindings),
    rate: Double, from point: Point, _ move: Move
  ) -> [Term] {
    [
      Term(.rates, "rates", "η/\(below.text)", ["η": rate] + below.bindings, move.rates),
      .step(
        "θ ← θ − η\(direction)/\(below.text)", ["θ": point, "η": rate] + bindings + below.bindings,
        from: point, to: move.to),
    ]
  }

  /// Terms of a rule with its last one, the step, taken apart into the pull towards the origin and the
  /// rest.
  ///
  /// - Parameter name: what the rest is called.
  static func decayed(
    _ terms: [Term], by weightDecay: Double, _ name: String, rate: Double, from point: Point,
    to next: Point
  ) -> [Term] {
    guard let whole = terms.last else { return [] }
    let pull = -rate * weightDecay * point
    let quotient = String(whole.equation.dropFirst("θ ← θ − ".count))
    var numbers: Bindings = [:]
    numbers.list = whole.bindings
    let decay: Bindings = ["λ": weightDecay]
    return terms.dropLast() + [
      Term(.jump, "decay", "−ηλθ", ["η": rate, "θ": point] + decay, pull, from: point),
      Term(
        .correction, name, "−\(quotient)", numbers, next - point - pull, from: point + pull),
      .step("θ ← θ − ηλθ − \(quotient)", numbers + decay, from: point, to: next),
    ]
  }
}

extension RuleTheory {
  /// What Adam and its relatives have in common: while its rates stand still such a rule is momentum
  /// in its average form, on axes of other rates (Cohen and others 2022, arXiv:2207.14484).
  static func adam(beta: Double, gamma: Double) -> RuleTheory {
    var average = Momentum()
    average.form = .average
    average.momentum = beta
    return RuleTheory(
      whileRatesStandStill: average,
      memories: [
        .average("the average of gradients", of: .gradient, "β", beta),
        .average("the mean square", of: .square, "γ", gamma),
      ])
  }
}
