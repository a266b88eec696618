import Documents
import Drawing
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// What theory says of every racer, a row each, beside what its run does; what cannot be said of a rule
/// is left empty.
struct TheoryTable {
  /// A row of the table.
  struct Row: Equatable {
    /// Rate times curvature against the limit above which steps grow.
    var limit: RateLimit?
    /// How it moves along the steeper way, in words.
    var regime = ""
    /// How many steps a decimal digit of the distance takes by the quadratic model.
    var expected: Double?
    /// How many steps a digit of the gradient took lately.
    var measured: Double?
  }

  let model: Model

  /// How many of the last steps are measured.
  static let window = 40

  func row(of racer: Int, _ detail: StepDetail) -> Row {
    var row = Row()
    row.measured = measured(racer)
    let hessian = model.track.landscape.hessian(at: detail.point)
    guard hessian.isFinite else { return row }
    row.limit = RateLimit(of: detail, hessian)
    if detail.theory.isLinear, let motion = detail.theory.motion {
      fill(&row, motion, hessian, detail)
    }
    return row
  }

  private func fill(
    _ row: inout Row, _ motion: LinearMotion, _ hessian: Hessian, _ detail: StepDetail
  ) {
    let (largest, smallest) = hessian.eigenvalues
    row.regime = Regime.overall(of: motion, on: hessian, rate: detail.rate).rawValue
    guard smallest > 0 else { return }
    let radius =
      [largest, smallest]
      .map { motion.recurrence(curvature: $0, rate: detail.rate).spectralRadius }.max() ?? 1
    if radius > 0, radius < 1 { row.expected = -1 / log10(radius) }
  }

  /// From the lengths of the gradient at both ends of the last steps.
  private func measured(_ racer: Int) -> Double? {
    let run = model.runs[racer]
    let now = run.clamped(model.stage.playback.step)
    let before = max(0, now - TheoryTable.window)
    let (first, last) = (run.gradientNorms[before], run.gradientNorms[now])
    guard now - before >= 5, first > 0, last > 0, first.isFinite, last < first else { return nil }
    return Double(now - before) / log10(first / last)
  }
}

extension Screen {
  /// Whether a pane has room for the rows of all racers, where there are more than one.
  func hasTheoryTable(_ rect: CellRect) -> Bool {
    let count = model.race.racers.count
    return count > 1 && rect.rows > count && rect.columns >= 50
  }

  /// The rows of all racers at the head of the theory pane.
  ///
  /// - Returns: how many rows they take; none where there is a single racer or little room.
  func theoryTable(_ sheet: inout Sheet, _ rect: CellRect) -> Int {
    guard hasTheoryTable(rect) else { return 0 }
    let count = model.race.racers.count
    let table = TheoryTable(model: model)
    let names = (0..<count).map { "\(glyphs.head($0)) \(model.race.title(of: $0, isShort: true))" }
    let bars =
      rect.column + 2 + min(names.map { GlyphWidth.cells($0) }.max() ?? 0, rect.columns / 2)
    let (numbers, digits) = (bars + 9, bars + 19)
    let regimes = digits + 17
    for (column, words) in [(numbers, "of limit"), (digits, "steps a digit")] {
      sheet.write(words, at: column, rect.row, .dim, on: .bar, limit: rect.endColumn - column)
    }
    for index in 0..<count {
      let row = rect.row + 1 + index
      let ink = Ink.trail(UInt8(index % Ink.trails), age: 0)
      sheet.write(
        names[index], at: rect.column + 1, row, ink, on: .background,
        limit: bars - rect.column - 2)
      guard let detail = detail(of: index) else { continue }
      let told = table.row(of: index, detail)
      var isBad = false
      func write(_ words: String, at column: Int) {
        sheet.write(
          words, at: column, row, isBad ? .warning : .text, on: .background,
          limit: rect.endColumn - column - 1)
      }
      if let limit = told.limit, let product = limit.product {
        isBad = limit.isExceeded(by: product)
        write(TheoryLines.bar(product / limit.limit, cells: 8), at: bars)
        write("\(brief(product, digits: 2))/\(brief(limit.limit, digits: 2))", at: numbers)
      }
      let expected = told.expected.map { brief($0, digits: 2) } ?? ""
      write(expected + (told.measured.map { " (\(brief($0, digits: 2)))" } ?? ""), at: digits)
      // What has no room is left out; the lines below have it of the racer in focus.
      if regimes + GlyphWidth.cells(told.regime) < rect.endColumn {
        write(told.regime, at: regimes)
      }
    }
    return count
  }
}
