import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

extension Screen {
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
