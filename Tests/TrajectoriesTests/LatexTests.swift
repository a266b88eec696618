import Formulas
import Landscapes
import Surfaces
import Testing

@testable import Optimizers
@testable import Trajectories

/// Equations for slides say what is done: read back, they go the same way.
struct LatexTests {
  private static let names: [(String, String)] = [
    ("\\nabla f_{t-1}", "∇f_prev"), ("\\nabla f", "∇f"), ("\\Delta", "Δ"), ("\\leftarrow", "←"),
    ("\\cdot", "·"), ("\\left", ""), ("\\right", ""), ("\\lVert", "‖"), ("\\rVert", "‖"),
    ("\\lvert", "|"), ("\\rvert", "|"), ("\\operatorname{sign}", "sign"), ("\\max", "max"),
    ("\\min", "min"), ("_{\\infty}", "∞"), ("_{+}", "₊"), ("_{0}", "₀"), ("_{1}", "₁"),
    ("_{2}", "₂"), ("\\theta^{e}", "θᵉ"), ("^{t}", "ᵗ"), ("^{2}", "²"), ("\\text{else}", "else"),
  ]

  /// The longest first, since eps begins epsilon.
  private static let letters = UpdateRule.letters.sorted { $0.key.count > $1.key.count }

  /// The text within the braces that open at a place, and what is behind them.
  private static func braces(_ text: Substring) -> (inner: String, rest: Substring) {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 {
          return (
            String(text[text.index(after: text.startIndex)..<index]),
            text[text.index(after: index)...]
          )
        }
      }
    }
    return (String(text), "")
  }

  /// A statement in the notation of rules.
  private static func plain(_ latex: String) -> String {
    var rest = latex[...]
    var result = ""
    while let next = rest.first {
      if rest.hasPrefix("\\frac") {
        let above = braces(rest.dropFirst(5))
        let below = braces(above.rest)
        result += "((\(plain(above.inner)))/(\(plain(below.inner))))"
        rest = below.rest
      } else if rest.hasPrefix("\\sqrt") {
        let inner = braces(rest.dropFirst(5))
        result += "√(\(plain(inner.inner)))"
        rest = inner.rest
      } else if rest.hasPrefix("\\hat") {
        let inner = braces(rest.dropFirst(4))
        result += plain(inner.inner) + "\u{302}"
        rest = inner.rest
      } else if rest.hasPrefix("\\mathrm") {
        let inner = braces(rest.dropFirst(7))
        result += " \(inner.inner) "
        rest = inner.rest
      } else if rest.hasPrefix("^{") {
        let inner = braces(rest.dropFirst())
        result += "^(\(plain(inner.inner)))"
        rest = inner.rest
      } else if rest.hasPrefix("\\begin{cases}") {
        var depth = 1
        var end = rest.index(rest.startIndex, offsetBy: 13)
        let start = end
        while depth > 0 {
          if rest[end...].hasPrefix("\\begin{cases}") { depth += 1 }
          if rest[end...].hasPrefix("\\end{cases}") { depth -= 1 }
          end = rest.index(after: end)
        }
        let inner = String(rest[start..<rest.index(before: end)])
        result += choice(inner)
        rest = rest[end...].drop { $0 != "}" }.dropFirst()
      } else if let letter = letters.first(where: { rest.hasPrefix("\\\($0.key)") }) {
        result += letter.value
        rest = rest.dropFirst(letter.key.count + 1)
      } else {
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// `a & condition \\ b & else`, where b may be a choice again.
  private static func choice(_ inner: String) -> String {
    var parts: [String] = [""]
    var rest = inner[...]
    var depth = 0
    while let next = rest.first {
      if rest.hasPrefix("\\begin{cases}") { depth += 1 }
      if rest.hasPrefix("\\end{cases}") { depth -= 1 }
      if depth == 0, next == "&" || rest.hasPrefix("\\\\") {
        parts.append("")
        rest = rest.dropFirst(next == "&" ? 1 : 2)
      } else {
        parts[parts.count - 1].append(next)
        rest = rest.dropFirst()
      }
    }
    return "where(\(plain(parts[1])), \(plain(parts[0])), \(plain(parts[2])))"
  }

  private static func readBack(_ latex: String) -> String {
    var text = latex.replacing("\\varepsilon", with: "\\epsilon")
    for (from, to) in names { text = text.replacing(from, with: to) }
    let lines = text.split(separator: "\n").dropFirst().dropLast()
    return lines.map { line in
      let statement = String(line.hasSuffix(" \\\\") ? line.dropLast(3) : line)
      return plain(statement.replacing("&←", with: "←").replacing("&=", with: "="))
    }.joined(separator: "\n")
  }

  @Test(arguments: [
    ("θ ← θ − − g", "- (-g)"), ("θ ← θ + −g", "+ (-g)"),
    ("θ ← (1/2 + g)²", "\\left(\\frac{1}{2} + g\\right)^{2}"),
    ("θ ← |g/2|", "\\left\\lvert \\frac{g}{2}\\right\\rvert"), ("θ ← ‖g‖", "\\lVert g \\rVert"),
    ("θ ← (g)(v)/((g + 1)/2)", "\\frac{(g)(v)}{\\frac{g + 1}{2}}"),
    ("θ ← g\ng²", "\\\\\n  & g^{2}"),
  ])
  func `what a slide shows can be read`(rule: String, latex: String) throws {
    let text = try UpdateRule(rule).latex
    #expect(text.contains(latex), "\(text)")
  }

  /// Every rule in every word of its choices.
  private static let specifications = Catalog.rules.flatMap { rule -> [String] in
    let name = rule.card.name
    return [name]
      + rule.knobDescriptions.flatMap { knob -> [String] in
        guard case .choice(let words) = knob.kind else { return [] }
        return words.map { "\(name):\(knob.key)=\($0)" }
      }
  }

  @Test(arguments: specifications)
  func `the equations for slides, read back, go the way of the rule`(_ specification: String)
    throws
  {
    let surface = try #require(Shipped.named("himmelblau"))
    var race = Race(surface: surface, racers: [try Racer(specification)], steps: 30)
    try race.settleRates()
    let rule = race.racers[0].rule
    let latex = try UpdateRule(rule.equations, knobs: rule.equationNames).latex
    #expect(latex.filter { $0 == "{" }.count == latex.filter { $0 == "}" }.count)
    let knobs = rule.knobDescriptions.compactMap { knob -> WrittenKnob? in
      guard case .number(let value)? = rule[knob.key] else { return nil }
      return WrittenKnob(knob, at: value)
    }
    let text = LatexTests.readBack(latex)
    let definition = try RuleDefinition(text, declaring: knobs)
    race.racers.append(Racer(rule: WrittenRule<Vector>(definition)))
    let runs = race.record(on: try surface.landscape())
    for (a, b) in zip(runs[0].points, runs[1].points) {
      #expect((a - b).length <= 1e-9 * max(1, a.length), "\(specification):\n\(text)")
    }
  }
}
