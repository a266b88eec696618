import Documents
import Foundation

/// The line in which a command is typed.
public struct CommandLine: Sendable, Equatable {
  /// What is typed so far.
  public private(set) var text: String

  /// The most characters of a line.
  private static let mostCharacters = 1000

  /// A line that begins with some text.
  init(_ text: String = "") { self.text = text }

  /// What a key asks for.
  enum Answer: Equatable {
    /// Go on typing.
    case typing
    /// Close the line.
    case close
    /// Carry out what is typed.
    case carryOut
    /// Complete the last word.
    case complete
  }

  /// Answers a key.
  mutating func type(_ key: Key) -> Answer {
    switch key {
    case "escape": return .close
    case "enter": return .carryOut
    case "tab": return .complete
    case "backspace":
      if text.isEmpty { return .close }
      text.removeLast()
    case "space": append(" ")
    case "ctrl-u": text = ""
    default: if key.unicodeScalars.count == 1 { append(key) }
    }
    return .typing
  }

  private mutating func append(_ letter: String) {
    if text.count < CommandLine.mostCharacters { text += letter }
  }

  /// The words of the line; the last one is being typed.
  var words: [String] {
    text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
  }

  /// Extends the last word as far as it is certain.
  ///
  /// - Returns: what is possible where it is not certain, in words; nil where it is.
  mutating func complete(among candidates: [String]) -> String? {
    let last = words.last ?? ""
    let fitting = candidates.filter { $0.hasPrefix(last) }
    guard let first = fitting.first else { return "nothing begins with '\(printable(last))'" }
    let common = fitting.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    text = text.dropLast(last.count) + common + (fitting.count == 1 ? " " : "")
    return fitting.count > 1 ? fitting.joined(separator: " ") : nil
  }
}
