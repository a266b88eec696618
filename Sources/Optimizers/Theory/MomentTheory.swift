import Landscapes

extension Moments {
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
        .average("the average of gradients", of: .gradient, "β", beta),
        .average("the mean square", of: .square, "γ", gamma),
      ])
  }
}
