import Formulas
import Landscapes
import Optimizers

/// Descent whose slopes are cut off: on no axis is a step longer than η times the limit.
struct ClippedDescent<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.01)
  /// The steepest slope that counts.
  var limit = Numbers(repeating: 1)

  init() {}

  var equations: String {
    """
    g = ∇f(θ)
    u = max(−ℓ, min(ℓ, g))  # memory: direction
    θ ← θ − ηu
    """
  }

  var card: RuleCard {
    RuleCard(
      name: "clipped", title: "Clipped descent",
      summary: "Descent that takes no slope for more than a limit.",
      source: "an example", defaultRate: .trial)
  }

  var knobs: [Knob<Self>] {
    [.rate(), Knob("limit", "ℓ", "steepest slope that counts", 0...1e6, .logarithmic, \.limit)]
  }

  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> {
    ClippedDescent<Other>()
  }

  func initialState(at start: Numbers) {}

  func step(
    from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout Void
  ) -> Move<Numbers> {
    let slope = seen.gradient
    let below = Numbers.pick(limit .< slope, limit, slope)
    return Move(to: point - rate * .pick(below .< 0 - limit, 0 - limit, below))
  }
}
