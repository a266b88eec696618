import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

extension Variation {
  /// The values of a knob that are worth a look: learning rates about the one that suits the surface, decays up to a memory
  /// of a hundred steps, and so on; the present value is among them or between two of them.
  ///
  /// What the start is does not matter, so that a map stays while the start moves.
  ///
  /// - Returns: nil for a knob that is no number of the rule.
  public static func usual(
    _ key: KnobKey, of racer: Racer, on surface: Surface, _ landscape: FormulaLandscape, count: Int
  ) -> Variation? {
    guard racer.rule[key] != nil, let knob = racer.knob(key),
      case .number(let range, let scale) = knob.kind,
      case .number(let now)? = racer[key]
    else { return nil }
    switch scale {
    case .logarithmic, .count:
      // Whatever its other numbers are, so that turning them moves nothing.
      var plain = racer
      let standard = racer.rule.atDefaults(over: Vector.self)
      for knob in racer.rule.knobDescriptions {
        if case .number = knob.kind { plain[knob.key] = standard[knob.key] }
      }
      plain.given = []
      DefaultRates(surface: surface, landscape: landscape, start: surface.start).settle(&plain)
      guard case .number(let usual)? = plain[key] else { return nil }
      let middle = usual > 0 ? usual : now > 0 ? now : 1e-3
      let power = SystemLibrary.log10(middle).rounded(.down)
      let isRate = knob.role == .learningRate
      var (low, high) = (power - (isRate ? 1 : 3), power + (isRate ? 2 : 3))
      if now > 0 {
        // A power of ten itself needs no further decade, whatever rounding makes of its logarithm.
        low = min(low, (SystemLibrary.log10(now) + 1e-9).rounded(.down))
        high = max(high, (SystemLibrary.log10(now) - 1e-9).rounded(.up))
      }
      return Variation(
        .knob(key), from: max(decade(low), range.lowerBound),
        to: min(decade(high), range.upperBound),
        count: count, .log)
    case .closeToOne:
      let isFirst = knob.role == .firstDecay
      let last =
        [0.99, 0.999, 0.9999, 0.99999].first { $0 >= now && ($0 > 0.99 || isFirst) } ?? now
      return Variation(
        .knob(key), from: 0, to: isFirst ? last : max(last, 0.9999), count: count, .memory)
    case .even:
      return Variation(
        .knob(key), from: range.lowerBound, to: min(range.upperBound, max(3, now)), count: count,
        .linear)
    }
  }

  private static func decade(_ power: Double) -> Double {
    Double("1e\(Int(power))") ?? pow(10, power)
  }

  /// The two knobs of a racer that say most: its learning rate, and how long it remembers.
  public static func usualKnobs(of racer: Racer) -> [KnobKey] {
    let numbers = racer.rule.knobDescriptions.filter {
      if case .number = $0.kind { true } else { false }
    }
    let rate = numbers.first { $0.role == .learningRate }
    let other =
      numbers.first { $0.role == .firstDecay } ?? numbers.first { $0.role == .secondDecay }
      ?? numbers.first { $0.role == nil }
    return [rate, other].compactMap { $0?.key }
  }
}
