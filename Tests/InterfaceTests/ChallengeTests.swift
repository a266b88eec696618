import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// Every challenge is as its words say: not solved as it is found, solved by its solution, and its par is the best of a
/// grid over all knobs that may be turned.
@Suite struct ChallengeTests {
  /// The score of a racer in a challenge; nil where it does not get there.
  private func score(_ challenge: Challenge, _ racer: String?) throws -> Double? {
    var race = try challenge.race(surfaces: Shipped.all)
    let landscape = try race.surface.landscape()
    let lowest = race.surface.minima.map { landscape.value(at: $0) }.min()
    if let racer { race.racers[0] = try Racer(racer) }
    return challenge.score(of: race.record(0, on: landscape), lowest: lowest)
  }

  /// Settings of all knobs that may be turned beside η and β: of schedules, and of ε.
  private func settings(_ challenge: Challenge) throws -> [[KnobKey: KnobValue]] {
    if challenge.knobs.contains("epsilon") {
      return [1e-8, 1e-4, 1e-2, 0.1, 1, 3, 10, 30].map { ["epsilon": .number($0)] }
    }
    guard challenge.knobs.contains("schedule") else { return [[:]] }
    var list: [[KnobKey: KnobValue]] = [[:]]
    for factor in [0.1, 0.5, 0.9] {
      for every in [1.0, 10, 100] {
        for shape in ["step", "inverse-time"] {
          list.append([
            "schedule": .choice(shape), "schedule-factor": .number(factor),
            "schedule-every": .number(every),
          ])
        }
      }
    }
    for factor in [0.9, 0.97, 0.99] {
      list.append(["schedule": .choice("exponential"), "schedule-factor": .number(factor)])
    }
    for steps in [10.0, 50, 100, 150, 200, 300, 400] {
      for shape in ["cosine", "linear"] {
        list.append(["schedule": .choice(shape), "schedule-steps": .number(steps)])
      }
    }
    return list + [["schedule": .choice("inverse-sqrt")]]
  }

  /// The best score of a grid over all knobs that may be turned, with the racer that has it.
  private func best(_ challenge: Challenge, etas: [Double], betas: [Double]) throws -> (
    score: Double, racer: String
  )? {
    let race = try challenge.race(surfaces: Shipped.all)
    let landscape = try race.surface.landscape()
    let lowest = race.surface.minima.map { landscape.value(at: $0) }.min()
    var found: (score: Double, racer: String)?
    for eta in challenge.knobs.contains("eta") ? etas : [race.racers[0].rule.learningRate] {
      for beta in challenge.knobs.contains("beta") ? betas : [0] {
        for settings in try settings(challenge) {
          var race = race
          race.racers[0]["eta"] = .number(eta)
          if challenge.knobs.contains("beta") { race.racers[0]["beta"] = .number(beta) }
          for (key, value) in settings { race.racers[0][key] = value }
          let run = race.record(0, on: landscape)
          guard let score = challenge.score(of: run, lowest: lowest) else { continue }
          if found.map({ challenge.isBetter(score, than: $0.score) }) ?? true {
            found = (score, race.racers[0].text)
          }
        }
      }
    }
    return found
  }

  private static let names = Challenge.all.map(\.name)
  private func challenge(_ name: String) throws -> Challenge {
    try #require(Challenge.all.first { $0.name == name })
  }

  @Test func `there are twelve, each with words that fit on a screen`() {
    #expect(Challenge.all.count == 12 && Set(Self.names).count == 12)
    for challenge in Challenge.all {
      #expect(challenge.task.count <= 150 && challenge.hint.count <= 200, "\(challenge.name)")
    }
  }

  @Test(arguments: names)
  func `it is open as it is found, and its par is what its solution scores`(name: String) throws {
    let challenge = try challenge(name)
    let first = try score(challenge, nil)
    #expect(first.map { !challenge.isSolved(by: $0) } ?? true, "\(first ?? 0)")
    let own = try #require(try score(challenge, challenge.solution))
    #expect(abs(own / challenge.par - 1) < 1e-9, "\(challenge.solution): \(own)")
    #expect(challenge.isSolved(by: challenge.par))
  }

  @Test(arguments: names)
  func `no cell of a grid over all its knobs is better than the par`(name: String) throws {
    let challenge = try challenge(name)
    // A grid that has schedules too is coarser in η.
    let count = challenge.knobs.contains("schedule") ? 20 : 90
    let etas = (0..<count).map { pow(10, -4 + 4.5 * Double($0) / Double(count - 1)) }
    let found = try best(challenge, etas: etas, betas: (0..<20).map { Double($0) / 20 } + [0.98])
    if let found {
      #expect(!challenge.isBetter(found.score, than: challenge.par), "\(found)")
    }
  }

  /// Nobody has to type a number, but where the hint says how.
  @Test(arguments: names)
  func `notches are enough, or the hint tells how to type`(name: String) throws {
    let challenge = try challenge(name)
    let found = try best(
      challenge, etas: KnobScale.decades.filter { (1e-5...5).contains($0) },
      betas: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99])
    let isSolved = found.map { challenge.isSolved(by: $0.score) } ?? false
    #expect(isSolved || challenge.hint.contains("optimizer") || challenge.hint.contains("'x'"))
  }

  @Test func `turning knobs solves it; another race does not count`() throws {
    let challenge = try challenge("step-length")
    var model = try Model(challenge: challenge, best: nil, surfaces: Shipped.all)
    #expect(model.challenge?.best == nil && model.challenge?.newBest() == nil)
    model.chooseOptimizer("descent:eta=0.037", adding: false)
    model.finish()
    model.judgeChallenge()
    #expect(model.challenge?.newBest().map { $0 <= 130 } == true)
    #expect(model.challenge?.newBest() == nil)
    for (change, words) in [
      ("optimizer adam", "the rule has to stay"), ("surface sphere", "another surface"),
      ("start 1,1", "another start"), ("steps 20", "steps and draws"), ("add adam", "the others"),
    ] {
      var other = try Model(challenge: challenge, best: nil, surfaces: Shipped.all)
      _ = other.press(":")
      for key in change { _ = other.press(key == " " ? "space" : String(key)) }
      _ = other.press("enter")
      other.finish()
      other.judgeChallenge()
      let told = other.challenge?.lines.map(\.text).joined(separator: " ") ?? ""
      #expect(told.contains(words), "\(change): \(told)")
      #expect(other.challenge?.best == nil)
    }
  }
}
