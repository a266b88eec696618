import Documents
import Drawing
import Landscapes
import Trajectories

/// What can be said of a place of the surface under the cursor.
struct PlaceReading {
  let place: Point
  let screen: Screen

  private var model: Model { screen.model }

  /// The words that have room: in full, or as short as they can be, or the most useful of them.
  func words(room: Int, _ memory: inout TerrainMemory) -> String {
    let long = pieces(isShort: false, &memory).joined(separator: "   ")
    guard GlyphWidth.cells(long) > room else { return long }
    var pieces = pieces(isShort: true, &memory)
    while pieces.count > 1, GlyphWidth.cells(pieces.joined(separator: "  ")) > room {
      pieces.removeLast()
    }
    return pieces.joined(separator: "  ")
  }

  /// The words as pieces, the most useful first.
  private func pieces(isShort: Bool, _ memory: inout TerrainMemory) -> [String] {
    let sample = model.track.landscape.sample(at: place)
    var pieces = [brief(place)]
    if model.stage.mode != .moveStart, let step = nearestStep { pieces.append(step) }
    guard sample.value.isFinite else { return pieces + ["the surface has no value here"] }
    let slope = sample.gradient
    let band = contours(around: sample.value, &memory)
    pieces.append("f \(brief(sample.value))" + (isShort ? band.map { " (\($0))" } ?? "" : ""))
    pieces.append(isShort ? "|∇f| \(brief(slope.length))" : "∇f \(brief(slope))")
    if let stationary = nearestStationaryPoint(isShort, &memory) { pieces.append(stationary) }
    if let band, !isShort { pieces.append("contours \(band)") }
    return pieces
  }

  /// The heights of the contour lines below and above a value.
  private func contours(around value: Double, _ memory: inout TerrainMemory) -> String? {
    guard let panel = screen.layout?.panels.first?.map else { return nil }
    let levels = screen.terrain(columns: panel.columns, rows: panel.rows, memory: &memory)
      .scale.levels
    guard let first = levels.first, let last = levels.last else { return nil }
    guard value >= first else { return "below \(brief(first, digits: 2))" }
    guard value < last else { return "above \(brief(last, digits: 2))" }
    let next = levels.firstIndex { $0 > value } ?? levels.count - 1
    return
      "\(brief(levels[next - 1], digits: 2)) \(screen.glyphs.isUnicode ? "…" : "..") \(brief(levels[next], digits: 2))"
  }

  /// The place where the slope vanishes that is nearest, and how far it is.
  private func nearestStationaryPoint(_ isShort: Bool, _ memory: inout TerrainMemory) -> String? {
    let marks = screen.marks(in: model.view, memory: &memory).filter { $0.kind != .start }
    guard let mark = marks.min(by: { ($0.point - place).length < ($1.point - place).length })
    else { return nil }
    let distance = brief((mark.point - place).length, digits: 2)
    return "\(screen.glyphs.mark(mark.kind)) \(isShort ? "" : "\(mark.kind) ")\(distance) away"
  }

  /// The step of a path that lies under the cursor.
  private var nearestStep: String? {
    guard let panel = screen.layout?.panels.first?.map else { return nil }
    let shown = screen.shownView(columns: panel.columns, rows: panel.rows)
    let cell = (shown.high - shown.low) / Vector(Double(panel.columns), Double(panel.rows))
    var best: (distance: Double, words: String)?
    for racer in model.race.racers.indices {
      let run = model.runs[racer]
      let last = min(model.stage.playback.step, run.lastFiniteStep)
      for (step, point) in run.points[0...last].enumerated() where step > 0 {
        let gap = (point - place) / cell
        let distance = gap.length
        guard distance < 0.8, distance < best?.distance ?? .infinity else { continue }
        best = (distance, "\(screen.glyphs.head(racer)) step \(step)")
      }
    }
    return best?.words
  }
}
