import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

/// What a reader prefers, from a file: colours, speed, keys, and what races where nothing is named.
public struct Configuration: Sendable {
  /// The name of the colours.
  public var theme = Theme.all[0].name
  /// A multiple of the usual pace.
  public var speed = 1.0
  /// How many colours; nil where the file does not say, so that NO_COLOR does.
  public var color: ColorChoice?
  /// Whether to draw with ASCII alone.
  public var ascii = false
  /// Whether the mouse sets the start and zooms.
  public var mouse = false
  /// Whether races are told in sentences.
  public var plain = false
  /// Whether the terminal is asked to show each frame in one piece.
  public var sync = true
  /// The surface of the opening race; nil for the usual one.
  public var surface: String?
  /// The optimizers of the opening race, as a command line names them; empty for the usual ones.
  public var optimizers: [String] = []
  /// The steps of the opening race; nil for the usual number.
  public var steps: Int?
  /// The keys.
  public var keys = KeyTable.standard
  /// Keys that were taken from something else, a line each.
  public var notices: [String] = []

  /// What holds without a file.
  public init() {}

  private static let known = [
    "theme", "speed", "color", "ascii", "mouse", "plain", "sync", "surface", "optimizers", "steps",
    "keys",
  ]

  /// Reads a configuration.
  ///
  /// - Parameters:
  ///   - text: the TOML text.
  ///   - file: the name of the file, for messages.
  ///   - surfaces: the surfaces that it may name.
  /// - Throws: a `DocumentError` with line, column and reason.
  public init(
    toml text: String, file: String, surfaces: @autoclosure () -> [Surface]
  ) throws(DocumentError) {
    let root = try Document(text, file: file).root
    try root.allow(only: Configuration.known)
    if let name = try root.text("theme") {
      guard Theme.named(name) != nil else {
        throw root.error(
          "'theme' is one of \(Theme.all.map(\.name).joined(separator: ", "))", atValueOf: "theme")
      }
      theme = name
    }
    if let value = try root.number("speed") {
      guard (0.125...32).contains(value) else {
        throw root.error("'speed' lies between 0.125 and 32", atValueOf: "speed")
      }
      speed = value
    }
    color = try root.choice("color", ColorChoice.self)
    ascii = try root.boolean("ascii") ?? false
    mouse = try root.boolean("mouse") ?? false
    plain = try root.boolean("plain") ?? false
    sync = try root.boolean("sync") ?? true
    if let name = try root.text("surface") {
      let known = surfaces()
      guard known.named(name) != nil else {
        throw root.error(known.unknown(name), atValueOf: "surface")
      }
      surface = name
    }
    try readOptimizers(root)
    if let count = try root.count("steps") {
      guard count <= Race.mostShownSteps else {
        throw root.error("'steps' is at most \(Race.mostShownSteps)", atValueOf: "steps")
      }
      steps = count
    }
    if let section = try root.section("keys") { try bind(section) }
  }

  private mutating func readOptimizers(_ root: Section) throws(DocumentError) {
    let entries = try root.texts("optimizers") ?? []
    guard entries.count <= Race.mostRacers else {
      throw root.error(
        "'optimizers' names at most \(Race.mostRacers)", at: entries[Race.mostRacers])
    }
    for entry in entries {
      do {
        _ = try Racer(entry.text ?? "")
      } catch {
        throw root.error("\(error)", at: entry)
      }
    }
    optimizers = entries.compactMap(\.text)
  }

  private mutating func bind(_ section: Section) throws(DocumentError) {
    var commands: [String: Command] = [:]
    for entry in KeyTable.standard.bindings.flatMap(\.keys) {
      commands[entry.command.word] = entry.command
    }
    for word in section.names where commands[word] == nil {
      let near = Naming.nearest(to: word, among: commands.keys.sorted())
      let hint = near.isEmpty ? "" : ", did you mean \(near.joined(separator: ", "))?"
      throw section.error(
        "unknown key '\(printable(word))'\(hint) ('ravine explore --keys' lists the words)",
        at: word)
    }
    var taken: [Key: String] = [:]
    for word in section.names {
      for entry in try section.texts(word) ?? [] {
        let name = entry.text ?? ""
        guard KeyTable.isKey(name) else {
          throw section.error(
            "'\(printable(name))' is no key: a character, or a name such as space, left, f2, ctrl-b",
            at: entry)
        }
        guard name != "ctrl-z" || word == "suspend" else {
          throw section.error("'ctrl-z' stops the program, whatever it is given to", at: entry)
        }
        if let other = taken[name], other != word {
          throw section.error("the key '\(name)' is given to \(other) and to \(word)", at: entry)
        }
        taken[name] = word
      }
    }
    // In a fixed order, so that lines that change places change nothing.
    for word in section.names.sorted() {
      guard let command = commands[word] else { continue }
      for (key, lost) in keys.bind(try section.texts(word)?.compactMap(\.text) ?? [], to: command)
      where section[lost.word] == nil {
        let rest = keys.keys(for: lost).map { KeyTable.shown($0) }
        notices.append(
          "key '\(KeyTable.shown(key))' is now \(word); \(lost.word) "
            + (rest.isEmpty ? "has no key any more" : "keeps \(rest.joined(separator: " "))"))
      }
    }
  }

  /// The configuration as a file that reads back to it.
  public var toml: String {
    var lines = [
      "theme = \(quoted(theme))", "speed = \(shortest(speed))",
      "color = \(quoted((color ?? .auto).rawValue))", "ascii = \(ascii)", "mouse = \(mouse)",
      "plain = \(plain)", "sync = \(sync)",
    ]
    if let surface { lines.append("surface = \(quoted(surface))") }
    if !optimizers.isEmpty {
      lines.append("optimizers = [\(optimizers.map { quoted($0) }.joined(separator: ", "))]")
    }
    if let steps { lines.append("steps = \(steps)") }
    lines += ["", "[keys]"]
    var seen: [Command] = []
    for entry in KeyTable.standard.bindings.flatMap(\.keys) where !seen.contains(entry.command) {
      seen.append(entry.command)
      let names = keys.keys(for: entry.command).map { quoted($0) }
      lines.append("\(entry.command.word) = [\(names.joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
