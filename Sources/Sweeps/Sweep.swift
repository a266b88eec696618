import Documents
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// One question to many races: a race of which one or two things vary, and what is asked of each.
public struct Sweep: Sendable, Equatable {
  /// The race, with the one racer that is swept.
  public let race: Race
  /// What varies, the first fastest from cell to cell.
  public let axes: [Variation]
  /// What is asked.
  public let measure: Measure
  /// How far above the lowest known minimum a loss counts as arrived.
  public let tolerance: Double

  /// The most races of a sweep.
  public static let mostCells = 1 << 22
  /// The most updates of one race.
  public static let mostSteps = 1_000_000

  /// Asks a question.
  ///
  /// - Parameters:
  ///   - race: any race; what does not belong to the racer is left out.
  ///   - racer: which of its racers is swept.
  ///   - axes: one or two variations.
  ///   - tolerance: how far above the lowest known minimum a loss counts as arrived; by default a thousandth of the
  ///     height of the start.
  /// - Throws: a `SweepError` where something cannot be varied.
  public init(
    of race: Race, racer: Int = 0, varying axes: [Variation], measure: Measure = .steps,
    tolerance: Double? = nil, on landscape: some Landscape
  ) throws(SweepError) {
    guard race.racers.indices.contains(racer), (1...2).contains(axes.count) else {
      throw SweepError("a sweep varies one or two things of one optimizer")
    }
    guard axes.reduce(1, { $0 * $1.values.count }) <= Sweep.mostCells else {
      throw SweepError("a sweep has at most \(Sweep.mostCells) races")
    }
    if axes.count == 2, axes[0].subject == axes[1].subject {
      throw SweepError("\(axes[0].name) cannot vary in two ways at once")
    }
    guard (0...Sweep.mostSteps).contains(race.steps) else {
      throw SweepError(
        "the races of a sweep have at most \(Sweep.mostSteps) steps, not \(race.steps)")
    }
    for axis in axes { try Sweep.check(axis, of: race.racers[racer]) }
    var race = race
    for other in race.racers.indices.reversed() where other != racer { race.removeRacer(other) }
    race.notes = []
    self.race = race
    self.axes = axes
    self.measure = measure
    self.tolerance = tolerance ?? Sweep.tolerance(of: race, on: landscape)
  }

  private static func check(_ axis: Variation, of racer: Racer) throws(SweepError) {
    let ends = [axis.values.first, axis.values.last].compactMap(\.self)
    let isPossible =
      axis.spacing == .log
      ? ends.allSatisfy { $0 > 0 } : axis.spacing == .memory ? ends.allSatisfy { $0 < 1 } : true
    guard isPossible, axis.values.allSatisfy(\.isFinite) else {
      throw SweepError(
        "\(axis.name) cannot go from \(ends.map { shortest($0) }.joined(separator: " to ")) on a "
          + "\(axis.spacing.rawValue) scale")
    }
    guard case .knob(let key) = axis.subject else { return }
    guard let knob = racer.knob(key) else {
      throw SweepError("\(racer.rule.card.title) has no knob '\(key)'")
    }
    guard racer.rule[key] != nil else {
      throw SweepError(
        "\(key) cannot vary: all races of a sweep have it in common; sweep for each value and compare"
      )
    }
    guard case .number(let range, _) = knob.kind else {
      throw SweepError("\(key) is a word, and only numbers can vary")
    }
    for end in [axis.values.min(), axis.values.max()].compactMap(\.self) where !range.contains(end)
    {
      throw SweepError(
        "\(key) = \(shortest(end)) is out of range: it lies between \(shortest(range.lowerBound)) and "
          + shortest(range.upperBound))
    }
  }

  /// A thousandth of the height of the start above the lowest known minimum, in one digit.
  public static func tolerance(of race: Race, on landscape: some Landscape) -> Double {
    let height = landscape.value(at: race.start) - lowest(of: race.surface, on: landscape)
    let wanted = height > 0 && height.isFinite ? height / 1000 : 1e-3
    return Double(formatted(wanted, .exponent(0))) ?? wanted
  }

  /// The loss at the lowest known minimum; 0 where none is known.
  public static func lowest(of surface: Surface, on landscape: some Landscape) -> Double {
    surface.minima.map { landscape.value(at: $0) }.min() ?? 0
  }

  /// How many races there are.
  public var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// How many cells a row has, and how many rows there are.
  public var size: (columns: Int, rows: Int) {
    (axes[0].values.count, axes.count > 1 ? axes[1].values.count : 1)
  }

  /// What varies, with its value in a cell.
  public func values(of cell: Int) -> [Double] { axes.indices.map { value(of: $0, in: cell) } }

  /// The value of one of the axes in a cell.
  func value(of axis: Int, in cell: Int) -> Double {
    let columns = axes[0].values.count
    return axes[axis].values[axis == 0 ? cell % columns : cell / columns]
  }

  /// The race of a cell.
  public func race(of cell: Int) -> Race {
    var race = race
    place(values(of: cell), in: &race, racer: 0)
    return race
  }

  /// Gives a racer of a race what varies, from its start to its end; what is not a number leaves it as it is.
  public func place(_ values: [Double], in race: inout Race, racer: Int) {
    for (axis, value) in zip(axes, values) where !value.isNaN {
      switch axis.subject {
      case .knob(let key): race.turn(racer, key, to: .number(value))
      case .startX: race.start.x = value
      case .startY: race.start.y = value
      }
    }
  }

  /// The tweaks of the racer that hold in every cell: a knob that varies holds its value throughout.
  var tweaks: [Tweak] {
    race.tweaks.of(0).filter { tweak in !axes.contains { $0.subject == .knob(tweak.knob) } }
  }
}
