extension Grid {
  /// The screen as text with ANSI colours, a line a row.
  public func ansi(theme: Theme, depth: ColorDepth) -> String {
    var palette = Palette(theme: theme, depth: depth)
    var result = ""
    for number in 0..<rows {
      var current = ""
      for cell in row(number) {
        let style = Grid.style(cell, &palette)
        if style != current {
          result += "\u{1B}[0" + style + "m"
          current = style
        }
        result.unicodeScalars.append(cell.glyph)
      }
      result += "\u{1B}[0m\n"
    }
    return result
  }

  static func style(_ cell: Cell, _ palette: inout Palette) -> String {
    var style = cell.bold ? ";1" : ""
    let colors = palette.colors(of: cell)
    if colors.reverse { style += ";7" }
    if colors.ink >= 0 { style += code(colors.ink, base: 30, palette.depth) }
    if colors.paper >= 0 { style += code(colors.paper, base: 40, palette.depth) }
    return style
  }

  private static func code(_ index: Int, base: Int, _ depth: ColorDepth) -> String {
    if depth == .full {
      return ";\(base + 8);2;\(index >> 16 & 255);\(index >> 8 & 255);\(index & 255)"
    }
    if depth == .indexed { return ";\(base + 8);5;\(index)" }
    return index < 8 ? ";\(base + index)" : ";\(base + 60 + index - 8)"
  }
}
