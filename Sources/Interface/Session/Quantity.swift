import Landscapes
import Optimizers
import Trajectories

extension Stage {
  /// What the chart shows.
  public enum Quantity: String, Sendable, CaseIterable {
    /// The loss.
    case loss
    /// The loss on a linear scale.
    case lossLinear = "loss-linear"
    /// The length of the gradient.
    case slope
    /// The length of the step that led there.
    case step
    /// The learning rate of that step, after its schedule.
    case rate
    /// The rate of each axis in that step.
    case axisRates = "axis-rates"
    /// The distance to the nearest known minimum.
    case distance
    /// The coordinate along the way in which the nearest known minimum is steepest.
    case steep
    /// The coordinate along the way in which it is flattest.
    case flat
    /// From which step on each racer stays low, over its η.
    case tolerance = "steps-over-rate"
    /// The first coordinate.
    case x
    /// The second coordinate.
    case y
    /// How much each past gradient still weighs in the next step.
    case memory
    /// The loss above the lowest known minimum.
    case excess = "loss-above"
    /// Rate times curvature in each update, against its limit, along both ways in which the surface curves: the one nearer to
    /// x, and the other.
    case rateCurvature = "rate-curvature"
    /// The loss plus the energy of motion of rules with a velocity.
    case energy
    /// The slope along x that each update saw, and its average over the decay of the racer.
    case seen = "seen-slope"

    /// What it is, in a few words.
    public var does: String {
      switch self {
      case .loss: return "loss"
      case .lossLinear: return "loss"
      case .excess: return "loss above the lowest minimum"
      case .rateCurvature: return "rate × curvature: x line, y dashes"
      case .energy: return "loss dashes, loss + energy of motion line"
      case .seen: return "slope along x: bars seen, line its average over β"
      case .slope: return "length of the gradient"
      case .step: return "length of the step, |Δθ|"
      case .rate: return "learning rate η after its schedule"
      case .axisRates: return "rate of each axis: x line, y dashes"
      case .distance: return "distance to the nearest known minimum"
      case .steep: return "way from the nearest minimum along its λ₁"
      case .flat: return "way from the nearest minimum along its λ₂"
      case .tolerance: return "steps to stay within 0.01 of the lowest, over η"
      case .x: return "x"
      case .y: return "y"
      case .memory: return "past gradients as they still weigh"
      }
    }
  }
}

extension Model {
  /// What the chart can show of this race.
  var quantities: [Stage.Quantity] {
    Stage.Quantity.allCases.filter { quantity in
      switch quantity {
      case .seen: return race.isDrawn
      case .distance, .steep, .flat, .excess, .tolerance: return !race.surface.minima.isEmpty
      case .rateCurvature:
        return race.racers.contains { $0.rule.theory.motion?.stabilityLimit != nil }
      case .energy: return race.racers.contains { $0.rule.hasVelocity }
      case .axisRates: return runs.contains { !$0.rates.isEmpty }
      case .memory:
        return race.racers.contains { $0.rule.theory.memories.contains { $0.intake != nil } }
      default: return true
      }
    }
  }

  /// Changes what the chart shows to the next that there is.
  mutating func nextQuantity() {
    let all = quantities
    let index = all.firstIndex(of: stage.quantity) ?? all.count - 1
    stage.quantity = all[(index + 1) % all.count]
  }
}
