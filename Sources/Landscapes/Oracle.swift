/// What decides the randomness of one look at a surface.
///
/// Noise and mini-batches are functions of these numbers alone, never of the order of calls, so
/// that every panel of a race meets the same draw at the same step.
public struct Draw: Sendable, Equatable {
  /// The seed of the race.
  public var seed: UInt64
  /// The number of updates done before this look.
  public var step: Int
  /// Which of several looks within one step.
  public var batch: Int

  /// Creates a draw.
  public init(seed: UInt64 = 0, step: Int = 0, batch: Int = 0) {
    self.seed = seed
    self.step = step
    self.batch = batch
  }
}

/// What an optimizer is shown of a landscape where it looks.
public protocol Oracle: Sendable {
  /// The landscape as it is.
  associatedtype Ground: Landscape

  /// The landscape itself, by which a run is judged.
  var landscape: Ground { get }

  /// Whether what is shown is what is there: the landscape's own value and gradient, whatever the draw.
  var isExact: Bool { get }

  /// Value and gradient as they are shown.
  func sample(at point: Point, draw: Draw) -> Sample
}

/// Shows a landscape as it is.
public struct ExactOracle<Ground: Landscape>: Oracle {
  /// The landscape itself.
  public let landscape: Ground

  /// An oracle that hides nothing.
  public init(_ landscape: Ground) { self.landscape = landscape }

  /// Always.
  public var isExact: Bool { true }

  /// The landscape's value and gradient; there is nothing for the draw to decide.
  public func sample(at point: Point, draw: Draw) -> Sample { landscape.sample(at: point) }
}
