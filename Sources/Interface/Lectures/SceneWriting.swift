import Documents
import Formulas
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

extension Model {
  /// The race on the screen as a scene of a lecture, ready to be written behind one.
  ///
  /// - Throws: a `KnobError` where a scene cannot say all that the race is.
  public func sceneText() throws(KnobError) -> String {
    guard race.tweaks.isEmpty else {
      throw KnobError("a scene has no knobs that turn on the way: turn them from the start ('w')")
    }
    var lines = ["[[scene]]", "title = \(quoted(words?.title ?? "A scene"))"]
    let surface = race.surface
    if shipped.contains(where: { $0.name == surface.name && $0.formula == surface.formula }) {
      guard surface.parameters == surface.givenParameters else {
        throw KnobError(
          "a scene takes a surface with its own parameters: ':formula' writes another")
      }
      lines.append("surface = \(quoted(Naming.folded(surface.name)))")
    } else if let file = surface.dataFile {
      lines.append("surface = \(quoted(file))")
    } else {
      let text = surface.formula.text(binding: surface.parameters) ?? surface.formula.source
      lines.append("formula = \(quoted(text))")
    }
    lines += [
      "view = \(quoted(RaceText.text(rounded(stage.camera.view ?? surface.view))))",
      "start = [\(shortest(race.start.x)), \(shortest(race.start.y))]",
      "steps = \(steps)",
      "optimizers = [",
    ]
    lines += race.racers.map { "  \(quoted($0.text))," } + ["]"]
    if race.isDrawn {
      lines += ["draw = \(quoted(race.batching.order.rawValue))", "seed = \(race.batching.seed)"]
    }
    lines +=
      words.map(written) ?? ["question = \"What will happen?\"", "caption = \"What happened.\""]
    // What the lecturer stopped at is where the scene stands; before the answer it stands as it was written.
    let stage = lecture?.isRevealed == false ? words?.stage ?? self.stage : self.stage
    if !stage.playback.isPlaying, stage.playback.step < race.steps {
      lines += ["step = \(stage.playback.step)", "playing = false"]
    }
    if stage.showsArrows { lines.append("arrows = true") }
    if let pane = stage.pane { lines.append("pane = \(quoted(pane.rawValue))") }
    if stage.isOneMap { lines.append("overlay = true") }
    if stage.quantity != .loss { lines.append("chart = \(quoted(stage.quantity.rawValue))") }
    if let levels = stage.levels { lines.append("levels = \(quoted(levels.rawValue))") }
    let showsSeeds = track.crowds.contains { $0 != nil }
    if showsSeeds || lecture?.isRevealed == false && words?.showsSeeds == true {
      lines.append("seeds = true")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The updates of the first phase, where a scene is seen in its second.
  private var steps: Int {
    guard let lecture, lecture.isLater, race.steps == words?.later?.steps else { return race.steps }
    return lecture.race.steps
  }

  /// The scene of a lecture that is shown, whose words go along.
  private var words: Lecture.Scene? { lecture.map(\.scene) }

  private func written(_ scene: Lecture.Scene) -> [String] {
    var lines: [String] = []
    if !scene.question.isEmpty { lines.append("question = \(quoted(scene.question))") }
    if !scene.choices.isEmpty {
      lines.append("choices = [\(scene.choices.map(quoted).joined(separator: ", "))]")
    }
    // An answer that is a racer needs that racer.
    if let answer = scene.answer, !scene.choices.isEmpty || answer < race.racers.count {
      lines.append("answer = \(answer + 1)")
    }
    lines.append("caption = \(quoted(scene.caption))")
    if let later = scene.later, later.steps > steps {
      lines += ["later = \(later.steps)", "later-caption = \(quoted(later.caption))"]
    }
    return lines
  }

  /// A view in numbers that a hand would write: to a thousandth of its width.
  private func rounded(_ view: View) -> View {
    let span = view.high - view.low
    func rounded(_ value: Double, of span: Double) -> Double {
      // Powers of ten that are fractions are not exact.
      let places = pow(10, (3 - log10(span)).rounded(.up))
      guard places.isFinite, places >= 1 else { return value }
      return (value * places).rounded() / places
    }
    let low = Vector(rounded(view.low.x, of: span.x), rounded(view.low.y, of: span.y))
    let high = Vector(rounded(view.high.x, of: span.x), rounded(view.high.y, of: span.y))
    return View(low: low, high: high)
  }
}
