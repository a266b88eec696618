import Formulas
import Landscapes

/// AdamW: Adam beside a decay that does not pass through its averages.
struct AdamW<Numbers: Points>: Optimizer {
  var adam = Adam<Numbers>()
  var weightDecay = Numbers(repeating: 0.01)

  var eta: Numbers {
    get { adam.eta }
    set { adam.eta = newValue }
  }

  var knobs: [Knob<Self>] {
    [
      .rate(), .beta(\.adam.beta, "decay of the gradients"), .gamma(\.adam.gamma),
      .epsilon(\.adam.epsilon), .epsilonPlace(\.adam.epsilonPlace), .weightDecay(\.weightDecay),
    ]
  }

  var card: RuleCard { .adamW }
  func atDefaults<Other: Points>(over _: Other.Type) -> any Optimizer<Other> { AdamW<Other>() }

  var equations: String {
    WeightDecay.pulled(adam.equations, "Adam's step", by: weightDecay[0])
  }

  func initialState(at start: Numbers) -> Moments<Numbers> { Moments() }

  func remembered(in state: State) -> [String: Numbers] { state.remembered }

  func averages(in moments: State) -> [Average] { adam.averages(in: moments) }

  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ moments: inout State)
    -> Move<Numbers>
  {
    adam.step(from: point - rate * weightDecay * point, seeing: seen, rate: rate, &moments)
  }
}
