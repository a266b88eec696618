import Landscapes
import Optimizers

/// The paths of a race in the making: computed slice by slice, so that who shows them stays awake.
///
/// All paths grow together. However it is sliced, the paths are the same.
public struct Recording: Sendable {
  private var paths: [any PathInTheMaking]
  /// How many updates each path is to have at most.
  private let steps: Int
  /// The updates made of each path that still grows.
  private var done = 0

  /// Prepares to compute the paths of some racers.
  public init(of racers: [Int], in race: Race, on landscape: some Landscape) {
    paths = racers.map { race.path(race.racers[$0].rule, $0, on: landscape) }
    steps = race.steps
  }

  /// Whether all paths are whole.
  public var isFinished: Bool { paths.allSatisfy(\.isFinished) }

  /// How much is done, from 0 to 1.
  public var share: Double { isFinished ? 1 : Double(done) / Double(max(1, steps)) }

  /// The updates that every path has that did not end before.
  public var reach: Int { isFinished ? steps : done }

  /// Lets all paths grow by some updates.
  public mutating func advance(by updates: Int) {
    done = min(steps, done + max(1, updates))
    for index in paths.indices { paths[index].grow(to: done) }
  }

  /// The paths as far as they go, in the order of the racers.
  public var runs: [Run] { paths.map(\.run) }
}

/// A path of some rule on some surface that is not whole yet.
private protocol PathInTheMaking: Sendable {
  var isFinished: Bool { get }
  var run: Run { get }
  mutating func grow(to step: Int)
}

/// The one path of a rule, with all that is needed to go on.
struct PathRecorder<Rule: Optimizer<Vector>, Source: Oracle>: PathInTheMaking {
  private var walk: Walk<Rule, Source>
  private(set) var run = Run()

  init(_ walk: Walk<Rule, Source>) {
    self.walk = walk
    run.reserve(min(walk.steps, 1_000_000) + 1)
    run.states.append(walk.walker.state)
    run.begin(walk.walker.point, walk.here)
    finish()
  }

  var isFinished: Bool { walk.isAtEnd }

  /// Says why a path ended that is not finite.
  private mutating func finish() {
    guard !walk.isFinite else { return }
    run.diverged = true
    run.leftDomain = walk.walker.oracle.landscape.leavesDomain(at: walk.walker.point)
  }

  mutating func grow(to step: Int) {
    walk.advance(to: step) { trail, state in
      run.append(trail)
      if run.lastStep % Run.stride == 0 { run.states.append(state) }
    }
    finish()
  }
}

extension Run {
  /// The path of a rule on a landscape, wherever either was written.
  ///
  /// - Parameters:
  ///   - rule: the update rule with its hyper-parameters.
  ///   - schedule: how η changes with the steps; constant unless told otherwise.
  ///   - landscape: the loss function, all of which the rule is shown.
  ///   - start: θ₀.
  ///   - steps: the updates at most; a path that is no longer finite ends before.
  public init(
    of rule: some Optimizer<Vector>, schedule: Schedule = Schedule(), on landscape: some Landscape,
    from start: Point, steps: Int
  ) {
    let walker = Walker(
      rule: rule, schedule: schedule, oracle: SampledOracle(landscape), start: start)
    var path = PathRecorder(Walk(walker, steps: steps))
    path.grow(to: steps)
    self = path.run
  }
}

extension Race {
  fileprivate func path<Rule: Optimizer<Vector>>(
    _ rule: Rule, _ racer: Int, on landscape: some Landscape
  ) -> any PathInTheMaking {
    PathRecorder(walk(rule, racer, on: landscape))
  }
}
