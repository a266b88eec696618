import Landscapes
import Optimizers
import Trajectories

/// A recorded race that was opened or kept, from which the present one may fork.
public struct OpenedRun: Sendable {
  /// The name of its file, without folders.
  public var file: String
  /// The race as it was recorded.
  public var race: Race
  /// The race that it forked from itself, as its file names it.
  public var parent: Parent?
  /// Its paths, as far as they are known.
  var runs: [Run]

  /// Describes a recorded race.
  ///
  /// - Parameter runs: its paths; empty where they are still to be computed.
  public init(file: String, race: Race, parent: Parent? = nil, runs: [Run] = []) {
    self.file = file
    self.race = race
    self.parent = parent
    self.runs = runs
  }
}

/// The path of a racer in the race that the present one forked from, from where both part.
struct Branch: Sendable, Equatable {
  /// The step up to which both are the same.
  var from: Int
  /// The path from that step on.
  var run: Run

  /// The points from the fork up to a step.
  func points(to step: Int) -> ArraySlice<Landscapes.Point> {
    run.points[
      min(from, run.lastFiniteStep)...max(min(from, run.lastFiniteStep), run.clamped(step))]
  }

  static func == (a: Branch, b: Branch) -> Bool { a.from == b.from && a.run.points == b.run.points }
}

extension Track {
  /// Opens a recorded race: it stays beside whatever is made of it.
  ///
  /// - Parameters:
  ///   - elder: the race that the recorded one forked from, where its file is at hand.
  mutating func keep(_ openedRun: OpenedRun, elder: OpenedRun? = nil) {
    var openedRun = openedRun
    if openedRun.runs.isEmpty, race.forkStep(from: openedRun.race) == nil { openedRun.runs = runs }
    self.openedRun = openedRun
    self.elder = elder
    findBranches()
  }

  /// The present race as one that what follows may fork from; its file is still to be named.
  public var asOpenedRun: OpenedRun { OpenedRun(file: "", race: race, parent: parent, runs: runs) }

  /// The recorded race that is drawn beside this one, and the step at which they part.
  public var forked: (openedRun: OpenedRun, step: Int)? {
    for case .some(let openedRun) in [openedRun, elder] where isOnGround(of: openedRun) {
      if let step = race.forkStep(from: openedRun.race) { return (openedRun, step) }
    }
    return nil
  }

  /// A race on another formula is another race, not a fork.
  private func isOnGround(of openedRun: OpenedRun) -> Bool {
    openedRun.race.surface.formula == race.surface.formula
  }

  /// What a record of the present race names as its parent.
  public var parent: Parent? {
    guard let openedRun, isOnGround(of: openedRun) else { return nil }
    guard let step = race.forkStep(from: openedRun.race) else { return openedRun.parent }
    return Parent(file: openedRun.file, step: step)
  }

  /// While the recorded race itself is shown its paths become known.
  mutating func learnOpenedRun() {
    guard let openedRun, race.forkStep(from: openedRun.race) == nil else { return }
    self.openedRun?.runs = runs
  }

  mutating func findBranches() {
    branches = race.racers.indices.map { _ in nil }
    // On terrain of other parameters the older path would be out of place.
    guard let (openedRun, step) = forked,
      openedRun.race.surface.parameters == race.surface.parameters
    else { return }
    for index in branches.indices where index < openedRun.runs.count {
      let run = openedRun.runs[index]
      guard run.points != runs[index].points else { continue }
      branches[index] = Branch(from: step, run: run)
    }
  }
}
