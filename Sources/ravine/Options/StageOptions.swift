import ArgumentParser
import Interface
import Trajectories

extension Stage.Pane: ExpressibleByArgument {}

extension Stage.Quantity: ExpressibleByArgument {}

/// The options that say how a race is shown.
struct StageOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("The step to show.", valueName: "step")
  )
  var at: Int?

  @Flag(name: .long, help: "Put all paths on one map.")
  var overlay = false

  @Flag(name: .long, help: "Draw the anatomy of the next step.")
  var arrows = false

  @Flag(name: .long, help: "Show where 64 seeds are, of a race that is drawn by lot.")
  var seeds = false

  @Flag(name: .long, help: "Show the terrain at an angle.")
  var relief = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Beside the chart: why (this step), theory, atlas (every η and β), basins (every start) or data.",
      valueName: "name")
  )
  var pane: Stage.Pane?

  @Option(name: .long, help: ArgumentHelp("What the chart shows.", valueName: "name"))
  var chart: Stage.Quantity?

  func validate() throws {
    if let at, at < 0 { throw ValidationError("--at must be 0 or more, not \(at)") }
  }

  /// Shows a race as the options say.
  func apply(to model: inout Model) throws {
    model.stage.isOneMap = overlay
    model.stage.showsArrows = arrows
    model.stage.camera.relief = relief ? Camera.Angle() : nil
    model.stage.pane = pane
    if seeds { model.showSeeds() }
    if let chart { model.stage.quantity = chart }
    if let at {
      model.stage.playback.isPlaying = false
      guard at <= model.race.steps else {
        throw ValidationError("--at is \(at), but the race has \(model.race.steps) steps")
      }
      model.stage.playback.playhead = Double(at)
    }
  }
}
