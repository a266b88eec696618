import Drawing
import Optimizers

extension Screen {
  /// Three hints for the first minute, in a box over the upper part of the maps: paths lead down.
  func hints(_ sheet: inout Sheet, _ layout: Layout) {
    let keys = model.keys
    func key(_ command: Command) -> String {
      keys.keys(for: command).first.map(KeyTable.shown) ?? ":"
    }
    let turns: [(Command, Command)] = [
      (.turn(.firstDecay, up: true), .turn(.firstDecay, up: false)),
      (.turn(.secondDecay, up: true), .turn(.secondDecay, up: false)),
      (.turn(.learningRate, up: true), .turn(.learningRate, up: false)),
    ]
    let (up, down) = (
      turns.map { key($0.0) }.joined(separator: " "), turns.map { key($0.1) }.joined(separator: " ")
    )
    let hints = [
      (key(.play), "pauses and plays; \(key(.step(-1))) and \(key(.step(1))) go step by step"),
      (up, "turn β, γ and η, and every path bends at once; \(down) turn back"),
      (
        key(.help),
        "explains every sign and key; \(key(.pick(.optimizer))) and \(key(.pick(.surface))) list "
          + "what there is"
      ),
    ]
    let names = (hints.map { GlyphWidth.cells($0.0) }.max() ?? 0) + 3
    let room = min(columns - 4, 78)
    var lines: [(String, String)] = []
    for (key, words) in hints {
      for (index, line) in TextWrapping.lines(words, width: room - names - 2).enumerated() {
        lines.append((index == 0 ? key : "", line))
      }
    }
    let width = min(room, (lines.map { GlyphWidth.cells($0.1) }.max() ?? 0) + names + 2)
    let rect = CellRect(
      column: (columns - width) / 2, row: (layout.panels.first?.map.row ?? 1) + 1, columns: width,
      rows: lines.count + 2)
    sheet.fill(rect, .focusBar)
    for (offset, line) in lines.enumerated() {
      let row = rect.row + 1 + offset
      sheet.write(line.0, at: rect.column + 2, row, .strong, on: .focusBar, bold: true)
      sheet.write(line.1, at: rect.column + names, row, .text, on: .focusBar)
    }
  }
}
