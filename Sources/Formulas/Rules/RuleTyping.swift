import Documents

/// Equations in the letters of a plain keyboard: `theta <- theta - eta v_hat/sqrt(s_hat + epsilon)`, which reads back to
/// the same.
struct RuleTyping {
  private let tokens: [EquationToken]
  private let characters: [Character]
  private var index = 0
  private var text = ""
  private var isInNorm = false

  /// A statement in plain letters; nil for what is none.
  static func typed(_ text: String) -> String? {
    guard let tokens = try? EquationLexer.tokens(of: text) else { return nil }
    var typing = RuleTyping(tokens: tokens, characters: Array(text))
    while typing.tokens[typing.index].kind != .end { typing.next() }
    return typing.text
  }

  private init(tokens: [EquationToken], characters: [Character]) {
    (self.tokens, self.characters) = (tokens, characters)
  }

  /// Adds a word, apart from one that would run into it.
  private mutating func add(_ word: String) {
    func isPart(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } ?? false
    }
    if isPart(text.last), isPart(word.first) { text += " " }
    text += word
  }

  /// Types a token with the blanks before it.
  private mutating func next() {
    let token = tokens[index]
    let end = index > 0 ? tokens[index - 1].end : 0
    text += String(characters[end..<token.offset])
    index += 1
    switch token.kind {
    case .name(let name): add(RuleTyping.name(name))
    case .power(let exponent): text += exponent < 0 ? "^(\(exponent))" : "^\(exponent)"
    case .powerOfTime: text += "^t"
    case .gradient: add("grad")
    case .previousGradient: add("grad_prev")
    case .symbol("√"): root()
    case .symbol("‖"):
      isInNorm ? text.append(")") : add("norm(")
      isInNorm.toggle()
    case .symbol(let symbol): text += RuleTyping.signs[symbol] ?? String(symbol)
    case .number: add(String(characters[token.offset..<token.end]).replacing("−", with: "-"))
    case .role(let role): text += "# \(role)"
    case .newline: text += "; "
    case .end: break
    }
  }

  /// What stands under a root, in parentheses.
  private mutating func root() {
    add("sqrt")
    guard tokens[index].kind != .symbol("(") else { return }
    text += "("
    next()
    // A function has its parentheses with it.
    if case .name(let name) = tokens[index - 1].kind, EquationToken.isWord(name),
      tokens[index].kind == .symbol("(")
    {
      var depth = 0
      repeat {
        depth += tokens[index].kind == .symbol("(") ? 1 : 0
        depth -= tokens[index].kind == .symbol(")") ? 1 : 0
        next()
      } while depth > 0 && tokens[index].kind != .end
    }
    while isPower(tokens[index].kind) { next() }
    text += ")"
  }

  private func isPower(_ kind: EquationToken.Kind) -> Bool {
    switch kind {
    case .power, .powerOfTime: return true
    default: return false
    }
  }

  private static let signs: [Character: String] = [
    "←": "<-", "≤": "<=", "≥": ">=",
  ]

  private static func name(_ name: String) -> String {
    if name == "π" { return "pi" }
    var typed = ""
    for scalar in CanonicalForm.decomposed(name) {
      if let letter = letters[Character(scalar)] {
        typed += letter
      } else if let mark = marks[scalar] {
        typed += mark
      } else {
        typed.unicodeScalars.append(scalar)
      }
    }
    return typed
  }

  private static let letters: [Character: String] = {
    var letters: [Character: String] = [:]
    for (name, letter) in EquationLexer.greek where name != "eps" {
      letters[Character(letter)] = name
    }
    return letters
  }()

  private static let marks: [Unicode.Scalar: String] = {
    var marks: [Unicode.Scalar: String] = [
      "\u{302}": "_hat", "\u{304}": "_bar", "₋": "_prev", "′": "'",
    ]
    for (digit, mark) in "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.enumerated() { marks[mark] = "\(digit)" }
    return marks
  }()
}

extension UpdateRule {
  /// A statement in the letters of a plain keyboard; as it is where it is none.
  public static func typed(_ statement: String) -> String {
    RuleTyping.typed(statement) ?? statement
  }
}
