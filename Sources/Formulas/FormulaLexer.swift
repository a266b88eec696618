/// A word of a formula and where it begins, in characters from the start.
struct FormulaToken {
  enum Kind: Equatable {
    case number(Double)
    case name(String)
    case symbol(Character)
    case end
  }
  var kind: Kind
  var offset: Int

  /// The token as a message should call it.
  var shown: String {
    switch kind {
    case .number(let value): return "the number \(value)"
    case .name(let name): return "'\(name)'"
    case .symbol(let symbol): return "'\(symbol)'"
    case .end: return "the end"
    }
  }
}

/// Cuts a formula into words.
struct FormulaLexer {
  /// The greatest length of a formula, in characters.
  static let longest = 4096

  static func tokens(of source: String) throws(FormulaError) -> [FormulaToken] {
    let characters = Array(source.prefix(longest + 1))
    guard characters.count <= longest else {
      throw FormulaError("longer than \(longest) characters", in: source, at: longest)
    }
    var tokens: [FormulaToken] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        index += 1
      } else if isDigit(character) || character == "." {
        tokens.append(try number(characters, &index, source))
      } else if character.isLetter || character == "_" {
        let start = index
        while index < characters.count, isNamePart(characters[index]) { index += 1 }
        tokens.append(FormulaToken(kind: .name(String(characters[start..<index])), offset: start))
      } else {
        let plain: Character
        switch character {
        case "\u{2212}": plain = "-"
        case "·", "×": plain = "*"
        case "÷": plain = "/"
        default: plain = character
        }
        guard "+-*/^(),".contains(plain) else {
          let hint: String
          switch plain {
          case "²": hint = "write ^2"
          case "³": hint = "write ^3"
          case "√": hint = "write sqrt(...)"
          case "=": hint = "give only the right-hand side"
          case "[", "]", "{", "}": hint = "use round parentheses"
          default: hint = "expected a number, a name, an operator or a parenthesis"
          }
          throw FormulaError("unexpected '\(plain)': \(hint)", in: source, at: index)
        }
        tokens.append(FormulaToken(kind: .symbol(plain), offset: index))
        index += 1
      }
    }
    tokens.append(FormulaToken(kind: .end, offset: characters.count))
    return tokens
  }

  /// The characters of a number, with its point and its exponent.
  ///
  /// - Parameter signs: what may stand before an exponent.
  static func numeral(_ characters: [Character], _ index: inout Int, signs: String) -> String {
    let start = index
    func digits() { while index < characters.count, isDigit(characters[index]) { index += 1 } }
    digits()
    if index < characters.count, characters[index] == "." {
      index += 1
      digits()
    }
    // An exponent only when `e` is followed by an optional sign and a digit: 2e x is 2·e·x.
    if index < characters.count, characters[index] == "e" {
      var ahead = index + 1
      if ahead < characters.count, signs.contains(characters[ahead]) { ahead += 1 }
      if ahead < characters.count, isDigit(characters[ahead]) {
        index = ahead
        digits()
      }
    }
    return String(characters[start..<index])
  }

  private static func number(_ characters: [Character], _ index: inout Int, _ source: String)
    throws(FormulaError) -> FormulaToken
  {
    let start = index
    let text = numeral(characters, &index, signs: "+-")
    if index < characters.count, characters[index] == "." {
      throw FormulaError("a number with two decimal points", in: source, at: index)
    }
    let padded = text.hasPrefix(".") ? "0" + text : text
    guard text != ".", let value = Double(padded) ?? Double(padded + "0") else {
      throw FormulaError("'\(text)' is not a number", in: source, at: start)
    }
    guard value.isFinite else {
      throw FormulaError("the number \(text) is too large", in: source, at: start)
    }
    return FormulaToken(kind: .number(value), offset: start)
  }

  static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || isDigit(character) || character == "_"
  }
}
