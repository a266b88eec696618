import Documents
import Drawing
import Landscapes
import Trajectories

extension Screen {
  /// The chart under the maps: what was played, and faintly what comes.
  ///
  /// - Parameter columns: its width; a wide one says what its dashed lines are.
  func chart(columns: Int) -> ChartPicture {
    let isForked = columns >= 100 && model.track.branches.contains { $0 != nil }
    let dashes =
      isForked ? model.track.forked.map { "; dashed: \(printable($0.openedRun.file))" } ?? "" : ""
    var series = model.race.racers.indices.compactMap { index -> ChartPicture.Series? in
      guard index < model.track.branches.count, let branch = model.track.branches[index],
        model.stage.playback.step > branch.from
      else {
        return nil
      }
      let first = min(branch.from, branch.run.lastStep)
      let last = max(first, min(model.stage.playback.step, branch.run.lastStep))
      var line = ChartPicture.Series(
        values(of: branch.run, in: first...last), from: first, index: index)
      line.isBranch = true
      return line
    }
    // Who is still to predict does not see what comes.
    let isOpen = model.lecture?.isRevealed == false
    let end = isOpen ? model.stage.playback.step : chartEnd
    series += model.race.racers.indices.map { index in
      let run = model.runs[index]
      let values = values(of: run, in: 0...min(end, run.lastStep))
      return ChartPicture.Series(
        values, index: index, readout: brief(values[run.clamped(model.stage.playback.step)]))
    }
    return ChartPicture(
      title: chartTitle + dashes, series: series, lastStep: chartEnd,
      cursor: model.stage.playback.step, scale: chartScale)
  }

  /// The last step of the chart: at most twice the playhead, so that there is something to see from the
  /// first step on, then all.
  private var chartEnd: Int {
    let steps = model.race.steps
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

  /// The quantity of the chart at some steps of a run.
  private func values(of run: Run, in steps: ClosedRange<Int>) -> [Double] {
    switch model.stage.quantity {
    case .loss, .lossLinear: return Array(run.losses[steps])
    case .slope: return Array(run.gradientNorms[steps])
    case .distance:
      let minima = model.race.surface.minima
      return run.points[steps].map { point in
        // Squares first, and no list for every point: there may be very many.
        var least = Double.infinity
        for minimum in minima {
          let gap = point - minimum
          least = min(least, gap.x * gap.x + gap.y * gap.y)
        }
        return minima.isEmpty ? .nan : least.squareRoot()
      }
    }
  }

  private var chartScale: ChartPicture.Scale {
    switch model.stage.quantity {
    case .loss: return model.track.measures.lossScale
    case .lossLinear: return .linear
    case .slope, .distance: return .logarithmic
    }
  }

  private var chartTitle: String {
    switch model.stage.quantity {
    case .loss:
      return model.track.measures.lossScale == .logarithmic
        ? "loss, log scale" : "loss, log scale both ways from 0"
    case .lossLinear: return "loss, linear scale"
    case .slope: return "length of the gradient, log scale"
    case .distance: return "distance to the nearest known minimum, log scale"
    }
  }
}
