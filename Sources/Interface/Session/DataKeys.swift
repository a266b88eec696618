import Documents
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
        : "\(race.surface.name) does not say how its data are drawn: its file needs a fit"
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

  /// Shows the paths with many seeds.
  public mutating func showSeeds() { track.showCrowds(true) }

  /// Shows the paths with many seeds, or hides them.
  mutating func toggleSeeds() {
    guard race.isDrawn || track.showsCrowds else {
      message =
        race.surface.rowCount > 0
        ? "nothing is drawn by lot: R lets updates see some rows, :noise 0.1 adds noise"
        : "nothing is drawn by lot: :noise 0.1 adds noise to the slopes"
      return
    }
    track.showCrowds(!track.showsCrowds)
    message =
      track.showsCrowds
      ? "\(Track.seeds) seeds\(floorWords); the chart's band holds four of five"
      : "one seed"
  }

  /// How high the racer in focus hovers, in words behind others.
  private var floorWords: String {
    let floors = track.floors
    guard floors.indices.contains(stage.focus), let floor = floors[stage.focus] else { return "" }
    let whose = race.racers.count > 1 ? " of \(race.title(of: stage.focus, isShort: true))" : ""
    return ": floor\(whose) \(brief(floor.height)), t has its law"
  }

  /// How rows and noise are drawn, in a few words; nil where nothing is drawn by lot.
  var drawWords: String? {
    guard race.isDrawn else { return nil }
    let seed = race.batching.seed
    guard
      race.racers.contains(where: { $0.sight.batch > 0 })
        || race.tweaks.contains(where: { $0.knob == "batch" })
    else { return "noise of seed \(seed)" }
    return race.batching.order == .turn
      ? "rows in turn" : "rows \(race.batching.order.words), seed \(seed)"
  }

  /// How many rows the updates of the racer in focus see, and how they are chosen, in words.
  var batchWords: String {
    let (batch, rows) = (Int(focused.sight.batch), race.surface.rowCount)
    guard batch > 0 else { return "every update sees all \(rows) rows" }
    let order = race.batching.order
    // Who divides by what slopes were like has another law, and measures it.
    let isLinear =
      track.detail(of: stage.focus, at: stage.playback.step)?.theory.isLinear == true
    let law =
      order != .drawn
      ? "no law of η/rows: an epoch evens rows out"
      : isLinear ? "near a minimum the floor goes as η/rows" : "N measures the floor of the loss"
    return "\(batch) of \(rows) rows an update, \(order.words): \(law)"
  }

  /// Changes what the chart counts from left to right.
  mutating func setAxis(_ value: String) {
    guard let axis = Stage.Axis(rawValue: value) else {
      message = "the axis counts \(Stage.Axis.allCases.map(\.rawValue).joined(separator: ", "))"
      return
    }
    guard axis != .epochs || race.surface.rowCount > 0 else {
      message = "\(race.surface.name) has no data: without rows there are no epochs"
      return
    }
    stage.axis = axis
    message =
      axis == .steps
      ? "the chart counts updates"
      : race.surface.rowCount > 0
        ? "the chart counts rows seen\(axis == .epochs ? ", in tables" : ""): a step of batch \(race.surface.rowCount) costs what \(race.surface.rowCount) of batch 1 do"
        : "the chart counts gradients: every rule here takes one an update"
  }

  /// How many gradients a racer has taken after each update, up to a step.
  func gradients(of racer: Int, to step: Int) -> [Int] {
    let rows = max(1, race.surface.rowCount)
    var sum = 0
    return [0]
      + (0..<max(0, step)).map { done in
        var seen = rows
        if race.surface.rowCount > 0,
          case .number(let batch)? = race.value(racer, "batch", at: done),
          batch > 0
        {
          seen = Int(batch)
        }
        sum += seen
        return sum
      }
  }

  /// Changes how rows are chosen, or what decides all draws.
  mutating func setDraws(_ word: LineWord, _ value: String) {
    if word == .seed {
      guard let seed = Batching.seed(value) else {
        message = "seed takes a whole number from 0 to \(Int.max)"
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
