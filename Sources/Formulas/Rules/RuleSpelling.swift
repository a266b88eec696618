/// The letters and signs of the field for equations that were typed in ASCII: `θ ← θ − ηg²` for
/// `theta <- theta - eta g^2`.
enum RuleSpelling {
  /// What some words of a rule are in the letters of the field; the blanks between them stay.
  ///
  /// - Parameters:
  ///   - tokens: the words, in order.
  ///   - characters: the text that their places count in.
  static func field(_ tokens: ArraySlice<EquationToken>, of characters: [Character]) -> String {
    var text = ""
    var end = tokens.first?.offset ?? 0
    var index = tokens.startIndex
    // The parentheses that are written as bars.
    let bars = sizes(in: tokens)
    while index < tokens.endIndex {
      let token = tokens[index]
      text += String(characters[end..<token.offset])
      if bars.contains(index) {
        // The word before the bar goes.
        text += "|"
        if token.kind == .name("abs") { index += 1 }
      } else if token.kind == .name("sqrt"), isFollowedByParenthesis(index, tokens) {
        text += "√"
      } else if let raised = raised(at: index, tokens) {
        text += raised
        index += 1
      } else {
        text += spelled(token, of: characters)
      }
      end = tokens[index].end
      index += 1
    }
    return text
  }

  private static func isFollowedByParenthesis(_ index: Int, _ tokens: ArraySlice<EquationToken>)
    -> Bool
  {
    index + 1 < tokens.endIndex && tokens[index + 1].kind == .symbol("(")
  }

  /// Where `abs(…)` can be written with bars: the places of `abs` and of what closes its parenthesis.
  ///
  /// Where a bar stands within, or around it, none can tell which closes which.
  private static func sizes(in tokens: ArraySlice<EquationToken>) -> Set<Int> {
    let isBarred = tokens.contains { $0.kind == .symbol("|") }
    let words = tokens.indices.filter { tokens[$0].kind == .name("abs") }
    guard !isBarred else { return [] }
    var places = Set<Int>()
    var end = tokens.startIndex
    for index in words where index >= end && isFollowedByParenthesis(index, tokens) {
      var depth = 0
      guard
        let close = tokens[(index + 1)...].indices.first(where: { place in
          depth += tokens[place].kind == .symbol("(") ? 1 : 0
          depth -= tokens[place].kind == .symbol(")") ? 1 : 0
          return depth == 0
        })
      else { continue }
      end = close + 1
      // One within another stays as it is.
      guard !words.contains(where: { $0 > index && $0 < close }) else { continue }
      places.formUnion([index, close])
    }
    return places
  }

  private static func spelled(_ token: EquationToken, of characters: [Character]) -> String {
    let typed = String(characters[token.offset..<token.end])
    switch token.kind {
    case .name("pi"): return "π"
    case .name(let name):
      // A hat stands on one letter: it does not fit a word.
      return EquationToken.isWord(name) ? typed : name
    case .symbol("-"): return "−"
    case .symbol("*"): return "·"
    case .symbol("←"): return "←"
    case .symbol("≤"): return "≤"
    case .symbol("≥"): return "≥"
    case .symbol("="): return "="
    case .gradient: return "∇f"
    case .previousGradient: return "∇f_prev"
    default: return typed
    }
  }

  /// The raised number or t of `^2` and `^t`, whose sign stands at an index.
  private static func raised(at index: Int, _ tokens: ArraySlice<EquationToken>) -> String? {
    guard tokens[index].kind == .symbol("^"), index + 1 < tokens.endIndex,
      tokens[index].end == tokens[index + 1].offset
    else { return nil }
    // Behind a number a raised one is hard to read.
    if index > tokens.startIndex, case .number = tokens[index - 1].kind { return nil }
    if index + 2 < tokens.endIndex {
      switch tokens[index + 2].kind {
      case .symbol("^"), .power, .powerOfTime: return nil
      default: break
      }
    }
    switch tokens[index + 1].kind {
    case .number(let value):
      guard let exponent = Int(exactly: value), (2...9).contains(exponent) else { return nil }
      return String(Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[exponent])
    case .name(RuleParser.time):
      guard index > tokens.startIndex, case .name = tokens[index - 1].kind else { return nil }
      return "ᵗ"
    default: return nil
    }
  }
}
