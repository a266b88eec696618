import Documents
import Landscapes
import Optimizers

/// How much of a landscape an optimizer is shown in an update.
public struct Sighting: Sendable, Equatable {
  /// How many rows of the data; 0 for all.
  public var batch = 0.0
  /// The standard deviation of the noise on each slope.
  public var noise = 0.0

  /// How much of θ is added to each gradient: the slope of L2 ‖θ‖²/2 beside the loss.
  public var decay = 0.0

  /// What shows a landscape so.
  func oracle<Ground: Landscape>(on landscape: Ground, _ batching: Batching)
    -> SampledOracle<Ground>
  {
    SampledOracle(
      landscape, batching: batching, batch: Int(batch), noise: noise, decay: decay)
  }

  /// All that there is, without noise.
  public init() {}

  /// The knobs, shared by every rule.
  public static let knobs: [Knob<Sighting>] = [
    Knob(
      "batch", "batch", "rows of the data an update sees, 0 for all", 0...100_000, .count, \.batch),
    Knob("l2", "L2", "share of θ added to the gradient", 0...1e3, .logarithmic, \.decay),
    Knob("noise", "σ", "noise on each slope", 0...1e6, .logarithmic, \.noise),
  ]

  /// The value of a knob by key; nil for a key that is none of these.
  public subscript(key: KnobKey) -> KnobValue? {
    get { Sighting.knobs.first { $0.description.key == key }?.read(self) }
    set {
      guard let newValue, let knob = Sighting.knobs.first(where: { $0.description.key == key }),
        let value = knob.description.clamped(newValue)
      else { return }
      knob.write(&self, value)
    }
  }
}

extension Race {
  /// What shows a landscape to a racer.
  package func oracle<Ground: Landscape>(of racer: Int, on landscape: Ground)
    -> SampledOracle<Ground>
  {
    racers[racer].sight.oracle(on: landscape, batching)
  }

  /// Whether any racer is shown anything but the landscape as it is, at any step.
  var isShownOtherwise: Bool {
    let sight = Sighting()
    return racers.contains { $0.sight != sight } || tweaks.contains { sight[$0.knob] != nil }
  }

  /// What is wrong with a number of rows, in one line; nil where nothing is.
  public var batchProblem: String? {
    let turned = tweaks.compactMap { tweak -> Double? in
      if tweak.knob == "batch", case .number(let batch) = tweak.value { return batch }
      return nil
    }
    for batch in racers.map(\.sight.batch) + turned where batch > 0 {
      guard surface.rowCount > 0 else { return "\(surface.name) has no data to take rows of" }
      guard batch == batch.rounded() else {
        return "batch \(shortest(batch)) is no whole number of rows"
      }
      guard Int(batch) <= surface.rowCount else {
        return
          "batch \(shortest(batch)) is more than the \(surface.rowCount) rows of \(surface.name)"
      }
    }
    return nil
  }

  /// Whether anything of it is drawn: rows of data, or noise.
  public var isDrawn: Bool { racers.indices.contains(where: isDrawn) }

  /// Whether anything of a racer's path is drawn.
  public func isDrawn(_ racer: Int) -> Bool {
    let hasRows = surface.rowCount > 0
    return hasRows && racers[racer].sight.batch > 0 || racers[racer].sight.noise > 0
      || tweaks.contains {
        $0.racer == racer && ($0.knob == "batch" && hasRows || $0.knob == "noise")
      }
  }
}

extension Oracle {
  /// Turns a knob of what is shown.
  ///
  /// - Returns: whether the knob is one of those.
  package mutating func turn(_ tweak: Tweak) -> Bool {
    var sight = Sighting()
    guard sight[tweak.knob] != nil else { return false }
    sight[tweak.knob] = tweak.value
    switch tweak.knob {
    case "batch": show(batch: Int(sight.batch))
    case "l2": show(decay: sight.decay)
    default: show(noise: sight.noise)
    }
    return true
  }
}
