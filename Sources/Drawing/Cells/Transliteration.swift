import Documents

/// Text for terminals that have ASCII alone.
public enum Transliteration {
  private static let words: [Unicode.Scalar: String] = [
    "β": "b", "γ": "gam", "η": "eta", "ε": "eps", "θ": "th", "λ": "lam", "∇": "d", "κ": "kappa",
    "α": "a", "ρ": "rho", "ν": "nu", "ψ": "psi", "σ": "sig", "π": "pi", "Δ": "d", "Π": "P",
    "−": "-", "×": "x", "·": "*", "…": "~", "←": "<-", "→": "->", "↑": "up", "↓": "down", "│": "|",
    "▶": ">", "‖": "=", "●": "1", "◆": "2", "■": "3", "▲": "4", "▼": "5", "◉": "6", "◈": "7",
    "★": "8", "₀": "0", "₁": "1", "₂": "2", "ᵢ": "_i", "ₜ": "_t", "ᵉ": "'", "ᵗ": "^t", "²": "^2",
    "³": "^3", "√": "sqrt", "½": "1/2", "é": "e", "ü": "ue", "ö": "oe", "ä": "ae", "≥": ">=",
    "≤": "<=", "○": "o", "–": "-", "’": "'", "′": "'", "“": "\"", "”": "\"", "ᵏ": "^k", "ⁿ": "^n",
    "⁻": "^-", "⁰": "^0", "¹": "^1", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8",
    "⁹": "^9", "ˆ": "^", "˜": "~", "ˉ": "-", "₊": "+", "₋": "-", "ₙ": "_n", "ₖ": "_k", "δ": "del",
    "μ": "mu", "Σ": "sum",
    "∞": "inf", "∂": "d", "÷": "/", "±": "+-", "°": " deg", "◦": "1", "◇": "2", "□": "3", "△": "4",
    "▽": "5", "◎": "6", "◊": "7", "☆": "8", "▏": "|",
    // Bars, the fuller the taller.
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#", "░": ".",
  ]

  /// The text with every character spelled in ASCII.
  public static func ascii(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let word = words[scalar] {
        result += word
      } else if scalar == "\u{302}" {
        result += "^"
      } else if let base = CanonicalForm.decomposed(String(scalar)).first(where: \.isASCII) {
        result.unicodeScalars.append(base)
        if CanonicalForm.decomposed(String(scalar)).contains("\u{302}") { result += "^" }
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        result += "?"
      }
    }
    return result
  }
}
