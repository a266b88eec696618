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
  private var running: [Job] = []
  private let question: SweepQuestion<FormulaLandscape>
  private let begin: @Sendable ([Int]) -> any SweepGroup
  /// How many groups are on their way: one for each processor, and more of short races.
  private let groupPlaces: Int
  /// Whether more than one processor is used.
  private let isShared: Bool
  /// The updates of every race in one slice: about two milliseconds.
  private let slice: Int
  private let wanted: Int
  private var found = 0

  /// Prepares to answer a question.
  ///
  /// - Parameters:
  ///   - order: the cells that are wanted, in the order in which they are to come; by default all, line by line.
  ///   - places: the places at which races end, where they are known already.
  ///   - processors: how many groups of races run at the same time.
  public init(
    _ sweep: Sweep, on landscape: FormulaLandscape, order: [Int]? = nil,
    places: [StationaryPoint]? = nil, processors: Int
  ) {
    self.sweep = sweep
    cells = Array(repeating: nil, count: sweep.count)
    let order = order ?? Array(0..<sweep.count)
    waiting = order[...]
    wanted = order.count
    slice = max(1, 2_000_000 / (Sweep.groupSize * (10 + landscape.operations)))
    isShared = processors > 1
    groupPlaces = max(1, processors) * max(1, slice / max(1, sweep.race.steps))
    let question = SweepQuestion(sweep, at: places, on: landscape)
    self.question = question
    self.places = question.places
    let racer = sweep.race.racers[0]
    func starting<Rule: Optimizer<EightPoints>>(
      _ rule: Rule
    ) -> @Sendable ([Int]) -> any SweepGroup {
      // Looked up once: it takes as long as some hundred updates.
      let writers = sweep.axes.map { axis -> RuleGroup<Rule>.Writer? in
        if case .knob(let key) = axis.subject { return rule.writer(of: key) }
        return nil
      }
      return { RuleGroup(rule, schedule: racer.schedule, of: $0, for: question, writers) }
    }
    begin = starting(racer.rule.with(numbers: EightPoints.self))
  }

  /// Whether all answers are there.
  public var isFinished: Bool { waiting.isEmpty && running.isEmpty }

  /// How many answers are there, of those that are wanted.
  public var share: Double { wanted == 0 ? 1 : Double(found) / Double(wanted) }

  /// Some races on their way: they are set off, run and judged by whichever processor has them.
  private struct Job: Sendable {
    let cells: [Int]
    var group: (any SweepGroup)?
    var found: [SweepCell]?

    mutating func work(
      _ begin: ([Int]) -> any SweepGroup, updates: Int,
      for question: SweepQuestion<FormulaLandscape>
    ) {
      if group == nil { group = begin(cells) }
      group?.advance(by: updates, for: question)
      if group?.isFinished == true { found = group?.results(for: question) }
    }
  }

  /// Goes on for a few milliseconds.
  public mutating func advance() {
    while running.count < groupPlaces, !waiting.isEmpty {
      running.append(Job(cells: Array(waiting.prefix(Sweep.groupSize))))
      waiting = waiting.dropFirst(Sweep.groupSize)
    }
    let (updates, begin, question) = (slice, begin, question)
    running.withUnsafeMutableBufferPointer { jobs in
      guard isShared, jobs.count > 1 else {
        for index in jobs.indices { jobs[index].work(begin, updates: updates, for: question) }
        return
      }
      // Each takes a job of its own, and nobody another's.
      nonisolated(unsafe) let jobs = jobs
      DispatchQueue.concurrentPerform(iterations: jobs.count) {
        jobs[$0].work(begin, updates: updates, for: question)
      }
    }
    for job in running {
      guard let found = job.found else { continue }
      for (cell, result) in zip(job.cells, found) { cells[cell] = result }
      self.found += job.cells.count
    }
    running.removeAll { $0.found != nil }
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
