/// A terminal's output as text: each grid becomes what has to be sent to turn the last one into it.
///
/// For recordings, where no ncurses is at hand. Cells are addressed absolutely, so that any player
/// shows the same.
public struct TerminalStream {
  private var palette: Palette
  private var shown: Grid?

  /// A stream in the colours of a theme.
  public init(theme: Theme, depth: ColorDepth = .indexed) {
    palette = Palette(theme: theme, depth: depth)
  }

  /// What has to be sent to show a grid; empty where nothing changed.
  public mutating func show(_ grid: Grid) -> String {
    var text = shown == nil ? "\u{1B}[?25l\u{1B}[0m\u{1B}[2J" : ""
    for row in 0..<grid.rows {
      var column = 0
      while column < grid.columns {
        if let shown, shown[column, row] == grid[column, row] {
          column += 1
          continue
        }
        text += "\u{1B}[\(row + 1);\(column + 1)H"
        var style = ""
        while column < grid.columns {
          if let shown, shown[column, row] == grid[column, row] { break }
          let cell = grid[column, row]
          let next = Grid.style(cell, &palette)
          if next != style {
            text += "\u{1B}[0\(next)m"
            style = next
          }
          text.unicodeScalars.append(cell.glyph)
          column += 1
        }
      }
    }
    shown = grid
    return text
  }
}
