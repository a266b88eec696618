import Anatomy
import Documents
import Drawing
import Formulas
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

extension Screen {
  func heading(_ sheet: inout Sheet, _ rect: CellRect, _ words: String) {
    sheet.fill(rect, .background)
    sheet.fill(CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), .bar)
    sheet.write(words, at: rect.column + 1, rect.row, .text, on: .bar, limit: rect.columns - 2)
  }

  /// The equations of the next step with its numbers, in the colours of the arrows.
  func why(_ sheet: inout Sheet, _ rect: CellRect) {
    let racer = model.stage.focus
    let step = model.runs[racer].clamped(model.stage.playback.step)
    let title = model.race.title(of: racer)
    guard let detail = detail(of: racer) else {
      return heading(&sheet, rect, "why step \(step + 1): \(title)")
    }
    // Without the letters of the field equations are as one would type them.
    func shown(_ term: Term) -> String {
      let equation = glyphs.isUnicode ? term.equation : UpdateRule.typed(term.equation)
      return term.role == .gradient ? equation + seenWords(of: racer, at: step) : equation
    }
    let terms = detail.terms
    var lines = terms
    let room = rect.rows - 1 - (detail.withoutLookAhead == nil ? 0 : 1)
    if lines.count > room { lines = Array(lines.suffix(max(1, room))) }
    let missing = terms.count - lines.count
    let remark =
      missing == 0 ? "" : "   (\(missing) of \(terms.count) lines need more rows)"
    let move = "   Δθ \(brief(detail.next - detail.point))"
    heading(&sheet, rect, "why step \(step + 1): \(title)\(move)\(remark)")
    let nameWidth = rect.columns >= 60 ? 13 : 0
    let equationWidth = min(
      max(14, (lines.map { GlyphWidth.cells(shown($0)) }.max() ?? 0) + 2),
      max(14, rect.columns - nameWidth - 22))
    var row = rect.row + 1
    let space = rect.columns - nameWidth - 2
    // An equation that is longer than its column has lines of its own where there are any, before numbers have.
    let wrapped = lines.map { term -> [String] in
      guard GlyphWidth.cells(shown(term)) >= equationWidth else { return [] }
      return TextWrapping.lines(shown(term), width: space)
    }
    // The result stands behind the last of them where it has its column.
    func hasRoomBehind(_ equation: [String]) -> Bool {
      equation.last.map { GlyphWidth.cells($0) < equationWidth } ?? false
    }
    var spare = room - lines.count
    var wraps: [Bool] = []
    for equation in wrapped {
      let rows = equation.count - (hasRoomBehind(equation) ? 1 : 0)
      wraps.append(!equation.isEmpty && rows <= spare)
      if wraps.last == true { spare -= rows }
    }
    for (index, term) in lines.enumerated() {
      let ink = Ink.arrow(term.role)
      var column = rect.column + 1
      if nameWidth > 0 {
        // What is drawn as an arrow carries the mark of the arrow's end.
        let isArrow = model.stage.showsArrows && term.origin != nil && term.role != .gradient
        let mark = isArrow ? "\(glyphs.arrow(SIMD2(1, 0))) " : ""
        sheet.write(mark + term.name, at: column, row, ink, on: .background, limit: nameWidth - 1)
        column += nameWidth
      }
      if wraps[index] {
        for line in wrapped[index] {
          sheet.write(line, at: column, row, ink, on: .background, bold: true)
          row += 1
        }
        if hasRoomBehind(wrapped[index]) { row -= 1 }
      } else {
        sheet.write(
          shown(term), at: column, row, ink, on: .background, bold: true,
          limit: equationWidth - 1)
      }
      column += equationWidth
      let space = rect.endColumn - column - 1
      // A number that is cut would be another number.
      let whole = "= \(term.result.text)"
      let result = GlyphWidth.cells(whole) <= space ? whole : "= \(term.result.shortText)"
      let both = term.numbers.isEmpty ? result : "= \(term.numbers) \(result)"
      let fits = GlyphWidth.cells(both) <= space
      sheet.write(
        fits ? both : result, at: column, row, .text, on: .background, limit: space)
      row += 1
      guard !fits else { continue }
      // Where the line is full the numbers stand below it, if all of them have room.
      let indent = rect.column + 3 + nameWidth
      let numbers = TextWrapping.lines("= \(term.numbers)", width: rect.endColumn - indent - 1)
      guard numbers.count <= spare else { continue }
      for line in numbers {
        sheet.write(line, at: indent, row, .dim, on: .background)
        row += 1
      }
      spare -= numbers.count
    }
    if let other = detail.withoutLookAhead, row < rect.endRow {
      sheet.write(
        (model.stage.showsArrows ? "\(glyphs.arrow(SIMD2(1, 0))) " : "")
          + "without the look-ahead the step would be \(brief(other - detail.point))",
        at: rect.column + 1, row, .arrow(.alternative), on: .background, limit: rect.columns - 2)
    }
  }

  /// What a gradient is of, where it is not that of the whole landscape.
  private func seenWords(of racer: Int, at step: Int) -> String {
    func number(_ key: KnobKey) -> Double {
      if case .number(let value)? = model.race.value(racer, key, at: step) { return value }
      return 0
    }
    let batch = model.race.surface.rowCount > 0 ? number("batch") : 0
    return (batch > 0 ? " of \(brief(batch)) rows" : "")
      + (number("l2") > 0 ? " + \(brief(number("l2")))θ" : "")
      + (number("noise") > 0 ? " + noise" : "")
  }

  /// The local quadratic model at the shown point.
  func theory(_ sheet: inout Sheet, _ rect: CellRect) {
    let index = model.stage.focus
    // Over the rows of all racers stands what their columns are.
    let name = model.race.title(of: index)
    heading(
      &sheet, rect,
      hasTheoryTable(rect) ? "theory" : "theory, local quadratic model: \(name)")
    let taken = theoryTable(&sheet, rect)
    guard let detail = detail(of: index) else { return }
    var lines = TheoryLines(model: model, racer: index, detail: detail).lines(
      width: rect.columns - 14)
    if taken > 0 { lines.insert(.init(name: "in focus", text: name), at: 0) }
    for (offset, line) in lines.prefix(rect.rows - 1 - taken).enumerated() {
      let row = rect.row + 1 + taken + offset
      sheet.write(line.name, at: rect.column + 1, row, .dim, on: .background, limit: 11)
      sheet.write(
        line.text, at: rect.column + 13, row, line.isBad ? .warning : .text, on: .background,
        limit: rect.columns - 14)
    }
  }
}
