import Formulas
import Landscapes
import Optimizers

/// The paths of one racer with many seeds: what is chance in a path, and what is not.
public struct Crowd: Sendable {
  /// The seeds.
  public let seeds: [UInt64]
  /// For each step where every seed is; not finite where its path has ended.
  public private(set) var places: [[Point]]
  /// For each step the loss of the whole landscape there.
  public private(set) var losses: [[Double]]

  /// For each step the losses below which a tenth and nine tenths of the seeds are.
  public private(set) var tenths: [(low: Double, high: Double)] = []
  /// For each step the loss below which half of the seeds are.
  public private(set) var medians: [Double] = []

  /// The last step.
  public var lastStep: Int { places.count - 1 }

  fileprivate init(seeds: [UInt64], steps: Int) {
    self.seeds = seeds
    let nowhere = [Point](repeating: Point(.nan, .nan), count: seeds.count)
    places = Array(repeating: nowhere, count: steps + 1)
    losses = Array(repeating: nowhere.map(\.x), count: steps + 1)
  }

  fileprivate mutating func note(_ octet: EightStanding, at step: Int) {
    for lane in 0..<8 where 8 * octet.number + lane < seeds.count {
      let here = octet.sight(of: lane)
      guard octet.point(of: lane).isFinite, here.isFinite else { continue }
      places[step][8 * octet.number + lane] = octet.point(of: lane)
      losses[step][8 * octet.number + lane] = here.value
    }
  }

  fileprivate mutating func finish() {
    for step in losses.indices {
      let sorted = sorted(at: step)
      tenths.append((Crowd.loss(below: 0.1, of: sorted), Crowd.loss(below: 0.9, of: sorted)))
      medians.append(Crowd.loss(below: 0.5, of: sorted))
    }
  }

  /// The loss below which a share of the seeds is at a step; no number where none is left.
  public func loss(below share: Double, at step: Int) -> Double {
    Crowd.loss(below: share, of: sorted(at: step))
  }

  private func sorted(at step: Int) -> [Double] { losses[step].filter { !$0.isNaN }.sorted() }

  private static func loss(below share: Double, of sorted: [Double]) -> Double {
    sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }
}

extension Race {
  /// The paths of a racer with many seeds, eight side by side.
  ///
  /// - Parameters:
  ///   - seeds: the seeds; the others of the race are not asked.
  ///   - steps: how many updates, at most all.
  public func crowd(
    of racer: Int, seeds: [UInt64], steps: Int? = nil, on landscape: FormulaLandscape
  ) -> Crowd {
    crowd(
      racers[racer].rule.with(numbers: EightPoints.self), of: racer, seeds,
      steps: min(self.steps, steps ?? self.steps), on: landscape)
  }

  private func crowd<Rule: Optimizer<EightPoints>>(
    _ rule: Rule, of racer: Int, _ seeds: [UInt64], steps: Int, on landscape: FormulaLandscape
  ) -> Crowd {
    var crowd = Crowd(seeds: seeds, steps: steps)
    let start = EightPoints(SIMD8(repeating: start.x), SIMD8(repeating: start.y))
    landscape.withSights(of: EightPoints.self) { look in
      for number in 0..<(seeds.count + 7) / 8 {
        var schedule = racers[racer].schedule
        var oracle = oracle(of: racer, on: landscape)
        var tweaks = tweaks.of(racer)[...]
        let mine = SIMD8<UInt64>((0..<8).map { seeds[min(8 * number + $0, seeds.count - 1)] })
        var octets = [Octet(rule, number: number, at: start, goal: .loss(-.infinity), look: look)]
        crowd.note(octets[0].standing, at: 0)
        for step in 0..<steps where !octets[0].watch.isOver {
          while let tweak = tweaks.first, tweak.step <= step {
            tweaks = tweaks.dropFirst()
            if oracle.turn(tweak) { continue }
            if tweak.turn(&octets[0].rule, &schedule) { octets[0].forget() }
          }
          let (now, shown) = (schedule, oracle)
          _ = octets.withUnsafeMutableBufferPointer {
            Rule.advance(
              $0, underway: 1, updates: step..<step + 1, schedule: now, look: look,
              shown: { shown.sample(at: $0, done: $1, seeds: mine) })
          }
          crowd.note(octets[0].standing, at: step + 1)
        }
      }
    }
    crowd.finish()
    return crowd
  }
}
