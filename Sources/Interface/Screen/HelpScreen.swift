import Drawing

extension Screen {
  /// A line of the help.
  struct HelpLine {
    var sign = ""
    var ink = Ink.text
    var words = ""
    var isHeading = false
  }

  /// The room for lines of the help.
  private struct HelpPage {
    /// How many columns of text, and the cells and rows of each.
    let count: Int
    let width: Int
    let rows: Int

    init(columns: Int, _ layout: Layout) {
      count = columns >= 110 ? 2 : 1
      width = columns / count
      rows = layout.keys.row - 1
    }

    var room: Int { rows * count }
  }

  /// What is on the screen, sign by sign, then all keys, from the table that dispatches them.
  func help(_ sheet: inout Sheet, _ layout: Layout, from first: Int, _ memory: inout TerrainMemory)
  {
    sheet.fill(layout.status, .bar)
    let column = sheet.write("ravine", at: 1, 0, .strong, on: .bar, bold: true) + 2
    sheet.fill(layout.keys, .bar)
    let page = HelpPage(columns: columns, layout)
    let lines = helpLines(width: page.width, &memory)
    let shown = lines.dropFirst(min(first, max(0, lines.count - page.room)))
    let isWhole = lines.count <= page.room
    let isEnd = first >= lines.count - page.room
    sheet.write(
      isWhole
        ? "signs and keys (Esc goes back)"
        : "signs and keys: \(isEnd ? "the end, ↑" : "↓") goes \(isEnd ? "up" : "on") (Esc goes back)",
      at: column, 0, .text, on: .bar)
    sheet.write(
      "type :where for this race as a command to paste", at: 1, layout.keys.row, .dim, on: .bar)
    for (index, line) in shown.prefix(page.room).enumerated() {
      let (left, row) = (index / page.rows * page.width + 1, 1 + index % page.rows)
      if line.isHeading {
        sheet.write(line.words, at: left, row, .strong, bold: true, limit: page.width - 2)
        continue
      }
      sheet.write(line.sign, at: left + 1, row, line.ink, limit: Screen.signWidth - 1)
      sheet.write(
        line.words, at: left + 1 + Screen.signWidth, row, .dim,
        limit: page.width - Screen.signWidth - 3)
    }
  }

  /// The cells of a sign or of some keys.
  private static let signWidth = 23

  /// How many lines the help has beyond those that are shown at once.
  func helpReach(_ memory: inout TerrainMemory) -> Int {
    guard let layout else { return 0 }
    let page = HelpPage(columns: columns, layout)
    return max(0, helpLines(width: page.width, &memory).count - page.room)
  }

  private func helpLines(width: Int, _ memory: inout TerrainMemory) -> [HelpLine] {
    var lines = [HelpLine(words: "On this screen", isHeading: true)]
    func add(_ sign: String, _ ink: Ink, _ words: String) {
      // No word is cut: what is too long goes on below.
      let pieces = TextWrapping.lines(words, width: width - Screen.signWidth - 3)
      for (offset, piece) in pieces.enumerated() {
        lines.append(HelpLine(sign: offset == 0 ? sign : "", ink: ink, words: piece))
      }
    }
    for line in Legend(screen: self).lines(&memory) { add(line.sign, line.ink, line.means) }
    for group in Binding.Group.allCases {
      lines.append(HelpLine())
      lines.append(HelpLine(words: group.rawValue, isHeading: true))
      for binding in model.keys.bindings where binding.group == group {
        add(binding.names, .text, binding.does)
      }
    }
    return lines
  }
}
