/// What a script needs to play a picture: the places of each path step by step, as attributes of empty groups, so that
/// without a script the picture is whole as it stands.
public struct SvgMotion: Sendable, Equatable {
  /// The steps of the race.
  public var steps: Int
  /// How many steps lie between two places that are handed over.
  public var every: Int

  /// The most places of a path: more than a slider has positions.
  private static let mostPlaces = 500

  /// The motion of a race of so many steps.
  public init(steps: Int) {
    self.steps = steps
    every = max(1, (steps + SvgMotion.mostPlaces - 1) / SvgMotion.mostPlaces)
  }
}

extension SvgWriter {
  /// A path that a script can draw up to any step.
  func motion(
    of trail: TrailPicture, _ motion: SvgMotion, _ place: (SIMD2<Double>) -> SIMD2<Double>
  ) -> Markup {
    let far = 1e5
    var places = stride(from: 0, to: trail.points.count, by: motion.every).map {
      place(trail.points[$0])
    }
    if let last = trail.points.last, (trail.points.count - 1) % motion.every != 0 {
      places.append(place(last))
    }
    places = places.prefix { abs($0.x) < far && abs($0.y) < far }.map { $0 }
    return Markup(
      "g",
      [
        "class": "track",
        // Every place, also those on one line: they are counted by steps.
        "data-way": places.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " "),
        "data-ink": theme.color(of: .trail(UInt8(trail.index % Ink.trails), age: 0)).hex,
        "data-halo": theme.background.hex,
        "data-head": String(sheet.glyphs.head(trail.index, isBranch: false)),
      ])
  }

  /// What is seen only when a picture that plays has come to its end.
  func atTheEnd(_ pieces: [Markup]) -> [Markup] {
    motion == nil || pieces.isEmpty ? pieces : [Markup("g", ["class": "still"], pieces)]
  }

  /// The cursor of a chart, which a script moves along the axis together with a cover over what is still to come.
  ///
  /// Of a chart whose axis counts no steps everything is still to come until the end.
  func motion(
    of cursor: Markup, over area: (low: SIMD2<Double>, high: SIMD2<Double>), _ chart: ChartPicture
  )
    -> Markup
  {
    guard motion != nil else { return cursor }
    let cover = Markup(
      "rect",
      [
        "x": number(area.high.x), "y": number(area.low.y), "width": "0",
        "height": number(area.high.y + 2 - area.low.y), "fill": theme.background.hex,
      ])
    return Markup(
      "g",
      [
        "class": "cursor", "data-left": number(area.low.x), "data-right": number(area.high.x),
        "data-first": "\(chart.firstStep)", "data-last": "\(chart.lastStep)",
        "data-at": "\(chart.cursor)", "data-counts": chart.isPlayedWhole ? nil : "steps",
      ], [cover, cursor])
  }
}
