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
  private var since = Eight(repeating: .infinity)
  /// The step at which something was not finite; infinite where everything is.
  private var end = Eight(repeating: .infinity)
  /// Where each race was at its end.
  private var placeOfEnd = EightPoints.noNumber
  private var isOverAt = SIMD8<Int64>.zero

  init(_ goal: Goal, at point: EightPoints, _ here: Sight<EightPoints>) {
    self.goal = goal
    see(point, from: point, here, step: 0)
  }

  /// Whether no race is on its way any more.
  public var isOver: Bool { isOverAt == SIMD8(repeating: -1) }

  /// Takes note of where the races are after some updates.
  @inline(__always)
  mutating func see(
    _ point: EightPoints, from before: EightPoints, _ here: Sight<EightPoints>, step: Int
  ) {
    let now = Eight(repeating: Double(step))
    let hasArrived: SIMD8<Int64>
    switch goal {
    case .loss(let height): hasArrived = here.value .<= Eight(repeating: height)
    case .rest(let least):
      let (x, y) = (point.x - before.x, point.y - before.y)
      hasArrived = x * x + y * y .<= Eight(repeating: least)
    }
    since = .pick(hasArrived, .pick(now .< since, now, since), Eight(repeating: .infinity))
    // A sum with something that is not finite is not finite, and a sum of such sums neither.
    let sum =
      0 * point.x + 0 * point.y + 0 * here.value + 0 * here.gradient.x + 0 * here.gradient.y
    let zeros = Eight.pick(isOverAt, .zero, sum)
    let four = zeros.lowHalf + zeros.highHalf
    let two = four.lowHalf + four.highHalf
    if two.x + two.y != 0 { finish(where: ~(zeros .== .zero), at: point, step: now) }
  }

  @inline(never)
  private mutating func finish(where isOver: SIMD8<Int64>, at point: EightPoints, step: Eight) {
    end = .pick(isOver, step, end)
    placeOfEnd = EightPoints(
      .pick(isOver, point.x, placeOfEnd.x), .pick(isOver, point.y, placeOfEnd.y))
    isOverAt = isOverAt | isOver
  }

  /// From which step to the last a race has arrived; nil where it has not, and where it has ended.
  public func arrival(of race: Int) -> Int? {
    end[race] == .infinity && since[race] < .infinity ? Int(since[race]) : nil
  }

  /// Where a race was when something was not finite.
  public func place(ofEndOf race: Int) -> Point { Point(placeOfEnd[race], placeOfEnd[8 + race]) }

  /// At which step something of a race was not finite; nil where everything is.
  public func end(of race: Int) -> Int? { end[race] < .infinity ? Int(end[race]) : nil }
}
