/// A pull towards the origin beside a step, which does not pass through what a rule remembers.
enum WeightDecay {
  /// The equations of a rule that is pulled beside its step.
  ///
  /// - Parameter name: what the step without the pull is called.
  static func pulled(_ equations: String, _ name: String, by weightDecay: Double) -> String {
    let lines = equations.split(whereSeparator: \.isNewline)
    guard weightDecay > 0, let last = lines.last else { return equations }
    let step = last.dropFirst("θ ← θ − ".count)
    return lines.dropLast().joined(separator: "\n") + """

      −ηλθ  # jump: decay
      −\(step)  # correction: \(name)
      θ ← θ − ηλθ − \(step)
      """
  }
}
