import Formulas
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

/// The equations of `docs/conventions.md` are run against the knobs that stand beside them.
struct ConventionPageTests {
  private static let page =
    (try? String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/conventions.md"), encoding: .utf8)) ?? ""

  /// A row whose equation says all of an update.
  private struct Row {
    var equation: String
    var racer: String
  }

  /// What all of Adam's relatives have in common is said above their table.
  private static func completed(_ equation: String) -> String {
    var statements = equation.split(separator: ";").map {
      String($0).trimmingCharacters(in: .whitespaces)
    }
    guard let last = statements.firstIndex(where: { $0.hasPrefix("θ ←") }) else { return equation }
    let usesFirst = equation.contains("v̂") || equation.contains("·v/") || equation.contains("ηv/")
    let usesSecond = equation.contains("ŝ") || equation.contains("√s") || equation.contains("(s+")
    var place = last
    func insert(_ statement: String, unless name: String) {
      guard !statements.contains(where: { $0.hasPrefix(name + " ←") || $0.hasPrefix(name + " =") })
      else { return }
      statements.insert(statement, at: name == "v" || name == "s" ? 0 : place)
      place += 1
    }
    if usesFirst { insert("v ← βv + (1−β)g", unless: "v") }
    if usesSecond { insert("s ← γs + (1−γ)g²", unless: "s") }
    place = statements.firstIndex { $0.hasPrefix("θ ←") } ?? place
    if equation.contains("v̂") { insert("v̂ = v/(1−βᵗ)", unless: "v̂") }
    if equation.contains("ŝ") { insert("ŝ = s/(1−γᵗ)", unless: "ŝ") }
    return statements.joined(separator: "; ")
  }

  private static let rows: [Row] = page.split(separator: "\n").compactMap { line in
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count >= 3, cells[1].contains("θ ←"),
      let spec = cells[2].firstMatch(of: /`([a-z-]+):([^`]*)`/)
    else { return nil }
    // What is no equation is said behind it.
    var equation = cells[1]
    if let cut = equation.range(of: "; in none") { equation = String(equation[..<cut.lowerBound]) }
    let knobs = spec.2.split(separator: ",").filter { !$0.hasSuffix("=") }.map(String.init)
    let racer = ([String(spec.1)] + [knobs.joined(separator: ",")]).filter { !$0.isEmpty }
    return Row(equation: completed(equation), racer: racer.joined(separator: ":"))
  }

  @Test func `an equation of the page walks the path of the knobs beside it`() throws {
    var count = 0
    for row in ConventionPageTests.rows {
      guard let racer = try? Racer(row.racer),
        let rule = try? UpdateRule(row.equation, knobs: racer.rule.equationNames)
      else { continue }
      count += 1
      for surface in ["himmelblau", "ravine-d2l"] {
        var race = Race(
          surface: try #require(Shipped.named(surface)), racers: [racer], steps: 40)
        try race.settleRates()
        let landscape = try race.surface.landscape()
        let run = race.record(0, on: landscape)
        let compiled = CompiledRule(rule)
        let settled = race.racers[0].rule
        let numbers = settled.numbers(for: rule.knobs, rate: settled.learningRate)
        var point = race.start
        var state = compiled.initialState(at: point, knobs: numbers)
        for step in 0..<run.lastFiniteStep {
          let probe = compiled.probe(from: point, state, knobs: numbers)
          let seen = landscape.sample(at: probe)
          point =
            compiled.step(
              from: point, gradient: seen.gradient, loss: seen.value, &state, knobs: numbers
            ).point
          let gap = (point - run.points[step + 1]).length
          guard gap <= 1e-9 * max(1, point.length) else {
            Issue.record("\(row.racer), \(row.equation): step \(step + 1) is off by \(gap)")
            break
          }
        }
      }
    }
    #expect(count >= 18, "only \(count) rows say all of an update")
  }
}
