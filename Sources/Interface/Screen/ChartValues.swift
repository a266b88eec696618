import Documents
import Drawing
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// The values of what the chart shows, step by step.
struct ChartValues {
  let model: Model
  var quantity: Stage.Quantity { model.stage.quantity }

  /// How values become heights.
  var scale: ChartPicture.Scale {
    switch quantity {
    case .loss: return model.track.measures.lossScale
    case .lossLinear, .memory, .seen, .energy, .x, .y: return .linear
    case .tolerance, .rateCurvature, .slope, .excess, .step, .rate, .axisRates, .distance:
      return .logarithmic
    case .steep, .flat:
      let reach = model.runs.indices.map { model.race.start.distance(to: nearestMinimum($0)) }.max()
      return .symmetric(linear: pow(10, log10(max(reach ?? 1, 1e-12)).rounded(.down) - 3))
    }
  }

  /// What it is and on which scale.
  var title: String {
    switch scale {
    case .linear: return "\(quantity.does), linear scale"
    case .logarithmic: return "\(quantity.does), log scale"
    case .symmetric: return "\(quantity.does), log scale both ways from 0"
    }
  }

  /// A line of the chart: its values from a step on.
  struct Line {
    var values: [Double]
    var first: Int
    /// Whether it is the second line of a racer.
    var isSecond = false
  }

  /// The lines of a run.
  ///
  /// - Parameters:
  ///   - racer: whose it is; a run that this one forked from belongs to the same.
  ///   - steps: the steps that are wanted.
  func lines(of run: Run, _ racer: Int, in steps: ClosedRange<Int>) -> [Line] {
    // What belongs to an update is told of the place that it led to.
    let updates = max(1, steps.lowerBound)...max(1, steps.upperBound)
    let hasUpdates = steps.upperBound >= 1
    switch quantity {
    case .loss, .lossLinear:
      return [Line(values: Array(run.losses[steps]), first: steps.lowerBound)]
    case .excess:
      let lowest = lowestLoss
      return [Line(values: run.losses[steps].map { $0 - lowest }, first: steps.lowerBound)]
    case .seen: return racer == model.stage.focus ? seenSlopes(of: run, racer, in: steps) : []
    case .slope: return [Line(values: Array(run.gradientNorms[steps]), first: steps.lowerBound)]
    case .step:
      guard hasUpdates else { return [] }
      let lengths = updates.map { (run.points[$0] - run.points[$0 - 1]).length }
      return [Line(values: lengths, first: updates.lowerBound)]
    case .rate:
      guard hasUpdates else { return [] }
      let rates = model.race.learningRates(of: racer, count: updates.upperBound)
      return [Line(values: Array(rates[(updates.lowerBound - 1)...]), first: updates.lowerBound)]
    case .axisRates:
      guard hasUpdates, !run.rates.isEmpty else { return [] }
      let rates = run.rates[updates.lowerBound - 1...updates.upperBound - 1]
      return [
        Line(values: rates.map(\.x), first: updates.lowerBound),
        Line(values: rates.map(\.y), first: updates.lowerBound, isSecond: true),
      ]
    case .distance:
      return [Line(values: distances(of: run.points[steps]), first: steps.lowerBound)]
    case .steep, .flat:
      guard let minimum = nearestMinimum(racer) else { return [] }
      let principal = model.track.landscape.hessian(at: minimum).principal
      let way = quantity == .steep ? principal.largest : principal.smallest
      // An eigenvector has no sign of its own: all start on the upper side.
      let begin = (model.race.start - minimum).dot(way)
      let sign: Double = begin < 0 ? -1 : 1
      return [
        Line(
          values: run.points[steps].map { sign * ($0 - minimum).dot(way) }, first: steps.lowerBound)
      ]
    case .rateCurvature: return products(of: run, racer, in: steps)
    case .energy: return energies(of: run, racer, in: steps)
    case .x: return [Line(values: run.points[steps].map(\.x), first: steps.lowerBound)]
    case .y: return [Line(values: run.points[steps].map(\.y), first: steps.lowerBound)]
    case .memory, .tolerance: return []
    }
  }

  /// The limits of rate times curvature, each once.
  var limits: [ChartPicture.Limit] {
    guard quantity == .rateCurvature else { return [] }
    var limits: [ChartPicture.Limit] = []
    for (index, racer) in model.race.racers.enumerated() {
      guard let limit = racer.rule.theory.motion?.stabilityLimit,
        !limits.contains(where: { abs($0.value / limit - 1) < 1e-6 })
      else { continue }
      limits.append(
        ChartPicture.Limit(value: limit, label: "limit \(brief(limit, digits: 3))", index: index))
    }
    return limits
  }

  /// The loss at the lowest known minimum.
  var lowestLoss: Double { model.track.lowestLoss ?? 0 }

  /// The most updates whose slopes are drawn: the last before the playhead.
  static let mostSlopes = 100

  /// What the updates of a racer saw of the slope along x, and the average over its decay, 0.9 for a rule without one.
  private func seenSlopes(of run: Run, _ racer: Int, in steps: ClosedRange<Int>) -> [Line] {
    var oracle = model.race.oracle(of: racer, on: model.track.landscape)
    let tweaks = model.race.tweaks.of(racer)
    let last = min(steps.upperBound, run.lastFiniteStep)
    // The average is of all that came before, of which what lies far back has no weight any more.
    let first = max(steps.lowerBound, last - ChartValues.mostSlopes)
    var (average, weight) = (0.0, 1.0)
    var (seen, averages) = ([Double](), [Double]())
    for step in max(0, first - ChartValues.longestMemory)...max(0, last) {
      for tweak in tweaks where tweak.step == step { _ = oracle.turn(tweak) }
      var beta = 0.9
      if case .number(let own)? = model.race.value(racer, KnobRole.firstDecay.key, at: step) {
        beta = own
      }
      let slope = oracle.sample(at: run.points[step], done: step).gradient.x
      average = beta * average + (1 - beta) * slope
      weight *= beta
      guard step >= first else { continue }
      seen.append(slope)
      // Corrected for its start at 0, as Adam's is.
      averages.append(weight < 1 ? average / (1 - weight) : slope)
    }
    return [
      Line(values: averages, first: first), Line(values: seen, first: first, isSecond: true),
    ]
  }

  /// How many updates back an average is begun.
  private static let longestMemory = 400

  private func distances(of points: ArraySlice<Point>) -> [Double] {
    let minima = model.race.surface.minima
    return points.map { point in
      // Squares first, and no list for every point: there may be very many.
      var least = Double.infinity
      for minimum in minima {
        let gap = point - minimum
        least = min(least, gap.x * gap.x + gap.y * gap.y)
      }
      return minima.isEmpty ? .nan : least.squareRoot()
    }
  }

  /// The known minimum nearest to a racer where it is shown.
  private func nearestMinimum(_ racer: Int) -> Point? {
    let run = model.runs[racer]
    let point = run.points[run.clamped(model.stage.playback.step)]
    return model.race.surface.minima.min { point.distance(to: $0) < point.distance(to: $1) }
  }
}

extension Point {
  /// How far another point is; 0 where there is none.
  fileprivate func distance(to other: Point?) -> Double { other.map { (self - $0).length } ?? 0 }
}
