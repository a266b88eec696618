import Drawing
import Optimizers
import Trajectories

extension Screen {
  /// The head of a path, the name of its optimizer and its knobs.
  ///
  /// - Parameter words: what the titles of this width have room for, of every racer.
  func title(_ sheet: inout Sheet, _ panel: Layout.Panel, racer index: Int, _ words: TitleWords) {
    let rect = panel.title
    let isFocus = model.stage.focus == index && model.race.racers.count > 1
    let paper: Ink = isFocus ? .focusBar : .bar
    sheet.fill(rect, paper)
    let head = String(glyphs.head(index))
    var column = rect.column
    column =
      sheet.write(
        head, at: column + 1, rect.row, .trail(UInt8(index % Ink.trails), age: 0), on: paper,
        bold: true) + 1
    let room = titleRoom(panel)
    let (name, knobs, gap) = (words.name, words.knobs, words.gap)
    let nameRoom = max(6, room - words.width + GlyphWidth.cells(name))
    column =
      sheet.write(
        name, at: column, rect.row, isFocus ? .strong : .text, on: paper, bold: true,
        limit: nameRoom)
    for knob in knobs {
      let space = rect.endColumn - column - gap
      guard space > 3 else { break }
      column =
        sheet.write(
          knob.text, at: column + gap, rect.row, knob.isSelected ? .strong : .dim, on: paper,
          bold: knob.isSelected, limit: space)
    }
  }

  /// The cells behind the head of a path, which is one wide and has a blank on either side.
  func titleRoom(_ panel: Layout.Panel) -> Int { panel.title.columns - 4 }

  /// What a title has room for.
  struct TitleWords {
    var name: String
    var knobs: [KnobText]
    var gap = 2
    /// Whether a knob had to go.
    var isCut = false

    var width: Int {
      knobs.reduce(GlyphWidth.cells(name)) { $0 + GlyphWidth.cells($1.text) + gap }
    }
  }

  /// The name of every racer and its knobs, as many as there is room for.
  ///
  /// Names are short in all titles or in none, and give way to what tells twins apart. Where one has no room for what all racers have alike no other tells it, or
  /// it would seem to be its own.
  func titleWords(in room: Int) -> [TitleWords] {
    let whole = titleWords(in: room, without: [])
    return whole.contains(where: \.isCut) ? titleWords(in: room, without: sharedKnobs) : whole
  }

  private func titleWords(in room: Int, without shared: [KnobKey]) -> [TitleWords] {
    func knobs(_ index: Int, isCompact: Bool) -> [KnobText] {
      knobTexts(index, isCompact: isCompact).filter { $0.isSelected || !shared.contains($0.key) }
    }
    var titles = model.race.racers.indices.map {
      TitleWords(name: model.race.name(of: $0), knobs: knobs($0, isCompact: false))
    }
    if titles.contains(where: { $0.width > room }) {
      for index in titles.indices { titles[index].name = model.race.name(of: index, isShort: true) }
    }
    for index in titles.indices where titles[index].width > room {
      titles[index].knobs = knobs(index, isCompact: true)
      titles[index].gap = 1
      // What tells twins apart stays longest.
      let telling = model.race.distinguishingKnobs(of: index)
      while titles[index].knobs.count > 1, titles[index].width > room {
        titles[index].isCut = true
        let kept = titles[index].knobs
        if let spare = kept.lastIndex(where: { !telling.contains($0.key) }) {
          titles[index].knobs.remove(at: spare)
        } else if isOneRule, !titles[index].name.isEmpty {
          titles[index].name = ""
        } else {
          titles[index].knobs.removeLast()
        }
      }
    }
    return titles
  }

  /// Whether all racers run one rule, whose name then tells none from another.
  private var isOneRule: Bool {
    model.race.racers.allSatisfy { $0.title == model.race.racers[0].title }
  }

  /// What all racers see alike, of rows and noise.
  private var sharedKnobs: [KnobKey] {
    guard model.race.racers.count > 1 else { return [] }
    let step = model.stage.playback.step
    return model.race.racers[0].knobsInOrder.map(\.key).filter { key in
      model.race.racers[0].rule[key] == nil
        && model.race.racers.indices.allSatisfy {
          model.race.value($0, key, at: step) == model.race.value(0, key, at: step)
        }
    }
  }
}
