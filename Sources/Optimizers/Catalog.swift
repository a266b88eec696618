import Documents
import Landscapes

/// The list of all rules: a new rule is one new file and one line here.
public enum Catalog {
  /// One of each rule, in the order of the menus.
  public static let rules: [any Optimizer<Vector>] = [
    Descent<Vector>(), Momentum<Vector>(), Nesterov<Vector>(), Rprop<Vector>(), AdaGrad<Vector>(),
    RMSProp<Vector>(), AdaDelta<Vector>(), Adam<Vector>(), AdaMax<Vector>(),
    DecoupledDecay(Nadam<Vector>()), DecoupledDecay(AMSGrad<Vector>()),
    DecoupledDecay(Adam<Vector>(), by: 0.01, card: .adamW), DecoupledDecay(Lion<Vector>()),
    DecoupledDecay(RAdam<Vector>()), DecoupledDecay(AdaBelief<Vector>()), Yogi<Vector>(),
    QHM<Vector>(), QHAdam<Vector>(), Adan<Vector>(), ScheduleFree<Vector>(),
  ]

  /// A rule with a pull λθ beside its step, which does not pass through what the rule remembers.
  package static func decayed(_ rule: any Optimizer<Vector>, by weightDecay: Double)
    -> any Optimizer<Vector>
  {
    func wrapped(_ rule: some Optimizer<Vector>) -> any Optimizer<Vector> {
      DecoupledDecay<_>(rule, by: weightDecay)
    }
    return wrapped(rule)
  }

  /// The rule with this name, by letters and digits alone.
  public static func rule(named name: String) -> (any Optimizer<Vector>)? {
    let wanted = Naming.folded(name)
    return rules.first {
      Naming.folded($0.card.name) == wanted || Naming.folded($0.card.title) == wanted
        || Naming.folded($0.card.short) == wanted
    }
  }

  /// The names of all rules.
  public static var names: [String] { rules.map(\.card.name) }
}
