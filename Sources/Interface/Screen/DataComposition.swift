import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

extension Model {
  /// The slopes of single rows where a racer takes its next gradient; none without data.
  ///
  /// Of very many rows some stand for all.
  func rowSlopes(of detail: StepDetail) -> [Vector] {
    let count = race.surface.rowCount
    let stride = max(1, count / 500)
    return Swift.stride(from: 0, to: count, by: stride).map { row in
      track.landscape.sample(at: detail.probe, rows: [Int32(row)]).gradient
    }
  }

  /// The root of the mean square by which the slopes of single rows differ from their mean.
  static func spread(of slopes: [Vector]) -> Double {
    let count = Double(slopes.count)
    let mean = slopes.reduce(.zero, +) / count
    return (slopes.reduce(0) { $0 + ($1 - mean).dot($1 - mean) } / count).squareRoot()
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
        + spreadWords,
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

  /// How much the slopes of the rows agree where the racer in focus is.
  private var spreadWords: String {
    guard let detail = detail(of: model.stage.focus) else { return "" }
    let slopes = model.rowSlopes(of: detail)
    let mean = slopes.reduce(.zero, +) / Double(max(1, slopes.count))
    return "   slope \(brief(mean.length)) ± \(brief(Model.spread(of: slopes), digits: 2))"
  }

  /// Where a step by the slope of each row alone would lead, beside the arrow of the gradient.
  ///
  /// - Returns: the lines of the rows, and the ellipse of one standard deviation about their mean.
  func cloud(of racer: Int) -> [TrailPicture] {
    guard model.stage.showsArrows, model.race.surface.rowCount > 0, let detail = detail(of: racer),
      let gradient = detail.terms.first(where: { $0.role == .gradient }),
      gradient.vector.length > 0
    else { return [] }
    // As long as the arrow of the gradient is: that of a rule with a correction is of the length that η gives it.
    let hasCorrection = detail.terms.contains { $0.role == .correction }
    let scale =
      hasCorrection
      ? detail.rate : (detail.next - detail.point).length / gradient.vector.length
    var cloud = TrailPicture(
      points: model.rowSlopes(of: detail).map { detail.probe - scale * $0 }.filter(\.isFinite),
      index: racer)
    cloud.kind = .cloud
    cloud.origin = detail.probe
    var ring = TrailPicture(points: Screen.ellipse(about: cloud.points), index: racer)
    ring.kind = .spread
    return [cloud, ring]
  }

  /// The ellipse of one standard deviation about the mean of some points.
  static func ellipse(about points: [Point]) -> [Point] {
    guard points.count > 1 else { return [] }
    let count = Double(points.count)
    let mean = points.reduce(.zero, +) / count
    let apart = points.map { $0 - mean }
    let covariance = Hessian(
      xx: apart.reduce(0) { $0 + $1.x * $1.x } / count,
      xy: apart.reduce(0) { $0 + $1.x * $1.y } / count,
      yy: apart.reduce(0) { $0 + $1.y * $1.y } / count)
    let (largest, smallest) = covariance.eigenvalues
    let axes = covariance.principal
    return (0...48).map { index in
      let angle = Double(index) / 24 * .pi
      return mean + max(0, largest).squareRoot() * cos(angle) * axes.largest
        + max(0, smallest).squareRoot() * sin(angle) * axes.smallest
    }
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
