import Landscapes
import Optimizers

/// Rate times curvature at a step, along the two ways at right angles in which the surface curves, against
/// the limit above which steps grow.
///
/// Where each axis has its own rate the ways are those of the curvatures that the rates have stretched, and
/// the limit is that of the motion that the rule has while its rates stand still (Cohen and others 2022,
/// arXiv:2207.14484).
public struct RateLimit: Sendable, Equatable {
  /// One of the two ways.
  public struct Way: Sendable, Equatable {
    /// Its direction, of length 1.
    public var direction: Vector
    /// Rate times curvature; not above 0 where the surface does not curve upwards.
    public var product: Double
  }

  /// Both ways, the one that curves more first.
  public let ways: [Way]
  /// The limit of the products.
  public let limit: Double
  /// Whether the rule is linear on a quadratic, so that the limit is exact there.
  public let isLinear: Bool

  /// Compares a step with its limit; nil where the rule has none or the curvature is no number.
  ///
  /// - Parameters:
  ///   - detail: the step.
  ///   - hessian: the curvature where it sets out.
  public init?(of detail: StepDetail, _ hessian: Hessian) {
    guard let limit = detail.theory.motion?.stabilityLimit, hessian.isFinite else { return nil }
    self.limit = limit
    isLinear = detail.theory.isLinear
    if isLinear {
      let (values, principal) = (hessian.eigenvalues, hessian.principal)
      ways = [
        Way(direction: principal.largest, product: detail.rate * values.largest),
        Way(direction: principal.smallest, product: detail.rate * values.smallest),
      ]
    } else {
      guard detail.rates.isFinite else { return nil }
      let stretched = hessian.stretched(by: detail.rates)
      let (values, principal) = (stretched.eigenvalues, stretched.principal)
      ways = [(principal.largest, values.largest), (principal.smallest, values.smallest)]
        .map { stretchedWay, product in
          let way = detail.rates.squareRoot() * stretchedWay
          return Way(direction: way / way.length, product: product)
        }
    }
  }

  /// The product along the way that curves most; nil where no way curves upwards.
  public var product: Double? { ways.first.flatMap { $0.product > 0 ? $0.product : nil } }

  /// Whether a product is above the limit by more than rates that adapt hover about it.
  public func isExceeded(by product: Double) -> Bool { product >= limit * (isLinear ? 1 : 1.1) }
}
