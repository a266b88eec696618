import Documents
import Landscapes
import Optimizers
import Trajectories

/// What a knob does at its present value, in words that are true of this rule at this place.
///
/// All of it comes from what the rule says of itself: its memories, its limit, what its knobs mean.
struct KnobEffect {
  let key: KnobKey
  let racer: Racer
  /// The next step of the racer, with the knobs in force.
  let detail: StepDetail
  let landscape: FormulaLandscape

  /// Nil where there is nothing to say.
  var words: String? {
    guard let knob = racer.knob(key) else { return nil }
    if let memory = memoryWords(of: knob.symbol) { return memory }
    if key == KnobRole.learningRate.key { return rateWords ?? stepWords }
    if isIdle { return "of no effect while the schedule is constant" }
    // A word of a choice says itself what it is; what the choice is about helps.
    return knob.meaning
  }

  /// What can be said of every rule.
  private var stepWords: String? {
    let length = (detail.next - detail.point).length
    return length.isFinite ? "the next step is \(brief(length, digits: 2)) long" : nil
  }

  /// Whether the knob shapes a schedule that does not run.
  private var isIdle: Bool {
    // Warming up needs no schedule behind it.
    key != "schedule" && key != "warmup" && racer.schedule[key] != nil
      && racer.schedule["schedule"] == .choice("constant")
  }

  /// How long what the knob decays is remembered.
  private func memoryWords(of symbol: String) -> String? {
    let memory = detail.theory.memories.first { memory in
      if case .fading(symbol, _) = memory.kind { return true }
      return false
    }
    guard let memory, case .fading(_, let decay) = memory.kind, (0..<1).contains(decay) else {
      return nil
    }
    let steps = 1 / (1 - decay)
    return steps < 1.05
      ? "\(memory.name) remembers this step alone"
      : "\(memory.name) remembers about \(brief(steps, digits: 2)) steps"
  }

  /// The rate against its limit where the surface curves most.
  private var rateWords: String? {
    let hessian = landscape.hessian(at: detail.point)
    guard let motion = detail.theory.motion, let limit = RateLimit(of: detail, hessian) else {
      return nil
    }
    guard let product = limit.product else { return "it curves upwards nowhere here: no limit" }
    let share = "is \(brief(product / limit.limit, digits: 2)) of its limit here"
    guard limit.isLinear else { return "rate × λ \(share)" }
    let regime = Regime.overall(of: motion, on: hessian, rate: detail.rate)
    return "ηλ₁ \(share), \(regime.rawValue)"
  }
}

extension Model {
  /// What a knob of the racer in focus does at its present value.
  func effect(of key: KnobKey) -> String? {
    guard let detail = track.detail(of: stage.focus, at: stage.playback.step) else { return nil }
    return KnobEffect(
      key: key, racer: focused, detail: detail, landscape: track.landscape
    ).words
  }
}
