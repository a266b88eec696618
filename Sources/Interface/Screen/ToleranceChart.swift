import Documents
import Drawing
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// How much a racer minds its η: from which step on it stays low, for every η between a hundred-thousandth and ten.
struct Tolerance {
  /// How far above the lowest known minimum is low.
  static let height = 0.01
  /// The least η.
  static let least = 1e-5
  /// How many η there are in a decade, and how many decades.
  static let fineness = (places: 20, decades: 6)

  /// The most updates, of all racers together and at one η, that a frame has time for.
  static let mostSteps = 4000

  /// The η of a place of the axis.
  static func rate(at place: Int) -> Double {
    least * pow(10, Double(place) / Double(fineness.places))
  }

  /// The η that is raced at a place: at that of a racer's own η its own, or near an edge its head would stand beside its curve.
  static func rate(at place: Int, own: Double) -> Double {
    let rate = rate(at: place)
    return abs(log10(own / rate)) * Double(fineness.places) <= 0.5 ? own : rate
  }

  /// The place of the axis nearest to an η.
  static func place(of rate: Double) -> Int {
    guard rate > 0, rate.isFinite else { return 0 }
    let place = (log10(rate / least) * Double(fineness.places)).rounded()
    return Int(min(max(place, 0), Double(fineness.places * fineness.decades)))
  }

  /// For each place of the axis the step from which a racer stays low; no number where it never does.
  static func steps(
    of index: Int, in race: Race, on landscape: some Landscape, above lowest: Double
  )
    -> [Double]
  {
    var race = race
    race.tweaks = []
    let own = race.racers[index].rule.learningRate
    return (0...fineness.places * fineness.decades).map { place in
      race.racers[index][.learningRate] = .number(rate(at: place, own: own))
      let run = race.record(index, on: landscape)
      return run.settledStep { run.losses[$0] - lowest < height }.map(Double.init) ?? .nan
    }
  }
}

extension Screen {
  /// The steps that each racer needs, over its η; the cursor stands at the η of the racer in focus.
  func toleranceChart() -> ChartPicture {
    let places = Tolerance.fineness.places * Tolerance.fineness.decades
    let lowest = model.track.lowestLoss ?? 0
    // Who is still to predict does not see it.
    let isOpen = model.lecture?.isRevealed == false
    let isLong = model.race.steps * model.race.racers.count > Tolerance.mostSteps
    let series = model.race.racers.indices.map { index -> ChartPicture.Series in
      guard !isOpen, !isLong else { return ChartPicture.Series([], index: index) }
      let steps = Tolerance.steps(
        of: index, in: model.race, on: model.track.landscape, above: lowest)
      var line = ChartPicture.Series(steps, index: index)
      let own = model.race.racers[index].rule.learningRate
      line.head = Tolerance.place(of: own)
      // What it needs at its own η, as it is shown, and where it would need least.
      let shown = line.head.map { steps[$0] } ?? .nan
      line.shortReadout = shown.isFinite ? "\(Int(shown))" : "-"
      line.readout = line.shortReadout
      if let best = steps.filter(\.isFinite).min(), let place = steps.firstIndex(of: best) {
        let rate = brief(Tolerance.rate(at: place, own: own), digits: 2)
        line.readout += ", best \(Int(best)) at η \(rate)"
      }
      return line
    }
    let cursor = Tolerance.place(of: model.focused.rule.learningRate)
    var chart = ChartPicture(
      title: isLong
        ? "steps over η: of races of at most \(Tolerance.mostSteps / model.race.racers.count) steps"
        : Stage.Quantity.tolerance.does, series: series, lastStep: places, cursor: cursor)
    chart.isPlayedWhole = true
    chart.stepLabels = (0...Tolerance.fineness.decades).map {
      let place = $0 * Tolerance.fineness.places
      return (place, brief(Tolerance.rate(at: place), digits: 1))
    }
    return chart
  }
}
