import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

extension Screen {
  /// The update after the shown step of a racer, in full.
  func detail(of racer: Int) -> StepDetail? {
    model.track.detail(of: racer, at: model.stage.playback.step)
  }

  /// The anatomy of the next step as arrows on the map.
  func arrows(of racer: Int) -> [ArrowPicture] {
    guard let detail = detail(of: racer) else { return [] }
    let memories = memoryArrows(of: racer)
    guard memories.isEmpty else {
      return memories + [ArrowPicture(from: detail.point, to: detail.next, part: .step)]
    }
    var arrows: [ArrowPicture] = []
    if let other = detail.withoutLookAhead {
      arrows.append(ArrowPicture(from: detail.point, to: other, part: .alternative))
    }
    if detail.rates.isFinite, detail.rates.x > 0, detail.rates.y > 0 {
      // Two bars through the head, as long as the rates of their axes are to each other.
      let size = (detail.next - detail.point).length
      let scale = size / max(detail.rates.x, detail.rates.y) / 2
      for axis in [Vector(1, 0), Vector(0, 1)] {
        let reach = axis * detail.rates * scale
        arrows.append(
          ArrowPicture(from: detail.point - reach, to: detail.point + reach, part: .rates))
      }
    }
    let terms = detail.terms
    let hasCorrection = terms.contains { $0.role == .correction }
    for term in terms {
      guard let origin = term.origin, term.vector.isFinite, origin.isFinite else { continue }
      if term.role == .gradient {
        // A slope has another unit than a step: where no part of the step shows its direction, it is
        // drawn downhill, as long as the step.
        let length = term.vector.length
        guard !hasCorrection, length > 0 else { continue }
        let size = (detail.next - detail.point).length
        let downhill = origin - term.vector / length * size
        arrows.append(ArrowPicture(from: origin, to: downhill, part: .gradient))
      } else {
        arrows.append(
          ArrowPicture(from: origin, to: origin + term.vector, part: term.role))
      }
    }
    return arrows
  }

  /// A magnified map of the arrows where they are tiny.
  struct Inset {
    /// The inset with its title.
    var frame: CellRect
    /// The inset itself.
    var rect: CellRect
    var map: MapPicture
    var title: String
  }

  /// The inset in the corner away from the head, where the arrows span few cells.
  func inset(
    in rect: CellRect, racers: [Int], beside map: MapPicture, memory: inout TerrainMemory
  ) -> Inset? {
    // It follows every step: while playing it would only flicker.
    guard model.stage.showsArrows, !model.stage.playback.isPlaying, !map.arrows.isEmpty,
      rect.columns >= 36, rect.rows >= 10,
      let point = map.arrows.first?.from
    else { return nil }
    var low = point
    var high = point
    for arrow in map.arrows {
      for end in [arrow.from, arrow.to] {
        low = pointwiseMin(low, end)
        high = pointwiseMax(high, end)
      }
    }
    let unit = (map.high.x - map.low.x) / Double(rect.columns)
    let extent = max(high.x - low.x, high.y - low.y)
    guard extent > 0, extent.isFinite, extent < 9 * unit, rect.columns >= 30 else { return nil }
    let columns = max(20, rect.columns * 2 / 5)
    let rows = max(6, min(rect.rows * 2 / 5, columns / 2))
    let fit = max((high.x - low.x) / Double(columns), (high.y - low.y) / Double(rows * 2)) * 1.35
    guard unit / fit >= 1.5 else { return nil }
    let half = Vector(Double(columns), Double(rows * 2)) * fit / 2
    let center = (low + high) / 2
    let shown = View(low: center - half, high: center + half)
    guard shown.isUsable else { return nil }
    let head = (point - map.low) / (map.high - map.low)
    let isLeft = head.x > 0.5
    let isBottom = head.y > 0.5
    let frame = CellRect(
      column: isLeft ? rect.column : rect.endColumn - columns,
      row: isBottom ? rect.endRow - rows - 1 : rect.row, columns: columns, rows: rows + 1)
    let inner = CellRect(
      column: frame.column, row: frame.row + 1, columns: columns, rows: rows)
    let terrain = memory.terrain(
      of: model.race.surface, on: model.track.landscape, view: shown, columns: columns, rows: rows,
      isLogarithmic: map.terrain.scale.isLogarithmic, scale: map.terrain.scale)
    var picture = MapPicture(low: shown.low, high: shown.high, terrain: terrain)
    picture.trails = map.trails
    picture.arrows = map.arrows
    picture.marks = map.marks
    picture.isInset = true
    return Inset(
      frame: frame, rect: inner, map: picture, title: "inset ×\(brief(unit / fit, digits: 2))")
  }

  /// Saddles and maxima within a view.
  func passes(in view: View, memory: inout TerrainMemory) -> [MapMark] {
    memory.passes(of: model.race.surface, on: model.track.landscape, view: view)
  }

  /// The parts of the step that are drawn, each once, in the order of the arrows.
  func drawnParts(of racer: Int) -> [StepPart] {
    var parts: [StepPart] = []
    for arrow in arrows(of: racer) where !parts.contains(arrow.part) { parts.append(arrow.part) }
    return parts
  }
}
