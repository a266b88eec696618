import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

extension Screen {
  /// The most gradients that are written out.
  private static let mostParts = 60

  /// The memories of gradients of the racer in focus, written out for the shown step.
  var expansions: [Expansion] {
    let racer = model.stage.focus
    let run = model.runs[racer]
    return model.race.expansions(
      of: racer, at: run.clamped(model.stage.playback.step), of: run, on: model.track.landscape,
      most: Screen.mostParts)
  }

  /// How much each past gradient still weighs in the next step of the racer in focus: what it adds to the
  /// memory of gradients as bars, the bare weights in the memory of squares as a line.
  func memoryChart(columns: Int) -> ChartPicture {
    let racer = model.stage.focus
    let expansions = expansions
    let title = model.race.title(of: racer, isShort: true)
    guard let first = expansions.first, let symbol = first.memory.fading?.symbol else {
      return ChartPicture(
        title: "\(title) keeps no average of gradients that fades", series: [], lastStep: 1,
        cursor: 2,
        scale: .linear)
    }
    var series: [ChartPicture.Series] = []
    let lengths = first.parts.map { first.share(of: $0).length }
    var bars = ChartPicture.Series(lengths, index: racer)
    bars.isBars = true
    series.append(bars)
    // The weights of squares have no unit in common with gradients: the newest is as high as the bars.
    var words = ""
    if let squares = expansions.dropFirst().first, let symbol = squares.memory.fading?.symbol,
      let newest = squares.parts.first?.weight, newest != 0, let top = lengths.max()
    {
      var line = ChartPicture.Series(squares.parts.map { $0.weight / newest * top }, index: racer)
      line.isDashed = true
      series.append(line)
      words = "; dashed: \(symbol)ᵏ"
    }
    let sum = columns >= 100 ? " = \(numbers(of: first))" : ""
    return ChartPicture(
      title: "\(title), \(first.memory.name): Σ \(written(first.memory, symbol))\(sum)\(words)",
      series: series, lastStep: first.parts.count, cursor: first.parts.count + 1,
      scale: .linear)
  }

  /// What each past gradient adds, as the field writes it.
  private func written(_ memory: Memory, _ symbol: String) -> String {
    guard let intake = memory.intake else { return "" }
    let isShare = abs(intake.share - (1 - (memory.fading?.decay ?? 0))) < 1e-12
    let factor = intake.takesRate ? "η" : isShare ? "(1−\(symbol))" : intake.share < 0 ? "−" : ""
    let gradient = intake.content == .square ? "g²ₜ₋ₖ" : "gₜ₋ₖ"
    return "\(factor)\(symbol)ᵏ\(gradient)"
  }

  /// The sum with its numbers: what the newest gradients add to it.
  private func numbers(of expansion: Expansion) -> String {
    let shown = expansion.parts.prefix(2).map { brief(expansion.share(of: $0), digits: 2) }
    let rest = expansion.parts.count > 2 || !expansion.isWhole ? " + …" : ""
    return shown.joined(separator: " + ") + rest
  }

  /// The memory of gradients as arrows, head to tail, downhill and the newest first: together they are as
  /// long as the step.
  func memoryArrows(of racer: Int) -> [ArrowPicture] {
    guard model.stage.quantity == .memory, racer == model.stage.focus,
      let detail = detail(of: racer),
      let expansion = expansions.first(where: { $0.memory.intake?.content == .gradient })
    else { return [] }
    let sum = expansion.sum.length
    guard sum > 0, sum.isFinite else { return [] }
    // Of a memory that counts downhill the sum is downhill already.
    let isDownhill = (expansion.memory.intake?.share ?? 1) < 0
    let scale = (detail.next - detail.point).length / sum * (isDownhill ? 1 : -1)
    var place = detail.point
    return expansion.parts.map { part in
      let from = place
      place += scale * expansion.share(of: part)
      return ArrowPicture(from: from, to: place, part: .memory)
    }
  }
}
