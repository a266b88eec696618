/// Puts values into equations.
enum Substitution {
  /// Names that are no symbols, though letters of theirs may be.
  private static let functions = [
    "∇f", "sign", "max", "min", "where", "norm", "sum", "dot", "sqrt", "abs", "exp", "log",
  ]

  /// The right side of an equation with a value in the place of every symbol.
  static func text(of equation: String, _ bindings: [Term.Binding]) -> String {
    // A sign within parentheses compares.
    let left = equation.prefix { $0 != "(" }
    let side = left.firstIndex { $0 == "←" || $0 == "=" }.map { equation.index(after: $0) }
    var rest = equation[(side ?? equation.startIndex)...].drop { $0 == " " }
    // The longest first, so that v̂ is not read as v, nor ν₂ as ν.
    let known = bindings.sorted { $0.symbol.count > $1.symbol.count }
    var result = ""
    while let next = rest.first {
      if let binding = known.first(where: { $0.symbol.hasPrefix("∇") && rest.hasPrefix($0.symbol) })
      {
        rest = rest.dropFirst(binding.symbol.count)
        multiply(&result)
        result += text(of: binding.value, in: result, before: rest)
      } else if let name = functions.first(where: { rest.hasPrefix($0) }) {
        multiply(&result)
        result += name
        rest = rest.dropFirst(name.count)
      } else if let binding = known.first(where: { rest.hasPrefix($0.symbol) }) {
        rest = rest.dropFirst(binding.symbol.count)
        multiply(&result)
        result += text(of: binding.value, in: result, before: rest)
      } else {
        if next == "(" || next == "√" { multiply(&result) }
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Writes the dot of a product between two factors that stand side by side.
  private static func multiply(_ result: inout String) {
    // A blank between two factors is a product, too.
    let end = result.reversed().drop { $0 == " " }
    if result.last == " ", let last = end.first, last.isNumber || last == ")" {
      result = String(end.reversed())
    }
    guard let last = result.last else { return }
    if last.isNumber || last == ")" || last == "|" && isBarClosed(result) { result.append("·") }
  }

  private static func isBarClosed(_ text: String) -> Bool {
    text.reduce(0) { $0 + ($1 == "|" ? 1 : 0) } % 2 == 0
  }

  private static func text(of value: TermValue, in before: String, before after: Substring)
    -> String
  {
    switch value {
    case .scalar(let number):
      // A sign within a product and a power of what is longer than a digit need parentheses.
      return number < 0 || isPower(after) ? "(\(value.text))" : value.text
    case .vector:
      // sign((1, 2)) says no more than sign(1, 2).
      let isAlone = before.hasSuffix("(") && after.hasPrefix(")")
      return isAlone ? String(value.text.dropFirst().dropLast()) : value.text
    }
  }

  private static func isPower(_ after: Substring) -> Bool { after.hasPrefix("²") }
}
