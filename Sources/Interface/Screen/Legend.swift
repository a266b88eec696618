import Anatomy
import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

/// What stands on the screen at the moment, sign by sign.
struct Legend {
  /// A sign and what it means.
  struct Line: Equatable {
    var sign: String
    var ink: Ink
    var means: String
  }

  let screen: Screen
  private var model: Model { screen.model }
  private var glyphs: Glyphs { screen.glyphs }

  /// Every sign that is shown, the maps first.
  func lines(_ memory: inout TerrainMemory) -> [Line] {
    mapLines(&memory) + racerLines + knobLines + fateLines + arrowLines + chartLines + paneLines
      + barLines
  }

  private func mapLines(_ memory: inout TerrainMemory) -> [Line] {
    guard let panel = screen.layout?.panels.first?.map else { return [] }
    let view = screen.shownView(columns: panel.columns, rows: panel.rows)
    let marks = screen.marks(in: view, memory: &memory)
    let meanings: [(MapMark.Kind, String)] = [
      (.start, "where all start"), (.minimum, "a minimum that is known"),
      (.saddle, "a saddle: up one way, down another"), (.maximum, "a maximum"),
    ]
    var lines = meanings.filter { kind, _ in marks.contains { $0.kind == kind } }
      .map { Line(sign: String(glyphs.mark($0.0)), ink: .mark, means: $0.1) }
    let isMap = model.stage.camera.relief == nil
    lines.append(
      Line(
        sign: "", ink: .text,
        means: isMap
          ? "dark is low, bright is high; thin lines join places of equal loss, and a number on one is "
            + "that loss; those on the borders are x and y"
          : "the surface from the side; the numbers at its foot are x and y"))
    return lines
  }

  private var racerLines: [Line] {
    var lines = model.race.racers.indices.map { index in
      Line(
        sign: String(glyphs.head(index)), ink: .trail(UInt8(index % Ink.trails), age: 0),
        means: model.race.title(of: index))
    }
    if model.track.calm.contains(where: { !$0.isEmpty }) {
      lines.append(
        Line(
          sign: "", ink: .text,
          means: "a faint thin path: what the whole of the data leads to, without noise"))
    }
    if model.track.crowds.contains(where: { $0 != nil }) {
      lines.append(
        Line(
          sign: glyphs.isUnicode ? "⠐⠂" : ".", ink: .text,
          means:
            "dots: where each of \(Track.seeds) seeds is at this step, faint ones where several came through; in the chart a band holds four of five"
        ))
    }
    if let path = model.race.recorded {
      let index = model.race.racers.count
      lines.append(
        Line(
          sign: String(glyphs.head(index)), ink: .trail(UInt8(index % Ink.trails), age: 0),
          means: "the recorded path \(path.name)"))
    }
    lines.append(
      Line(
        sign: "", ink: .text,
        means: "a path is brighter where it is newer; its head is the shown step"))
    if model.track.ghosts.contains(where: { !$0.isEmpty }) {
      lines.append(
        Line(sign: "", ink: .text, means: "a faint path: as it was before the last change"))
    }
    if model.track.branches.contains(where: { $0 != nil }) {
      lines.append(
        Line(
          sign: "", ink: .text, means: "a dashed path: the recorded run that this one forks from"))
    }
    return lines
  }

  /// The knobs that the panels show, each once.
  private var knobLines: [Line] {
    var lines: [Line] = []
    for racer in model.race.racers.indices {
      let shown = screen.knobTexts(racer, isCompact: false).map(\.key)
      for knob in model.race.racers[racer].knobsInOrder where shown.contains(knob.key) {
        let line = Line(sign: knob.symbol, ink: .text, means: knob.meaning)
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines
  }

  /// What stands in the top line beside the surface.
  private var barLines: [Line] {
    var lines: [Line] = []
    if let place = model.lecture {
      let choices = place.isRevealed ? 0 : place.choices.count
      lines.append(
        Line(
          sign: "\(place.index + 1)/\(place.lecture.scenes.count)", ink: .text,
          means: "the scene, and how many there are"))
      if choices > 0 {
        lines.append(
          Line(sign: "1–\(choices)", ink: .strong, means: "predicts, until Enter shows it"))
      }
    }
    if !model.race.surface.parameters.isEmpty {
      let names = model.race.surface.parameters.keys.sorted().joined(separator: ", ")
      lines.append(
        Line(
          sign: names, ink: .text, means: "numbers of the surface; x selects one, = and - turn it"))
    }
    if model.stage.knobs.actsOnAll {
      lines.append(Line(sign: "all panels", ink: .text, means: "a knob turns in every panel"))
    }
    if model.stage.knobs.actsFromHere {
      lines.append(
        Line(sign: "from here", ink: .text, means: "a knob turns from the shown step on"))
    }
    lines.append(
      Line(
        sign: "×\(shortest(model.stage.playback.speed))", ink: .text, means: "how fast it plays"))
    return lines
  }

  /// Only what the footers say now.
  private var fateLines: [Line] {
    var seen: [String] = []
    return model.race.racers.indices.compactMap { index in
      let fate = model.fate(of: index)
      let key = fate.kindWords
      guard !seen.contains(key) else { return nil }
      seen.append(key)
      let panel = screen.layout?.panels.first?.footer.columns ?? screen.columns
      return Line(
        sign: screen.footerWords(of: index, columns: panel).fate, ink: .text, means: fate.meaning)
    } + [
      Line(sign: "loss", ink: .dim, means: "f at the shown step"),
      Line(sign: "|∇f|", ink: .dim, means: "the length of the gradient there"),
    ]
  }

  private var arrowLines: [Line] {
    guard model.stage.showsArrows, model.stage.camera.relief == nil else { return [] }
    let hasMemories = !screen.memoryArrows(of: model.stage.focus).isEmpty
    return screen.drawnParts(of: model.stage.focus).map { part in
      Line(
        sign: "\(part)", ink: .arrow(part),
        means: part == .memory && hasMemories
          ? "past gradients as they still weigh, the newest first, head to tail and downhill"
          : part.meaning)
    } + cloudLines + [
      Line(
        sign: "inset", ink: .dim,
        means: "where the arrows are small: the dotted frame, magnified as often as it says")
    ]
  }

  private var cloudLines: [Line] {
    guard !screen.cloud(of: model.stage.focus).isEmpty else { return [] }
    return [
      Line(
        sign: "rays", ink: .ghost(UInt8(model.stage.focus % Ink.trails)),
        means: "where the slope of each row of data alone would lead"),
      Line(
        sign: "ring", ink: .arrow(.gradient),
        means: "how much these differ: one standard deviation about their mean"),
    ]
  }

  private var chartLines: [Line] {
    guard model.stage.quantity != .memory else {
      let lines = [
        Line(
          sign: "bars", ink: .text,
          means: "the gradient of k steps ago, as long as it still weighs in the next step; the "
            + "sum of all is what the rule remembers"),
        Line(
          sign: "dashed", ink: .text,
          means: "how much the square of the gradient of k steps ago weighs, the newest as 1"),
      ]
      let series = screen.memoryChart(columns: screen.columns).series
      return (series.contains(where: \.isBars) ? [lines[0]] : [])
        + (series.contains(where: \.isDashed) ? [lines[1]] : [])
    }
    return [
      Line(
        sign: "│", ink: .dim,
        means: "in the chart: the shown step; faint lines are what comes after it"),
      Line(sign: "chart", ink: .dim, means: model.stage.quantity.does),
    ]
  }

  private var atlasLines: [Line] {
    let isBasins = model.stage.pane == .basins
    func sign(_ kind: HeatPicture.Mark.Kind) -> String {
      String(HeatPicture.Mark(kind, at: .zero).glyph(glyphs))
    }
    var lines = [
      Line(
        sign: isBasins ? "basins" : "atlas", ink: .strong,
        means: isBasins
          ? "every tile is a race of the panel in focus from that start; its colour tells where it ends, and faint "
            + "is late"
          : "every tile is this race of the panel in focus with the knobs of that place; the brightest is best"
      ),
      Line(
        sign: sign(.here), ink: .mark, means: "the race that is shown; arrows and the mouse move it"
      ),
    ]
    if isBasins { return lines }
    lines.append(Line(sign: sign(.best), ink: .mark, means: "the best race; Enter goes there"))
    if model.atlas.theory != nil {
      lines.append(
        Line(
          sign: glyphs.isUnicode ? "⠶ ⠂" : "#", ink: .ruling,
          means:
            "dense dots: the limit of a quadratic with the largest curvature of the lowest minimum; sparse ones: "
            + "its best decay"))
    }
    return lines
  }

  private var paneLines: [Line] {
    guard let pane = model.stage.pane, let detail = screen.detail(of: model.stage.focus) else {
      return []
    }
    switch pane {
    case .atlas, .basins: return atlasLines
    case .data:
      return [
        Line(
          sign: "±", ink: .text,
          means:
            "how much the slopes of single rows differ; arrows (v) show where each alone would lead"
        ),
        Line(
          sign: glyphs.isUnicode ? "∘ ●" : "o @", ink: .dim,
          means: "a row of data; bright: one that the next update of the panel in focus sees"),
        Line(
          sign: glyphs.isUnicode ? "⠤⠒" : "--", ink: .trail(0, age: 0),
          means: "what an optimizer fits to the data at this step"),
      ]
    case .why:
      return [
        Line(
          sign: "why", ink: .strong,
          means:
            "the equations of the next step with the numbers of this step; → marks what is drawn as an arrow"
        )
      ]
    case .theory:
      let lines = TheoryLines(model: model, racer: model.stage.focus, detail: detail)
        .lines(width: 60)
      var seen: [String] = []
      let table =
        model.race.racers.count > 1
        ? [
          Line(
            sign: "of limit", ink: .text,
            means:
              "rate times curvature against the limit above which steps grow, of every racer"),
          Line(
            sign: "steps a digit", ink: .text,
            means:
              "in how many steps the distance becomes ten times smaller in the long run, by the "
              + "quadratic model here; in parentheses what |∇f| took over the last "
              + "\(TheoryTable.window) steps"
          ),
        ] : []
      return table
        + lines.compactMap { line in
          guard !seen.contains(line.name), let meaning = TheoryLines.meaning(of: line.name) else {
            return nil
          }
          seen.append(line.name)
          return Line(sign: line.name, ink: .dim, means: meaning)
        }
    }
  }
}

extension Fate {
  /// What the words in a footer mean.
  var meaning: String {
    switch self {
    case .atMinimum: return "it hardly moves, and the surface curves up every way"
    case .atSaddle: return "it hardly moves where the surface curves up one way and down another"
    case .atMaximum: return "it hardly moves on top of a hill"
    case .onPlateau: return "it hardly moves where there is next to no slope and no curvature"
    case .going: return "on its way: neither settled nor swinging"
    case .oscillating: return "back and forth about one place; the period is counted in steps"
    case .left: return "outside the part of the plane that is shown"
    case .diverged: return "its numbers became too large to be numbers"
    case .leftDomain: return "the surface has no value where the step led"
    }
  }

  /// The words without numbers.
  var kindWords: String { String(words.prefix { !$0.isNumber }) }
}

extension StepPart {
  /// What an arrow of this colour is.
  var meaning: String {
    switch self {
    case .gradient: return "against the gradient: the way down, as long as the step"
    case .jump: return "what the past alone would do: the velocity times its decay"
    case .correction: return "what this gradient adds to it"
    case .velocity: return "the new velocity"
    case .memory: return "what is remembered of the gradient's size"
    case .rates: return "how far each axis may move: bars as long as the rates of the axes"
    case .step: return "the step that is taken"
    case .alternative: return "the step as it would be without the look-ahead"
    }
  }
}
