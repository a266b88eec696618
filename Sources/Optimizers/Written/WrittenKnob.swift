import Documents
import Formulas

/// A hyper-parameter that the text of a rule leaves open.
public struct WrittenKnob: Sendable, Equatable {
  /// The name in the text, in the spelling of the field.
  public var symbol: String
  /// The ASCII name on command lines and in files.
  public var key: KnobKey
  /// What it does, in a few words.
  public var meaning: String
  /// What it is until somebody turns it.
  public var standard: Double
  /// The values it takes.
  public var range: ClosedRange<Double>
  /// Whether somebody said what it is by default.
  public var isGiven = false

  /// A knob by the name that stands before a value: `beta`, `β₂`, `keep`; nil for what is no name.
  public init?(named name: String) {
    guard let symbol = UpdateRule.spelled(name), !["θ", "t", "label"].contains(symbol) else {
      return nil
    }
    self.init(symbol)
  }

  /// A name without further words: what letters mean in the field is what they mean here.
  init(_ symbol: String) {
    self.symbol = symbol
    let name = WrittenKnob.key(of: symbol)
    key = KnobKey(rawValue: name)
    switch name {
    case "eta": (meaning, standard, range) = ("learning rate", 0.01, 0...1e6)
    case "beta", "beta1", "mu": (meaning, standard, range) = ("decay", 0.9, 0...0.99999)
    case "gamma", "beta2": (meaning, standard, range) = ("decay of squares", 0.999, 0...0.99999)
    case "rho", "delta": (meaning, standard, range) = ("decay", 0.9, 0...0.99999)
    case "epsilon": (meaning, standard, range) = ("kept from 0 by this", 1e-8, 0...100)
    case "lambda": (meaning, standard, range) = ("pull", 0, 0...100)
    default: (meaning, standard, range) = ("a number of the rule", 1, -1e6...1e6)
    }
  }

  /// A knob of a rule as it stands.
  public init(_ knob: KnobDescription, at value: Double) {
    // Where the sign on the screen is no name, equations use the other one.
    let name = UpdateRule.spelled(knob.symbol) ?? UpdateRule.spelled(knob.key.rawValue)
    (symbol, key, meaning) = (name ?? knob.symbol, knob.key, knob.meaning)
    standard = value
    isGiven = true
    if case .number(let range, _) = knob.kind { self.range = range } else { range = 0...1e6 }
  }

  /// In which steps keys move it.
  var scale: KnobScale {
    if range.lowerBound >= 0 {
      return range.upperBound < 1 ? .closeToOne : range.upperBound == 1 ? .even(0.05) : .logarithmic
    }
    // What may be below 0 has no decades: a twentieth of the range, or a tenth where it is very wide.
    let width = range.upperBound - range.lowerBound
    return .even(width <= 100 ? width / 20 : 0.1)
  }

  /// The ASCII spelling of a name: `beta2` for β₂, `v-hat` for v̂.
  public static func key(of symbol: String) -> String {
    var key = ""
    for scalar in symbol.unicodeScalars {
      if scalar.isASCII {
        key.unicodeScalars.append(scalar)
      } else if let name = names[String(scalar)] {
        key += name
      } else {
        key += "u\(String(scalar.value, radix: 16))"
      }
    }
    return key
  }

  /// The ASCII names of letters and marks.
  private static let names: [String: String] = {
    var names = ["\u{302}": "-hat", "\u{304}": "-bar", "∞": "-limit", "′": "-prime", "₊": "-next"]
    for (name, letter) in UpdateRule.letters where name != "eps" { names[letter] = name }
    for (digit, mark) in "₀₁₂₃₄₅₆₇₈₉".enumerated() { names[String(mark)] = "\(digit)" }
    return names
  }()
}
