import Landscapes

/// A rule whose update is linear in the point, the gradient and one vector that it remembers.
///
/// On a quadratic of curvature λ such a rule is a matrix, which its own step tells: nothing about
/// its stability has to be written down a second time.
public protocol LinearRule: Optimizer {
  /// The state of a run that is under way and holds this memory.
  func state(holding memory: Vector) -> State

  /// The memory in a state; 0 for a rule without.
  func memory(in state: State) -> Vector

  /// The rule with another decay of its memory; nil for a rule without.
  func with(decay: Double) -> Self?
}

extension LinearRule {
  /// One update on f = λθ²/2, as the matrix that takes point and memory to the next ones.
  ///
  /// - Parameters:
  ///   - curvature: λ.
  ///   - rate: the learning rate.
  public func recurrence(curvature: Double, rate: Double) -> Recurrence {
    func next(_ point: Double, _ memory: Double) -> (point: Double, memory: Double) {
      var state = state(holding: Vector(memory, 0))
      let from = Point(point, 0)
      let seen = probe(from: from, state)
      let slope = Sample(value: 0, gradient: curvature * seen)
      let move = step(from: from, seeing: slope, rate: rate, &state)
      return (move.to.x, self.memory(in: state).x)
    }
    let (fromPoint, fromMemory) = (next(1, 0), next(0, 1))
    return Recurrence(
      trace: fromPoint.point + fromMemory.memory,
      determinant: fromPoint.point * fromMemory.memory - fromMemory.point * fromPoint.memory)
  }

  /// The largest product of rate and curvature below which every swing fades; nil where there is
  /// none.
  ///
  /// Trace and determinant grow evenly with λ, and the pairs of both that are stable form a triangle,
  /// so that the stable λ are one stretch.
  public var stabilityLimit: Double? {
    func isStable(_ product: Double) -> Bool {
      recurrence(curvature: product, rate: 1).spectralRadius < 1
    }
    var low = 1e-6
    guard isStable(low) else { return nil }
    var high = 2 * low
    while isStable(high) {
      low = high
      high *= 2
      if high > 1e12 { return nil }
    }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if isStable(middle) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The decay of the memory at which the slowest of some directions fades fastest; nil for a rule
  /// without memory.
  ///
  /// - Parameters:
  ///   - curvatures: λ of each direction, above 0.
  ///   - rate: the learning rate.
  public func fastestDecay(curvatures: [Double], rate: Double) -> Double? {
    guard with(decay: 0) != nil, !curvatures.isEmpty else { return nil }
    func slowest(_ decay: Double) -> Double {
      guard let rule = with(decay: decay) else { return .infinity }
      return curvatures.map { rule.recurrence(curvature: $0, rate: rate).spectralRadius }.max()
        ?? .infinity
    }
    // Evenly in the decay first, then closer and closer around the best.
    var (low, high) = (0.0, 0.99999)
    for _ in 0..<12 {
      let notches = (0...40).map { low + (high - low) * Double($0) / 40 }
      guard let best = notches.min(by: { slowest($0) < slowest($1) }) else { return nil }
      let reach = (high - low) / 40
      (low, high) = (max(0, best - reach), min(0.99999, best + reach))
    }
    return (low + high) / 2
  }
}

/// The 2 × 2 matrix of one update on a quadratic, by what its eigenvalues depend on.
public struct Recurrence: Sendable, Equatable {
  /// The sum of the eigenvalues.
  public var trace: Double
  /// Their product.
  public var determinant: Double

  /// The factor by which a swing changes in one step at last: the larger size of the eigenvalues.
  public var spectralRadius: Double {
    let discriminant = trace * trace - 4 * determinant
    guard discriminant >= 0 else { return determinant.squareRoot() }
    return (abs(trace) + discriminant.squareRoot()) / 2
  }

  /// Whether the eigenvalues are no real numbers: the motion swings.
  public var isSwinging: Bool { trace * trace < 4 * determinant }
}

extension Regime {
  /// How a rule moves on a quadratic as a whole: away, where it does in one direction, else as it does where
  /// the surface curves most.
  public static func overall(of rule: some LinearRule, on hessian: Hessian, rate: Double) -> Regime
  {
    let (largest, smallest) = hessian.eigenvalues
    let steep = Regime(of: rule, curvature: largest, rate: rate)
    let flat = Regime(of: rule, curvature: smallest, rate: rate)
    return steep != .diverging && flat == .escaping ? flat : steep
  }
}

/// How a rule moves in one direction of a quadratic.
public enum Regime: String, Sendable {
  /// Towards the bottom without crossing it again and again.
  case monotone = "straight to the bottom"
  /// Swings about the bottom.
  case ripples = "swings that fade"
  /// Across the bottom at every step.
  case alternating = "across the bottom at every step"
  /// Further away with every swing.
  case diverging = "every swing is larger"
  /// Neither closer nor further.
  case undamped = "comes no closer"
  /// Away from a place that is curved downwards.
  case escaping = "runs away, downhill"
  /// Curved neither up nor down.
  case flat = "no curvature"

  /// The regime of a rule on a curvature.
  public init(of rule: some LinearRule, curvature: Double, rate: Double) {
    let recurrence = rule.recurrence(curvature: curvature, rate: rate)
    let radius = recurrence.spectralRadius
    if !curvature.isFinite || !radius.isFinite {
      self = .diverging
    } else if curvature == 0 || rate == 0 {
      self = .flat
    } else if abs(radius - 1) < 1e-12 {
      self = .undamped
    } else if radius > 1 {
      self = curvature < 0 ? .escaping : .diverging
    } else if recurrence.isSwinging {
      self = .ripples
    } else {
      self = recurrence.trace < 0 ? .alternating : .monotone
    }
  }
}
