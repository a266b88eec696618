import Anatomy
import Documents
import Drawing
import Landscapes
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
    mapLines(&memory) + racerLines + fateLines + arrowLines + chartLines + paneLines
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
    lines.append(
      Line(
        sign: "", ink: .text,
        means: "dark is low, bright is high; thin lines join places of equal loss"))
    return lines
  }

  private var racerLines: [Line] {
    var lines = model.race.racers.indices.map { index in
      Line(
        sign: String(glyphs.head(index)), ink: .trail(UInt8(index % Ink.trails), age: 0),
        means: model.race.title(of: index))
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

  /// Only what the footers say now.
  private var fateLines: [Line] {
    var seen: [String] = []
    return model.race.racers.indices.compactMap { index in
      let fate = model.fate(of: index)
      let key = fate.kindWords
      guard !seen.contains(key) else { return nil }
      seen.append(key)
      return Line(sign: fate.words, ink: .text, means: fate.meaning)
    } + [
      Line(sign: "loss", ink: .dim, means: "f at the shown step"),
      Line(sign: "|∇f|", ink: .dim, means: "the length of the gradient there"),
    ]
  }

  private var arrowLines: [Line] {
    guard model.stage.showsArrows else { return [] }
    return screen.drawnParts(of: model.stage.focus).map {
      Line(sign: "\($0)", ink: .arrow($0), means: $0.meaning)
    }
  }

  private var chartLines: [Line] {
    guard model.stage.quantity != .memory else {
      return [
        Line(
          sign: "bars", ink: .text,
          means: "the gradient of k steps ago, as long as it still weighs in the next step; the "
            + "sum of all is what the rule remembers"),
        Line(
          sign: "dashed", ink: .text,
          means: "how much the square of the gradient of k steps ago weighs, the newest as 1"),
      ]
    }
    return [
      Line(
        sign: "│", ink: .dim,
        means: "in the chart: the shown step; faint lines are what comes after it"),
      Line(sign: "chart", ink: .dim, means: model.stage.quantity.does),
    ]
  }

  private var paneLines: [Line] {
    guard let pane = model.stage.pane, let detail = screen.detail(of: model.stage.focus) else {
      return []
    }
    switch pane {
    case .why:
      return [
        Line(
          sign: "why", ink: .strong,
          means: "the equations of the next step; under each stand the numbers of this step")
      ]
    case .theory:
      let lines = TheoryLines(model: model, racer: model.stage.focus, detail: detail)
        .lines(width: 60)
      var seen: [String] = []
      let table =
        model.race.racers.count > 1
        ? [
          Line(
            sign: "bar", ink: .text,
            means:
              "rate times curvature against the limit above which steps grow, for every racer"),
          Line(
            sign: "a digit in", ink: .text,
            means:
              "steps that the distance needs to become ten times smaller by the quadratic model here; "
              + "was: what the gradient took over the last \(TheoryTable.window) steps"),
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
