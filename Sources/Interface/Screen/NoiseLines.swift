import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

/// What the theory pane says of noise.
extension TheoryLines {
  /// How high it hovers in the end, and with other knobs.
  func floorLines(_ width: Int) -> [Line] {
    guard model.race.isDrawn(racer) else { return [] }
    guard model.track.floors.indices.contains(racer) else {
      return [Line(name: "noise floor", text: "N measures it with \(Track.seeds) seeds")]
    }
    guard let floor = model.track.floors[racer] else {
      return [Line(name: "noise floor", text: "not measured: not all seeds hover in these steps")]
    }
    let turns = floor.turns.map { turn in
      let name =
        switch turn.knob {
        case "eta": "η \(brief(turn.value))"
        case "batch": "\(Int(turn.value)) \(turn.value == 1 ? "row" : "rows")"
        default: "σ \(brief(turn.value))"
        }
      return "\(name) ×\(brief(turn.ratio, digits: 2))"
    }
    let steps = "steps \(floor.steps.lowerBound) to \(floor.steps.upperBound)"
    var lines = [
      Line(
        name: "noise floor",
        text: "\(brief(floor.height, digits: 2)) above the lowest, \(steps)")
    ]
    guard !turns.isEmpty else { return lines }
    if let law { lines.append(Line(name: "its law", text: law)) }
    let whole = turns.joined(separator: "   ")
    if GlyphWidth.cells(whole) <= width || turns.count < 3 {
      lines.append(Line(name: "floor at", text: whole))
    } else {
      lines.append(Line(name: "floor at", text: turns.prefix(2).joined(separator: "   ")))
      lines.append(Line(name: "floor at", text: turns.dropFirst(2).joined(separator: "   ")))
    }
    return lines
  }

  /// What theory says of the floor.
  private var law: String? {
    let sees = model.race.racers[racer].sight.batch > 0
    guard !sees || model.race.batching.order == .drawn else {
      return "none of η/rows: rows that come once an epoch even out"
    }
    guard detail.theory.isLinear else { return "none is known for this rule: it is measured" }
    return sees ? "about ∝ η/rows, for small η" : "about ∝ η σ², for small η"
  }
}
