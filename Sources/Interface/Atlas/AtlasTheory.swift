import Landscapes
import Optimizers
import Sweeps
import SystemLibrary
import Trajectories

/// What a quadratic model says of an atlas: up to which learning rate a race settles, and with which decay it settles
/// soonest.
///
/// Read off the rule's equations with the curvatures at the lowest known minimum, some values at a time, since each
/// takes as long as hundreds of races.
struct AtlasTheory: Sendable {
  /// A pair of values of the two axes.
  struct Place: Sendable, Equatable {
    /// The learning rate.
    var rate: Double
    /// The value of the other axis.
    var other: Double
  }

  /// The largest learning rate that is stable, by the value of the other axis.
  private(set) var limit: [Place] = []
  /// The decay with which the slower direction fades fastest, by learning rate; none where the other axis is no decay of
  /// the motion.
  private(set) var fastest: [Place] = []
  private let sweep: Sweep
  private let curvatures: (largest: Double, smallest: Double)
  private var others: ArraySlice<Double>
  private var rates: ArraySlice<Double>

  /// Prepares to read; nil where theory says nothing: where the rule is not linear, the learning rate does not vary, or
  /// no minimum curves upwards.
  init?(of sweep: Sweep, on landscape: FormulaLandscape) {
    let rule = sweep.race.racers[0].rule
    // What a schedule or a knob turned on the way does is more than one quadratic.
    guard sweep.race.racers[0].schedule.isConstant, sweep.race.tweaks.isEmpty,
      sweep.axes.first?.subject == .knob(KnobRole.learningRate.key), sweep.axes.count == 2,
      case .knob(let key) = sweep.axes[1].subject, rule.theory.isLinear,
      let minimum = sweep.race.surface.minima.min(by: {
        landscape.value(at: $0) < landscape.value(at: $1)
      })
    else { return nil }
    let (largest, smallest) = landscape.hessian(at: minimum).eigenvalues
    guard largest > 0, largest.isFinite else { return nil }
    self.sweep = sweep
    curvatures = (largest, smallest)
    others = AtlasTheory.some(of: sweep.axes[1].values, 14)
    rates =
      key == KnobRole.firstDecay.key && smallest > 0
      ? AtlasTheory.some(of: sweep.axes[0].values, 12) : []
  }

  /// About so many of some values, both ends among them.
  private static func some(of values: [Double], _ count: Int) -> ArraySlice<Double> {
    guard values.count > count else { return values[...] }
    return (0..<count).map { values[$0 * (values.count - 1) / (count - 1)] }[...]
  }

  /// Whether all is read.
  var isFinished: Bool { others.isEmpty && rates.isEmpty }

  /// Reads for one more value.
  mutating func advance() {
    var rule = sweep.race.racers[0].rule
    guard case .knob(let key) = sweep.axes[1].subject else { return }
    if let other = others.popFirst() {
      rule[key] = .number(other)
      if let product = rule.theory.motion?.stabilityLimit {
        limit.append(Place(rate: product / curvatures.largest, other: other))
      }
      return
    }
    // A decay of 0 is no memory whose decay could be sought.
    rule[key] = .number(0.5)
    if let rate = rates.popFirst(),
      let decay = rule.theory.motion?.fastestDecay(
        curvatures: [curvatures.largest, curvatures.smallest], rate: rate)
    {
      rule[key] = .number(decay)
      // Beyond its limit no decay settles.
      if let product = rule.theory.motion?.stabilityLimit, rate * curvatures.largest < product {
        fastest.append(Place(rate: rate, other: decay))
      }
    }
  }
}
