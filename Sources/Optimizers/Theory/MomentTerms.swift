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
        .fading("the average of gradients", "β", beta), .fading("the mean square", "γ", gamma),
      ])
  }
}
