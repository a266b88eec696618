import Anatomy
import Documents
import Landscapes

/// Schedule-Free: y = (1−β)z + βx; z ← z − η∇f(y); x ← (1−c)x + cz.
///
/// Defazio and others 2024, arXiv:2405.15682. The point of the path is x, the probe is y.
struct ScheduleFree: Optimizer {
  /// What moves z.
  enum Form: String, KnobChoice {
    /// z ← z − η(g + λy).
    case sgd
    /// z ← z − η(g/(√ŝ + ε) + λy).
    case adamw
  }

  var learningRate = 0.01
  var beta = 0.9
  var gamma = 0.999
  var epsilon = 1e-8
  var weightDecay = 0.0
  var form = Form.sgd

  static let card = RuleCard(
    name: "schedule-free", title: "Schedule-Free",
    summary: "A fast point z takes the steps, x is its average, and the gradient is taken between "
      + "them. The average does what a falling learning rate would do.",
    conventions: [
      "The path shows x; the authors, Optax and Keras store y, which is the probe here.",
      "form=adamw: z ← z − η(g/(√ŝ + ε) + λy).",
      "With a warm-up c weighs by the largest η² so far, as the authors and Optax do; Keras keeps 1/t.",
    ],
    source: "Defazio and others 2024, arXiv:2405.15682", defaultRate: .trial)

  static let knobs: [Knob<Self>] = [
    .rate(\.learningRate), .beta(\.beta, "how near the probe is to the average"),
    .gamma(\.gamma), .epsilon(\.epsilon), .weightDecay(\.weightDecay),
    Knob("form", "form", "what moves the fast point", \.form, effect: .rest),
  ]

  var equations: String {
    var lines = ["z₀ = θ", "y = (1−β)z + βθ  # memory: probe", "g = ∇f(y)"]
    var direction = "g"
    if form == .adamw {
      lines += [
        "s ← γs + (1−γ)g²  # memory: mean square", "ŝ = s/(1−γᵗ)  # memory: corrected",
        "η/(√ŝ + ε)  # rates",
      ]
      direction = "g/(√ŝ + ε)"
    }
    lines += [
      weightDecay > 0
        ? "z ← z − η(\(direction) + λy)  # velocity: fast point"
        : "z ← z − η(\(direction))  # velocity: fast point",
      "h ← max(h, η)  # memory: largest rate", "w ← w + h²  # memory: weights",
      "c = h²/w  # memory: share", "θ ← (1−c)θ + c·z",
    ]
    return lines.joined(separator: "\n")
  }

  /// The fast point and what weighs it.
  struct State: Sendable, Equatable {
    /// z.
    var fast: Point
    var moments = Moments()
    /// The largest rate so far.
    var largestRate = 0.0
    /// The sum of the squares of the largest rates.
    var weights = 0.0
  }

  func initialState(at start: Point) -> State { State(fast: start) }

  func probe(from point: Point, _ state: State) -> Point { (1 - beta) * state.fast + beta * point }

  func remembered(in state: State) -> [String: Vector] {
    state.moments.remembered.merging([
      "z": state.fast, "h": Vector(repeating: state.largestRate),
      "w": Vector(repeating: state.weights),
    ]) { $1 }
  }

  func step(from point: Point, seeing seen: Sample, rate: Double, _ state: inout State) -> Move {
    let ahead = probe(from: point, state)
    var direction = seen.gradient
    var rates = Vector(.nan, .nan)
    if form == .adamw {
      state.moments.absorb(seen.gradient, beta: 0, gamma: gamma)
      let denominator =
        root(state.moments.second / (1 - state.moments.secondDecay)) + epsilon
      direction = ratio(seen.gradient, denominator)
      rates = rate / denominator
    }
    state.fast -= rate * (direction + weightDecay * ahead)
    state.largestRate = max(state.largestRate, rate)
    let weight = state.largestRate * state.largestRate
    state.weights += weight
    let share = state.weights > 0 ? weight / state.weights : 0
    return Move(to: (1 - share) * point + share * state.fast, rates: rates)
  }

  var theory: RuleTheory {
    var memories = [Memory.lasting("the point x, a mean of all z so far,")]
    if form == .adamw { memories.append(.average("the mean square", of: .square, "γ", gamma)) }
    return RuleTheory(whileRatesStandStill: nil, memories: memories)
  }
}
