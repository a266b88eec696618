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
    var picture = drawing.picture(title: title(of: sweep, name, drawing.asked))
    var legend: [HeatPicture.LegendLine] = []
    func tell(
      _ mark: HeatPicture.Mark.Kind, _ heading: String, _ values: [Double], _ answer: String
    ) {
      legend.append(.init(heading, .mark(mark), isStrong: mark == .here))
      legend.append(.init(model.words(of: values, in: sweep, isCompact: true)))
      legend.append(.init(answer))
    }
    let values = model.atlasValues(of: sweep)
    let run = model.runs[model.stage.focus]
    let answer = sweep.answer(of: run, at: places, on: model.track.landscape)
    tell(
      .here, isBasins ? answer.arrival.map { "here, in \($0)" } ?? "here" : "here", values,
      AtlasWords.answer(
        isBasins ? SweepCell(value: answer.value, arrival: nil, ending: answer.ending) : answer,
        of: sweep, places))
    if let theory = model.atlas.theory, !isBasins {
      picture.curves = [theory.limit, theory.fastest].map { curve in
        curve.map { drawing.fraction(of: [$0.rate, $0.other]) }
      }
    }
    if let best = model.atlas.computation?.best, let cell = model.atlas.computation?.cells[best] {
      let values = sweep.values(of: best)
      picture.marks.append(.init(.best, at: drawing.fraction(of: values)))
      tell(.best, "best of \(sweep.count)", values, AtlasWords.answer(cell, of: sweep, places))
    }
    if !picture.curves.allSatisfy(\.isEmpty) {
      legend.append(
        .init(picture.curves[1].isEmpty ? "limit at λ₁" : "limit, best β", .curve))
    }
    picture.marks.append(.init(.here, at: drawing.fraction(of: values)))
    // Where there is little room the colours are explained before the best race is told whole.
    let spare = max(3, rect.rows - 1 - picture.legend.count)
    picture.legend = (spare < 6 ? legend.prefix(3) : legend.prefix(spare)) + picture.legend
    sheet.add(picture, at: rect)
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
