import Documents
import Drawing
import Landscapes
import Optimizers
import Sweeps
import SystemLibrary
import Trajectories

/// The picture of a sweep: its tiles, axes and signs.
public struct AtlasPicture {
  let sweep: Sweep
  let landscape: FormulaLandscape
  /// The loss at the lowest known minimum.
  private let lowest: Double
  /// The places at which races end.
  let places: [StationaryPoint]
  /// What is known of a cell.
  let cell: (_ column: Int, _ row: Int) -> SweepCell?

  /// The picture of a sweep as far as it is answered.
  public init(
    of sweep: Sweep, on landscape: FormulaLandscape, places: [StationaryPoint],
    cell: @escaping (_ column: Int, _ row: Int) -> SweepCell?
  ) {
    self.sweep = sweep
    self.landscape = landscape
    lowest = Sweep.lowest(of: sweep.race.surface, on: landscape)
    self.places = places
    self.cell = cell
  }

  /// The tiles with their axes and what the colours mean.
  public func picture(title: String) -> HeatPicture {
    let (columns, rows) = sweep.size
    let range = range
    var tiles: [HeatPicture.Tile] = []
    tiles.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        tiles.append(cell(column, row).map { tile(of: $0, in: range) } ?? .waiting)
      }
    }
    var picture = HeatPicture(
      title: title, columns: columns, tiles: tiles, across: axis(sweep.axes[0]),
      up: sweep.axes.count > 1 ? axis(sweep.axes[1]) : ("", []))
    if sweep.measure == .minimum {
      // Of very many the minima are signs enough.
      let shown = places.count > 16 ? places.filter { $0.kind == .minimum } : places
      picture.marks = shown.map { place in
        HeatPicture.Mark(
          .place(MapMark.Kind(place.kind)), at: fraction(of: [place.point.x, place.point.y]))
      }
    }
    picture.legend = legend(range)
    return picture
  }

  /// Where values of the axes stand, as fractions of width and height.
  public func fraction(of values: [Double]) -> SIMD2<Double> {
    let places = zip(sweep.axes, values).map { axis, value in
      (axis.place(of: value) + 0.5) / Double(axis.values.count)
    }
    return SIMD2(places.first ?? 0.5, places.count > 1 ? places[1] : 0.5)
  }

  // MARK: Colours

  /// The least and the greatest height among the answers.
  private var range: ClosedRange<Double> {
    var (low, high) = (Double.infinity, -Double.infinity)
    let (columns, rows) = sweep.size
    for row in 0..<rows {
      for column in 0..<columns {
        guard let cell = cell(column, row) else { continue }
        let height = height(of: cell)
        if height.isFinite { (low, high) = (min(low, height), max(high, height)) }
      }
    }
    return low <= high ? low...high : 0...1
  }

  /// How far from the best an answer is, on a scale that the eye can read; no number where it has no colour of its own.
  private func height(of cell: SweepCell) -> Double {
    guard cell.ending != .diverged, cell.ending != .left, !cell.value.isNaN else { return .nan }
    switch sweep.measure {
    case .steps, .evaluations: return log(max(1, cell.value))
    case .final:
      return log(max(cell.value - lowest, 1e-16))
    // Steps for a digit: a factor near 1 takes for ever.
    case .rate: return cell.value < 1 ? log(-1 / log(max(cell.value, 1e-9))) : .nan
    case .minimum: return Double(cell.arrival ?? sweep.race.steps).squareRoot()
    case .fate: return .nan
    }
  }

  private func tile(of cell: SweepCell, in range: ClosedRange<Double>) -> HeatPicture.Tile {
    let share =
      (height(of: cell) - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-12)
    if sweep.measure == .fate { return SweepFate(cell).map(AtlasPicture.tile) ?? .unreached }
    switch cell.ending {
    case .diverged: return .diverged
    case .left: return .left
    default: break
    }
    switch sweep.measure {
    case .minimum:
      guard let number = Int(exactly: cell.value), number > 0 else { return .unreached }
      return .place(number - 1, late: share)
    default: return share.isNaN ? .unreached : .level(share)
    }
  }

  private static func tile(of fate: SweepFate) -> HeatPicture.Tile {
    switch fate {
    case .minimum: return .place(2, late: 0)
    case .saddle: return .place(1, late: 0)
    case .maximum: return .place(3, late: 0)
    case .plateau: return .place(7, late: 0)
    case .oscillating: return .place(6, late: 0)
    case .going: return .unreached
    case .left, .outside: return .left
    case .diverged: return .diverged
    }
  }

  /// The most places that the legend names.
  private static let mostNamed = 6

  // MARK: Words

  private func axis(_ axis: Variation) -> (title: String, ticks: [Tick]) {
    let symbol: String
    switch axis.subject {
    case .knob(let key): symbol = sweep.race.racers[0].knob(key)?.symbol ?? key.rawValue
    case .startX, .startY: symbol = axis.name
    }
    func tick(_ value: Double, _ label: String? = nil) -> Tick {
      Tick(
        value: (axis.place(of: value) + 0.5) / Double(axis.values.count),
        label: label ?? brief(value, digits: 5))
    }
    let (low, high) = (axis.values.first ?? 0, axis.values.last ?? 0)
    switch axis.spacing {
    case .linear:
      return (
        symbol,
        Ticks.round(from: min(low, high), to: max(low, high), count: 5).map {
          tick($0.value, $0.label)
        }
      )
    case .log:
      let (first, last) = (log10(min(low, high)).rounded(.up), log10(max(low, high)).rounded(.down))
      let decades = stride(from: first, through: last, by: 1).map {
        tick(pow(10, $0), "1e\(Int($0))")
      }
      return (symbol, decades.count > 1 ? decades : [tick(low), tick(high)])
    case .memory:
      let values = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999]
      return (
        symbol, values.filter { $0 >= min(low, high) && $0 <= max(low, high) }.map { tick($0) }
      )
    }
  }

  /// What is asked, in words.
  var asked: String {
    switch sweep.measure {
    case .steps: return "steps until \(goal)"
    case .evaluations: return "gradients until \(goal)"
    default: return sweep.measure.does
    }
  }

  private var goal: String {
    return "loss ≤ \(brief(lowest + sweep.tolerance, digits: 2))"
  }

  private func legend(_ range: ClosedRange<Double>) -> [HeatPicture.LegendLine] {
    let (columns, rows) = sweep.size
    var seen: Set<Ending> = []
    var (hasUnreached, hasAnswers) = (false, false)
    var fates: [SweepFate] = []
    var counts: [Int: Int] = [:]
    for row in 0..<rows {
      for column in 0..<columns {
        guard let cell = cell(column, row) else { continue }
        seen.insert(cell.ending)
        if height(of: cell).isFinite { hasAnswers = true }
        if cell.ending == .underway, height(of: cell).isNaN { hasUnreached = true }
        if let fate = SweepFate(cell), sweep.measure == .fate, !fates.contains(fate) {
          fates.append(fate)
        }
        if sweep.measure == .minimum, let number = Int(exactly: cell.value) {
          counts[number, default: 0] += 1
        }
      }
    }
    var lines: [HeatPicture.LegendLine] = []
    switch sweep.measure {
    case .fate:
      return SweepFate.allCases.filter(fates.contains).map {
        .init($0.rawValue, .tile(AtlasPicture.tile(of: $0)))
      }
    case .minimum:
      let sorted = counts.filter { places.indices.contains($0.key - 1) }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      for (number, count) in sorted.prefix(AtlasPicture.mostNamed) {
        let share = 100 * Double(count) / Double(max(1, columns * rows))
        let percent = share < 1 ? "<1" : brief(share.rounded())
        lines.append(
          .init(
            "\(AtlasWords.place(places[number - 1].point, of: sweep)) \(percent) %",
            .tile(.place(number - 1, late: 0))))
      }
      if sorted.count > AtlasPicture.mostNamed {
        lines.append(.init("and \(sorted.count - AtlasPicture.mostNamed) more"))
      }
    case _ where !hasAnswers: break
    case .steps, .evaluations:
      lines.append(.init("\(brief(exp(range.lowerBound)))\t\(brief(exp(range.upperBound)))", .ramp))
    case .final:
      // The colours are of the height above the lowest place.
      if abs(lowest) > 1e-9 { lines.append(.init("above \(brief(lowest, digits: 3))")) }
      lines.append(
        .init(
          "\(brief(exp(range.lowerBound), digits: 1))\t\(brief(exp(range.upperBound), digits: 1))",
          .ramp))
    case .rate:
      func factor(_ height: Double) -> Double { exp(-1 / exp(height)) }
      lines.append(
        .init(
          "\(brief(factor(range.lowerBound), digits: 2))\t\(brief(factor(range.upperBound), digits: 3))",
          .ramp))
    }
    if hasUnreached {
      lines.append(
        .init(
          sweep.measure == .minimum
            ? "on its way"
            : sweep.measure == .rate ? "comes no closer" : "not in \(sweep.race.steps)",
          .tile(.unreached)))
    }
    if seen.contains(.left) { lines.append(.init("left the view", .tile(.left))) }
    if seen.contains(.diverged) { lines.append(.init("diverged", .tile(.diverged))) }
    return lines
  }
}

extension MapMark.Kind {
  /// The sign of a stationary point.
  init(_ kind: StationaryPoint.Kind) {
    switch kind {
    case .minimum: self = .minimum
    case .saddle: self = .saddle
    case .maximum: self = .maximum
    }
  }
}
