import Documents
import Drawing
import Landscapes
import Trajectories

extension Screen {
  /// The chart under the maps: what was played, and faintly what comes.
  ///
  /// - Parameter columns: its width; a wide one says what its dashed lines are.
  func chart(columns: Int) -> ChartPicture {
    if model.stage.quantity == .memory { return memoryChart(columns: columns) }
    if model.stage.quantity == .tolerance { return toleranceChart() }
    let values = ChartValues(model: model)
    let step = model.stage.playback.step
    // The second line of a racer is dashed, too.
    let showsBranches = ![.axisRates, .seen, .rateCurvature, .energy].contains(model.stage.quantity)
    let isForked =
      showsBranches && columns >= 100 && model.track.branches.contains { $0 != nil }
    let dashes =
      isForked ? model.track.forked.map { "; dashed: \(printable($0.openedRun.file))" } ?? "" : ""
    var series = model.race.racers.indices.flatMap { index -> [ChartPicture.Series] in
      guard showsBranches, index < model.track.branches.count,
        let branch = model.track.branches[index], step > branch.from
      else { return [] }
      let first = min(branch.from, branch.run.lastStep)
      let last = max(first, min(step, branch.run.lastStep))
      return values.lines(of: branch.run, index, in: first...last).map { line in
        var series = ChartPicture.Series(line.values, from: line.first, index: index)
        series.isDashed = true
        return series
      }
    }
    // Who is still to predict does not see what comes.
    let isOpen = model.lecture?.isRevealed == false
    let end = isOpen ? step : chartEnd
    series += model.race.racers.indices.flatMap { index in
      let run = model.runs[index]
      let lines = values.lines(of: run, index, in: 0...min(end, run.lastStep))
      let numbers = lines.compactMap { line -> Double? in
        let place = run.clamped(step) - line.first
        return line.values.indices.contains(place) ? line.values[place] : nil
      }
      return lines.map { line in
        var series = ChartPicture.Series(line.values, from: line.first, index: index)
        series.isDashed = line.isSecond
        series.isBars = line.isSecond && model.stage.quantity == .seen
        if !line.isSecond {
          series.readout = numbers.map { brief($0) }.joined(separator: ", ")
          series.shortReadout = numbers.map { brief($0, digits: 2) }.joined(separator: ", ")
        }
        return series
      }
    }
    if let line = recorded(to: end, values) { series.append(line) }
    var picture = ChartPicture(
      title: values.title + dashes, series: series, lastStep: chartEnd, cursor: step,
      scale: values.scale)
    if [.x, .y].contains(model.stage.quantity) {
      let size = model.view.size
      picture.leastReach = 2 * max(size.x, size.y)
    }
    // Where a rate will stop may be what is asked.
    picture.limits = isOpen ? [] : values.limits
    if model.stage.quantity == .seen {
      picture.firstStep = max(0, chartEnd - ChartValues.mostSlopes)
    }
    if [.loss, .lossLinear, .excess].contains(model.stage.quantity) {
      let floor = model.stage.quantity == .excess ? values.lowestLoss : 0
      picture.spreads = model.track.crowds.enumerated().compactMap { index, crowd in
        guard let crowd else { return nil }
        let tenths = crowd.tenths.prefix(chartEnd + 1)
        return ChartPicture.Spread(
          lows: tenths.map { $0.low - floor }, highs: tenths.map { $0.high - floor }, index: index)
      }
      showMedians(in: &picture, above: floor)
    }
    return model.stage.axis == .steps ? picture : counted(picture)
  }

  /// Among many seeds the line of a racer is that of the median.
  private func showMedians(in picture: inout ChartPicture, above floor: Double) {
    let crowds = model.track.crowds
    guard crowds.contains(where: { $0 != nil }) else { return }
    picture.title = picture.title.replacing(
      ", ", with: ", median of \(Track.seeds) seeds, ", maxReplacements: 1)
    for place in picture.series.indices where !picture.series[place].isDashed {
      let index = picture.series[place].index
      guard crowds.indices.contains(index), let crowd = crowds[index] else { continue }
      let medians = crowd.medians.prefix(picture.lastStep + 1).map { $0 - floor }
      var line = ChartPicture.Series(medians, index: index)
      if medians.indices.contains(picture.cursor) {
        line.readout = brief(medians[picture.cursor])
        line.shortReadout = brief(medians[picture.cursor], digits: 2)
      }
      picture.series[place] = line
    }
  }

  /// The losses of the path that something else walked, as it recorded them or else those of the surface.
  private func recorded(to end: Int, _ values: ChartValues) -> ChartPicture.Series? {
    guard let path = model.race.recorded,
      [.loss, .lossLinear, .excess].contains(model.stage.quantity)
    else { return nil }
    let floor = model.stage.quantity == .excess ? values.lowestLoss : 0
    let count = path.count(to: end)
    let losses =
      (path.losses ?? path.points.map { model.track.landscape.value(at: $0) }).map { $0 - floor }
    var series = ChartPicture.Series([], index: model.race.racers.count)
    series.values = (0..<count).map {
      ChartPicture.Series.Value(step: path.steps[$0], height: losses[$0])
    }
    let shown = path.count(to: model.stage.playback.step)
    if shown > 0 {
      series.readout = "\(brief(losses[shown - 1])) \(path.name)"
      series.shortReadout = brief(losses[shown - 1], digits: 2)
    }
    return series
  }

  /// A chart that counts gradients: what cost the same stands one above the other.
  private func counted(_ chart: ChartPicture) -> ChartPicture {
    var chart = chart
    let end = chart.lastStep
    let costs = model.race.racers.indices.map { model.gradients(of: $0, to: end) }
    for index in chart.series.indices {
      // What something else walked is told by its own steps alone.
      guard costs.indices.contains(chart.series[index].index) else {
        chart.series[index].values = []
        continue
      }
      let cost = costs[chart.series[index].index]
      for place in chart.series[index].values.indices {
        chart.series[index].values[place].step =
          cost[min(end, chart.series[index].values[place].step)]
      }
    }
    chart.cursor = costs[model.stage.focus][min(end, chart.cursor)]
    // As far as the racer in focus comes; what costs more is cut there.
    chart.lastStep = max(1, costs[model.stage.focus][end])
    for index in chart.series.indices {
      chart.series[index].values.removeAll { $0.step > chart.lastStep }
    }
    chart.firstStep = costs[model.stage.focus][min(end, chart.firstStep)]
    chart.spreads = []
    chart.title += ", over \(model.stage.axis.rawValue)"
    if model.stage.axis == .epochs { chart.unit = max(1, model.race.surface.rowCount) }
    return chart
  }

  /// The last step of the chart: at most twice the playhead, so that there is something to see from the
  /// first step on, then all.
  private var chartEnd: Int {
    let steps = model.race.steps
    // What updates saw is told of those before the playhead.
    if model.stage.quantity == .seen { return min(steps, max(20, model.stage.playback.step)) }
    let most = max(20, 2 * model.stage.playback.step)
    guard most < steps else { return steps }
    // 20, 30, 40, 60, 80, 120, …: the axis stands still for a while, then jumps.
    var end = 20
    var isThird = false
    while true {
      let next = isThird ? end / 3 * 4 : end / 2 * 3
      guard next <= most else { return end }
      end = next
      isThird.toggle()
    }
  }
}
