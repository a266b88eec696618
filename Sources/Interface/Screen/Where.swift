import Drawing
import Trajectories

extension Model {
  /// The command that opens what is shown, word by word.
  var commandWords: [String] {
    var words = ["ravine"] + race.options(shipped: shipped, view: stage.camera.view)
    if stage.isOneMap { words.append("--overlay") }
    if stage.showsArrows { words.append("--arrows") }
    if stage.camera.relief != nil { words.append("--relief") }
    if stage.quantity != .loss {
      words += ["--chart", stage.quantity.rawValue]
    }
    if let pane = stage.pane { words += ["--pane", pane.rawValue] }
    if stage.theme != Theme.all[0].name { words += ["--theme", stage.theme] }
    if !stage.playback.isPlaying { words += ["--at", "\(stage.playback.step)"] }
    return words
  }

  /// The command in one line.
  public var command: String { commandWords.joined(separator: " ") }

  /// The command in lines that a shell joins again.
  func commandLines(width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in commandWords {
      let longer = line.isEmpty ? word : line + " " + word
      if GlyphWidth.cells(longer) > width - 2, !line.isEmpty {
        lines.append(line + " \\")
        line = "  " + word
      } else {
        line = longer
      }
    }
    return lines + [line]
  }
}

extension Screen {
  /// The command that opens what is shown, ready to be pasted.
  func whereabouts(_ sheet: inout Sheet) {
    sheet.fill(CellRect(column: 0, row: 0, columns: sheet.columns, rows: 1), .bar)
    let column = sheet.write("ravine", at: 1, 0, .strong, on: .bar, bold: true) + 2
    sheet.write("this race as a command (any key goes back)", at: column, 0, .text, on: .bar)
    for (index, line) in model.commandLines(width: sheet.columns).enumerated() {
      sheet.write(line, at: 0, index + 2, .text)
    }
  }
}
