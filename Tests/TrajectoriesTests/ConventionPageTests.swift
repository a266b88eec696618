import Formulas
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

/// The equations of `docs/conventions.md` are run against the knobs that stand beside them.
struct ConventionPageTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/conventions.md")
  private static let page = (try? String(contentsOf: file, encoding: .utf8)) ?? ""

  /// The statements of a rule as they run, without what they are for; what is only shown is left out.
  private static func statements(of rule: any Optimizer<Vector>) -> [String] {
    rule.equations.split(whereSeparator: \.isNewline)
      .map { $0.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces) }
      .filter { line in
        line != "g = ∇f(θ)" && (line.contains("←") || line.firstMatch(of: #/^[^ −]+ = /#) != nil)
      }
  }

  /// Some statements of a rule with those that say what their names are, in the order of the rule.
  ///
  /// What all of Adam's relatives have in common is said above their table.
  private static func explained(_ some: [String], in rule: any Optimizer<Vector>) -> [String] {
    guard let adam = Catalog.rule(named: "adam"),
      let lines = try? UpdateRule(rule.equations, knobs: rule.equationNames).lines
    else { return some }
    let all = statements(of: rule)
    let common = statements(of: adam)
    var shown = Set(some)
    while true {
      let names = Set(lines.filter { shown.contains($0.text) }.flatMap(\.names))
      let more = lines.filter { line in
        line.target.map(names.contains) == true && all.contains(line.text)
          && !common.contains(line.text) && line.target != "θ"
      }
      guard !shown.isSuperset(of: more.map(\.text)) else { return all.filter(shown.contains) }
      shown.formUnion(more.map(\.text))
    }
  }

  /// What the last column says of the knobs in a row: all of a rule as it is by default, of a form what
  /// is otherwise there; nil for a row without knobs.
  private static func printed(_ knobs: String) -> String? {
    guard let spec = knobs.firstMatch(of: /`([a-z-]+):([^`]*)`/) else { return nil }
    // A number that the row leaves open is some number.
    let settings = spec.2.split(separator: ",").map { setting in
      setting.firstMatch(of: /=([a-zλ]?)$/) == nil
        ? String(setting) : setting.prefix { $0 != "=" } + "=0.1"
    }
    let racer = ([String(spec.1)] + [settings.joined(separator: ",")]).filter { !$0.isEmpty }
    guard let plain = try? Racer(String(spec.1)),
      let racer = try? Racer(racer.joined(separator: ":"))
    else { return nil }
    let all = statements(of: racer.rule)
    let other = all.filter { !statements(of: plain.rule).contains($0) }
    let shown = spec.2.isEmpty || other.isEmpty ? all : explained(other, in: racer.rule)
    return shown.joined(separator: "; ").replacing("|", with: "\\|")
  }

  @Test func `the last column is printed from the text that runs`() throws {
    var count = 0
    let lines = ConventionPageTests.page.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = lines.map { line -> String in
      let cells = line.split(separator: " | ", omittingEmptySubsequences: false)
      guard line.hasPrefix("|"), cells.count >= 3,
        let printed = ConventionPageTests.printed(String(cells[2]))
      else { return String(line) }
      count += 1
      let knobs = cells[2].hasSuffix(" |") ? String(cells[2].dropLast(2)) : String(cells[2])
      return "\(cells[0]) | \(cells[1]) | \(knobs) | \(printed) |"
    }.joined(separator: "\n")
    #expect(count > 40)
    if ProcessInfo.processInfo.environment["RAVINE_ACCEPT"] != nil {
      try wanted.write(to: ConventionPageTests.file, atomically: true, encoding: .utf8)
    } else if wanted != ConventionPageTests.page {
      for (now, was) in zip(
        wanted.split(separator: "\n"), ConventionPageTests.page.split(separator: "\n"))
      where now != was {
        Issue.record("docs/conventions.md should say: \(now)")
      }
    }
  }

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
