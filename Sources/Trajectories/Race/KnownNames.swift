import Documents
import Optimizers

/// Names that people bring from other libraries and papers, and what they are here.
enum KnownNames {
  /// Rules by names that they have elsewhere.
  private static let rules: [String: String] = [
    "sgd": "descent", "gd": "descent", "gradient-descent": "descent", "nag": "nesterov",
    "heavy-ball": "momentum", "polyak": "momentum", "schedulefree": "schedule-free",
  ]

  /// The name here of a rule that is called so elsewhere.
  ///
  /// - Parameter hasMomentum: whether a momentum is given with it: SGD has one in most libraries.
  static func rule(_ name: String, hasMomentum: Bool) -> String? {
    let folded = Naming.folded(name)
    if folded == "sgd", hasMomentum { return "momentum" }
    return rules.first { Naming.folded($0.key) == folded }?.value
  }

  /// Words for roles that mean one thing wherever they are used.
  private static let roles = folded([
    "lr": .learningRate, "learning-rate": .learningRate, "step-size": .learningRate,
    "beta1": .firstDecay, "beta-1": .firstDecay, "b1": .firstDecay, "momentum": .firstDecay,
    "mu": .firstDecay, "beta2": .secondDecay, "beta-2": .secondDecay, "b2": .secondDecay,
    "rho": .secondDecay, "eps": .epsilon,
  ])

  /// However a name is spelled.
  private static func folded(_ roles: [String: KnobRole]) -> [String: KnobRole] {
    Dictionary(roles.map { (Naming.folded($0.key), $0.value) }) { first, _ in first }
  }

  /// Words that mean one thing here and another there.
  static let ambiguous = [
    "alpha":
      "alpha is the learning rate in some texts and the decay of squares in others: say eta or gamma",
    "decay": "decay is many things: say gamma, weight-decay or a schedule",
  ]

  /// What a word of others stands for in every rule.
  static func role(_ word: String) -> KnobRole? { roles[Naming.folded(word)] }

  /// The knob that a racer has for a word of others.
  static func knob(_ word: String, of racer: Racer) -> KnobDescription? {
    let folded = Naming.folded(word)
    if let role = roles[folded] { return racer.knob(role.key) }
    // Where there is no decay of squares it can only be the rate.
    if folded == "alpha", racer.knob(KnobRole.secondDecay.key) == nil {
      return racer.knob(KnobRole.learningRate.key)
    }
    return folded == "wd" || folded == "l2" ? racer.knob("weight-decay") : nil
  }
}
