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
  /// Makes at most some updates of each race.
  mutating func advance(by updates: Int)
  /// What was found of each race, in the order of the cells.
  func results() -> [SweepCell]
}

extension Sweep {
  /// How many octets take turns.
  static let octets = 4

  /// The most races of a group.
  static var groupSize: Int { 8 * octets }
}

/// The races of one rule.
struct RuleGroup<Rule: Optimizer<EightPoints>, Ground: Landscape>: SweepGroup {
  let cells: [Int]
  private let question: SweepQuestion<Ground>
  /// Those on their way first.
  private var octets: [Octet<Rule>]
  private var schedule: Schedule
  private var done = 0
  /// The losses at the checkpoints, by the number of an octet; none where no rate is asked.
  private var heights: [[EightWatch.Eight]] = []
  /// The last places of every race; none where nobody asks what became of it.
  private var windows: [FateWindow] = []

  init(_ rule: Rule, schedule: Schedule, of cells: [Int], in question: SweepQuestion<Ground>) {
    self.cells = cells
    self.question = question
    self.schedule = schedule
    let sweep = question.sweep
    let writers = sweep.axes.map { axis -> (@Sendable (inout Rule, Int, Double) -> Void)? in
      if case .knob(let key) = axis.subject { return rule.writer(of: key) }
      return nil
    }
    octets = question.landscape.withSights(of: EightPoints.self) { look in
      (0..<(cells.count + 7) / 8).map { number in
        var rule = rule
        var starts = EightPoints()
        for lane in 0..<8 {
          // The last octet is filled up with the last race.
          let cell = cells[min(8 * number + lane, cells.count - 1)]
          var start = sweep.race.start
          for (place, value) in sweep.values(of: cell).enumerated() {
            switch sweep.axes[place].subject {
            case .knob: writers[place]?(&rule, lane, value)
            case .startX: start.x = value
            case .startY: start.y = value
            }
          }
          (starts[lane], starts[8 + lane]) = (start.x, start.y)
        }
        return Octet(rule, number: number, at: starts, goal: question.goal, look: look)
      }
    }
    if sweep.measure == .rate { heights = octets.map { [$0.here.value] } }
    if sweep.measure == .fate { windows = cells.map { _ in FateWindow() } }
    lookBack()
  }

  private var steps: Int { question.sweep.race.steps }

  var isFinished: Bool { done >= steps || octets.allSatisfy(\.watch.isOver) }

  mutating func advance(by updates: Int) {
    let goal = min(steps, done + max(1, updates))
    question.landscape.withSights(of: EightPoints.self) { look in
      while done < goal, !isFinished {
        for tweak in question.tweaks where tweak.step == done { turn(tweak) }
        let next = min(goal, question.nextStop(after: done))
        let alive = octets.partition { $0.watch.isOver }
        octets.withUnsafeMutableBufferPointer { octets in
          Rule.advance(
            UnsafeMutableBufferPointer(rebasing: octets[..<alive]), updates: done..<next,
            schedule: schedule, look: look)
        }
        done = next
        lookBack()
      }
    }
  }

  private mutating func turn(_ tweak: Tweak) {
    for index in octets.indices where tweak.turn(&octets[index].rule, &schedule) {
      octets[index].forget()
    }
  }

  /// Takes note of what is asked at this step.
  private mutating func lookBack() {
    if !heights.isEmpty, question.checkpoints.contains(done), done > 0 {
      for octet in octets { heights[octet.number].append(octet.here.value) }
    }
    guard !windows.isEmpty, done >= question.firstJudged else { return }
    for octet in octets {
      for (lane, index) in races(of: octet) where octet.watch.end(of: lane) == nil {
        windows[index].append(
          octet.point(of: lane), octet.sight(of: lane), step: done, leftDomain: false)
      }
    }
  }

  /// The lanes of an octet with the places of their cells; those that fill up are left out.
  private func races(of octet: Octet<Rule>) -> [(lane: Int, index: Int)] {
    (0..<8).map { ($0, 8 * octet.number + $0) }.filter { $0.1 < cells.count }
  }

  func results() -> [SweepCell] {
    var results = cells.map { _ in SweepCell(value: .nan, arrival: nil, ending: .underway) }
    for octet in octets {
      for (lane, index) in races(of: octet) { results[index] = result(of: lane, octet, index) }
    }
    return results
  }

  private func result(of lane: Int, _ octet: Octet<Rule>, _ index: Int) -> SweepCell {
    let arrival = octet.watch.arrival(of: lane)
    let end = octet.watch.end(of: lane)
    let point = octet.point(of: lane)
    let ending: Ending =
      end != nil
      ? .diverged
      : arrival != nil ? .arrived : question.view.contains(point) ? .underway : .left
    var cell = SweepCell(value: .nan, arrival: arrival, ending: ending)
    switch question.sweep.measure {
    // Every rule takes one gradient an update.
    case .steps, .evaluations: cell.value = arrival.map(Double.init) ?? .nan
    case .final: if end == nil { cell.value = octet.sight(of: lane).value }
    case .rate: if end == nil { cell.value = question.rate(heights[octet.number].map { $0[lane] }) }
    case .fate:
      let fate = question.fate(
        of: windows[index], end: end.map { (step: $0, place: octet.watch.place(ofEndOf: lane)) })
      cell.value = Double(fate.number)
      cell.ending = fate.ending
    case .minimum:
      if end == nil, let number = question.stationaryPoint(near: point) {
        cell.value = Double(number)
      }
    }
    return cell
  }
}
