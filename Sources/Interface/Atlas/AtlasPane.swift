import Documents
import Drawing
import Landscapes
import Optimizers
import Sweeps
import Trajectories

extension Screen {
  /// Every race beside the one in focus, as coloured tiles.
  func atlas(_ sheet: inout Sheet, _ rect: CellRect) {
    let isBasins = model.stage.pane == .basins
    let name = model.race.title(of: model.stage.focus)
    guard let sweep = model.atlas.computation?.sweep else {
      let words =
        model.atlas.complaint
        ?? (model.track.computation == nil ? "no room for a map" : "the paths come first")
      return heading(&sheet, rect, "\(isBasins ? "basins" : "atlas"): \(words)")
    }
    let places = model.atlas.computation?.places ?? []
    let drawing = AtlasPicture(
      of: sweep, on: model.track.landscape, places: places,
      cell: { model.atlas.cell(column: $0, row: $1) })
    let isWhole = model.atlas.computation?.isFinished == true
    let share = model.atlas.computation?.share ?? 1
    let progress = isWhole ? "" : " (\(Int(share * 100)) %)"
    var title = title(of: sweep, name, drawing.asked) + progress
    if GlyphWidth.cells(title) > rect.columns - 2 {
      title =
        self.title(of: sweep, model.race.title(of: model.stage.focus, isShort: true), drawing.asked)
        + progress
    }
    var picture = drawing.picture(title: title)
    let values = model.atlasValues(of: sweep)
    let run = model.runs[model.stage.focus]
    let answer = sweep.answer(of: run, at: places, on: model.track.landscape)
    let isTurned = model.race.tweaks.of(model.stage.focus).contains { tweak in
      sweep.axes.contains { $0.subject == .knob(tweak.knob) }
    }
    var legend = lines(
      .here, isTurned ? "here, turned later" : isBasins ? inSteps("here", answer) : "here", values,
      sweep,
      AtlasWords.answer(
        isBasins ? SweepCell(value: answer.value, arrival: nil, ending: answer.ending) : answer,
        of: sweep, places))
    // Where there is little room the colours are explained before the best race is told whole.
    let spare = rect.rows - 2 - picture.legend.count - legend.count
    if let theory = model.atlas.theory, !isBasins {
      picture.curves = [(theory.limit, false), (theory.fastest, true)].filter { !$0.0.isEmpty }
        .map { curve, isSparse in
          HeatPicture.Curve(
            curve.map { drawing.fraction(of: [$0.rate, $0.other]) }, isSparse: isSparse)
        }
    }
    if let computation = model.atlas.computation, let best = computation.best,
      let cell = computation.cells[best]
    {
      let values = sweep.values(of: best)
      picture.marks.append(.init(.best, at: drawing.fraction(of: values)))
      let words = AtlasWords.answer(cell, of: sweep, places)
      let known = computation.cells.count { $0 != nil }
      let whole = lines(.best, "best of \(known)", values, sweep, words)
      if whole.count <= spare {
        legend += whole
      } else if spare > 0 {
        legend.append(.init("best: \(words)", .mark(.best)))
      }
    }
    if legend.count + picture.legend.count + picture.curves.count <= rect.rows - 2 {
      for curve in picture.curves {
        legend.append(
          .init(
            curve.isSparse ? "best β, by theory" : "limit, by theory",
            .curve(isSparse: curve.isSparse)))
      }
    }
    picture.marks.append(.init(.here, at: drawing.fraction(of: values)))
    picture.legend = legend + picture.legend
    sheet.add(picture, at: rect)
  }

  /// A mark of the legend with its values and what came of them.
  private func lines(
    _ mark: HeatPicture.Mark.Kind, _ heading: String, _ values: [Double], _ sweep: Sweep,
    _ answer: String
  ) -> [HeatPicture.LegendLine] {
    let words = model.words(of: values, in: sweep, isCompact: true)
    // What does not fit beside each other stands below each other.
    let told =
      GlyphWidth.cells(words) <= HeatPicture.legendWidth - 4
      ? [words]
      : sweep.axes.indices.map { index in
        model.words(of: values, in: sweep, isCompact: true, only: index)
      }
    return [.init(heading, .mark(mark), isStrong: mark == .here)] + told.map { .init($0) }
      + [.init(answer)]
  }

  private func inSteps(_ word: String, _ answer: SweepCell) -> String {
    answer.arrival.map { "\(word), in \($0)" } ?? word
  }

  private func title(of sweep: Sweep, _ name: String, _ asked: String) -> String {
    if sweep.measure == .minimum { return "basins: \(name), where it ends from every start" }
    let symbols = sweep.axes.map { axis -> String in
      guard case .knob(let key) = axis.subject else { return axis.name }
      return model.focused.knob(key)?.symbol ?? key.rawValue
    }.joined(separator: " and ")
    return "atlas: \(name), \(asked), every \(symbols)"
  }
}
