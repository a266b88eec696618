import Drawing

extension Screen {
  /// The command that is being typed; the likeliest end of its last word in grey.
  func typedLine(_ line: CommandLine, _ sheet: inout Sheet, at column: Int, room: Int) {
    // The end of a long line is what is being typed.
    let shown = String(line.text.suffix(max(8, room - 2)))
    var end = sheet.write(":" + shown, at: column, 0, .strong, on: .bar, limit: max(10, room))
    end = sheet.write("▏", at: end, 0, .strong, on: .bar)
    let ahead = line.ahead(model.candidates(for: line))
    sheet.write(ahead, at: end, 0, .dim, on: .bar, limit: max(0, column + room - end))
  }

  /// What the last word can become, a line each, beneath what is typed.
  func candidates(of line: CommandLine, _ sheet: inout Sheet, _ layout: Layout) {
    let listed = line.listed
    guard !listed.isEmpty else { return }
    let rows = min(listed.count, layout.keys.row - 3)
    let first = min(line.firstListed, listed.count - rows)
    let after = listed.count - first - rows
    let wordWidth = min(24, (listed.map { GlyphWidth.cells($0.word) }.max() ?? 0) + 3)
    let rect = CellRect(column: 0, row: 1, columns: columns, rows: rows)
    sheet.fill(rect, .bar)
    for (offset, candidate) in listed[first..<first + rows].enumerated() {
      let isRest = offset == rows - 1 && after > 0
      let word = isRest ? "… \(after + 1) more: ↓" : candidate.word
      sheet.write(word, at: 2, 1 + offset, .text, on: .bar, limit: wordWidth - 1)
      if !isRest {
        sheet.write(
          candidate.does, at: 2 + wordWidth, 1 + offset, .dim, on: .bar,
          limit: columns - wordWidth - 3)
      }
    }
  }
}
