import Drawing
import Landscapes
import Trajectories

extension Screen {
  /// Whether the race starts in the left half of a map.
  private func isStartLeft(_ map: CellRect) -> Bool {
    model.race.start.x < shownView(columns: map.columns, rows: map.rows).center.x
  }

  /// Where something is chosen or typed over the maps: away from the panel in focus, where the choice is seen as
  /// it would race.
  func listRect(_ layout: Layout, widest: Int) -> CellRect {
    let panel = layout.panels[min(model.stage.focus, layout.panels.count - 1)]
    let columns = min(widest, max(38, self.columns * 2 / 5))
    let isRight =
      layout.panels.count > 1
      ? panel.map.column + panel.map.columns / 2 <= self.columns / 2 : isStartLeft(panel.map)
    return CellRect(
      column: isRight ? self.columns - columns : 0, row: panel.map.row, columns: columns,
      rows: panel.map.rows)
  }

  /// A list over the maps: what can be picked, with one line of what it is.
  func list(
    of picker: Picker, _ sheet: inout Sheet, _ layout: Layout, _ memory: inout TerrainMemory
  ) {
    let rect = listRect(layout, widest: 60)
    let columns = rect.columns
    sheet.fill(rect, .background)
    let head = CellRect(column: rect.column, row: rect.row, columns: columns, rows: 1)
    sheet.fill(head, .focusBar)
    sheet.write(
      "\(picker.kind.rawValue): \(picker.filter)▏", at: rect.column + 1, rect.row, .strong,
      on: .focusBar, bold: true, limit: columns - 2)
    let shown = picker.shown
    let words = TextWrapping.lines(
      shown.indices.contains(picker.index) ? shown[picker.index].does : "nothing fits",
      width: columns - 2)
    let wordRows = min(words.count, max(1, rect.rows - 6))
    let hasPicture = picker.kind == .surface && rect.rows >= 20
    let pictureRows = hasPicture ? rect.rows * 2 / 5 : 0
    let footRow = rect.endRow - 1 - wordRows - pictureRows
    let room = max(1, footRow - rect.row - 1)
    let names = shown.map { GlyphWidth.cells($0.name) }.max() ?? 0
    // The choice stays in the middle where the list is long.
    let first = min(max(0, picker.index - room / 2), max(0, shown.count - room))
    for (offset, entry) in shown[first..<min(first + room, shown.count)].enumerated() {
      let row = rect.row + 1 + offset
      let isChoice = first + offset == picker.index
      let paper: Ink = isChoice ? .focusBar : .background
      sheet.fill(CellRect(column: rect.column, row: row, columns: columns, rows: 1), paper)
      sheet.write(
        entry.name, at: rect.column + 2, row, isChoice ? .strong : .text, on: paper,
        bold: isChoice, limit: columns - 3)
      let does = rect.column + 2 + names + 2
      guard rect.endColumn - does >= 20 else { continue }
      sheet.write(entry.does, at: does, row, .dim, on: paper, limit: rect.endColumn - does - 1)
    }
    let foot = CellRect(
      column: rect.column, row: footRow, columns: columns, rows: wordRows + pictureRows + 1)
    sheet.fill(foot, .bar)
    for (offset, line) in words.prefix(wordRows).enumerated() {
      sheet.write(line, at: rect.column + 1, footRow + offset, .text, on: .bar, limit: columns - 2)
    }
    if hasPicture {
      let place = CellRect(
        column: rect.column, row: footRow + wordRows, columns: columns, rows: pictureRows)
      sheet.add(map(of: [], columns: place.columns, rows: place.rows, memory: &memory), at: place)
    }
    let count = "\(shown.isEmpty ? 0 : picker.index + 1) of \(shown.count)"
    sheet.write(
      columns >= 54
        ? "\(count)   type to filter   Enter takes   Esc goes back" : "\(count)   Enter, Esc",
      at: rect.column + 1,
      rect.endRow - 1, .dim, on: .bar, limit: columns - 2)
  }
}
