import Landscapes

/// Plain gradient descent: θ ← θ − ηg.
///
/// Cauchy 1847, Méthode générale pour la résolution des systèmes d'équations simultanées.
struct Descent: Optimizer {
  var learningRate = 0.001

  init() {}

  static let card = RuleCard(
    name: "descent", title: "Gradient descent", short: "Descent",
    summary: "A step down the slope, as long as the slope is steep. The steepest direction sets η.",
    conventions: ["The same in PyTorch, Optax and Keras (SGD)."],
    source: "Cauchy 1847, Comptes rendus 25, 536-538", defaultRate: .trial)

  static let knobs: [Knob<Self>] = [.rate(\.learningRate)]

  var equations: String {
    """
    g = ∇f(θ)
    θ ← θ − ηg
    """
  }

  /// A rule without memory.
  struct State: Sendable, Equatable {}

  func initialState(at start: Point) -> State { State() }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State)
    -> Move
  {
    Move(to: point - rate * seen.gradient)
  }

  var theory: RuleTheory { RuleTheory(linear: self) }
}

extension Descent: LinearRule {
  func state(holding memory: Vector) -> State { State() }
  func memory(in state: State) -> Vector { .zero }
  func with(decay: Double) -> Descent? { nil }
}
