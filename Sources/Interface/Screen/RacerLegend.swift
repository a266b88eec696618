import Documents
import Drawing
import Trajectories

/// The names of all racers over a map that they share.
struct RacerLegend {
  /// A racer with its head and its words.
  struct Entry: Equatable {
    var racer: Int
    var words: String
    /// Where it stands, from the corner of the legend.
    var column: Int
    var row: Int
  }

  let screen: Screen
  /// The cells of a row.
  let columns: Int

  /// All racers, each with as much as all have room for in one row; where names alone are too long for
  /// one they wrap, and none is left out.
  var entries: [Entry] {
    let race = screen.model.race
    let indices = race.racers.indices
    // Each is made only where the one before it has no room.
    let words: [(Int) -> String] = [
      { index in
        ([race.name(of: index)] + screen.knobTexts(index, isCompact: false).map(\.text))
          .joined(separator: " ")
      },
      { index in
        ([race.name(of: index, isShort: true)]
          + screen.knobTexts(index, isCompact: true).map(\.text)).joined(separator: " ")
      },
      { race.title(of: $0) }, { race.title(of: $0, isShort: true) },
    ]
    var entries: [Entry] = []
    for word in words {
      entries = placed(indices.map(word))
      if entries.allSatisfy({ $0.row == 0 }) { break }
    }
    return entries
  }

  /// How many rows the names take.
  var rows: Int { (entries.map(\.row).max() ?? 0) + 1 }

  private func placed(_ words: [String]) -> [Entry] {
    var (column, row) = (1, 0)
    return words.enumerated().map { racer, words in
      // A head and a blank before, two after.
      let width = GlyphWidth.cells(words) + 4
      if column > 1, column + width - 1 > columns { (column, row) = (1, row + 1) }
      defer { column += width }
      return Entry(racer: racer, words: words, column: column, row: row)
    }
  }
}

extension Screen {
  /// One map for all: names above, the racer in focus below.
  func legend(_ sheet: inout Sheet, _ panel: Layout.Panel) {
    let rect = panel.title
    sheet.fill(rect, .bar)
    for entry in RacerLegend(screen: self, columns: rect.columns).entries
    where entry.row < rect.rows {
      let isFocus = model.stage.focus == entry.racer && model.race.racers.count > 1
      let (column, row) = (rect.column + entry.column, rect.row + entry.row)
      let next = sheet.write(
        String(glyphs.head(entry.racer)), at: column, row,
        .trail(UInt8(entry.racer % Ink.trails), age: 0), on: .bar, bold: true)
      sheet.write(
        entry.words, at: next + 1, row, isFocus ? .strong : .text, on: isFocus ? .focusBar : .bar,
        bold: isFocus, limit: rect.endColumn - next - 1)
    }
    footer(&sheet, panel, racer: model.stage.focus)
    let knobs = knobTexts(model.stage.focus, isCompact: false).map(\.text).joined(separator: "  ")
    let end = panel.footer.endColumn - GlyphWidth.cells(knobs) - 1
    if end > panel.footer.column + 50 { sheet.write(knobs, at: end, panel.footer.row, .dim) }
  }
}
