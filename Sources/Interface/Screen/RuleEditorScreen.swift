import Drawing
import Optimizers
import Optimizers
import Trajectories

extension Screen {
  /// The equations that are typed, over the maps, away from the panel in focus; beneath the line in which
  /// something is wrong a mark under the spot, and what was expected.
  func equations(of editor: RuleEditor, _ sheet: inout Sheet, _ layout: Layout) {
    let rect = listRect(layout, widest: 72)
    let width = rect.columns - 3
    sheet.fill(rect, .background)
    sheet.fill(
      CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), .focusBar)
    sheet.write(
      "equations of \(model.focused.title)", at: rect.column + 1, rect.row, .strong, on: .focusBar,
      bold: true, limit: rect.columns - 2)
    let foot = rect.endRow - 1
    var row = rect.row + 1
    // The line in which is typed is always seen.
    let room = max(1, foot - row - 3)
    let first = min(max(0, editor.row - room + 1), max(0, editor.lines.count - room))
    for index in editor.lines.indices.dropFirst(first) where row < foot {
      let isTyped = index == editor.row
      let paper: Ink = isTyped ? .bar : .background
      let problem = editor.problem.flatMap { $0.row == index ? $0 : nil }
      // The cursor stands between two letters, as in every line that is typed.
      var line = editor.lines[index]
      var code = line.prefix { $0 != "#" }.count
      var spot = problem?.column ?? 0
      if isTyped {
        line = line.prefix(editor.column) + "▏" + line.dropFirst(editor.column)
        if editor.column <= code { code += 1 }
        if editor.column <= spot { spot += 1 }
      }
      // A long line shows what is around the cursor, or the spot.
      let start = max(0, (isTyped ? editor.column : spot) - width + 2)
      sheet.fill(
        CellRect(column: rect.column, row: row, columns: rect.columns, rows: 1), paper)
      let left = rect.column + 1
      let shown = line.dropFirst(start)
      let end = sheet.write(
        String(shown.prefix(max(0, code - start))), at: left, row, .text, on: paper, limit: width)
      sheet.write(
        String(shown.dropFirst(max(0, code - start))), at: end, row, .dim, on: paper,
        limit: max(0, left + width - end))
      row += 1
      guard let problem, row < foot else { continue }
      let before = GlyphWidth.cells(String(shown.prefix(max(0, spot - start))))
      sheet.write("^", at: left + before, row, .warning, on: .background, bold: true, limit: 1)
      row += 1
      for words in TextWrapping.lines(problem.words, width: width) where row < foot {
        sheet.write(words, at: left, row, .warning, on: .background, limit: width)
        row += 1
      }
    }
    sheet.fill(
      CellRect(column: rect.column, row: foot, columns: rect.columns, rows: 1), .bar)
    let open = model.focused.definition?.assumptions().first
    let words =
      editor.problem == nil
      ? open ?? "it races as it stands" : "the race waits for the line above"
    sheet.write(words, at: rect.column + 1, foot, .dim, on: .bar, limit: rect.columns - 2)
  }
}
