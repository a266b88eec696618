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
    let pull = weightDecay > 0
    var lines = ["z₀ = θ", "y = (1−β)z + βθ", "g = ∇f(y)"]
    var direction = "g"
    if form == .adamw {
      lines += ["s ← γs + (1−γ)g²", "ŝ = s/(1−γᵗ)"]
      direction = "g/(√ŝ + ε)"
    }
    lines += [
      pull ? "z ← z − η(\(direction) + λy)" : "z ← z − η(\(direction))", "h ← max(h, η)",
      "w ← w + h²", "c = h²/w", "θ ← (1−c)θ + c·z",
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

  func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    var next = state
    let move = step(from: point, seeing: seen, rate: rate, &next)
    let ahead = probe(from: point, state)
    let largest = next.largestRate
    let share = next.weights > 0 ? largest * largest / next.weights : 0
    var terms: [Term] = [
      Term(
        .memory, "probe", "y = (1−β)z + βx", ["β": beta, "z": state.fast, "x": point], ahead),
      .gradient(seen, at: ahead, symbol: "y"),
    ]
    var direction: (text: String, bindings: Bindings) = ("g", ["g": seen.gradient])
    if form == .adamw {
      terms += Moments.secondTerms(state.moments, next.moments, gamma: gamma, seen)
      let below = EpsilonPlace.outside.written(
        "ŝ", next.moments.second / (1 - next.moments.secondDecay), epsilon)
      direction = ("g/\(below.text)", ["g": seen.gradient] + below.bindings)
    }
    let pull = weightDecay > 0
    return terms + [
      Term(
        .velocity, "fast point",
        pull ? "z ← z − η(\(direction.text) + λy)" : "z ← z − η\(direction.text)",
        ["z": state.fast, "η": rate, "λ": weightDecay, "y": ahead] + direction.bindings, next.fast,
        arrow: next.fast - state.fast, from: state.fast),
      Term(
        .memory, "share", "c = h²/Σh²", ["h": largest, "Σh²": next.weights], share),
      .step(
        "x ← (1−c)x + cz", ["c": share, "x": point, "z": next.fast], from: point, to: move.to),
    ]
  }

  var theory: RuleTheory {
    var memories = [Memory.lasting("the point x, a mean of all z so far,")]
    if form == .adamw { memories.append(.average("the mean square", of: .square, "γ", gamma)) }
    return RuleTheory(whileRatesStandStill: nil, memories: memories)
  }
}
