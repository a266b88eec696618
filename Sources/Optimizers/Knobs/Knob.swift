import Documents
import Formulas

/// The value of a knob: a number, or one word of a fixed set.
public enum KnobValue: Sendable, Equatable, Hashable, CustomStringConvertible {
  /// A number.
  case number(Double)
  /// A word.
  case choice(String)

  /// The value as it is written on a command line and in a file.
  public var description: String {
    switch self {
    case .number(let value):
      return value.description.hasSuffix(".0")
        ? String(value.description.dropLast(2)) : value.description
    case .choice(let word): return word
    }
  }
}

/// What a turn of a knob in the middle of a run does to the state of the rule.
public enum TweakEffect: String, Sendable {
  /// The momentum and all other memory stay.
  case keep
  /// The new value gives the memory another meaning, so it is put to rest.
  case rest
}

/// What values a knob takes and in which steps keys move it.
public enum KnobKind: Sendable, Equatable {
  /// Numbers of a range, moved along a scale.
  case number(ClosedRange<Double>, KnobScale)
  /// One of some words; the first is the default.
  case choice([String])
}

/// What a reader can know about a knob without knowing its rule.
public struct KnobDescription: Sendable, Equatable {
  /// The ASCII name on command lines and in files.
  public var key: KnobKey
  /// The Greek letter or short word on the screen.
  public var symbol: String
  /// What it does, in a few words.
  public var meaning: String
  /// The values it takes.
  public var kind: KnobKind
  /// What turning it in the middle of a run does to the state.
  public var effect: TweakEffect

  /// What it is for, where more than one rule has it for the same.
  public var role: KnobRole? { KnobRole(rawValue: key.rawValue) }

  /// A value with the sign of the knob, as the screen tells it.
  ///
  /// - Parameter isCompact: without the 0 before a point.
  public func words(for value: KnobValue, isCompact: Bool = false) -> String {
    switch value {
    case .number(0) where key == "batch": return "all rows"
    case .number(let number):
      let text = brief(number, digits: 5)
      return "\(symbol) \(isCompact && text.hasPrefix("0.") ? String(text.dropFirst()) : text)"
    case .choice(let word):
      // A word of its own needs no sign.
      return word == "on" || word == "off" ? "\(symbol) \(word)" : word
    }
  }

  /// The value moved one notch up or down; choices go round.
  public func moved(_ value: KnobValue, up: Bool) -> KnobValue {
    switch (kind, value) {
    case (.number(let range, let scale), .number(let number)):
      return .number(min(max(scale.next(from: number, up: up), range.lowerBound), range.upperBound))
    case (.choice(let words), .choice(let word)):
      let index = words.firstIndex(of: word) ?? 0
      return .choice(words[(index + (up ? 1 : words.count - 1)) % words.count])
    default: return value
    }
  }

  /// The value brought into the range, or nil where it is of the wrong kind.
  public func clamped(_ value: KnobValue) -> KnobValue? {
    switch (kind, value) {
    case (.number(let range, _), .number(let number)):
      guard !number.isNaN else { return nil }
      return .number(min(max(number, range.lowerBound), range.upperBound))
    case (.choice(let words), .choice(let word)): return words.contains(word) ? value : nil
    default: return nil
    }
  }

  /// Reads a value as written, without clamping.
  ///
  /// - Throws: a `KnobError` that says what is allowed.
  public func read(_ text: String) throws(KnobError) -> KnobValue {
    switch kind {
    case .number where key == "batch" && text == "all": return .number(0)
    case .number(let range, _):
      guard let number = decimal(text) else {
        throw KnobError("\(key) must be a number, not '\(text)'")
      }
      guard range.contains(number) else {
        let low = KnobValue.number(range.lowerBound), high = KnobValue.number(range.upperBound)
        throw KnobError("\(key) = \(text) is out of range: it lies between \(low) and \(high)")
      }
      return .number(number)
    case .choice(let words):
      guard words.contains(text) else {
        throw KnobError("\(key) must be one of \(words.joined(separator: ", ")), not '\(text)'")
      }
      return .choice(text)
    }
  }
}

/// What is wrong with a knob that a reader named.
public struct KnobError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong and what is allowed, in one line.
  public var description: String

  /// The line in which it is and a caret under the spot, where there is one.
  public var spot: String?

  /// Creates an error.
  public init(_ description: String, spot: String? = nil) {
    self.description = printable(description)
    self.spot = spot
  }

  /// What is wrong, and below it the spot.
  public var whole: String { spot.map { "\(description)\n\($0)" } ?? description }
}

/// A hyper-parameter of a rule: how it is called, what it may be, and where it is kept.
public struct Knob<Rule>: Sendable {
  /// What a reader can know about it.
  public let description: KnobDescription
  package let read: @Sendable (Rule) -> KnobValue
  package let write: @Sendable (inout Rule, KnobValue) -> Void
  /// Writes a number for each of the races that a rule runs side by side.
  let writeRaces: @Sendable (inout Rule, _ number: (_ race: Int) -> Double) -> Void
  /// Other knobs whose defaults a choice brings along, by the word chosen.
  let defaults: [String: [KnobKey: KnobValue]]

  private init(
    _ description: KnobDescription, read: @escaping @Sendable (Rule) -> KnobValue,
    write: @escaping @Sendable (inout Rule, KnobValue) -> Void,
    writeRaces: @escaping @Sendable (inout Rule, (Int) -> Double) -> Void,
    defaults: [String: [KnobKey: KnobValue]]
  ) {
    self.description = description
    self.read = read
    self.write = write
    self.writeRaces = writeRaces
    self.defaults = defaults
  }

  /// The same knob on something that holds the rule.
  func within<Whole>(_ path: any WritableKeyPath<Whole, Rule> & Sendable) -> Knob<Whole> {
    let (read, write, writeRaces) = (read, write, writeRaces)
    return Knob<Whole>(
      description, read: { read($0[keyPath: path]) }, write: { write(&$0[keyPath: path], $1) },
      writeRaces: { writeRaces(&$0[keyPath: path], $1) }, defaults: defaults)
  }

  /// A knob that holds a number.
  public init(
    _ key: KnobKey, _ symbol: String, _ meaning: String, _ range: ClosedRange<Double>,
    _ scale: KnobScale, _ path: any WritableKeyPath<Rule, Double> & Sendable,
    effect: TweakEffect = .keep
  ) {
    description = KnobDescription(
      key: key, symbol: symbol, meaning: meaning, kind: .number(range, scale), effect: effect)
    read = { .number($0[keyPath: path]) }
    write = { rule, value in
      if case .number(let number) = value { rule[keyPath: path] = number }
    }
    writeRaces = { rule, number in rule[keyPath: path] = number(0) }
    defaults = [:]
  }

  /// A knob that chooses between the cases of an enumeration.
  public init<Choice: KnobChoice>(
    _ key: KnobKey, _ symbol: String, _ meaning: String,
    _ path: any WritableKeyPath<Rule, Choice> & Sendable,
    effect: TweakEffect, bringing defaults: [String: [KnobKey: KnobValue]] = [:]
  ) {
    description = KnobDescription(
      key: key, symbol: symbol, meaning: meaning,
      kind: .choice(Choice.allCases.map(\.rawValue)), effect: effect)
    read = { .choice($0[keyPath: path].rawValue) }
    write = { rule, value in
      if case .choice(let word) = value, let choice = Choice(rawValue: word) {
        rule[keyPath: path] = choice
      }
    }
    writeRaces = { _, _ in }
    self.defaults = defaults
  }
}

extension Knob {
  /// A knob that is on or off; what it is by default comes first.
  public init(
    _ key: KnobKey, _ symbol: String, _ meaning: String,
    _ path: any WritableKeyPath<Rule, Bool> & Sendable, default isOn: Bool, effect: TweakEffect
  ) {
    description = KnobDescription(
      key: key, symbol: symbol, meaning: meaning,
      kind: .choice(isOn ? ["on", "off"] : ["off", "on"]),
      effect: effect)
    read = { .choice($0[keyPath: path] ? "on" : "off") }
    write = { rule, value in rule[keyPath: path] = value == .choice("on") }
    writeRaces = { _, _ in }
    defaults = [:]
  }
}

extension Knob where Rule: Optimizer {
  /// A knob that holds a number for each of the races that a rule runs side by side.
  public init(
    _ key: KnobKey, _ symbol: String, _ meaning: String, _ range: ClosedRange<Double>,
    _ scale: KnobScale, _ path: any WritableKeyPath<Rule, Rule.Numbers> & Sendable,
    effect: TweakEffect = .keep
  ) {
    description = KnobDescription(
      key: key, symbol: symbol, meaning: meaning, kind: .number(range, scale), effect: effect)
    read = { .number($0[keyPath: path][0]) }
    write = { rule, value in
      if case .number(let number) = value {
        rule[keyPath: path] = Rule.Numbers(repeating: number)
      }
    }
    writeRaces = { rule, number in
      var numbers = Rule.Numbers.zero
      // Both axes of a race have the same hyper-parameters.
      let races = numbers.scalarCount / 2
      for race in 0..<races {
        numbers[race] = number(race)
        numbers[races + race] = numbers[race]
      }
      rule[keyPath: path] = numbers
    }
    defaults = [:]
  }
}

/// The words of a choice knob.
public protocol KnobChoice: RawRepresentable, CaseIterable, Sendable where RawValue == String {}
