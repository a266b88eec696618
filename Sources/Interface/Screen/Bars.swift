import Documents
import Drawing
import Landscapes
import Trajectories

/// The bars above and below.
extension Screen {
  /// What the program is doing, what happened, or what races.
  func status(
    _ sheet: inout Sheet, _ layout: Layout, _ memory: inout TerrainMemory
  ) {
    let stage = model.stage
    sheet.fill(layout.status, .bar)
    var right =
      "\(stage.playback.isPlaying ? "▶" : "‖") step \(stage.playback.step)/\(model.race.steps)"
    if columns < 100 {
      right = "\(stage.playback.isPlaying ? "▶" : "‖") \(stage.playback.step)/\(model.race.steps)"
    }
    right += "  ×\(shortest(stage.playback.speed))"
    var modes: [String] = []
    if stage.knobs.actsOnAll { modes.append("all panels") }
    if stage.knobs.actsFromHere { modes.append("from here") }
    if let place = model.lecture {
      let scenes = place.lecture.scenes.count
      if place.page == .scene {
        modes.insert((columns < 100 ? "" : "scene ") + "\(place.index + 1)/\(scenes)", at: 0)
      }
    }
    if !modes.isEmpty { right = modes.joined(separator: ", ") + "   " + right }
    // What happened is told whole, if need be in the place of the step.
    if let message = model.message,
      GlyphWidth.cells(message) + 12 > columns - GlyphWidth.cells(right)
    {
      right = model.lecture.map { "\($0.index + 1)/\($0.lecture.scenes.count)" } ?? ""
    }
    let rightColumn = columns - GlyphWidth.cells(right) - 1
    var column = sheet.write("ravine", at: 1, 0, .strong, on: .bar, bold: true) + 2
    if case .line(let line) = model.stage.mode {
      typedLine(line, &sheet, at: column, room: rightColumn - column - 3)
      sheet.write(right, at: rightColumn, 0, .strong, on: .bar, bold: true)
      return
    }
    // A note shows at its step, and for a while after it while playing.
    let note = model.race.notes.last {
      $0.step <= stage.playback.step
        && stage.playback.step - $0.step <= (stage.playback.isPlaying ? 30 : 0)
    }
    if let computation = model.track.computation {
      progress(
        &sheet, "computing", computation.share, at: column, limit: rightColumn - column - 2)
    } else if let work = model.work {
      progress(&sheet, work.words, work.share, at: column, limit: rightColumn - column - 2)
    } else if let words = model.diagnostics, model.message == nil {
      sheet.write(words, at: column, 0, .text, on: .bar, limit: rightColumn - column - 2)
    } else if let place = model.placeUnderCursor, model.message == nil {
      let reading = PlaceReading(place: place, screen: self)
      let room = rightColumn - column - 2
      sheet.write(reading.words(room: room, &memory), at: column, 0, .text, on: .bar, limit: room)
    } else if let message = model.message ?? note.map({ "step \($0.step): \($0.text)" }) {
      sheet.write(message, at: column, 0, .text, on: .bar, limit: rightColumn - column - 2)
    } else {
      let surface = model.race.surface
      // A formula of the reader's own has no other name.
      if surface.name != "f" {
        column =
          sheet.write(
            surface.name, at: column, 0, .text, on: .bar, limit: rightColumn - column - 2) + 3
      }
      for piece in facts where column + GlyphWidth.cells(piece) + 2 < rightColumn {
        column = sheet.write(piece, at: column, 0, .dim, on: .bar) + 3
      }
    }
    sheet.write(right, at: rightColumn, 0, .strong, on: .bar, bold: true)
  }

  /// What the status bar says of the surface, the most useful first.
  private var facts: [String] {
    let surface = model.race.surface
    var facts = ["f = \(model.track.measures.formulaText)", "start \(brief(model.race.start))"]
    let parameters = surface.parameters.keys.sorted().map {
      "\($0) \(shortest(surface.parameters[$0] ?? 0))"
    }
    if !parameters.isEmpty { facts.insert(parameters.joined(separator: "  "), at: 1) }
    if let words = model.drawWords { facts.insert(words, at: 1) }
    if let tuned = model.stage.tuned, tuned.race == model.race { facts.insert(tuned.words, at: 0) }
    if let (openedRun, step) = model.track.forked {
      facts.insert("fork of \(printable(openedRun.file)) from step \(step)", at: 0)
    } else if let openedRun = model.track.openedRun {
      let parent =
        openedRun.parent.map { ", a fork of \(printable($0.file)), which is not here" } ?? ""
      facts.insert("replay of \(printable(openedRun.file))\(parent)", at: 0)
    }
    return facts
  }

  /// How far a long piece of work is, as a bar.
  private func progress(
    _ sheet: inout Sheet, _ verb: String, _ share: Double, at column: Int, limit: Int
  ) {
    let cells = 20
    let done = Int((share * Double(cells)).rounded(.down))
    let bar =
      String(repeating: glyphs.isUnicode ? "━" : "#", count: done)
      + String(repeating: glyphs.isUnicode ? "─" : "-", count: cells - done)
    let percent = Int((share * 100).rounded(.down))
    sheet.write(
      "\(verb) \(bar) \(percent) %  Esc gives up", at: column, 0, .text, on: .bar, limit: limit)
  }

  /// The keys of what the screen is used for at the moment; nil where they are those of the race.
  private var modeKeys: [(String, String)]? {
    switch model.stage.mode {
    case .moveStart:
      let arrows = glyphs.isUnicode ? "← → ↑ ↓" : "arrows"
      return [
        (arrows, "move the start"), ("enter", "keep it"), ("esc", "put it back"),
        ("shift", "farther"),
      ]
    case .cross:
      let arrows = glyphs.isUnicode ? "← → ↑ ↓" : "arrows"
      let start = model.stage.pane == .basins
      return [(arrows, start ? "move the start" : "move the cross")]
        + (start ? [] : [("enter", "fly to the best"), ("Q", "next question")])
        + [("B", start ? "atlas" : "basins")]
        + [("esc", "arrows step"), ("W V", "close"), ("?", "help"), ("q", "quit")]
    case .rule:
      return [
        ("enter", "keep the rule"), ("esc", "put it back"), (";", "new line"),
        (glyphs.isUnicode ? "← → ↑ ↓" : "arrows", "move"),
      ]
    default: return nil
    }
  }

  /// The keys that are used most, or those of the mode.
  func keyBar(_ sheet: inout Sheet, _ layout: Layout) {
    let row = layout.keys.row
    sheet.fill(layout.keys, .bar)
    if let words = modeKeys {
      var column = 1
      for (keys, does) in words where column + GlyphWidth.cells(keys + does) + 2 < columns {
        column = sheet.write(keys, at: column, row, .strong, on: .bar, bold: true) + 1
        column = sheet.write(does, at: column, row, .dim, on: .bar) + 3
      }
      return
    }
    // Where there are data their keys stand before those of the race.
    let bindings = model.keys.bindings.filter { $0.bar != nil }
    let ofData = model.race.surface.rowCount > 0 ? bindings.filter(\.isForData) : []
    let others = bindings.filter { !$0.isForData }
    let place = others.firstIndex { $0.group == .race } ?? others.endIndex
    let entries = (others[..<place] + ofData + others[place...]).map { binding in
      (binding.barKeys ?? "", binding.bar ?? "")
    }
    // The last two, help and quit, always have their place.
    let last = entries.suffix(2)
    let reserved = last.reduce(0) { $0 + GlyphWidth.cells($1.0 + $1.1) + 4 }
    var column = 1
    func write(_ entry: (String, String)) {
      column = sheet.write(entry.0, at: column, row, .strong, on: .bar, bold: true) + 1
      column = sheet.write(entry.1, at: column, row, .dim, on: .bar) + 3
    }
    for entry in entries.dropLast(2) {
      let width = GlyphWidth.cells(entry.0 + entry.1) + 4
      guard column + width + reserved <= columns else { break }
      let word = entry.1 == "play" && model.stage.playback.isPlaying ? "pause" : entry.1
      write((entry.0, word))
    }
    last.forEach(write)
  }
}
