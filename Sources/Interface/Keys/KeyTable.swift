import Documents
import Landscapes

/// The keys of the program and what they do: one table for dispatch, help, bar and documentation.
public struct KeyTable: Sendable {
  /// All bindings, in the order of the help.
  public private(set) var bindings: [Binding]
  private var commands: [Key: Command] = [:]

  /// The keys as they are without a configuration.
  public static let standard = KeyTable(standardBindings)

  init(_ bindings: [Binding]) {
    self.bindings = bindings
    for entry in bindings.flatMap(\.keys) where commands[entry.key] == nil {
      commands[entry.key] = entry.command
    }
  }

  /// What a key asks for.
  public func command(for key: Key) -> Command? { commands[key] }

  /// The keys that ask for something.
  func keys(for command: Command) -> [Key] {
    bindings.flatMap(\.keys).filter { $0.command == command }.map(\.key)
  }

  /// Gives a command other keys; they are taken from whatever had them.
  ///
  /// - Returns: for each key that something else loses, the key and what had it.
  mutating func bind(_ keys: [Key], to command: Command) -> [(key: Key, lost: Command)] {
    var lost: [(key: Key, lost: Command)] = []
    for key in keys {
      if let other = self.command(for: key), other != command { lost.append((key, other)) }
    }
    for index in bindings.indices {
      let before = bindings[index].keys
      var after = before.filter { $0.command != command && !keys.contains($0.key) }
      if let place = before.firstIndex(where: { $0.command == command }) {
        // In the place of the old ones, so that up stays before down.
        let at = before[..<place].filter { entry in after.contains { $0.key == entry.key } }.count
        after.insert(contentsOf: keys.map { (key: $0, command: command) }, at: at)
      }
      let isSame = before.map(\.key) == after.map(\.key)
      bindings[index].keys = after
      if !isSame { bindings[index].renameOnBar() }
    }
    self = KeyTable(bindings)
    return lost
  }

  /// Keys that are more than a character.
  static let names: Set<Key> = Set(
    [
      "space", "tab", "shift-tab", "enter", "backspace", "delete", "left", "right", "up", "down",
      "shift-left", "shift-right", "shift-up", "shift-down", "home", "end", "pageup", "pagedown",
    ] + (1...12).map { "f\($0)" }
      // Ctrl-C ends the program; H, I, J and M are what other keys send.
      + "abdefgklnopqrstuvwxyz".map { "ctrl-\($0)" })

  /// Whether a name is one of a key.
  static func isKey(_ name: String) -> Bool {
    if names.contains(name) { return true }
    guard name.unicodeScalars.count == 1, let scalar = name.unicodeScalars.first else {
      return false
    }
    return scalar.value > 32 && printable(name) == name
  }

  /// A key as people write it.
  static func shown(_ key: Key) -> String {
    switch key {
    case "left": return "←"
    case "right": return "→"
    case "shift-left": return "shift ←"
    case "shift-right": return "shift →"
    case "backspace": return "Backspace"
    case "enter": return "Enter"
    case "pageup": return "PgUp"
    case "pagedown": return "PgDn"
    case "home": return "Home"
    case "end": return "End"
    case "tab": return "tab"
    case "shift-tab": return "shift tab"
    default:
      if key.hasPrefix("ctrl-") { return "Ctrl-" + key.dropFirst(5).uppercased() }
      return key.count > 1 && names.contains(key) && key.hasPrefix("f") ? key.uppercased() : key
    }
  }

  /// The keys as the table of `docs/keys.md`.
  public var markdown: String {
    var lines = ["# Keys", ""]
    lines.append(
      "Made from the table that the program itself uses: `ravine explore --keys` prints it. "
        + "The words of the last column rebind keys in the [configuration](configuration.md).")
    for group in Binding.Group.allCases {
      lines += ["", "## \(group.rawValue)", "", "| keys | do | in `[keys]` |", "|---|---|---|"]
      for binding in bindings where binding.group == group {
        let names = binding.keys.map { "`\(KeyTable.shown($0.key))`" }.joined(separator: " ")
        var words: [String] = []
        for entry in binding.keys where !words.contains("`\(entry.command.word)`") {
          words.append("`\(entry.command.word)`")
        }
        lines.append("| \(names) | \(binding.does) | \(words.joined(separator: " ")) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
