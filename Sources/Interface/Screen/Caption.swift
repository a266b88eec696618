import Drawing

extension Screen {
  /// How many rows the words of a lecture take: enough for question and caption alike, so that
  /// nothing moves at the reveal.
  var captionRows: Int {
    guard let walk = model.walk else { return 0 }
    let lead = "\(walk.index + 1)/\(walk.lecture.scenes.count) \(walk.scene.title): "
    let texts = [walk.scene.question + "  (Enter)", walk.scene.caption]
    let rows = texts.map { TextWrapping.lines(lead + $0, width: columns - 2).count }.max() ?? 1
    return min(max(1, rows), 4)
  }

  /// The words of a lecture, above the keys.
  func caption(_ scene: inout Scene, _ rect: CellRect) {
    guard let walk = model.walk else { return }
    scene.fill(rect, .focusBar)
    let place = "\(walk.index + 1)/\(walk.lecture.scenes.count) "
    let lead = place + (walk.scene.title.isEmpty ? "" : walk.scene.title + ": ")
    let ink: Ink = walk.isRevealed ? .strong : .text
    var lines = TextWrapping.lines(
      lead + walk.words + (walk.isRevealed ? "" : "  (Enter)"), width: rect.columns - 2)
    if lines.count > rect.rows {
      let last = lines[rect.rows - 1] + " " + lines[rect.rows]
      lines[rect.rows - 1] = GlyphWidth.fitted(last, to: rect.columns - 2)
    }
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      scene.write(
        line, at: rect.column + 1, rect.row + offset, ink, on: .focusBar, bold: walk.isRevealed)
    }
  }
}
