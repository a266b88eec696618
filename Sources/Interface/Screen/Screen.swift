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
      oneMap: isOneMap, pane: paneHeight, legendRows: legendRows)
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
    sheet.addOutcome { sheet in
      switch model.stage.pane {
      case .theory: theory(&sheet, rect)
      case .atlas, .basins: atlas(&sheet, rect)
      case .data: data(&sheet, rect)
      default: why(&sheet, rect)
      }
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
    if case .rule(let editor) = model.stage.mode { equations(of: editor, &sheet, layout) }
    if model.stage.showsHints { hints(&sheet, layout) }
    keyBar(&sheet, layout)
    return sheet
  }

  private func draw(
    _ panels: [Layout.Panel], _ sheet: inout Sheet, _ memory: inout TerrainMemory
  ) {
    let isOneMap = panels.count < model.race.racers.count
    // Of each width once: every title is laid out beside all others.
    var titles: [Int: [TitleWords]] = [:]
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
          sheet.addOutcome { sheet in
            sheet.fill(inset.frame, .bar)
            sheet.write(inset.title, at: inset.frame.column + 1, inset.frame.row, .dim, on: .bar)
            sheet.add(inset.map, at: inset.rect)
          }
        }
      }
      if isOneMap {
        legend(&sheet, panel)
      } else {
        let room = titleRoom(panel)
        let words = titles[room] ?? titleWords(in: room)
        titles[room] = words
        title(&sheet, panel, racer: index, words[index])
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
}
