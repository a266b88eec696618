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
struct PathRecorder<Rule: Optimizer, Ground: Landscape>: PathInTheMaking {
  private var walker: Walker<Rule, Ground>
  private let steps: Int
  private(set) var isFinished = false
  private(set) var run = Run()

  init(_ walker: Walker<Rule, Ground>, steps: Int) {
    self.walker = walker
    self.steps = steps
    run.reserve(min(steps, 1_000_000) + 1)
    record()
  }

  /// Adds the row where the walker stands.
  @inline(__always)
  @discardableResult
  private mutating func record() -> Sample {
    let here = walker.landscape.sample(at: walker.point)
    if walker.done % Run.stride == 0 { run.states.append(walker.state) }
    run.append(walker.point, here)
    isFinished = run.diverged || walker.done >= steps
    if run.diverged { run.leftDomain = walker.landscape.leavesDomain(at: walker.point) }
    return here
  }

  mutating func grow(to step: Int) {
    guard !isFinished, walker.done < step else { return }
    var here = walker.landscape.sample(at: walker.point)
    while !isFinished, walker.done < step {
      walker.advance(seeing: here)
      here = record()
    }
  }
}

extension Race {
  fileprivate func path<Rule: Optimizer>(
    _ rule: Rule, _ racer: Int, on landscape: some Landscape
  ) -> any PathInTheMaking {
    PathRecorder(walker(rule, racer, on: landscape), steps: steps)
  }
}
