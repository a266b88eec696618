import SystemLibrary

/// Where values, ticks and lines of a chart stand, the same for cells and for SVG.
extension ChartPicture {
  /// The height of the chart between two quantities, as `height` tells them.
  struct Range: Equatable {
    var low: Double
    var high: Double
  }

  /// A quantity as a height; nan where it has none.
  ///
  /// 0 has no logarithm: it lies lower than all that has one.
  func height(_ value: Double) -> Double {
    switch scale {
    case .linear: return value
    case .logarithmic: return value > 0 ? log10(value) : value == 0 ? -.infinity : .nan
    case .symmetric(let linear):
      let size = log10(1 + abs(value) / linear)
      return value < 0 ? -size : size
    }
  }

  /// The least and greatest height.
  var range: Range {
    var low = Double.infinity
    var high = -Double.infinity
    // A path that explodes would flatten all others: its height is cut a little above the start.
    let starts = series.filter { !$0.isDashed }.compactMap { $0.values.first?.height }.map(height)
      .filter(\.isFinite)
    let top = scale == .logarithmic ? starts.max() ?? 0 : starts.map(abs).max() ?? 0
    // Bars are few, and none of them explodes.
    let hasBars = series.contains(where: \.isBars)
    let reach = hasBars ? .infinity : scale == .linear ? max(3 * top, leastReach) + 1e-9 : 3
    for line in series {
      for value in line.values {
        let height = height(value.height)
        guard height.isFinite else { continue }
        low = min(low, max(height, scale == .logarithmic ? -.infinity : -top - reach))
        high = max(high, min(height, top + reach))
      }
    }
    for limit in limits {
      let height = height(limit.value)
      guard height.isFinite else { continue }
      (low, high) = (min(low, height), max(high, height))
    }
    // Bars stand on 0.
    if hasBars { low = min(low, 0) }
    guard low.isFinite, high.isFinite else { return Range(low: 0, high: 1) }
    if scale == .logarithmic {
      // Sixteen decades above rounding are enough to see an end.
      low = max(low, high - 16)
      return Range(
        low: low.rounded(.down), high: max(high.rounded(.up), low.rounded(.down) + 1))
    }
    let margin = max((high - low) * 0.05, 1e-12)
    return Range(low: low - margin, high: high + margin)
  }

  /// The marks of the vertical axis, with the heights at which they stand.
  func ticks(count: Int, in range: Range) -> [Tick] {
    switch scale {
    case .linear: return Ticks.round(from: range.low, to: range.high, count: count)
    case .logarithmic: return Ticks.powers(from: range.low, to: range.high, count: count)
    case .symmetric(let linear):
      let decades = stride(from: 0, through: 16, by: 1).map { linear * pow(10, Double($0)) }
      let values = [0] + decades + decades.map { -$0 }
      let marks = values.map { Tick(value: height($0), label: Ticks.plain($0)) }
        .filter { $0.value >= range.low && $0.value <= range.high }
        .sorted { $0.value < $1.value }
      if marks.count < 2 {
        // All values are of one size: even marks say more than powers.
        func value(_ height: Double) -> Double {
          (height < 0 ? -linear : linear) * (pow(10, abs(height)) - 1)
        }
        return Ticks.round(from: value(range.low), to: value(range.high), count: count)
          .map { Tick(value: height($0.value), label: $0.label) }
      }
      guard marks.count > count, let zero = marks.firstIndex(where: { $0.label == "0" }) else {
        return marks
      }
      // 0 stays, and on both sides of it every second or third.
      let step = (marks.count + count - 1) / max(1, count)
      return marks.enumerated().filter { abs($0.offset - zero) % step == 0 }.map(\.element)
    }
  }

  /// Where a step and a height stand, as fractions from the upper left corner.
  ///
  /// - Parameter range: the `range` of the chart, which is a walk through all values.
  func fraction(step: Double, height: Double, in range: Range) -> SIMD2<Double> {
    SIMD2(share(of: step), (range.high - height) / (range.high - range.low))
  }

  /// How many steps the axis has.
  var span: Double { Double(max(1, lastStep - firstStep)) }

  /// Where a step stands along the axis, from 0 to 1.
  func share(of step: Double) -> Double { (step - Double(firstStep)) / span }

  /// Where a limit stands within the chart, from the top, 0 to 1; nil where it is outside.
  func share(of limit: Limit, in range: Range) -> Double? {
    let share = fraction(step: 0, height: height(limit.value), in: range).y
    return (0...1).contains(share) ? share : nil
  }

  /// The band in which most of many paths are, up to the cursor, as heights within the chart.
  func bands(of spread: Spread, in range: Range) -> [Envelope.Band] {
    let last = min(cursor, min(spread.lows.count, spread.highs.count) - 1)
    guard last >= 0 else { return [] }
    // Of very many steps as many as the finest screen has dots.
    return stride(from: 0, through: last, by: max(1, last / Series.mostValues)).compactMap { step in
      let (low, high) = (height(spread.lows[step]), height(spread.highs[step]))
      guard !low.isNaN, !high.isNaN else { return nil }
      func inside(_ height: Double) -> Double { min(max(height, range.low), range.high) }
      return Envelope.Band(step: Double(step), low: inside(low), high: inside(high))
    }
  }

  /// The bars of a series from 0 to their heights, in fractions.
  func bars(of line: Series, in range: Range) -> [(foot: SIMD2<Double>, top: SIMD2<Double>)] {
    line.values.compactMap { value in
      let height = height(value.height)
      guard height.isFinite else { return nil }
      func place(_ height: Double) -> SIMD2<Double> {
        let place = fraction(step: Double(value.step), height: height, in: range)
        return SIMD2(place.x, min(max(place.y, 0), 1))
      }
      return (place(0), place(height))
    }
  }

  /// A place where a line leaves the chart.
  struct Exit: Equatable {
    /// Where along the horizontal axis, 0 to 1.
    var place: Double
    /// Whether it leaves over the top.
    var isUp: Bool
  }

  /// A line as it is drawn on some dots.
  ///
  /// - Parameter dots: how many there are across and down.
  func envelope(of line: Series, in range: Range, on dots: SIMD2<Double>) -> Envelope {
    Envelope(
      line.values.map { Envelope.Place(step: Double($0.step), height: height($0.height)) },
      step: dots.x / span, height: dots.y / (range.high - range.low))
  }

  /// A line as the pieces of it that are within the chart, in fractions, and where it leaves.
  func pieces(of places: [Envelope.Place], in range: Range) -> (
    lines: [[SIMD2<Double>]], exits: [Exit]
  ) {
    var lines: [[SIMD2<Double>]] = []
    var exits: [Exit] = []
    var before: SIMD2<Double>?
    for place in places {
      guard !place.height.isNaN else {
        before = nil
        continue
      }
      var here = fraction(step: place.step, height: place.height, in: range)
      // What is infinite lies far outside.
      here.y = min(max(here.y, -1e6), 1e6)
      let isOutside = here.y < 0 || here.y > 1
      let exit = Exit(place: here.x, isUp: here.y < 0)
      if let last = before {
        if let piece = Clipping.segment(last, here, low: SIMD2(0, 0), high: SIMD2(1, 1)) {
          if lines.last?.last == piece.0 {
            lines[lines.count - 1].append(piece.1)
          } else {
            lines.append([piece.0, piece.1])
          }
          if isOutside { exits.append(Exit(place: piece.1.x, isUp: here.y < 0)) }
        }
      } else if isOutside {
        exits.append(exit)
      } else {
        lines.append([here])
      }
      before = here
    }
    return (lines, exits)
  }
}
