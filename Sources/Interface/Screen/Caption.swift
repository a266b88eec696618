import Drawing

extension Screen {
  /// How many rows the words of a lecture take: enough for question and caption alike, so that
  /// nothing moves at the reveal.
  var captionRows: Int {
    guard let place = model.lecture else { return 0 }
    let lead = "\(place.index + 1)/\(place.lecture.scenes.count) \(place.scene.title): "
    let texts = [place.scene.question + "  (Enter)", place.scene.caption]
    let rows = texts.map { TextWrapping.lines(lead + $0, width: columns - 2).count }.max() ?? 1
    return min(max(1, rows), 4)
  }

  /// The words of a lecture, above the keys.
  func caption(_ sheet: inout Sheet, _ rect: CellRect) {
    guard let place = model.lecture else { return }
    sheet.fill(rect, .focusBar)
    let number = "\(place.index + 1)/\(place.lecture.scenes.count) "
    let lead = number + (place.scene.title.isEmpty ? "" : place.scene.title + ": ")
    let ink: Ink = place.isRevealed ? .strong : .text
    var lines = TextWrapping.lines(
      lead + place.words + (place.isRevealed ? "" : "  (Enter)"), width: rect.columns - 2)
    if lines.count > rect.rows {
      let last = lines[rect.rows - 1] + " " + lines[rect.rows]
      lines[rect.rows - 1] = GlyphWidth.fitted(last, to: rect.columns - 2)
    }
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      sheet.write(
        line, at: rect.column + 1, rect.row + offset, ink, on: .focusBar, bold: place.isRevealed)
    }
  }
}
