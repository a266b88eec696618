import Formulas
import Landscapes

/// A rule on f = λθ²/2, one direction by itself: what comes of θ and of what is remembered is linear in them
/// there, in full or as long as the rates of the axes stand still.
///
/// Its matrices are the slopes of the rule's equations, so that nothing of its stability has to be written
/// down a second time.
public struct LinearMotion: Sendable {
  private let rest: RestingRule
  /// Whether the learning rate is that of the rule itself; else it is the rate of an axis.
  public let isLinear: Bool
  /// The places of what is remembered that has a part in the motion.
  private let parts: [Int]
  /// The knob that says how the memory of the motion fades.
  private let decay: Int?

  /// The most that may be remembered of a motion.
  private static let mostParts = 7

  /// A motion of what θ depends on; nil where it is not linear in it.
  init?(_ rest: RestingRule) {
    self.rest = rest
    guard let rates = rest.rates(rate: 1) else { return nil }
    isLinear = rates.isNaN
    parts = rest.partsOfMotion
    // The roots of longer polynomials are lost in rounding.
    guard parts.count <= LinearMotion.mostParts, parts.allSatisfy({ rest.parities[$0] == .odd }),
      rest.isLinear(parts, isLinear)
    else {
      return nil
    }
    decay = parts.lazy.compactMap { rest.decay(of: $0)?.knob }.first
  }

  /// One update, as the matrix that takes θ and what is remembered to the next ones.
  ///
  /// - Parameters:
  ///   - curvature: λ.
  ///   - rate: the learning rate, or the rate of the axis.
  public func recurrence(curvature: Double, rate: Double) -> Recurrence {
    recurrence(of: rest, curvature, rate)
  }

  private func recurrence(of rest: RestingRule, _ curvature: Double, _ rate: Double) -> Recurrence {
    // The rate of an axis stands still at what the learning rate makes it.
    let learningRate = isLinear ? rate : rate / (rest.rates(rate: 1) ?? 1)
    let rows = rest.slopes(rate: learningRate)
    let seen = [rows[0].point] + parts.map { rows[0].states[$0] }
    let next = [rows[1]] + parts.map { rows[2 + $0] }
    return Recurrence(
      next.map { row in
        zip([row.point] + parts.map { row.states[$0] }, seen).map { kept, looked in
          kept + row.gradient * (curvature * looked)
        }
      })
  }

  /// The largest product of rate and curvature below which every swing fades; nil where there is none.
  public var stabilityLimit: Double? {
    func isStable(_ product: Double) -> Bool {
      recurrence(curvature: product, rate: 1).spectralRadius < 1
    }
    var low = 1e-6
    guard isStable(low) else { return nil }
    var high = 2 * low
    while isStable(high) {
      low = high
      high *= 2
      if high > 1e12 { return nil }
    }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if isStable(middle) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The decay of the memory at which the slowest of some directions fades fastest; nil for a motion without
  /// memory.
  ///
  /// - Parameters:
  ///   - curvatures: λ of each direction, above 0.
  ///   - rate: the learning rate.
  public func fastestDecay(curvatures: [Double], rate: Double) -> Double? {
    guard decay != nil, !curvatures.isEmpty else { return nil }
    func slowest(_ decay: Double) -> Double {
      curvatures.map { radius(decay: decay, curvature: $0, rate: rate) }.max() ?? .infinity
    }
    // Evenly in the decay first, then closer and closer around the best.
    var (low, high) = (0.0, 0.99999)
    for _ in 0..<12 {
      let notches = (0...40).map { low + (high - low) * Double($0) / 40 }
      guard let best = notches.min(by: { slowest($0) < slowest($1) }) else { return nil }
      let reach = (high - low) / 40
      (low, high) = (max(0, best - reach), min(0.99999, best + reach))
    }
    return (low + high) / 2
  }

  /// The factor by which a direction fades at last with another decay of the memory.
  func radius(decay value: Double, curvature: Double, rate: Double) -> Double {
    guard let decay else { return .infinity }
    var other = rest
    other.numbers[decay] = value
    return recurrence(of: other, curvature, rate).spectralRadius
  }
}
