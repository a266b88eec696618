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
    let words = titleWords(in: room)[index]
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

  /// The name of every racer and its knobs, as many as there is room for.
  ///
  /// Names are short in all titles or in none. Where one has no room for what all racers have alike no other tells it, or
  /// it would seem to be its own.
  private func titleWords(in room: Int) -> [TitleWords] {
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
        titles[index].knobs.remove(
          at: kept.lastIndex { !telling.contains($0.key) } ?? kept.count - 1)
      }
    }
    return titles
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
    var shape = Schedule.Shape.constant
    if case .choice(let name)? = model.race.value(
      index, "schedule", at: model.stage.playback.step)
    {
      shape = Schedule.Shape(rawValue: name) ?? .constant
    }
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
      guard isSelected || Schedule.heeds(knob.key, under: shape) else { return nil }
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
