import SystemLibrary

/// A word of an update rule and where it stands, in characters from the start.
struct EquationToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    /// A name in the spelling of the field: `v̂`, `β`, `ν₂`.
    case name(String)
    /// A raised number.
    case power(Int)
    /// A raised t: the product over all updates so far.
    case powerOfTime
    case symbol(Character)
    /// The gradient at what follows in parentheses.
    case gradient
    /// The gradient of the update before.
    case previousGradient
    /// What a statement is for.
    case role(String)
    /// The end of a statement.
    case newline
    case end
  }

  var kind: Kind
  /// Where it begins.
  var offset: Int
  /// Where it ends, behind its last character.
  var end: Int

  /// Whether a name is a word and not a letter with what hangs on it.
  static func isWord(_ name: String) -> Bool { name.unicodeScalars.filter(\.isASCII).count > 1 }

  /// The token as a message should call it.
  var shown: String {
    switch kind {
    case .number(let value): return "the number \(value)"
    case .name(let name): return "'\(name)'"
    case .power(let exponent): return "the power \(exponent)"
    case .powerOfTime: return "ᵗ"
    case .symbol(let symbol): return "'\(symbol)'"
    case .gradient: return "∇f"
    case .previousGradient: return "∇f_prev"
    case .role(let role): return "# \(role)"
    case .newline: return "the end of the line"
    case .end: return "the end"
    }
  }
}

/// Cuts the text of an update rule into words.
///
/// A letter of any script is a name of its own, with the hats, bars, primes, digits and subscripts behind
/// it, so that `βv` is a product; a run of ASCII letters is one word: a Greek letter, a function, or a name
/// that the rule itself declares.
struct EquationLexer {
  /// The greatest length of a rule, in characters.
  static let longest = 4096

  private let source: String
  private let characters: [Character]
  private var index = 0
  private var tokens: [EquationToken] = []
  /// How many parentheses are open in this statement.
  private var nesting = 0

  private init(_ source: String) {
    self.source = source
    characters = source.prefix(EquationLexer.longest + 1).map(EquationLexer.plain)
  }

  static func tokens(of source: String) throws(FormulaError) -> [EquationToken] {
    var lexer = EquationLexer(source)
    guard lexer.characters.count <= longest else {
      throw FormulaError.ofRule("longer than \(longest) characters", in: source, at: longest)
    }
    while lexer.index < lexer.characters.count { try lexer.next() }
    lexer.add(.end, at: lexer.characters.count)
    return lexer.tokens
  }

  private mutating func add(_ kind: EquationToken.Kind, at offset: Int) {
    tokens.append(EquationToken(kind: kind, offset: offset, end: index))
  }

  private func error(_ message: String, at offset: Int) -> FormulaError {
    FormulaError.ofRule(message, in: source, at: offset)
  }

  private mutating func next() throws(FormulaError) {
    let start = index
    let character = characters[index]
    if character.isNewline || character == ";" {
      index += 1
      nesting = 0
      add(.newline, at: start)
    } else if character.isWhitespace {
      index += 1
    } else if FormulaLexer.isDigit(character) || character == "." {
      try number()
    } else if character == "#" {
      role()
    } else if let digit = EquationLexer.raised[character] {
      try raised(first: digit)
    } else if character == "ᵗ" {
      index += 1
      add(.powerOfTime, at: start)
    } else if character == "∇" {
      try nabla()
    } else if EquationLexer.isPlainLetter(character) {
      try word()
    } else if character.isLetter || character == "∞" {
      index += 1
      add(.name(String(character) + marks()), at: start)
    } else if let plain = EquationLexer.spelling[character] ?? ascii(character) {
      index += 1
      nesting += plain == "(" ? 1 : plain == ")" && nesting > 0 ? -1 : 0
      add(.symbol(plain), at: start)
    } else {
      let expected =
        EquationLexer.instead[character] ?? "expected a name, a number or an operator"
      throw error("unexpected '\(character)': \(expected)", at: start)
    }
  }

  /// A sign as it is written here, for signs of the same shape that papers and slides have.
  private static func plain(_ character: Character) -> Character {
    if let known = variants[character] { return known }
    guard let scalar = character.unicodeScalars.first else { return character }
    let letter = letter(ofMathematical: scalar.value) ?? character
    return variants[letter] ?? letter
  }

  /// The plain letter or digit of a mathematical alphanumeric symbol (Unicode block 1D400 to 1D7FF), whose alphabets
  /// follow one after the other.
  private static func letter(ofMathematical value: UInt32) -> Character? {
    let blocks: [(ClosedRange<UInt32>, [Character])] = [
      (0x1D400...0x1D6A3, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")),
      (
        0x1D6A8...0x1D7C9,
        Array("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΘΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂εθκφρπ")
      ),
      (0x1D7CE...0x1D7FF, Array("0123456789")),
    ]
    return blocks.first { $0.0.contains(value) }.map { range, letters in
      letters[Int(value - range.lowerBound) % letters.count]
    }
  }

  private static let variants: [Character: Character] = [
    "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "ϱ": "ρ", "ϰ": "κ", "ϖ": "π", "–": "−", "∗": "·", "∙": "·",
    "•": "·", "⊙": "·",
    "⊘": "/", "∕": "/", "µ": "μ", "≔": "=", "\u{A0}": " ", "\u{2009}": " ", "\u{200A}": " ",
    "\u{202F}": " ",
    "\u{200B}": " ", "\u{2061}": " ", "\u{2062}": " ",
  ]

  /// What to write for signs that people bring.
  private static let instead: [Character: String] = [
    "_": "v is the newest v, and on the right of its own ← the one before",
    "!": "for 'not equal' write = and swap the two values of where",
    "≠": "for 'not equal' write = and swap the two values of where",
    "{": "group with parentheses", "}": "group with parentheses", "[": "group with parentheses",
    "]": "group with parentheses", "&": "two conditions are a where in a where",
    ":": "write = for a value and ← or <- for what is remembered",
    "\\": "write letters by their names: theta, eta", "→": "an arrow points to the left: θ ← …",
    "%": "write a percentage as a number, 0.9 for 90 %",
  ]

  /// What stands behind `#` up to the end of the statement.
  private mutating func role() {
    let start = index
    index += 1
    var words = ""
    while index < characters.count, !characters[index].isNewline, characters[index] != ";" {
      words.append(characters[index])
      index += 1
    }
    let trimmed = words.drop { $0.isWhitespace }
    add(.role(String(trimmed.reversed().drop { $0.isWhitespace }.reversed())), at: start)
  }

  /// Signs of two characters are one symbol.
  private mutating func ascii(_ character: Character) -> Character? {
    let following = index + 1 < characters.count ? characters[index + 1] : " "
    switch (character, following) {
    case ("<", "-") where nesting == 0:
      // In parentheses there is no arrow: `where(g<-1, …)` compares.
      index += 1
      return "←"
    case ("<", "="), (">", "="):
      index += 1
      return character == "<" ? "≤" : "≥"
    case ("=", "="):
      index += 1
      return "="
    default: return "+-*/^()|‖,=<>←√≤≥".contains(character) ? character : nil
    }
  }

  private mutating func number() throws(FormulaError) {
    let start = index
    let written = FormulaLexer.numeral(characters, &index, signs: "+-−")
    guard written.contains(where: FormulaLexer.isDigit) else {
      throw error("'.' is not a number: for a product write · or a blank", at: start)
    }
    let text = String(written.map { $0 == "−" ? "-" : $0 })
    guard let value = Double((text.first == "." ? "0" : "") + text) ?? Double(text + "0"),
      value.isFinite
    else { throw error("'\(text)' is not a number that can be used", at: start) }
    add(.number(value), at: start)
  }

  private mutating func raised(first: Int) throws(FormulaError) {
    let start = index
    var isNegative = false
    var value = 0
    if characters[index] == "⁻" {
      isNegative = true
      index += 1
    }
    var count = 0
    while index < characters.count, let digit = EquationLexer.raised[characters[index]], digit >= 0
    {
      value = value * 10 + digit
      index += 1
      count += 1
      guard count <= 3 else { throw error("a power of more than three digits", at: start) }
    }
    guard count > 0 else { throw error("a raised sign needs a raised number", at: start) }
    add(.power(isNegative ? -value : value), at: start)
  }

  private mutating func nabla() throws(FormulaError) {
    let start = index
    index += 1
    guard index < characters.count, characters[index] == "f" else {
      throw error("∇ stands before f: write ∇f(θ)", at: start)
    }
    index += 1
    if String(characters[index...].prefix(5)) == "_prev" {
      index += 5
      add(.previousGradient, at: start)
    } else {
      add(.gradient, at: start)
    }
  }

  /// A run of ASCII letters with what hangs on it.
  private mutating func word() throws(FormulaError) {
    let start = index
    while index < characters.count, EquationLexer.isPlainLetter(characters[index]) { index += 1 }
    var base = String(characters[start..<index])
    if base == "grad" {
      if String(characters[index...].prefix(5)) == "_prev" {
        index += 5
        return add(.previousGradient, at: start)
      }
      return add(.gradient, at: start)
    }
    base = EquationLexer.greek[base] ?? base
    var suffix = ""
    for (ascii, mark) in [("_hat", "\u{302}"), ("_bar", "\u{304}"), ("_prev", "₋")]
    where String(characters[index...].prefix(ascii.count)) == ascii {
      index += ascii.count
      suffix += mark
    }
    if index + 1 < characters.count, characters[index] == "_",
      FormulaLexer.isDigit(characters[index + 1])
    {
      index += 1
    }
    add(.name(base + suffix + marks()), at: start)
  }

  /// The digits, subscripts and primes behind a letter; digits become subscripts.
  private mutating func marks() -> String {
    var marks = ""
    while index < characters.count {
      let character = characters[index]
      if let digit = character.wholeNumberValue, FormulaLexer.isDigit(character) {
        marks.append(EquationLexer.subscripts[digit])
      } else if let mark = EquationLexer.standing[character] {
        marks += mark
      } else if EquationLexer.isMark(character) {
        marks.append(character)
      } else {
        break
      }
      index += 1
    }
    return marks
  }

  private static func isPlainLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("A"..."Z").contains(character)
  }

  private static func isMark(_ character: Character) -> Bool {
    subscripts.contains(character) || "₊₋₌ₐₑₒₓₖₗₘₙₚₛₜᵢⱼᵣᵤᵥᵦ∞′'ᵉ".contains(character)
  }

  /// Hats and bars that stand behind their letter, as a terminal shows them.
  private static let standing: [Character: String] = ["ˆ": "\u{302}", "ˉ": "\u{304}"]

  private static let subscripts = Array("₀₁₂₃₄₅₆₇₈₉")

  /// Raised digits; the sign is none.
  private static let raised: [Character: Int] = [
    "⁰": 0, "¹": 1, "²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6, "⁷": 7, "⁸": 8, "⁹": 9, "⁻": -1,
  ]

  /// One spelling for signs that mean the same.
  private static let spelling: [Character: Character] = [
    "−": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/", "∣": "|", "∥": "‖", "⟵": "←",
  ]

  /// The Greek letters by their names.
  static let greek: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eps": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω",
  ]
}
