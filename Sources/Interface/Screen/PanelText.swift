import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

extension Screen {
  /// The head of a path, the name of its optimizer and its knobs.
  func title(_ sheet: inout Sheet, _ panel: Layout.Panel, racer index: Int) {
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
    let room = rect.endColumn - column - 1
    let others = model.race.racers.indices
    let isCrowded = others.contains { titleWords(of: $0, in: room, withShared: true).isCut }
    let words = titleWords(of: index, in: room, withShared: !isCrowded)
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

  /// What a title has room for.
  private struct TitleWords {
    var name: String
    var knobs: [KnobText]
    var gap = 2
    /// Whether a knob had to go.
    var isCut = false

    var width: Int {
      knobs.reduce(GlyphWidth.cells(name)) { $0 + GlyphWidth.cells($1.text) + gap }
    }
  }

  /// The name of a racer and its knobs, as many as there is room for.
  ///
  /// - Parameter withShared: whether those are told that all racers have alike. Where one title has no room for them no
  ///   other tells them, or they would seem to be its own.
  private func titleWords(of index: Int, in room: Int, withShared: Bool) -> TitleWords {
    let shared = withShared ? [] : sharedKnobs
    func knobs(isCompact: Bool) -> [KnobText] {
      knobTexts(index, isCompact: isCompact).filter {
        $0.isSelected || !shared.contains($0.key)
      }
    }
    // A long name gives way to a short one, then numbers to shorter ones, before a knob is lost.
    var words = TitleWords(name: model.race.name(of: index), knobs: knobs(isCompact: false))
    if words.width > room { words.name = model.race.name(of: index, isShort: true) }
    if words.width > room {
      words.knobs = knobs(isCompact: true)
      words.gap = 1
    }
    // What tells twins apart stays longest.
    let telling = model.race.distinguishingKnobs(of: index)
    while words.knobs.count > 1, words.width > room {
      words.isCut = true
      words.knobs.remove(
        at: words.knobs.lastIndex { !telling.contains($0.key) } ?? words.knobs.count - 1)
    }
    return words
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

  /// A knob with its value.
  struct KnobText {
    var key: KnobKey
    var text: String
    var isSelected: Bool
  }

  /// The knobs worth showing: β, γ and η always, and what equations leave open that somebody wrote; others where they
  /// differ from their default.
  func knobTexts(_ index: Int, isCompact: Bool) -> [KnobText] {
    let racer = model.race.racers[index]
    let plain = Racer(rule: racer.rule.atDefaults(over: Vector.self))
    // What tells twins apart is what the race is about.
    let twinsDiffer = model.race.distinguishingKnobs(of: index)
    let main: [KnobRole] = [.firstDecay, .secondDecay, .learningRate]
    return racer.knobsInOrder.compactMap { knob -> KnobText? in
      guard let value = model.race.value(index, knob.key, at: model.stage.playback.step) else {
        return nil
      }
      let isSelected =
        model.stage.knobs.selection == .knob(knob.key) && model.stage.focus == index
        && knob.role != .learningRate
      // A momentum that is off by default (RMSProp) is no news.
      let isOff = knob.role == .firstDecay && value == .number(0) && plain[knob.key] == value
      let isMain = knob.role.map(main.contains) == true && !isOff
      // ε follows the size of the surface; it is shown where the reader set it.
      let differs =
        value != plain[knob.key] && (knob.role != .epsilon || racer.hasGiven(.epsilon))
      let isOpen =
        racer.definition?.knobs.contains { $0.key == knob.key } == true && knob.role != .epsilon
      guard isMain || isOpen || differs || isSelected || twinsDiffer.contains(knob.key) else {
        return nil
      }
      return KnobText(
        key: knob.key, text: knob.words(for: value, isCompact: isCompact), isSelected: isSelected)
    }
  }

  /// The loss, the length of the gradient and what the run is doing.
  func footer(_ sheet: inout Sheet, _ panel: Layout.Panel, racer index: Int) {
    let rect = panel.footer
    sheet.fill(rect, .background)
    if model.stage.showsArrows, model.stage.camera.relief == nil {
      return arrowLegend(&sheet, rect, racer: index)
    }
    let told = footerWords(of: index, columns: rect.columns)
    sheet.addOutcome { sheet in
      let column = sheet.write(
        told.facts, at: rect.column + 1, rect.row, .dim, limit: rect.columns - 2)
      sheet.write(
        told.fate, at: column, rect.row, told.isBad ? .warning : .text,
        limit: rect.endColumn - column - 1)
    }
  }

  /// What a footer says: the longest words that fit.
  func footerWords(of index: Int, columns: Int) -> (facts: String, fate: String, isBad: Bool) {
    let run = model.runs[index]
    let step = run.clamped(model.stage.playback.step)
    let fate = model.fate(of: index)
    let (loss, slope) = (run.losses[step], run.gradientNorms[step])
    let isBad: Bool
    switch fate {
    case .diverged, .left, .leftDomain: isBad = true
    default: isBad = false
    }
    let long = "loss \(brief(loss))   |∇f| \(brief(slope))   "
    let short = "\(brief(loss, digits: 2)) |∇f| \(brief(slope, digits: 2)) "
    var variants = [(long, fate.words), (long, fate.short), (short, fate.short)]
    variants.append(("loss \(brief(loss, digits: 2))  ", fate.short))
    // Of a run that is lost the numbers matter least.
    if isBad { variants += [("", fate.words), ("", fate.short)] }
    let fitting = variants.first { GlyphWidth.cells($0.0 + $0.1) + 2 <= columns }
    let (facts, words) = fitting ?? variants[variants.count - 1]
    return (facts, words, isBad)
  }

  /// What the colours of the arrows mean, in place of the numbers that the pane has too.
  private func arrowLegend(_ sheet: inout Sheet, _ rect: CellRect, racer index: Int) {
    var column = rect.column + 1
    for part in drawnParts(of: index) {
      let space = rect.endColumn - column - 1
      guard space > 4 else { break }
      column =
        sheet.write("\(part)", at: column, rect.row, .arrow(part), bold: true, limit: space) + 2
    }
  }
}

extension Fate {
  /// A word or two for narrow panels.
  var short: String {
    switch self {
    case .atMinimum: return "minimum"
    case .atSaddle: return "saddle"
    case .atMaximum: return "maximum"
    case .onPlateau: return "plateau"
    case .going: return "going"
    case .oscillating(let period): return "period \(period)"
    case .left(let direction): return "out \(direction)"
    case .diverged(let step): return "div. \(step)"
    case .leftDomain(let step): return "left domain, \(step)"
    }
  }
}
