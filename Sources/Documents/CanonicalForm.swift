/// Letters with marks, taken apart and put together: the canonical forms of Unicode (Standard Annex 15), as far as Latin
/// and Greek letters go.
///
/// Swift's characters are equal where they are canonically equivalent, so that a letter with its mark finds the one sign
/// for both in a dictionary.
package enum CanonicalForm {
  /// The scalars of a text, every letter with one mark as the letter and the mark; what else there is stays as it is.
  package static func decomposed(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
      scalar.value < 0xC0 ? [scalar] : parts[Character(scalar)] ?? [scalar]
    }
  }

  /// The text with one sign for every letter with its marks, where there is such a sign.
  package static func composed(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ $0.value < 0x300 }) { return text }
    var composed = String.UnicodeScalarView()
    for character in text {
      let scalars = character.unicodeScalars
      if scalars.count > 1, let one = wholes[character] {
        composed.append(one)
      } else {
        composed.append(contentsOf: scalars)
      }
    }
    return String(composed)
  }

  private static let parts: [Character: [Unicode.Scalar]] = {
    let alphabets: [ClosedRange<Unicode.Scalar>] = ["A"..."Z", "a"..."z", "Α"..."Ω", "α"..."ω"]
    let letters = alphabets.flatMap(all)
    var parts: [Character: [Unicode.Scalar]] = [:]
    for letter in letters {
      for mark in all("\u{300}"..."\u{331}") {
        var both = String.UnicodeScalarView()
        both.append(contentsOf: [letter, mark])
        parts[Character(String(both))] = [letter, mark]
      }
    }
    return parts
  }()

  private static let wholes: [Character: Unicode.Scalar] = {
    let blocks: [ClosedRange<Unicode.Scalar>] = [
      "\u{C0}"..."\u{24F}", "\u{386}"..."\u{3CE}", "\u{1E00}"..."\u{1FFC}",
    ]
    let letters = blocks.flatMap(all).filter(\.properties.isAlphabetic)
    return Dictionary(letters.map { (Character($0), $0) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func all(_ range: ClosedRange<Unicode.Scalar>) -> [Unicode.Scalar] {
    (range.lowerBound.value...range.upperBound.value).compactMap(Unicode.Scalar.init)
  }
}
