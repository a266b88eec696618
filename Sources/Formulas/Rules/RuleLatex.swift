import Documents
import SystemLibrary

/// Prints the statements of a rule for slides and papers.
///
/// The text was read before, so that nothing in it can be wrong; what cannot be printed prints as it stands.
struct RuleLatex {
  private let tokens: [EquationToken]
  private var position = 0
  /// How many signs that look the same on both sides are open.
  private var open = RuleParser.Open()

  /// A statement's two sides and the sign between them, or what is shown alone; nil for a line that explains others.
  static func statement(_ line: UpdateRule.Line) -> String? {
    guard let tokens = try? EquationLexer.tokens(of: line.text) else { return nil }
    var printer = RuleLatex(tokens: tokens)
    guard let target = line.target else {
      // What only explains has no place among equations unless somebody wrote it to be shown.
      return line.role == nil ? "& \(printer.sum())" : nil
    }
    printer.position = 2
    let sign = line.isUpdate ? "\\leftarrow" : "="
    return "\(name(target)) &\(sign) \(printer.sum())"
  }

  private init(tokens: [EquationToken]) { self.tokens = tokens }

  private var kind: EquationToken.Kind { tokens[min(position, tokens.count - 1)].kind }

  private mutating func accept(_ symbol: Character) -> Bool {
    guard kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  // MARK: Expressions

  private mutating func sum() -> String {
    var text = product()
    while true {
      if accept("+") {
        text += " + " + RuleLatex.apart(product())
      } else if accept("-") {
        text += " - " + RuleLatex.apart(product())
      } else {
        return text
      }
    }
  }

  private mutating func product() -> String {
    var factors = [signed()]
    while true {
      if accept("*") {
        factors.append(signed())
      } else if accept("/") {
        let below = signed()
        factors = ["\\frac{\(RuleLatex.bare(RuleLatex.joined(factors)))}{\(RuleLatex.bare(below))}"]
      } else if startsFactor {
        factors.append(power())
      } else {
        return RuleLatex.joined(factors)
      }
    }
  }

  private var startsFactor: Bool {
    switch kind {
    case .name, .gradient, .previousGradient, .number, .symbol("("), .symbol("√"): return true
    case .symbol("|"): return open.bars == 0
    case .symbol("‖"): return open.norms == 0
    default: return false
    }
  }

  private mutating func signed() -> String {
    if accept("-") { return "-" + RuleLatex.apart(signed()) }
    if accept("+") { return signed() }
    return power()
  }

  private mutating func power() -> String {
    var text = primary()
    while true {
      switch kind {
      case .power(let exponent):
        position += 1
        text += "^{\(exponent)}"
      case .powerOfTime:
        position += 1
        text += "^{t}"
      case .symbol("^"):
        position += 1
        text += "^{\(RuleLatex.bare(signed()))}"
      default: return text
      }
    }
  }

  private mutating func primary() -> String {
    let first = kind
    position += 1
    switch first {
    case .number(let value):
      let text = value.description
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    case .gradient: return "\\nabla f" + parenthesised()
    case .previousGradient: return "\\nabla f_{t-1}"
    case .name(let name): return named(name)
    case .symbol("("):
      position -= 1
      return parenthesised()
    case .symbol("√"): return "\\sqrt{\(RuleLatex.bare(power()))}"
    case .symbol("|"):
      open.bars += 1
      let inner = sum()
      _ = accept("|")
      open.bars -= 1
      return RuleLatex.within("\\lvert ", inner, " \\rvert")
    case .symbol("‖"):
      open.norms += 1
      let inner = sum()
      _ = accept("‖")
      open.norms -= 1
      return RuleLatex.within("\\lVert ", inner, " \\rVert")
    default: return ""
    }
  }

  private mutating func named(_ name: String) -> String {
    guard kind == .symbol("("), RuleParser.functionNames.contains(name) else {
      return RuleLatex.name(name)
    }
    let arguments = arguments()
    let inner = arguments.joined(separator: ", ")
    switch name {
    case "sqrt": return "\\sqrt{\(inner)}"
    case "abs": return RuleLatex.within("\\lvert ", inner, " \\rvert")
    case "norm": return RuleLatex.within("\\lVert ", inner, " \\rVert")
    case "dot": return RuleLatex.within("\\langle ", inner, " \\rangle")
    case "sum": return "\\sum_i \(inner)"
    case "where" where arguments.count == 3:
      return
        "\\begin{cases} \(arguments[1]) & \(arguments[0]) \\\\ \(arguments[2]) & \\text{else} \\end{cases}"
    case "f": return "f" + RuleLatex.within("(", inner, ")")
    case "sign": return "\\operatorname{sign}" + RuleLatex.within("(", inner, ")")
    default: return "\\\(name)" + RuleLatex.within("(", inner, ")")
    }
  }

  /// What stands in parentheses, cut at commas; a condition among it has its sign.
  private mutating func arguments() -> [String] {
    var enclosing = RuleParser.Open()
    swap(&enclosing, &open)
    defer { open = enclosing }
    _ = accept("(")
    var arguments: [String] = []
    while kind != .symbol(")"), kind != .end {
      var text = sum()
      if case .symbol(let sign) = kind, let printed = RuleLatex.comparisons[sign] {
        position += 1
        text += " \(printed) \(sum())"
      }
      arguments.append(text)
      guard accept(",") else { break }
    }
    _ = accept(")")
    return arguments
  }

  private mutating func parenthesised() -> String {
    RuleLatex.within("(", arguments().joined(separator: ", "), ")")
  }

  // MARK: Signs

  /// Signs around something; what is taller than a line makes them grow.
  private static func within(_ left: String, _ inner: String, _ right: String) -> String {
    let isTall = ["\\frac", "\\begin{cases}", "\\sum"].contains { inner.contains($0) }
    return isTall
      ? "\\left\(left)\(inner)\\right\(right.drop { $0 == " " })" : left + inner + right
  }

  /// What follows a sign; a second sign stands in parentheses.
  private static func apart(_ text: String) -> String {
    text.hasPrefix("-") ? "(\(text))" : text
  }

  /// Factors side by side; numbers apart from what comes before them.
  private static func joined(_ factors: [String]) -> String {
    factors.dropFirst().reduce(factors[0]) { text, factor in
      let isNumber = factor.first.map { $0.isNumber || $0 == "-" } ?? false
      return text
        + (isNumber ? " \\cdot " : factor.hasPrefix("(") || factor.hasPrefix("\\left") ? "" : " ")
        + factor
    }
  }

  /// Without the parentheses around all of it.
  private static func bare(_ text: String) -> String {
    if text.hasPrefix("\\left("), text.hasSuffix("\\right)"),
      text.ranges(of: "\\left").count == 1
    {
      return String(text.dropFirst(6).dropLast(7))
    }
    guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
    var depth = 0
    for (place, character) in text.enumerated() {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if depth == 0, place < text.count - 1 { return text }
    }
    return String(text.dropFirst().dropLast())
  }

  /// A name: its letter, the marks above it, and what hangs below it.
  static func name(_ name: String) -> String {
    var (letter, above, below, raised) = ("", [String](), "", "")
    for scalar in CanonicalForm.decomposed(name) {
      switch scalar {
      case "\u{302}": above.append("hat")
      case "\u{304}": above.append("bar")
      case "′", "'": raised += "\\prime"
      case "ᵉ": raised += "e"
      case "ᵗ": raised += "t"
      default:
        if let digit = "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.enumerated().first(where: { $1 == scalar }) {
          below += "\(digit.offset)"
        } else if let mark = subscripts[scalar] {
          below += mark
        } else if let greek = greek[Character(scalar)] {
          letter += "\\\(greek)"
        } else {
          letter.unicodeScalars.append(scalar)
        }
      }
    }
    if letter.count > 1, !letter.hasPrefix("\\") { letter = "\\mathrm{\(letter)}" }
    let marked = above.reduce(letter) { "\\\($1){\($0)}" }
    return marked + (below.isEmpty ? "" : "_{\(below)}") + (raised.isEmpty ? "" : "^{\(raised)}")
  }

  private static let subscripts: [Unicode.Scalar: String] = [
    "₊": "+", "₋": "-", "∞": "\\infty", "ₐ": "a", "ₑ": "e", "ₒ": "o", "ₓ": "x", "ₖ": "k",
    "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₚ": "p", "ₛ": "s", "ₜ": "t", "ᵢ": "i", "ⱼ": "j", "ᵣ": "r",
    "ᵤ": "u", "ᵥ": "v",
  ]
  private static let comparisons: [Character: String] = [
    "<": "<", ">": ">", "≤": "\\le", "≥": "\\ge", "=": "=",
  ]
  private static let greek: [Character: String] = {
    var names: [Character: String] = ["Δ": "Delta"]
    for (name, letter) in EquationLexer.greek where name != "eps" {
      names[Character(letter)] = name == "epsilon" ? "varepsilon" : name
    }
    return names
  }()
}

extension UpdateRule {
  /// The equations as an `aligned` environment of LaTeX, to stand in a formula of its own.
  public var latex: String {
    let statements = lines.compactMap(RuleLatex.statement)
    return "\\begin{aligned}\n  " + statements.joined(separator: " \\\\\n  ") + "\n\\end{aligned}"
  }
}
