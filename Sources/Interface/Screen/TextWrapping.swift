import Drawing

/// Breaks a text into lines at its spaces.
enum TextWrapping {
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if GlyphWidth.cells(longer) <= width || line.isEmpty {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

extension Model {
  /// How many rows the words of a lecture take: enough for question and caption alike, so that
  /// nothing moves at the reveal.
  func captionRows(columns: Int) -> Int {
    guard let walk else { return 0 }
    let lead = "\(walk.index + 1)/\(walk.lecture.scenes.count) \(walk.scene.title): "
    let texts = [walk.scene.question + "  (Enter)", walk.scene.caption]
    let rows = texts.map { TextWrapping.lines(lead + $0, width: columns - 2).count }.max() ?? 1
    return min(max(1, rows), 4)
  }
}
