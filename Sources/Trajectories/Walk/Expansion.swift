import Landscapes
import Optimizers

/// A memory that fades, written out: which past gradients it is the sum of, and how much each weighs.
public struct Expansion: Sendable, Equatable {
  /// One past gradient.
  public struct Part: Sendable, Equatable {
    /// The step after which it was taken.
    public var step: Int
    /// The gradient as the rule got it.
    public var gradient: Vector
    /// The factor that it, or its square, still has.
    public var weight: Double
  }

  /// What is written out.
  public let memory: Memory
  /// The newest gradients, the newest first.
  public let parts: [Part]
  /// Whether there are no older ones.
  public let isWhole: Bool

  /// What a gradient adds to the memory now.
  public func share(of part: Part) -> Vector {
    memory.intake?.content == .square
      ? part.weight * part.gradient * part.gradient : part.weight * part.gradient
  }

  /// The parts together: where they are all, the memory itself.
  public var sum: Vector { parts.reversed().reduce(.zero) { $0 + share(of: $1) } }
}

extension Race {
  /// The memories of gradients that the update after a step uses, written out.
  ///
  /// - Parameters:
  ///   - most: how many gradients, of the newest.
  public func expansions(
    of racer: Int, at step: Int, of run: Run, on landscape: some Landscape, most: Int
  ) -> [Expansion] {
    expansions(racers[racer].rule, racer, at: step, of: run, on: landscape, most: most)
  }

  private func expansions<Rule: Optimizer<Vector>>(
    _ rule: Rule, _ racer: Int, at step: Int, of run: Run, on landscape: some Landscape, most: Int
  ) -> [Expansion] {
    // A knob that puts the state to rest makes the rule forget.
    let rest = tweaks.of(racer).last { tweak in
      tweak.step <= step
        && rule.knobDescriptions.contains { $0.key == tweak.knob && $0.effect == .rest }
    }
    let oldest = max(0, rest?.step ?? 0)
    let first = max(oldest, step - most + 1)
    guard first <= step, step <= run.lastStep,
      var walker = resumed(rule, racer, at: first, of: run, on: landscape)
    else { return [] }
    var steps: [(gradient: Vector, rate: Double, memories: [Memory])] = []
    while true {
      let preview = walker.preview()
      steps.append((preview.seen.gradient, preview.rate, preview.theory.memories))
      guard walker.done < step else { break }
      walker.advance()
    }
    let now = steps.last?.memories ?? []
    return now.compactMap { memory in
      guard memory.intake != nil else { return nil }
      var parts: [Expansion.Part] = []
      var faded = 1.0
      for (offset, past) in steps.enumerated().reversed() {
        // A knob can give the rule one memory more: they are known by what they are.
        guard let before = past.memories.first(where: { $0.name == memory.name }),
          let intake = before.intake, let decay = before.fading?.decay
        else { break }
        let weight = faded * intake.share * (intake.takesRate ? past.rate : 1)
        parts.append(
          Expansion.Part(step: first + offset, gradient: past.gradient, weight: weight))
        faded *= decay
      }
      return Expansion(memory: memory, parts: parts, isWhole: first == oldest)
    }
  }
}
