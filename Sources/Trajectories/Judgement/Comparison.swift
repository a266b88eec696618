import Documents
import Formulas
import Landscapes
import Optimizers

/// What tells two races apart: their set-up, where their paths part, how their losses stand.
public struct Comparison: Sendable {
  /// A racer of each race that run under the same handle.
  public struct Pair: Sendable, Equatable {
    /// The handle.
    public var handle: String
    /// The last step of each.
    public var ends: (first: Int, second: Int)
    /// The first step at which the points differ at all; nil where they never do.
    public var partsAt: Int?
    /// The first step at which they are further apart than a hundredth of the view.
    public var visibleAt: Int?
    /// The largest distance.
    public var largestGap: Double
    /// The loss of both at some steps.
    public var losses: [(step: Int, first: Double, second: Double)]

    /// Where the paths part, in a few words.
    var parting: String {
      if let step = partsAt {
        let visibly = visibleAt.map { "visibly at \($0)" } ?? "never visibly"
        return "parts at step \(step), \(visibly), largest distance \(brief(largestGap))"
      }
      if ends.first == ends.second { return "the same path" }
      return "the same path as far as both go: A to step \(ends.first), B to \(ends.second)"
    }

    /// Whether two pairs tell the same.
    public static func == (a: Pair, b: Pair) -> Bool {
      a.handle == b.handle && a.ends == b.ends && a.partsAt == b.partsAt
        && a.visibleAt == b.visibleAt
        && a.largestGap == b.largestGap
    }
  }

  /// What differs in the set-up, a line each.
  public let differences: [String]
  /// The racers that both have.
  public let pairs: [Pair]
  /// How those end that only one of them has, a line each.
  public let lonely: [String]

  /// Compares two races by computing both.
  public init(_ first: Race, _ second: Race) throws(FormulaError) {
    differences = Comparison.differences(first, second)
    let grounds = (try first.surface.landscape(), try second.surface.landscape())
    var pairs: [Pair] = []
    var lonely: [String] = []
    func tell(_ race: Race, _ index: Int, _ ground: FormulaLandscape, _ name: String) {
      let run = race.record(index, on: ground)
      let loss = brief(run.losses[run.lastStep], digits: 6)
      lonely.append(
        "\(race.handles[index]): in \(name) alone, loss \(loss) at step \(run.lastStep)")
    }
    for (index, handle) in first.handles.enumerated() {
      guard let other = second.handles.firstIndex(of: handle) else {
        tell(first, index, grounds.0, "A")
        continue
      }
      let one = first.record(index, on: grounds.0)
      let two = second.record(other, on: grounds.1)
      pairs.append(
        Comparison.pair(handle, one, two, side: first.surface.view.shorterSide))
    }
    for (index, handle) in second.handles.enumerated() where !first.handles.contains(handle) {
      tell(second, index, grounds.1, "B")
    }
    self.pairs = pairs
    self.lonely = lonely
  }

  private static func pair(_ handle: String, _ one: Run, _ two: Run, side: Double) -> Pair {
    var partsAt: Int?
    var visibleAt: Int?
    var largest = 0.0
    let common = min(one.lastStep, two.lastStep)
    for step in 0...common {
      let gap = (one.points[step] - two.points[step]).length
      if one.points[step] != two.points[step], partsAt == nil { partsAt = step }
      if gap > side / 100, visibleAt == nil { visibleAt = step }
      if gap.isFinite { largest = max(largest, gap) }
    }
    let steps = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].filter { $0 < common }
    let losses = (steps + [common]).map { ($0, one.losses[$0], two.losses[$0]) }
    return Pair(
      handle: handle, ends: (one.lastStep, two.lastStep), partsAt: partsAt, visibleAt: visibleAt,
      largestGap: largest,
      losses: losses.map { (step: $0.0, first: $0.1, second: $0.2) })
  }

  private static func differences(_ a: Race, _ b: Race) -> [String] {
    var lines: [String] = []
    func compare(_ name: String, _ first: String, _ second: String) {
      if first != second { lines.append("\(name): \(first) | \(second)") }
    }
    compare("surface", a.surface.name, b.surface.name)
    compare("formula", a.surface.formula.source, b.surface.formula.source)
    for key in Set(a.surface.parameters.keys).union(b.surface.parameters.keys).sorted() {
      func text(_ race: Race) -> String { race.surface.parameters[key].map(shortest) ?? "none" }
      compare("parameter \(key)", text(a), text(b))
    }
    func text(_ point: Point) -> String { "(\(shortest(point.x)), \(shortest(point.y)))" }
    compare("start", text(a.start), text(b.start))
    compare("steps", "\(a.steps)", "\(b.steps)")
    if a.surface.table?.numbers != b.surface.table?.numbers {
      func text(_ race: Race) -> String {
        race.surface.table.map { "\(race.surface.rowCount) rows of \(printable($0.origin.file))" }
          ?? "none"
      }
      lines.append("data: \(text(a)) | \(text(b))\(text(a) == text(b) ? ", other numbers" : "")")
    }
    if a.isDrawn || b.isDrawn {
      compare("seed", "\(a.batching.seed)", "\(b.batching.seed)")
      compare("rows", a.batching.order.words, b.batching.order.words)
    }
    let handles = a.handles + b.handles.filter { !a.handles.contains($0) }
    for handle in handles {
      guard let i = a.handles.firstIndex(of: handle), let j = b.handles.firstIndex(of: handle)
      else {
        compare(
          "optimizer \(handle)", a.handles.contains(handle) ? "there" : "none",
          b.handles.contains(handle) ? "there" : "none")
        continue
      }
      for knob in a.racers[i].knobs {
        compare(
          "\(handle) \(knob.key)", a.racers[i][knob.key].map { "\($0)" } ?? "",
          b.racers[j][knob.key].map { "\($0)" } ?? "")
      }
      func tweaks(_ race: Race, _ racer: Int) -> String {
        let list = race.tweaks.of(racer)
          .map { "\($0.knob) \($0.value) from \($0.step)" }
        return list.isEmpty ? "none" : list.joined(separator: ", ")
      }
      compare("\(handle) tweaks", tweaks(a, i), tweaks(b, j))
    }
    return lines
  }

  /// Whether set-up and paths are the same.
  public var isSame: Bool {
    differences.isEmpty && pairs.allSatisfy { $0.partsAt == nil && $0.ends.first == $0.ends.second }
  }

  /// The comparison as text, a line each.
  public var lines: [String] {
    var lines = differences.isEmpty ? ["set-up: the same"] : differences
    lines += lonely.isEmpty ? [] : [""] + lonely
    for pair in pairs {
      lines.append("")
      lines.append("\(pair.handle): \(pair.parting)")
      if pair.partsAt == nil { continue }
      lines.append("  step\tloss A\tloss B")
      for row in pair.losses {
        lines.append(
          "  \(row.step)\t\(brief(row.first, digits: 6))\t\(brief(row.second, digits: 6))")
      }
    }
    return lines
  }
}
