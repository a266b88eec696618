import Documents
import Formulas
import Landscapes
import Optimizers
import Trajectories

extension Model {
  /// The race on the screen as a scene of a lecture, ready to be written behind one.
  ///
  /// - Throws: a `KnobError` where a scene cannot say all that the race is.
  public func sceneText() throws(KnobError) -> String {
    guard race.tweaks.isEmpty else {
      throw KnobError("a scene has no knobs that turn on the way: turn them from the start ('w')")
    }
    var lines = ["[[scene]]", "title = \"A scene\""]
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
      "view = \(quoted(RaceText.text(stage.camera.view ?? surface.view)))",
      "start = [\(shortest(race.start.x)), \(shortest(race.start.y))]",
      "steps = \(race.steps)",
      "optimizers = [",
    ]
    lines += race.racers.map { "  \(quoted($0.text))," } + ["]"]
    if race.isDrawn {
      lines += ["draw = \(quoted(race.batching.order.rawValue))", "seed = \(race.batching.seed)"]
    }
    lines += ["question = \"What will happen?\"", "caption = \"What happened.\""]
    // What the lecturer stopped at is where the scene stands.
    if !stage.playback.isPlaying, stage.playback.step < race.steps {
      lines += ["step = \(stage.playback.step)", "playing = false"]
    }
    if stage.showsArrows { lines.append("arrows = true") }
    if let pane = stage.pane { lines.append("pane = \(quoted(pane.rawValue))") }
    if stage.isOneMap { lines.append("overlay = true") }
    if stage.quantity != .loss { lines.append("chart = \(quoted(stage.quantity.rawValue))") }
    if let levels = stage.levels { lines.append("levels = \(quoted(levels.rawValue))") }
    if track.crowds.contains(where: { $0 != nil }) { lines.append("seeds = true") }
    return lines.joined(separator: "\n") + "\n"
  }
}
