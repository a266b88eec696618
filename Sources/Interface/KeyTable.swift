/// A key by name: `b`, `B`, `space`, `left`, `shift-left`, `ctrl-r`, `pageup`.
public typealias Key = String

/// Some keys and what they do, for dispatch, for the help and for the documentation alike.
public struct Binding: Sendable {
  /// The heading under which the help lists it.
  public enum Group: String, Sendable, CaseIterable {
    /// The playhead.
    case play = "Play"
    /// Panels, optimizers and surfaces.
    case race = "Race"
    /// Knobs.
    case knobs = "Knobs"
    /// What is shown.
    case view = "View"
    /// Files and the program itself.
    case program = "Program"
  }

  /// The keys, each with its command.
  public var keys: [(key: Key, command: Command)]
  /// What they do.
  public var does: String
  /// The heading.
  public var group: Group
  /// The word for the key bar; nil for keys that are not on it.
  public var bar: String?
  /// The keys as the bar names them.
  public var barKeys: String?

  init(
    _ group: Group, _ keys: [(Key, Command)], _ does: String, bar: String? = nil,
    barKeys: String? = nil
  ) {
    self.group = group
    self.keys = keys.map { (key: $0.0, command: $0.1) }
    self.does = does
    self.bar = bar
    self.barKeys = barKeys
  }

  /// The keys as the help lists them.
  public var names: String {
    let shown = keys.map { KeyTable.shown($0.key) }
    guard shown.count > 4, let first = shown.first, let last = shown.last else {
      return shown.joined(separator: " ")
    }
    return "\(first) … \(last)"
  }
}

/// The keys of the program.
public enum KeyTable {
  /// All bindings, in the order of the help.
  public static let bindings: [Binding] = [
    Binding(.play, [("space", .play)], "play or pause", bar: "play", barKeys: "space"),
    Binding(
      .play, [("left", .step(-1)), ("right", .step(1)), (",", .step(-1)), (".", .step(1))],
      "one step back, forward", bar: "step", barKeys: "← →"),
    Binding(
      .play,
      [
        ("[", .step(-10)), ("]", .step(10)), ("shift-left", .step(-10)),
        ("shift-right", .step(10)),
      ],
      "ten steps back, forward"),
    Binding(
      .play, [("home", .rewind), ("end", .finish), ("0", .rewind), ("$", .finish)],
      "to the start, to the end"),
    Binding(
      .play, [("pageup", .note(-1)), ("pagedown", .note(1))], "previous, next note or scene"),
    Binding(
      .play, [("backspace", .scene(-1)), ("enter", .scene(1))], "in a lecture: back, on"),
    Binding(.play, [("<", .speed(faster: false)), (">", .speed(faster: true))], "slower, faster"),
    Binding(
      .knobs, [("b", .turn("beta", up: true)), ("B", .turn("beta", up: false))], "β up, down",
      bar: "β", barKeys: "b"),
    Binding(
      .knobs, [("g", .turn("gamma", up: true)), ("G", .turn("gamma", up: false))], "γ up, down",
      bar: "γ", barKeys: "g"),
    Binding(
      .knobs, [("e", .turn("eta", up: true)), ("E", .turn("eta", up: false))], "η up, down",
      bar: "η", barKeys: "e"),
    Binding(
      .knobs, [("x", .select(1)), ("X", .select(-1))],
      "next, previous other knob"),
    Binding(
      .knobs,
      [
        ("=", .turnSelected(up: true)), ("-", .turnSelected(up: false)),
        ("+", .turnSelected(up: true)),
      ],
      "turn that knob up, down"),
    Binding(.knobs, [("a", .scope)], "knobs: this panel or all"),
    Binding(.knobs, [("w", .origin)], "knobs: from start or here"),
    Binding(
      .race, [("tab", .focusNext(1)), ("shift-tab", .focusNext(-1))], "next, previous panel",
      bar: "panel", barKeys: "tab"),
    Binding(.race, (1...8).map { ("\($0)", .focus($0 - 1)) }, "panel by number"),
    Binding(
      .race, [("o", .nextOptimizer(1)), ("O", .nextOptimizer(-1))], "next, previous optimizer",
      bar: "optimizer", barKeys: "o"),
    Binding(
      .race, [("s", .nextSurface(1)), ("S", .nextSurface(-1))], "next, previous surface",
      bar: "surface", barKeys: "s"),
    Binding(.race, [("A", .addPanel), ("D", .removePanel)], "add, remove a panel"),
    Binding(
      .race, [("i", .moveStart)], "move the start; Enter, Esc", bar: "start",
      barKeys: "i"),
    Binding(
      .view, [("z", .zoom(closer: true)), ("Z", .zoom(closer: false))], "zoom in, out"),
    Binding(
      .view, [("h", .pan(-1, 0)), ("j", .pan(0, -1)), ("k", .pan(0, 1)), ("l", .pan(1, 0))],
      "move map, turn relief"),
    Binding(.view, [("f", .fit)], "fit the surface's view"),
    Binding(
      .view, [("v", .arrows)], "arrows of the next step", bar: "arrows", barKeys: "v"),
    Binding(
      .view, [("y", .why)], "why this step: equations", bar: "why",
      barKeys: "y"),
    Binding(
      .view, [("t", .theory)], "theory of the valley", bar: "theory", barKeys: "t"),
    Binding(
      .view, [("d", .relief)], "relief or map", bar: "relief", barKeys: "d"),
    Binding(.view, [("m", .oneMap)], "one map or side by side"),
    Binding(.view, [("c", .quantity)], "chart: loss, slope, distance"),
    Binding(.view, [("L", .levels)], "levels log or linear"),
    Binding(
      .program, [("r", .record)], "record to a text file", bar: "record",
      barKeys: "r"),
    Binding(.program, [("n", .writeNote)], "note on this step"),
    Binding(.program, [("p", .picture)], "save an SVG picture"),
    Binding(.view, [("C", .theme)], "colours: the next theme"),
    Binding(.view, [("M", .mouse)], "mouse: start and zoom"),
    Binding(
      .program, [(":", .line)],
      "type a command; Tab helps"),
    Binding(.program, [("u", .undo), ("ctrl-r", .redo)], "take back a change, repeat it"),
    Binding(.program, [("?", .help), ("f1", .help)], "these keys", bar: "help", barKeys: "?"),
    Binding(.program, [("q", .quit)], "quit", bar: "quit", barKeys: "q"),
    Binding(.program, [("ctrl-l", .redraw)], "draw the screen anew"),
    Binding(.program, [("ctrl-z", .suspend)], "suspend"),
  ]

  private static let commands: [Key: Command] = Dictionary(
    bindings.flatMap(\.keys).map { ($0.key, $0.command) }, uniquingKeysWith: { first, _ in first })

  /// What a key asks for.
  public static func command(for key: Key) -> Command? { commands[key] }

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
    case "f1": return "F1"
    default: return key.hasPrefix("ctrl-") ? "Ctrl-" + key.dropFirst(5).uppercased() : key
    }
  }

  /// The keys as the table of `docs/keys.md`.
  public static var markdown: String {
    var lines = ["# Keys", ""]
    lines.append(
      "Made from the table that the program itself uses: `ravine explore --keys` prints it.")
    for group in Binding.Group.allCases {
      lines += ["", "## \(group.rawValue)", "", "| keys | do |", "|---|---|"]
      for binding in bindings where binding.group == group {
        let names = binding.keys.map { "`\(shown($0.key))`" }.joined(separator: " ")
        lines.append("| \(names) | \(binding.does) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
