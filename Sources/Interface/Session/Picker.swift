import Documents
import Landscapes
import Optimizers
import Trajectories

/// A list to pick from: typing filters it, moving in it already shows the choice.
public struct Picker: Sendable, Equatable {
  /// What is picked.
  public enum Kind: String, Sendable {
    /// A rule for the panel in focus.
    case optimizer
    /// A surface for the race.
    case surface
  }

  /// A line of the list.
  struct Entry: Sendable, Equatable {
    var name: String
    /// What it is, in a sentence or two.
    var does: String
  }

  let kind: Kind
  private let entries: [Entry]
  /// What was typed to filter by.
  private(set) var filter = ""
  /// The place in the list of what fits.
  private(set) var index: Int

  init(_ kind: Kind, _ entries: [Entry], at index: Int) {
    self.kind = kind
    self.entries = entries
    self.index = index
  }

  /// What a key asks for.
  enum Answer: Equatable {
    /// Show the choice.
    case show
    /// Keep what is shown.
    case take
    /// Go back to what was.
    case back
    /// Nothing.
    case none
  }

  /// The places of the entries that fit what was typed; names that begin with it come first.
  var fitting: [Int] {
    let wanted = Naming.folded(filter)
    guard !wanted.isEmpty else { return Array(entries.indices) }
    func rank(_ entry: Entry) -> Int? {
      let name = Naming.folded(entry.name)
      if name.hasPrefix(wanted) { return 0 }
      if name.contains(wanted) { return 1 }
      // Two letters are in every sentence.
      return wanted.count > 2 && Naming.folded(entry.does).contains(wanted) ? 2 : nil
    }
    let ranked = entries.indices.compactMap { place in rank(entries[place]).map { ($0, place) } }
    return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  /// The lines that are shown.
  var shown: [Entry] { fitting.map { entries[$0] } }

  /// The place of the choice among all entries; nil where nothing fits.
  var choice: Int? {
    let fitting = fitting
    return fitting.indices.contains(index) ? fitting[index] : nil
  }

  /// Answers a key.
  mutating func answer(_ key: Key) -> Answer {
    let before = choice
    switch key {
    case "enter": return choice == nil ? .none : .take
    case "escape": return .back
    case "down": move(1)
    case "up": move(-1)
    case "pagedown": move(8)
    case "pageup": move(-8)
    case "home": index = 0
    case "end": index = max(0, fitting.count - 1)
    case "backspace":
      if filter.isEmpty { return .back }
      filter.removeLast()
      index = 0
    case "space": type(" ")
    default: if key.unicodeScalars.count == 1 { type(key) }
    }
    return choice == before || choice == nil ? .none : .show
  }

  private mutating func type(_ letter: String) {
    guard filter.count < 40 else { return }
    filter += letter
    index = 0
  }

  private mutating func move(_ count: Int) {
    index = min(max(0, index + count), max(0, fitting.count - 1))
  }
}

extension Model {
  /// Opens a list at what is there now.
  mutating func openPicker(_ kind: Picker.Kind) {
    let entries: [Picker.Entry]
    let now: Int?
    switch kind {
    case .optimizer:
      entries = Catalog.rules.map {
        Picker.Entry(name: $0.card.title, does: $0.card.summary)
      }
      now = Catalog.rules.firstIndex { $0.card.name == focused.rule.card.name }
    case .surface:
      entries = surfaces.map { Picker.Entry(name: $0.name, does: $0.story) }
      now = surfaces.firstIndex { $0.name == race.surface.name }
    }
    putAside = stage
    track.hold()
    stage.mode = .pick(Picker(kind, entries, at: now ?? 0))
  }

  /// A key while a list is open.
  mutating func pick(_ key: Key, in picker: Picker) {
    var picker = picker
    let answer = picker.answer(key)
    stage.mode = .pick(picker)
    switch answer {
    case .none: break
    case .show: if let choice = picker.choice { show(picker.kind, choice) }
    case .take:
      track.keepHeld()
      putAside = nil
      stage.mode = .race
    case .back:
      follow { $0.dropHeld() }
      if let before = putAside { stage = before }
      putAside = nil
      stage.mode = .race
      message = nil
    }
  }

  /// Shows the race with a choice, for now.
  private mutating func show(_ kind: Picker.Kind, _ choice: Int) {
    // Each choice is made from where the list was opened, not from the one before it.
    follow { $0.returnToHeld() }
    switch kind {
    case .optimizer: exchangeRule(for: Catalog.rules[choice])
    case .surface: open(surfaces[choice])
    }
    // The list says what the choice is.
    if message == race.surface.story { message = nil }
  }
}
