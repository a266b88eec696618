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
  /// Whether the bar has them only where the loss has data.
  public var isForData: Bool

  init(
    _ group: Group, _ keys: [(Key, Command)], _ does: String, bar: String? = nil,
    barKeys: String? = nil, isForData: Bool = false
  ) {
    self.group = group
    self.keys = keys.map { (key: $0.0, command: $0.1) }
    self.does = does
    self.bar = bar
    self.barKeys = barKeys
    self.isForData = isForData
  }

  /// Names the keys on the bar anew after they changed: as many as before.
  mutating func renameOnBar() {
    let count = barKeys?.split(separator: " ").count ?? 0
    var seen: [Command] = []
    let firsts = keys.filter { entry in
      defer { seen.append(entry.command) }
      return !seen.contains(entry.command)
    }
    barKeys = firsts.prefix(count).map { KeyTable.shown($0.key) }.joined(separator: " ")
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
