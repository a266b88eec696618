import Drawing
import Formulas
import Trajectories

extension Model {
  /// The command that opens what is shown, word by word.
  var commandWords: [String] {
    var words = ["ravine"] + race.options(shipped: shipped, view: stage.camera.view)
    if stage.isOneMap { words.append("--overlay") }
    if stage.showsArrows { words.append("--arrows") }
    if track.crowds.contains(where: { $0 != nil }) { words.append("--seeds") }
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
  ///
  /// - Parameter isPlain: in the letters of a plain keyboard alone.
  func commandLines(width: Int, isPlain: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in isPlain ? commandWords.map(Model.plain) : commandWords {
      let longer = line.isEmpty ? word : line + " " + word
      guard GlyphWidth.cells(longer) > width - 2, !line.isEmpty else {
        line = longer
        continue
      }
      lines.append(line + " \\")
      line = "  " + word
      guard GlyphWidth.cells(line) > width - 2, word.hasPrefix("'") else { continue }
      let pieces = Model.pieces(of: word, width: width - 4)
      lines += pieces.dropLast().map { $0 + "\\" }
      line = pieces.last ?? ""
    }
    return lines + [line]
  }

  /// A word with its equations in plain letters.
  private static func plain(_ word: String) -> String {
    let parts = word.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasSuffix("rule=") else { return word }
    return "\(parts[0])\"\(UpdateRule.typed(String(parts[1])))\"\(parts[2])"
  }

  /// A quoted word in quoted pieces, which a shell joins where nothing but a line's end is between them.
  private static func pieces(of word: String, width: Int) -> [String] {
    // Cut behind blanks and commas, which stand in no escaped quote.
    var parts = [""]
    for character in word {
      parts[parts.count - 1].append(character)
      if character == " " || character == "," { parts.append("") }
    }
    var pieces = [""]
    for part in parts {
      if GlyphWidth.cells(pieces[pieces.count - 1] + part) >= width, !pieces[0].isEmpty {
        pieces[pieces.count - 1] += "'"
        pieces.append("'" + part)
      } else {
        pieces[pieces.count - 1] += part
      }
    }
    return pieces
  }
}

extension Screen {
  /// The command that opens what is shown, ready to be pasted.
  func whereabouts(_ sheet: inout Sheet) {
    sheet.fill(CellRect(column: 0, row: 0, columns: sheet.columns, rows: 1), .bar)
    let column = sheet.write("ravine", at: 1, 0, .strong, on: .bar, bold: true) + 2
    sheet.write("this race as a command (any key goes back)", at: column, 0, .text, on: .bar)
    for (index, line) in model.commandLines(
      width: sheet.columns, isPlain: !glyphs.isUnicode
    ).enumerated() {
      sheet.write(line, at: 0, index + 2, .text)
    }
  }
}
