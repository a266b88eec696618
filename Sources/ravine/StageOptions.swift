import ArgumentParser
import Interface

/// The options that say how a race is shown.
struct StageOptions: ParsableArguments {
  enum Pane: String, ExpressibleByArgument, CaseIterable { case why, theory }
  enum Chart: String, ExpressibleByArgument, CaseIterable {
    case loss, slope, distance
    case lossLinear = "loss-linear"

    var quantity: Stage.Quantity {
      switch self {
      case .loss: return .loss
      case .lossLinear: return .lossLinear
      case .slope: return .slope
      case .distance: return .distance
      }
    }
  }

  @Option(name: .long, parsing: .unconditional, help: "The step to show.")
  var at: Int?

  @Flag(name: .long, help: "Put all paths on one map.")
  var overlay = false

  @Flag(name: .long, help: "Draw the anatomy of the next step.")
  var arrows = false

  @Flag(name: .long, help: "Show the terrain at an angle.")
  var relief = false

  @Option(name: .long, help: "Beside the chart: why (this step) or theory.")
  var pane: Pane?

  @Option(name: .long, help: "What the chart shows: loss, loss-linear, slope or distance.")
  var chart: Chart?

  func validate() throws {
    if let at, at < 0 { throw ValidationError("--at must be 0 or more, not \(at)") }
  }

  /// Puts the options into a stage.
  func apply(to stage: inout Stage, steps: Int) {
    stage.isOneMap = overlay
    stage.showsArrows = arrows
    stage.relief = relief ? Stage.ReliefAngle() : nil
    stage.pane = pane.map { $0 == .why ? .why : .theory }
    if let chart { stage.quantity = chart.quantity }
    if let at {
      stage.isPlaying = false
      stage.playhead = Double(min(at, steps))
    }
  }
}
