import Documents
import Drawing
import Formulas
import Landscapes
import Optimizers
import Sweeps
import Trajectories

/// A sweep that was computed, drawn by itself.
public struct SweepPage {
  private let sweep: Sweep
  private let cells: [SweepCell?]
  private let drawing: AtlasPicture

  /// Prepares to draw a sweep.
  ///
  /// - Parameter cells: what is known of each race.
  public init(of sweep: Sweep, cells: [SweepCell?]) throws(FormulaError) {
    self.sweep = sweep
    self.cells = cells
    let landscape = try sweep.race.surface.landscape()
    let places =
      sweep.measure == .minimum ? Sweep.places(of: sweep.race.surface, on: landscape) : []
    let width = sweep.size.columns
    drawing = AtlasPicture(
      of: sweep, on: landscape, places: places, cell: { cells[$1 * width + $0] })
  }

  /// What is shown, in words.
  public var title: String {
    return "\(sweep.race.title(of: 0)) on \(sweep.race.surface.name), \(drawing.asked)"
  }

  /// The picture, with the best race marked.
  public func sheet(columns: Int, rows: Int, glyphs: Glyphs = .unicode) -> Sheet {
    var sheet = Sheet(columns: columns, rows: rows, glyphs: glyphs)
    var picture = drawing.picture(title: title)
    if let best {
      let values = sweep.values(of: best.cell)
      picture.marks.append(.init(.best, at: drawing.fraction(of: values)))
      picture.legend =
        [
          .init("best of \(cells.count { $0 != nil })", .mark(.best), isStrong: true),
          .init(zip(sweep.axes, values).map { "\($0.name) \(brief($1))" }.joined(separator: " ")),
          .init(AtlasWords.answer(best.found, of: sweep, [])),
        ] + picture.legend
    }
    sheet.add(picture, at: CellRect(column: 0, row: 0, columns: columns, rows: rows))
    return sheet
  }

  private var best: (cell: Int, found: SweepCell)? {
    guard let cell = sweep.best(of: cells), let found = cells[cell] else { return nil }
    return (cell, found)
  }

  /// How the races ended, in a sentence.
  var words: String {
    let known = cells.compactMap(\.self)
    let endings = Ending.allCases.compactMap { ending -> String? in
      let count = known.count { $0.ending == ending }
      return count == 0 ? nil : "\(count) \(ending.rawValue)"
    }
    let best = best.map { best in
      let values = zip(sweep.axes, sweep.values(of: best.cell)).map { "\($0.name) \(shortest($1))" }
      return " The best: \(values.joined(separator: ", ")), "
        + "\(AtlasWords.answer(best.found, of: sweep, []))."
    }
    return "\(known.count) races of \(sweep.race.steps) steps: \(endings.joined(separator: ", "))."
      + (best ?? "")
  }

  /// The command that computes it again.
  func command(shipped: [Surface]) -> String {
    let words = sweep.race.options(shipped: shipped) + sweep.words.map { RaceText.quoted($0) }
    return (["ravine", "sweep"] + words).joined(separator: " ")
  }
}

extension Handout {
  /// A handout of a sweep: its picture, how its races ended, and the command.
  public init(
    of page: SweepPage, source: String, shipped: [Surface], _ options: Options
  ) {
    let picture = page.sheet(columns: options.columns, rows: options.rows)
    self.init(
      title: page.title, introduction: [],
      parts: [
        Part(
          title: "Every race", question: "", words: page.words,
          picture: picture.svg(theme: options.theme, title: page.title, prefix: "p0"),
          description: page.title, outcomes: [], command: page.command(shipped: shipped))
      ], command: "ravine picture \(RaceText.quoted(source))")
  }
}
