import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

/// Keys and words for data: how many rows an update sees, and how they are chosen.
extension Model {
  /// Opens the data, or closes them.
  mutating func toggleData() {
    guard race.surface.table?.fit != nil || stage.pane == .data else {
      message =
        race.surface.table == nil
        ? "\(race.surface.name) has no data"
        : "\(race.surface.name) does not say how its data are drawn"
      return
    }
    stage.toggle(.data)
  }

  /// Lets all updates see twice as many rows: 1, 2, 4 and on, then all.
  mutating func nextBatch() {
    let rows = race.surface.rowCount
    guard rows > 0 else {
      message = "\(race.surface.name) has no data: :noise 0.1 adds noise to its slopes"
      return
    }
    let now = Int(focused.sight.batch)
    let next = now == 0 ? 1 : 2 * now < rows ? 2 * now : 0
    change { race in
      for index in race.racers.indices { race.turn(index, "batch", to: .number(Double(next))) }
    }
    message = batchWords
  }

  /// Shows the paths with many seeds, or hides them.
  mutating func toggleSeeds() {
    guard race.isDrawn || track.showsCrowds else {
      message =
        race.surface.rowCount > 0
        ? "nothing is drawn by lot: R lets updates see some rows, :noise 0.1 adds noise"
        : "nothing is drawn by lot: :noise 0.1 adds noise to the slopes"
      return
    }
    track.showsCrowds.toggle()
    track.findCrowds()
    message =
      track.showsCrowds
      ? "\(Track.seeds) seeds: where each is now; the chart's band holds four of five" : "one seed"
  }

  /// How many rows the updates of the racer in focus see, and how they are chosen, in words.
  var batchWords: String {
    let (batch, rows) = (Int(focused.sight.batch), race.surface.rowCount)
    guard batch > 0 else { return "every update sees all \(rows) rows" }
    let order = race.batching.order
    let law =
      order == .drawn
      ? "the floor of the loss goes as η/rows" : "no law of η/rows: an epoch evens rows out"
    return "\(batch) of \(rows) rows an update, \(order.words): \(law)"
  }

  /// Changes how rows are chosen, or what decides all draws.
  mutating func setDraws(_ word: LineWord, _ value: String) {
    if word == .seed {
      guard let seed = UInt64(value) else {
        message = "seed takes a whole number, 0 or more"
        return
      }
      change { $0.batching.seed = seed }
      message = "seed \(seed)"
      return
    }
    guard let order = Batching.Order(rawValue: value) else {
      let words = Batching.Order.allCases.map(\.rawValue).joined(separator: ", ")
      message = "draw takes one of \(words)"
      return
    }
    change { $0.batching.order = order }
    message = race.surface.rowCount > 0 ? batchWords : "rows are \(order.words)"
  }
}

extension Screen {
  /// The data, and what each racer fits to them at the step that is shown.
  func data(_ sheet: inout Sheet, _ rect: CellRect) {
    guard let table = model.race.surface.table, let fit = table.fit,
      let across = table.numbers[fit.across], let up = table.numbers[fit.up]
    else { return heading(&sheet, rect, "no data") }
    let points = zip(across, up).map { Point($0, $1) }
    var picture = FitPicture(
      title: "data: \(fit.up) over \(fit.across), \(points.count) rows"
        + (seenRows.isEmpty ? "" : "; bright: those of the next update"),
      names: (fit.across, fit.up), points: points, seen: seenRows, curves: [])
    let places = (0...120).map {
      picture.low.x + (picture.high.x - picture.low.x) * Double($0) / 120
    }
    // The racer in focus lies above the others.
    let order = model.race.racers.indices.filter { $0 != model.stage.focus } + [model.stage.focus]
    picture.curves = order.map { index in
      let run = model.runs[index]
      let point = run.points[run.clamped(model.stage.playback.step)]
      let heights = fit.heights(at: places, for: point)
      return FitPicture.Curve(points: zip(places, heights).map { Point($0, $1) }, index: index)
    }
    sheet.add(picture, at: rect)
  }

  /// The rows that the next update of the racer in focus sees; none where it sees all.
  private var seenRows: Set<Int> {
    let (focus, step) = (model.stage.focus, model.stage.playback.step)
    guard case .number(let batch)? = model.race.value(focus, "batch", at: step), batch > 0 else {
      return []
    }
    let rows = model.race.batching.rows(
      done: model.runs[focus].clamped(step), size: Int(batch), of: model.race.surface.rowCount)
    return Set(rows.map(Int.init))
  }
}
