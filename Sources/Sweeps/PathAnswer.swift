import Landscapes
import Optimizers
import Trajectories

extension Sweep {
  /// What this sweep says of a race whose path is known.
  ///
  /// - Parameter places: the places at which races end, where they are known.
  public func answer(
    of run: Run, at places: [StationaryPoint]? = nil, on landscape: some Landscape
  ) -> SweepCell {
    let question = SweepQuestion(self, at: places, on: landscape)
    let last = run.lastStep
    let point = run.points[last]
    func hasArrived(at step: Int) -> Bool {
      switch question.goal {
      case .loss(let height): return run.losses[step] <= height
      case .rest(let least):
        let way = run.points[step] - run.points[max(0, step - 1)]
        return way.x * way.x + way.y * way.y <= least
      }
    }
    var arrival: Int?
    if !run.diverged {
      for step in stride(from: last, through: 0, by: -1) {
        guard hasArrived(at: step) else { break }
        arrival = step
      }
    }
    return question.answer(
      to: .init(
        arrival: arrival, end: run.diverged ? (last, point) : nil, point: point,
        loss: run.losses[last]),
      losses: question.checkpoints.filter { $0 <= last }.map { run.losses[$0] },
      fate: SweepFate(
        Fate(of: run, at: last, surface: race.surface, landscape: landscape)
          .ofChance(race.isDrawn(0))))
  }
}
