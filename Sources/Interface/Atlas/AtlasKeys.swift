import Documents
import Drawing
import Landscapes
import Optimizers
import Sweeps
import Trajectories

/// What keys and the mouse do to the atlas.
extension Model {
  /// Opens the atlas, or the basins, with the arrows on its cross; gives the arrows back to a cross that lost them; closes
  /// what has them.
  mutating func toggleAtlas(_ pane: Stage.Pane) {
    if stage.pane == pane, stage.isCrossReleased {
      stage.isCrossReleased = false
      return
    }
    stage.toggle(pane)
    stage.isCrossReleased = false
  }

  /// The arrows move the cross wherever a map of races is open, unless Escape gave them back.
  mutating func settleCross() {
    let movesCross = stage.pane?.sweeps != nil && !stage.isCrossReleased
    if stage.mode == .race, movesCross { stage.mode = .cross }
    if stage.mode == .cross, !movesCross { stage.mode = .race }
    if stage.pane?.sweeps == nil { stage.isCrossReleased = false }
  }

  /// A key while the arrows move the cross; all others do what they do beside it.
  mutating func moveCross(_ key: Key) -> Effect? {
    let moves: [Key: (Int, Int)] = [
      "left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1), "shift-left": (-5, 0),
      "shift-right": (5, 0), "shift-up": (0, 5), "shift-down": (0, -5),
    ]
    if let move = moves[key] {
      moveCross(columns: move.0, rows: move.1)
      return nil
    }
    switch key {
    case "enter" where lecture == nil: flyToBest()
    case "escape" where track.computation == nil: stage.isCrossReleased = true
    // Between the two maps of races; β goes down with an arrow here.
    case "B": toggleAtlas(stage.pane == .basins ? .atlas : .basins)
    default:
      stage.mode = .race
      return raced(key)
    }
    return nil
  }

  /// The values of what the atlas varies, as they are shown.
  var atlasValues: [Double] { atlas.computation.map { atlasValues(of: $0.sweep) } ?? [] }

  func atlasValues(of sweep: Sweep) -> [Double] {
    sweep.axes.map { axis in
      switch axis.subject {
      case .knob(let key): return focused.rule.number(key) ?? .nan
      case .startX: return race.start.x
      case .startY: return race.start.y
      }
    }
  }

  private mutating func moveCross(columns: Int, rows: Int) {
    guard let sweep = atlas.computation?.sweep else {
      message = atlas.complaint ?? "there is no map to move on yet"
      return
    }
    var values = atlasValues(of: sweep)
    for (index, move) in [columns, rows].enumerated() where move != 0 && index < values.count {
      let axis = sweep.axes[index]
      let nearest = axis.nearest(to: values[index])
      let next = min(max(nearest + move, 0), axis.values.count - 1)
      values[index] = axis.values[next]
    }
    place(values, in: sweep)
  }

  /// Gives the racer in focus what the atlas varies.
  private mutating func place(_ values: [Double], in sweep: Sweep) {
    let focus = stage.focus
    changeNow { sweep.place(values, in: &$0, racer: focus) }
    message =
      words(of: values, in: sweep)
      + (stage.knobs.actsFromHere && stage.pane == .atlas ? ", from the start" : "")
  }

  /// What varies, with its values.
  ///
  /// - Parameters:
  ///   - isCompact: in three digits, without the 0 before a point.
  ///   - place: which of the axes alone.
  func words(
    of values: [Double], in sweep: Sweep, isCompact: Bool = false, only place: Int? = nil
  ) -> String {
    zip(sweep.axes, values).enumerated().filter { place == nil || $0.offset == place }.map {
      entry in
      let (axis, value) = entry.element
      guard case .knob(let key) = axis.subject, let knob = focused.knob(key) else {
        return "\(axis.name) \(brief(value, digits: isCompact ? 3 : 4))"
      }
      guard isCompact else { return knob.words(for: .number(value)) }
      let text = brief(value)
      return "\(knob.symbol) \(text.hasPrefix("0.") ? String(text.dropFirst()) : text)"
    }.joined(separator: isCompact ? " " : "  ")
  }

  /// Puts the cross on the best race.
  private mutating func flyToBest() {
    guard let computation = atlas.computation, computation.sweep.measure.isRanked else {
      message = "no race is best where the question is what became of them; Q asks another"
      return
    }
    guard let best = computation.best else {
      message = computation.isFinished ? "no race of the atlas has an answer" : "still computing"
      return
    }
    let values = computation.sweep.values(of: best)
    place(values, in: computation.sweep)
    message =
      "the best of \(computation.sweep.count): \(words(of: values, in: computation.sweep)); u comes back"
  }

  /// Asks the races of the atlas the next question.
  mutating func nextMeasure() {
    guard stage.pane == .atlas else {
      message =
        stage.pane == .basins
        ? "the basins tell where races end; W opens the atlas"
        : "W opens the atlas, of which Q asks another question"
      return
    }
    let all = Measure.allCases.filter { $0 != .minimum && $0 != .evaluations }
    let now = all.firstIndex(of: atlas.measure) ?? 0
    atlas.measure = all[(now + 1) % all.count]
    message = "the atlas asks: \(atlas.measure.does)"
  }

  /// Opens the atlas as a line asks for it: knobs, a question, a height.
  mutating func openAtlas(_ words: [String]) {
    var asked = Atlas()
    var rest = words[...]
    while let word = rest.popFirst() {
      if let measure = Measure(rawValue: word), measure != .minimum {
        asked.measure = measure
      } else if word == "below" {
        guard let value = rest.popFirst().flatMap({ decimal($0) }), value > 0 else {
          message =
            "below takes how far above the lowest minimum a loss may be, for example below 0.01"
          return
        }
        asked.tolerance = value
      } else {
        do {
          // The value does not matter, only what it is of.
          let now = focused.knobs.first { $0.key.rawValue == word || $0.symbol == word }
          let (key, _) = try focused.setting(
            "\(word)=\(now.flatMap { focused[$0.key] }.map { "\($0)" } ?? "0.5")")
          guard focused.rule.number(key) != nil else {
            message =
              focused.rule[key] == nil
              ? "\(key) cannot vary: all races of the atlas have it in common"
              : "\(key) is a word, and only numbers can vary"
            return
          }
          asked.knobs.append(key)
        } catch {
          message = "\(error)"
          return
        }
      }
    }
    guard asked.knobs.count <= 2 else {
      message = "atlas takes at most two knobs"
      return
    }
    asked.knobs =
      asked.knobs.count == 2 && asked.knobs[0] == asked.knobs[1] ? [asked.knobs[0]] : asked.knobs
    atlas.measure = asked.measure
    atlas.tolerance = asked.tolerance
    atlas.knobs = asked.knobs
    stage.pane = .atlas
    stage.isCrossReleased = false
  }

  /// The most updates that a key may wait for.
  private static let mostTunedUpdates = 40_000_000

  /// Gives every racer its best knobs, so that the race is fair.
  ///
  /// - Parameter words: the knobs that are sought; none for the learning rate alone.
  mutating func tune(_ words: [String]) {
    var keys: [KnobKey] = []
    for word in words {
      guard
        let key = race.racers.lazy.flatMap(\.knobs).first(where: {
          $0.key.rawValue == word || $0.symbol == word
        })?.key
      else {
        message = "tune takes knobs of the racers, one or two: eta alone, or eta beta"
        return
      }
      if !keys.contains(key) { keys.append(key) }
    }
    guard keys.count <= 2 else {
      message = "tune takes one or two knobs"
      return
    }
    let tuning = Tuning(
      keys.isEmpty ? [KnobRole.learningRate.key] : keys, tolerance: atlas.tolerance)
    let others = max(0, tuning.knobs.count - 1)
    let updates = race.racers.count * race.steps * tuning.rates * (others > 0 ? tuning.others : 1)
    guard updates <= Model.mostTunedUpdates else {
      message = "that is too long for a key: --tune does it before the program starts"
      return
    }
    var tuned = race
    do {
      let findings = try tuning.apply(to: &tuned, on: track.landscape, processors: 2)
      change { $0 = tuned }
      let words = tuning.words(for: race, findings)
      stage.tuned = Stage.Tuned(words: words, race: race)
      let steps = zip(race.racers, findings).map { racer, finding in
        "\(racer.rule.card.short) \(finding?.steps.map { "\($0)" } ?? "–")"
      }.joined(separator: ", ")
      message = "\(words); steps: \(steps)"
    } catch {
      message = error.description
    }
  }

  /// What lies under the mouse in the atlas: the values there, and whether it is the atlas at all.
  func atlasPlace(column: Int, row: Int, columns: Int, rows: Int) -> (
    sweep: Sweep, values: [Double]
  )? {
    guard stage.pane?.sweeps != nil, let sweep = atlas.computation?.sweep,
      let pane = Screen(model: self, columns: columns, rows: rows).layout?.pane
    else { return nil }
    let plot = HeatPicture.plot(in: pane)
    guard (plot.column..<plot.endColumn).contains(column), (plot.row..<plot.endRow).contains(row)
    else {
      return nil
    }
    let fractions = [
      (Double(column - plot.column) + 0.5) / Double(plot.columns),
      1 - (Double(row - plot.row) + 0.5) / Double(plot.rows),
    ]
    let values = zip(sweep.axes, fractions).map { axis, fraction in
      axis.values[wholeNumber(fraction * Double(axis.values.count), in: 0...axis.values.count - 1)]
    }
    return (sweep, values)
  }

  /// Answers the mouse over the atlas.
  ///
  /// - Returns: whether it was there.
  mutating func pointAtAtlas(
    _ pointing: Pointing, column: Int, row: Int, columns: Int, rows: Int
  ) -> Bool {
    guard let (sweep, values) = atlasPlace(column: column, row: row, columns: columns, rows: rows)
    else {
      return false
    }
    switch pointing {
    case .press:
      pressed = .atlas
      track.hold()
      place(values, in: sweep)
    case .move where pressed == .atlas: place(values, in: sweep)
    // What began on a map goes on there.
    case .move where pressed == .map: return true
    default:
      stage.pointer = nil
      let tile = [
        sweep.axes[0].nearest(to: values[0]),
        sweep.axes.count > 1 ? sweep.axes[1].nearest(to: values[1]) : 0,
      ]
      let found = atlas.cell(column: tile[0], row: tile[1])
      message =
        "\(words(of: values, in: sweep)): \(found.map { AtlasWords.answer($0, of: sweep, atlas.computation?.places ?? []) } ?? "not known yet")"
    }
    return true
  }
}

/// Answers of a sweep in words.
enum AtlasWords {
  /// What a race came to.
  static func answer(_ cell: SweepCell, of sweep: Sweep, _ places: [StationaryPoint])
    -> String
  {
    switch sweep.measure {
    case .fate: return SweepFate(cell)?.rawValue ?? ""
    case .minimum:
      guard let number = Int(exactly: cell.value), places.indices.contains(number - 1) else {
        return cell.ending == .underway ? "on its way" : ending(cell.ending, of: sweep)
      }
      return AtlasWords.place(places[number - 1].point, of: sweep)
        + (cell.arrival.map { " in \($0)" } ?? "")
    case .steps, .evaluations:
      let unit = sweep.measure == .steps ? "steps" : "gradients"
      return cell.value.isNaN
        ? ending(cell.ending, of: sweep)
        : "\(brief(cell.value, digits: 7)) \(cell.value == 1 ? String(unit.dropLast()) : unit)"
    case .final:
      return cell.value.isNaN ? ending(cell.ending, of: sweep) : "loss \(brief(cell.value))"
    case .rate:
      return cell.value.isNaN
        ? ending(cell.ending, of: sweep) : "\(brief(cell.value, digits: 4)) a step"
    }
  }

  /// A place of the surface, without what rounding left of 0.
  static func place(_ point: Point, of sweep: Sweep) -> String {
    let least = 1e-6 * sweep.race.surface.view.shorterSide
    func kept(_ value: Double) -> Double { abs(value) < least ? 0 : value }
    return brief(Point(kept(point.x), kept(point.y)), digits: 2)
  }

  private static func ending(_ ending: Ending, of sweep: Sweep) -> String {
    switch ending {
    case .arrived: return "arrived"
    case .underway: return "not in \(sweep.race.steps)"
    case .left: return "left the view"
    case .diverged: return "diverged"
    }
  }
}
