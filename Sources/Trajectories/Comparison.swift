import Landscapes
import Optimizers

/// What tells two races apart: their set-up, where their paths part, how their losses stand.
public struct Comparison: Sendable {
  /// A racer of each race that run under the same handle.
  public struct Pair: Sendable, Equatable {
    /// The handle.
    public var handle: String
    /// The first step at which the points differ at all; nil where they never do.
    public var partsAt: Int?
    /// The first step at which they are further apart than a hundredth of the view.
    public var visibleAt: Int?
    /// The largest distance.
    public var largestGap: Double
    /// The loss of both at some steps.
    public var losses: [(step: Int, first: Double, second: Double)]

    /// Whether two pairs tell the same.
    public static func == (a: Pair, b: Pair) -> Bool {
      a.handle == b.handle && a.partsAt == b.partsAt && a.visibleAt == b.visibleAt
        && a.largestGap == b.largestGap
    }
  }

  /// What differs in the set-up, a line each.
  public let differences: [String]
  /// The racers that both have.
  public let pairs: [Pair]

  /// Compares two races by computing both.
  public init(_ first: Race, _ second: Race) throws(FormulaError) {
    differences = Comparison.differences(first, second)
    let grounds = (try first.surface.landscape(), try second.surface.landscape())
    var pairs: [Pair] = []
    for (index, handle) in first.handles.enumerated() {
      guard let other = second.handles.firstIndex(of: handle) else { continue }
      let one = first.record(index, on: grounds.0)
      let two = second.record(other, on: grounds.1)
      pairs.append(
        Comparison.pair(handle, one, two, side: first.surface.view.shorterSide))
    }
    self.pairs = pairs
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
    if partsAt == nil, one.lastStep != two.lastStep { partsAt = common + 1 }
    let steps = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].filter { $0 < common }
    let losses = (steps + [common]).map { ($0, one.losses[$0], two.losses[$0]) }
    return Pair(
      handle: handle, partsAt: partsAt, visibleAt: visibleAt, largestGap: largest,
      losses: losses.map { (step: $0.0, first: $0.1, second: $0.2) })
  }

  private static func differences(_ a: Race, _ b: Race) -> [String] {
    var lines: [String] = []
    func compare(_ name: String, _ first: String, _ second: String) {
      if first != second { lines.append("\(name): \(first) | \(second)") }
    }
    compare("surface", a.surface.name, b.surface.name)
    compare("formula", a.surface.formula, b.surface.formula)
    for key in Set(a.surface.parameters.keys).union(b.surface.parameters.keys).sorted() {
      func text(_ race: Race) -> String { race.surface.parameters[key].map(shortest) ?? "none" }
      compare("parameter \(key)", text(a), text(b))
    }
    compare("start", brief(a.start, digits: 17), brief(b.start, digits: 17))
    compare("steps", "\(a.steps)", "\(b.steps)")
    compare("seed", "\(a.seed)", "\(b.seed)")
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
        let list = race.tweaks.filter { $0.racer == racer }
          .map { "\($0.knob) \($0.value) from \($0.step)" }
        return list.isEmpty ? "none" : list.joined(separator: ", ")
      }
      compare("\(handle) tweaks", tweaks(a, i), tweaks(b, j))
    }
    return lines
  }

  /// The comparison as text, a line each.
  public var lines: [String] {
    var lines = differences.isEmpty ? ["set-up: the same"] : differences
    for pair in pairs {
      lines.append("")
      let parts =
        pair.partsAt.map { step in
          "parts at step \(step)"
            + (pair.visibleAt.map { ", visibly at \($0)" } ?? ", never visibly")
            + ", largest distance \(brief(pair.largestGap))"
        } ?? "the same path"
      lines.append("\(pair.handle): \(parts)")
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
