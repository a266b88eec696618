import Formulas
import Landscapes

/// What is watched of eight races while they run: how each goes, and nothing of its path.
@frozen
public struct EightWatch: Sendable {
  /// One number for each race.
  public typealias Eight = SIMD8<Double>

  /// What counts as having arrived.
  @frozen
  public enum Goal: Sendable, Equatable {
    /// A loss of at most this.
    case loss(Double)
    /// Steps whose squared length is at most this.
    case rest(squaredStep: Double)
  }

  /// What counts as having arrived.
  public let goal: Goal
  /// From which step on a race has arrived; infinite where it has not.
  public private(set) var since = Eight(repeating: .infinity)
  /// The step at which something was not finite; infinite where everything is.
  public private(set) var end = Eight(repeating: .infinity)
  /// Where each race was at its end.
  public private(set) var placeOfEnd = EightPoints.noNumber
  private var isOverAt = SIMDMask<SIMD8<Int64>>(repeating: false)

  init(_ goal: Goal, at point: EightPoints, _ here: Sight<EightPoints>) {
    self.goal = goal
    see(point, from: point, here, step: 0)
  }

  /// Whether no race is on its way any more.
  public var isOver: Bool { all(isOverAt) }

  /// Takes note of where the races are after some updates.
  @inline(__always)
  mutating func see(
    _ point: EightPoints, from before: EightPoints, _ here: Sight<EightPoints>, step: Int
  ) {
    let now = Eight(repeating: Double(step))
    let hasArrived: SIMDMask<SIMD8<Int64>>
    switch goal {
    case .loss(let height): hasArrived = here.value .<= Eight(repeating: height)
    case .rest(let least):
      let (x, y) = (point.x - before.x, point.y - before.y)
      hasArrived = x * x + y * y .<= Eight(repeating: least)
    }
    since = .pick(
      hasArrived, since.replacing(with: now, where: now .< since), Eight(repeating: .infinity))
    // A sum with something that is not finite is not finite.
    let sum = 0 * point.x + 0 * point.y + 0 * here.value
    let isFinite = (sum + 0 * here.gradient.x + 0 * here.gradient.y) .== 0
    if !all(isFinite .| isOverAt) { finish(where: .!(isFinite .| isOverAt), at: point, step: now) }
  }

  @inline(never)
  private mutating func finish(
    where isOver: SIMDMask<SIMD8<Int64>>, at point: EightPoints, step: Eight
  ) {
    end.replace(with: step, where: isOver)
    placeOfEnd = EightPoints(
      placeOfEnd.x.replacing(with: point.x, where: isOver),
      placeOfEnd.y.replacing(with: point.y, where: isOver))
    isOverAt = isOverAt .| isOver
  }

  /// From which step to the last a race has arrived; nil where it has not, and where it has ended.
  public func arrival(of race: Int) -> Int? {
    end[race] == .infinity && since[race] < .infinity ? Int(since[race]) : nil
  }

  /// At which step something of a race was not finite; nil where everything is.
  public func end(of race: Int) -> Int? { end[race] < .infinity ? Int(end[race]) : nil }
}
