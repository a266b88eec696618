import ArgumentParser
import Interface
import Trajectories

extension Stage.Pane: ExpressibleByArgument {}

extension Stage.Quantity: ExpressibleByArgument {}

/// The options that say how a race is shown.
struct StageOptions: ParsableArguments {
  @Option(name: .long, parsing: .unconditional, help: "The step to show.")
  var at: Int?

  @Flag(name: .long, help: "Put all paths on one map.")
  var overlay = false

  @Flag(name: .long, help: "Draw the anatomy of the next step.")
  var arrows = false

  @Flag(name: .long, help: "Show the terrain at an angle.")
  var relief = false

  @Option(
    name: .long,
    help:
      "Beside the chart: why (this step), theory, atlas (every η and β) or basins (every start).")
  var pane: Stage.Pane?

  @Option(name: .long, help: "What the chart shows.")
  var chart: Stage.Quantity?

  func validate() throws {
    if let at, at < 0 { throw ValidationError("--at must be 0 or more, not \(at)") }
  }

  /// Puts the options into a stage.
  func apply(to stage: inout Stage, steps: Int) throws {
    stage.isOneMap = overlay
    stage.showsArrows = arrows
    stage.camera.relief = relief ? Camera.Angle() : nil
    stage.pane = pane
    if let chart { stage.quantity = chart }
    if let at {
      stage.playback.isPlaying = false
      guard at <= steps else {
        throw ValidationError("--at is \(at), but the race has \(steps) steps")
      }
      stage.playback.playhead = Double(at)
    }
  }
}
