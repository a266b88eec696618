import Drawing

extension Screen {
  /// All keys, from the table that dispatches them.
  func help(_ sheet: inout Sheet, _ layout: Layout) {
    sheet.fill(layout.status, .bar)
    let column = sheet.write("ravine", at: 1, 0, .strong, on: .bar, bold: true) + 2
    sheet.write("keys (Esc or ? goes back)", at: column, 0, .text, on: .bar)
    sheet.fill(layout.keys, .bar)
    sheet.write(
      "type :where for this race as a command to paste", at: 1, layout.keys.row, .dim, on: .bar)
    var lines: [(keys: String, does: String, isHeading: Bool)] = []
    for group in Binding.Group.allCases {
      lines.append((group.rawValue, "", true))
      for binding in model.keys.bindings where binding.group == group {
        lines.append((binding.names, binding.does, false))
      }
    }
    let room = layout.keys.row - 1
    let perColumn = max(1, room)
    let count = (lines.count + perColumn - 1) / perColumn
    let width = sheet.columns / max(1, count)
    // A heading at the foot of a column belongs to the next one.
    var index = 0
    while index < lines.count {
      if lines[index].isHeading, index % perColumn == perColumn - 1 {
        lines.insert(("", "", true), at: index)
      }
      index += 1
    }
    for (index, line) in lines.enumerated() {
      let left = index / perColumn * width + 1
      let row = 1 + index % perColumn
      if line.isHeading {
        sheet.write(line.keys, at: left, row, .strong, bold: true, limit: width - 2)
        continue
      }
      let keyRoom = min(22, max(11, width / 3))
      sheet.write(line.keys, at: left + 1, row, .text, limit: keyRoom - 1)
      sheet.write(line.does, at: left + keyRoom + 1, row, .dim, limit: width - keyRoom - 2)
    }
  }
}
