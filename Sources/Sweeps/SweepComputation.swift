import Dispatch
import Formulas
import Landscapes
import Optimizers
import Trajectories

/// A sweep that is being answered, some races at a time.
///
/// However it is sliced and on however many processors, the answers are the same.
public struct SweepComputation: Sendable {
  /// The question.
  public let sweep: Sweep
  /// The answers so far, by the number of a cell.
  public private(set) var cells: [SweepCell?]
  /// The places at which races end, where that is asked; else none.
  public let places: [StationaryPoint]
  /// The cells that no race was begun for, in their order.
  private var waiting: ArraySlice<Int>
  private var running: [any SweepGroup] = []
  private let begin: @Sendable ([Int]) -> any SweepGroup
  /// How many groups run at the same time.
  private let processors: Int
  /// The updates of every race in one slice: about two milliseconds.
  private let slice: Int
  private let wanted: Int
  private var found = 0

  /// Prepares to answer a question.
  ///
  /// - Parameters:
  ///   - order: the cells that are wanted, in the order in which they are to come; by default all, line by line.
  ///   - processors: how many groups of races run at the same time.
  public init(
    _ sweep: Sweep, on landscape: FormulaLandscape, order: [Int]? = nil, processors: Int
  ) {
    self.sweep = sweep
    cells = Array(repeating: nil, count: sweep.count)
    let order = order ?? Array(0..<sweep.count)
    waiting = order[...]
    wanted = order.count
    self.processors = max(1, processors)
    slice = max(1, 2_000_000 / (Sweep.groupSize * (10 + landscape.operations)))
    let question = SweepQuestion(sweep, on: landscape)
    places = question.places
    let racer = sweep.race.racers[sweep.racer]
    func starting<Rule: Optimizer<EightPoints>>(
      _ rule: Rule
    ) -> @Sendable ([Int]) -> any SweepGroup {
      { RuleGroup(rule, schedule: racer.schedule, of: $0, in: question) }
    }
    begin = starting(racer.rule.with(numbers: EightPoints.self))
  }

  /// Whether all answers are there.
  public var isFinished: Bool { waiting.isEmpty && running.isEmpty }

  /// How many answers are there, of those that are wanted.
  public var share: Double { wanted == 0 ? 1 : Double(found) / Double(wanted) }

  /// Goes on for a few milliseconds.
  public mutating func advance() {
    while running.count < processors, !waiting.isEmpty {
      running.append(begin(Array(waiting.prefix(Sweep.groupSize))))
      waiting = waiting.dropFirst(Sweep.groupSize)
    }
    guard !running.isEmpty else { return }
    let updates = slice
    running.withUnsafeMutableBufferPointer { groups in
      guard groups.count > 1 else {
        groups[0].advance(by: updates)
        return
      }
      // Each takes a group of its own, and nobody another's.
      nonisolated(unsafe) let groups = groups
      DispatchQueue.concurrentPerform(iterations: groups.count) { groups[$0].advance(by: updates) }
    }
    for group in running where group.isFinished {
      for (cell, result) in zip(group.cells, group.results()) { cells[cell] = result }
      found += group.cells.count
    }
    running.removeAll(where: \.isFinished)
  }

  /// Computes all that is left.
  public mutating func finish() {
    while !isFinished { advance() }
  }

  /// The cell with the best answer so far.
  public var best: Int? { sweep.best(of: cells) }
}

extension Sweep {
  /// The cell with the least of what is asked, of equals the middle one in their order; nil where no race has an answer.
  ///
  /// - Parameter cells: what is known of each race.
  public func best(of cells: [SweepCell?]) -> Int? {
    guard measure.isRanked else { return nil }
    let known = cells.indices.filter { index in
      cells[index].map { !$0.value.isNaN && $0.ending != .diverged && $0.ending != .left } == true
    }
    guard let least = known.compactMap({ cells[$0]?.value }).min() else { return nil }
    let equals = known.filter { cells[$0]?.value == least }
    return equals[equals.count / 2]
  }
}
