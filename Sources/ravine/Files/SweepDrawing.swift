import Sweeps

/// A sweep as a picture.
struct SweepDrawing {
  let size: String
  let look: LookOptions
  let format: SweepCommand.Format

  /// The picture of what is found.
  func text(of computation: SweepComputation) throws -> String { "" }
}
