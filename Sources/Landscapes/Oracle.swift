import Formulas

/// What an optimizer is shown of a landscape where it looks.
public protocol Oracle: Sendable {
  /// The landscape as it is.
  associatedtype Ground: Landscape

  /// The landscape itself, by which a run is judged.
  var landscape: Ground { get }

  /// Whether what is shown is what is there: the landscape's own value and gradient, whatever the draw.
  var isExact: Bool { get }

  /// Value and gradient as they are shown in an update.
  ///
  /// - Parameter done: the number of updates before it, which with the seed of the race decides every draw: every
  ///   racer meets the same one at the same step.
  func sample(at point: Point, done: Int) -> Sample

  /// Shows so many rows of data from now on, 0 for all.
  mutating func show(batch: Int)

  /// Shows slopes with noise of a standard deviation from now on.
  mutating func show(noise: Double)

  /// Shows slopes with a share of θ added from now on.
  mutating func show(decay: Double)
}

/// Shows a landscape as it is, or of a loss over data some rows, or with noise.
public struct SampledOracle<Ground: Landscape>: Oracle {
  /// The landscape itself.
  public let landscape: Ground
  /// How rows and noise are drawn.
  public let batching: Batching
  /// How many rows an update sees; 0 for all.
  public private(set) var batch: Int
  /// The standard deviation of the noise on each slope.
  public private(set) var noise: Double
  /// The share of θ that is added to each gradient, known as L2 or weight decay.
  public private(set) var decay: Double

  /// An oracle that shows a landscape as it is unless told otherwise.
  public init(
    _ landscape: Ground, batching: Batching = Batching(), batch: Int = 0, noise: Double = 0,
    decay: Double = 0
  ) {
    self.landscape = landscape
    self.batching = batching
    self.batch = batch
    self.noise = noise
    self.decay = decay
  }

  /// Shows so many rows of data from now on, 0 for all.
  public mutating func show(batch: Int) { self.batch = batch }

  /// Shows slopes with noise of a standard deviation from now on.
  public mutating func show(noise: Double) { self.noise = noise }

  /// Shows slopes with a share of θ added from now on.
  public mutating func show(decay: Double) { self.decay = decay }

  /// Whether every update sees every row.
  private var seesAll: Bool { batch <= 0 || landscape.rowCount == 0 }

  /// Where all rows are seen and nothing is added.
  public var isExact: Bool { seesAll && noise == 0 && decay == 0 }

  /// Value and gradient of the rows of an update, with its noise on the slopes.
  public func sample(at point: Point, done: Int) -> Sample {
    var seen =
      seesAll
      ? landscape.sample(at: point)
      : landscape.sample(
        at: point, rows: batching.rows(done: done, size: batch, of: landscape.rowCount))
    if decay > 0 { seen.gradient += decay * point }
    if noise > 0 { seen.gradient += noise * batching.noise(done: done) }
    return seen
  }

  /// What eight points are shown in an update, each the same bits as one by one.
  ///
  /// - Parameter seeds: what decides the draws of each; by default the seed of all.
  public func sample(
    at points: EightPoints, done: Int, seeds: SIMD8<UInt64>? = nil
  ) -> Sight<EightPoints> {
    let seeds = seeds ?? SIMD8(repeating: batching.seed)
    let ways = (0..<8).map { Batching(seed: seeds[$0], order: batching.order) }
    let isOne = seeds == SIMD8(repeating: seeds[0])
    var seen: Sight<EightPoints>
    if seesAll {
      seen = landscape.sample(at: points)
    } else {
      let count = landscape.rowCount
      var rows = ways[0].rows(done: done, size: batch, of: count).map { SIMD8(repeating: $0) }
      if !isOne {
        for lane in 1..<8 {
          let others = ways[lane].rows(done: done, size: batch, of: count)
          for (look, row) in others.enumerated() { rows[look][lane] = row }
        }
      }
      seen = landscape.sample(at: points, rows: rows)
    }
    if decay > 0 { seen.gradient += decay * points }
    guard noise > 0 else { return seen }
    let first = noise * ways[0].noise(done: done)
    for lane in 0..<8 {
      let drawn = isOne ? first : noise * ways[lane].noise(done: done)
      seen.gradient[lane] += drawn.x
      seen.gradient[8 + lane] += drawn.y
    }
    return seen
  }
}
