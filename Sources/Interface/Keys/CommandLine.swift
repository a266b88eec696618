import Documents
import SystemLibrary

/// The line in which a command is typed.
public struct CommandLine: Sendable, Equatable {
  /// Something that the last word can become.
  public struct Candidate: Sendable, Equatable {
    /// The word.
    public var word: String
    /// What it is, in a few words; empty where the word says it.
    public var does: String

    init(_ word: String, _ does: String = "") {
      self.word = word
      self.does = does
    }
  }

  /// What is typed so far.
  public private(set) var text: String
  /// What was asked for last: all that the last word can become; empty where nobody asked.
  private(set) var listed: [Candidate] = []
  /// The first of them that is shown.
  private(set) var firstListed = 0
  /// The lines that were typed before, the newest last.
  private let earlier: [String]
  /// Which of them is shown; their number for a line of its own.
  private var place: Int

  /// The most characters of a line.
  private static let mostCharacters = 1000

  /// A line that begins with some text.
  init(_ text: String = "", earlier: [String] = []) {
    self.text = text
    self.earlier = earlier
    place = earlier.count
  }

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
    if !listed.isEmpty, let move = CommandLine.moves[key] {
      firstListed = min(max(0, firstListed + move), listed.count - 1)
      return .typing
    }
    if key != "tab" { listed = [] }
    switch key {
    case "escape": return .close
    case "enter": return .carryOut
    case "tab", "right": return .complete
    case "up": recall(-1)
    case "down": recall(1)
    case "backspace":
      if text.isEmpty { return .close }
      text.removeLast()
    case "space": append(" ")
    case "ctrl-u": text = ""
    default: if key.unicodeScalars.count == 1 { append(key) }
    }
    return .typing
  }

  /// How far keys move through what is listed.
  private static let moves: [Key: Int] = ["down": 1, "up": -1, "pagedown": 10, "pageup": -10]

  private mutating func append(_ letter: String) {
    if text.count < CommandLine.mostCharacters { text += letter }
  }

  private mutating func recall(_ move: Int) {
    let next = place + move
    guard (0...earlier.count).contains(next) else { return }
    place = next
    text = next < earlier.count ? earlier[next] : ""
  }

  /// The words of the line; the last one is being typed.
  var words: [String] {
    text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
  }

  /// What the last word can become.
  func fitting(_ candidates: [Candidate]) -> [Candidate] {
    let last = words.last ?? ""
    return candidates.filter { $0.word.hasPrefix(last) }
  }

  /// What would be added to the last word by the likeliest of some candidates.
  func ahead(_ candidates: [Candidate]) -> String {
    guard let last = words.last, !last.isEmpty else { return "" }
    return fitting(candidates).first.map { String($0.word.dropFirst(last.count)) } ?? ""
  }

  /// Extends the last word as far as it is certain, and lists what is possible where it is not.
  ///
  /// - Returns: what is wrong; nil where something fits.
  mutating func complete(among candidates: [Candidate]) -> String? {
    let last = words.last ?? ""
    let fitting = fitting(candidates)
    guard let first = fitting.first else { return "nothing begins with '\(printable(last))'" }
    let common = fitting.dropFirst().reduce(first.word) { common, candidate in
      String(zip(common, candidate.word).prefix { $0 == $1 }.map(\.0))
    }
    // A folder and a knob go on.
    let isWhole = fitting.count == 1 && common.last != "/" && common.last != "="
    text = text.dropLast(last.count) + common + (isWhole ? " " : "")
    // Asked again without anything new, the list goes on.
    let next = fitting.count > 1 ? fitting : []
    firstListed = next == listed && !next.isEmpty ? (firstListed + 10) % next.count : 0
    listed = next
    return nil
  }
}
