import Formulas
import Landscapes
import Optimizers
import Trajectories

/// Some races of a sweep that run together, a few octets that take turns.
protocol SweepGroup: Sendable {
  /// The cells whose races they are.
  var cells: [Int] { get }
  /// Whether all updates are made.
  var isFinished: Bool { get }
  /// Makes at most some updates of each race, to answer a question.
  mutating func advance(by updates: Int, for question: SweepQuestion<FormulaLandscape>)
  /// What was found of each race, in the order of the cells.
  func results(for question: SweepQuestion<FormulaLandscape>) -> [SweepCell]
}

extension Sweep {
  /// How many octets take turns.
  static let octets = 4

  /// The most races of a group.
  static var groupSize: Int { 8 * octets }
}

/// The races of one rule.
struct RuleGroup<Rule: Optimizer<EightPoints>>: SweepGroup {
  /// What is to be answered; lent again and again, since to keep it costs as much as some updates.
  typealias Question = SweepQuestion<FormulaLandscape>

  /// Writes a number for each of eight races into the rule.
  typealias Writer = @Sendable (inout Rule, (Int) -> Double) -> Void

  let cells: [Int]
  private let steps: Int
  /// Those on their way first.
  private var octets: [Octet<Rule>]
  /// How many octets have a race on its way.
  private var underway: Int
  private var schedule: Schedule
  /// What shows the landscape to the rule.
  private var oracle: SampledOracle<FormulaLandscape>
  private var done = 0
  /// The losses at the checkpoints, by the number of an octet; none where no rate is asked.
  private var heights: [[EightWatch.Eight]] = []
  /// The last places of every race; none where nobody asks what became of it.
  private var windows: [FateWindow] = []

  /// Sets races off.
  ///
  /// - Parameter writers: how each axis of the sweep is written into the rule; nil for one that is no knob.
  init(
    _ rule: Rule, schedule: Schedule, of cells: [Int], for question: Question, _ writers: [Writer?]
  ) {
    self.cells = cells
    self.schedule = schedule
    let sweep = question.sweep
    oracle = sweep.race.oracle(of: 0, on: question.landscape)
    steps = sweep.race.steps
    octets = question.landscape.withSights(of: EightPoints.self) { look in
      (0..<(cells.count + 7) / 8).map { number in
        var rule = rule
        var starts = EightPoints(
          SIMD8(repeating: sweep.race.start.x), SIMD8(repeating: sweep.race.start.y))
        for place in sweep.axes.indices {
          // The last octet is filled up with the last race.
          func value(_ lane: Int) -> Double {
            sweep.value(of: place, in: cells[min(8 * number + lane, cells.count - 1)])
          }
          switch sweep.axes[place].subject {
          case .knob: writers[place]?(&rule, value)
          case .startX: for lane in 0..<8 { starts[lane] = value(lane) }
          case .startY: for lane in 0..<8 { starts[8 + lane] = value(lane) }
          }
        }
        return Octet(rule, number: number, at: starts, goal: question.goal, look: look)
      }
    }
    underway = octets.count
    if sweep.measure == .rate { heights = octets.map { [$0.standing.here.value] } }
    if sweep.measure == .fate { windows = cells.map { _ in FateWindow() } }
    lookBack(for: question)
  }

  var isFinished: Bool { done >= steps || underway == 0 }

  mutating func advance(by updates: Int, for question: Question) {
    let goal = min(steps, done + max(1, updates))
    question.landscape.withSights(of: EightPoints.self) { look in
      while done < goal, !isFinished {
        for tweak in question.tweaks where tweak.step == done { turn(tweak) }
        let next = min(goal, question.nextStop(after: done))
        let (done, schedule, underway, oracle) = (done, schedule, underway, oracle)
        self.underway = octets.withUnsafeMutableBufferPointer { octets in
          Rule.advance(
            octets, underway: underway, updates: done..<next, schedule: schedule, look: look,
            shown: oracle.isExact ? nil : { oracle.sample(at: $0, done: $1) })
        }
        self.done = next
        lookBack(for: question)
      }
    }
  }

  private mutating func turn(_ tweak: Tweak) {
    if oracle.turn(tweak) { return }
    for index in octets.indices where tweak.turn(&octets[index].rule, &schedule) {
      octets[index].forget()
    }
  }

  /// Takes note of what is asked at this step.
  private mutating func lookBack(for question: Question) {
    let notesHeights = !heights.isEmpty && done > 0 && question.checkpoints.contains(done)
    let looksAround = !windows.isEmpty && done >= question.firstJudged
    guard notesHeights || looksAround else { return }
    for octet in octets {
      let standing = octet.standing
      if notesHeights { heights[standing.number].append(standing.here.value) }
      guard looksAround else { continue }
      for lane in 0..<lanes(of: standing) where standing.watch.end(of: lane) == nil {
        windows[8 * standing.number + lane].append(
          standing.point(of: lane), slope: standing.sight(of: lane).gradient.length)
      }
    }
  }

  /// How many races of an octet are asked for; those behind them fill it up.
  private func lanes(of standing: EightStanding) -> Int {
    min(8, cells.count - 8 * standing.number)
  }

  func results(for question: Question) -> [SweepCell] {
    var results = cells.map { _ in SweepCell(value: .nan, arrival: nil, ending: .underway) }
    for octet in octets {
      let standing = octet.standing
      for lane in 0..<lanes(of: standing) {
        let index = 8 * standing.number + lane
        let watch = standing.watch
        let course = Question.Course(
          arrival: watch.arrival(of: lane),
          end: watch.end(of: lane).map { (step: $0, place: watch.place(ofEndOf: lane)) },
          point: standing.point(of: lane), loss: standing.here.value[lane])
        results[index] = question.answer(
          to: course, losses: heights[standing.number].map { $0[lane] },
          fate: question.fate(of: windows[index], end: course.end))
      }
    }
    return results
  }
}
