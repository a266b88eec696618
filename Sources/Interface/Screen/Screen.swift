import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

/// The screen as a function of the model and the size.
public struct Screen {
  let model: Model
  let columns: Int
  let rows: Int
  let glyphs: Glyphs

  init(model: Model, columns: Int, rows: Int, glyphs: Glyphs = .unicode) {
    self.model = model
    self.columns = columns
    self.rows = rows
    self.glyphs = glyphs
  }

  /// What of the screen is composed.
  public enum Subject: Sendable {
    /// All of it.
    case screen
    /// The maps with their titles and footers.
    case map
    /// The chart.
    case chart
    /// Maps, chart and panes without the bars, for paper.
    case figure
  }

  /// The least size of a whole screen.
  public static let least = Layout.leastScreen

  /// Composes the screen, or a part of it at the full size.
  ///
  /// - Parameter memory: terrains of earlier frames; it saves time and changes nothing.
  public static func sheet(
    of model: Model, columns: Int, rows: Int, subject: Subject = .screen,
    glyphs: Glyphs = .unicode, memory: inout TerrainMemory
  ) -> Sheet {
    let screen = Screen(model: model, columns: columns, rows: rows, glyphs: glyphs)
    switch subject {
    case .screen: return screen.compose(&memory)
    case .map: return screen.maps(&memory)
    case .figure: return screen.figure(&memory)
    case .chart:
      var sheet = Sheet(columns: columns, rows: rows, glyphs: glyphs)
      sheet.add(
        screen.chart(columns: columns),
        at: CellRect(column: 0, row: 0, columns: columns, rows: rows)
      )
      return sheet
    }
  }

  private func maps(_ memory: inout TerrainMemory) -> Sheet {
    var sheet = Sheet(columns: columns, rows: rows, glyphs: glyphs)
    let room = CellRect(column: 0, row: 0, columns: columns, rows: rows)
    draw(
      Layout.panels(
        in: room, racers: model.race.racers.count, oneMap: isOneMap, legendRows: legendRows),
      &sheet, &memory)
    return sheet
  }

  private func figure(_ memory: inout TerrainMemory) -> Sheet {
    var sheet = Sheet(columns: columns, rows: rows, glyphs: glyphs)
    // The bars of a whole screen would stand in its first and its last row.
    let layout = Layout(
      columns: columns, rows: rows + 2, racers: model.race.racers.count,
      oneMap: isOneMap, hasPane: model.stage.pane != nil, legendRows: legendRows)
    guard let layout = layout?.raised(by: 1) else { return sheet }
    draw(layout.panels, &sheet, &memory)
    draw(chartAndPane: layout, &sheet)
    return sheet
  }

  private func draw(chartAndPane layout: Layout, _ sheet: inout Sheet) {
    if layout.chart.columns > 0 {
      sheet.add(chart(columns: layout.chart.columns), at: layout.chart)
    }
    guard let rect = layout.pane else { return }
    switch model.stage.pane {
    case .theory: theory(&sheet, rect)
    default: why(&sheet, rect)
    }
  }

  private func compose(_ memory: inout TerrainMemory) -> Sheet {
    var sheet = Sheet(columns: columns, rows: rows, glyphs: glyphs)
    guard let layout else {
      tooSmall(&sheet)
      return sheet
    }
    if model.stage.mode == .whereabouts {
      whereabouts(&sheet)
      return sheet
    }
    if case .help(let first) = model.stage.mode {
      help(&sheet, layout, from: first, &memory)
      return sheet
    }
    status(&sheet, layout, &memory)
    draw(layout.panels, &sheet, &memory)
    draw(chartAndPane: layout, &sheet)
    if let rect = layout.caption { caption(&sheet, rect) }
    if case .line(let line) = model.stage.mode { candidates(of: line, &sheet, layout) }
    if case .pick(let picker) = model.stage.mode { list(of: picker, &sheet, layout, &memory) }
    if model.stage.showsHints { hints(&sheet, layout) }
    keyBar(&sheet, layout)
    return sheet
  }

  private func draw(
    _ panels: [Layout.Panel], _ sheet: inout Sheet, _ memory: inout TerrainMemory
  ) {
    let isOneMap = panels.count < model.race.racers.count
    for (index, panel) in panels.enumerated() {
      let racers = isOneMap ? Array(model.race.racers.indices) : [index]
      if let angle = model.stage.camera.relief {
        let ground = reliefGround(of: racers, memory: &memory)
        sheet.add(ReliefPicture(map: ground, turn: angle.turn, tilt: angle.tilt), at: panel.map)
      } else {
        var map = map(
          of: racers, columns: panel.map.columns, rows: panel.map.rows, memory: &memory)
        let inset = inset(in: panel.map, racers: racers, beside: map, memory: &memory)
        map.lens = inset.map { MapPicture.Lens(low: $0.map.low, high: $0.map.high) }
        map.covered = inset.map { inset in
          CellRect(
            column: inset.frame.column - panel.map.column, row: inset.frame.row - panel.map.row,
            columns: inset.frame.columns, rows: inset.frame.rows)
        }
        sheet.add(map, at: panel.map)
        if let inset {
          sheet.fill(inset.frame, .bar)
          sheet.write(inset.title, at: inset.frame.column + 1, inset.frame.row, .dim, on: .bar)
          sheet.add(inset.map, at: inset.rect)
        }
      }
      if isOneMap {
        legend(&sheet, panel)
      } else {
        title(&sheet, panel, racer: index)
        footer(&sheet, panel, racer: index)
      }
    }
  }

  private func tooSmall(_ sheet: inout Sheet) {
    let least = Layout.leastScreen
    let lines = [
      "ravine needs \(least.columns)×\(least.rows)", "this is \(columns)×\(rows)", "q quits",
    ]
    for (row, line) in lines.enumerated() where row < rows {
      sheet.write(line, at: 0, row, .text)
    }
  }

  // MARK: Bars

  private func status(
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
      modes.insert((columns < 100 ? "" : "scene ") + "\(place.index + 1)/\(scenes)", at: 0)
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
    default: return nil
    }
  }

  private func keyBar(_ sheet: inout Sheet, _ layout: Layout) {
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
    let entries = model.keys.bindings.compactMap { binding in
      binding.bar.map { (binding.barKeys ?? "", $0) }
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
