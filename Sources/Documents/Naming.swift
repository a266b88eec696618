/// How names that people type are compared with names that exist.
public enum Naming {
  /// The letters and digits of a name, in lower case, without accents, with Greek letters spelled.
  public static func folded(_ name: String) -> String {
    let spelled = name.map { greek[$0] ?? String($0) }.joined()
    var plain = String.UnicodeScalarView()
    plain.append(
      contentsOf: CanonicalForm.decomposed(spelled.lowercased()).filter {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
      })
    return String(plain)
  }

  private static let greek: [Character: String] = [
    "κ": "kappa", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon",
    "η": "eta", "ν": "nu", "ρ": "rho", "σ": "sigma", "λ": "lambda", "θ": "theta", "π": "pi",
  ]

  /// The candidates that are closest to what was typed, best first.
  public static func nearest(to name: String, among candidates: [String], count: Int = 3)
    -> [String]
  {
    let typed = Array(folded(name).prefix(64))
    let ranked = candidates.map { candidate -> (String, Int) in
      let other = Array(folded(candidate).prefix(64))
      let shared = !typed.isEmpty && other.starts(with: typed)
      return (candidate, shared ? 0 : distance(typed, other))
    }
    let limit = max(2, typed.count / 2)
    return ranked.filter { $0.1 <= limit }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      .prefix(count).map(\.0)
  }

  /// That there is nothing of a name, and what might be meant: the one way in which that is told.
  ///
  /// - Parameters:
  ///   - kind: what it should be, for example `surface`.
  ///   - names: what there is.
  ///   - otherwise: what to say where nothing is near; without it all names are listed.
  public static func unknown(
    _ kind: String, _ name: String, among names: [String], otherwise: String? = nil
  ) -> String {
    let near = nearest(to: name, among: names)
    let hint =
      near.isEmpty
      ? otherwise ?? "there are \(names.joined(separator: ", "))"
      : "did you mean \(near.joined(separator: ", "))?"
    return "unknown \(kind) '\(printable(name))': \(hint)"
  }

  /// The number of insertions, deletions, replacements and swaps between two words.
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...second.count)
    for (row, a) in first.enumerated() {
      var current = [row + 1]
      for (column, b) in second.enumerated() {
        var best = min(
          previous[column] + (a == b ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, a == second[column - 1], first[row - 1] == b {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[second.count]
  }
}
