/// The ASCII name of a knob on command lines and in files; not any text is one.
public struct KnobKey: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The name as it is written.
  public let rawValue: String

  /// A key from text that was read; whether a rule has such a knob is for the rule to say.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A key that is written in code.
  public init(stringLiteral text: String) { rawValue = text }

  /// The name as it is written.
  public var description: String { rawValue }

  /// Alphabetical order.
  public static func < (a: KnobKey, b: KnobKey) -> Bool { a.rawValue < b.rawValue }
}
