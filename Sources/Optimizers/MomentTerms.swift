import Documents
import Landscapes

extension Moments {
  /// The lines that Adam and its relatives have in common.
  static func terms(
    before: Moments, after: Moments, seen: Sample, at point: Point, beta: Double, gamma: Double,
    corrected: Bool
  ) -> [Term] {
    var terms: [Term] = [
      .gradient(seen, at: point),
      .average(before.first, after.first, beta: beta, seen),
      .meanSquare(before.second, after.second, gamma: gamma, seen),
    ]
    if corrected {
      let (first, second) = (1 - after.firstDecay, 1 - after.secondDecay)
      terms.append(
        Term(
          .velocity, "corrected", "v̂", "v̂ = v/(1−βᵗ)",
          numbers: "\(brief(after.first))/\(brief(first))",
          after.first / first))
      terms.append(
        Term(
          .memory, "corrected", "ŝ", "ŝ = s/(1−γᵗ)",
          numbers: "\(brief(after.second))/\(brief(second))",
          after.second / second))
    }
    return terms
  }
}
