import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// Every challenge is as its words say: not solved as it is found, solved by its solution, and its par is the best of a
/// grid over η and β.
@Suite struct ChallengeTests {
  /// The score of a racer in a challenge; nil where it does not get there.
  private func score(_ challenge: Challenge, _ racer: String?) throws -> Double? {
    var race = try challenge.race(surfaces: Shipped.all)
    let landscape = try race.surface.landscape()
    let lowest = race.surface.minima.map { landscape.value(at: $0) }.min()
    if let racer { race.racers[0] = try Racer(racer) }
    return challenge.score(of: race.record(0, on: landscape), lowest: lowest)
  }

  /// The best score of a grid over η and β, as far as both may be turned, with the racer that has it.
  private func best(_ challenge: Challenge, etas: [Double], betas: [Double]) throws -> (
    score: Double, racer: String
  )? {
    var race = try challenge.race(surfaces: Shipped.all)
    let landscape = try race.surface.landscape()
    let lowest = race.surface.minima.map { landscape.value(at: $0) }.min()
    var found: (score: Double, racer: String)?
    for eta in challenge.knobs.contains("eta") ? etas : [race.racers[0].rule.learningRate] {
      for beta in challenge.knobs.contains("beta") ? betas : [0] {
        race.racers[0]["eta"] = .number(eta)
        if challenge.knobs.contains("beta") { race.racers[0]["beta"] = .number(beta) }
        let run = race.record(0, on: landscape)
        guard let score = challenge.score(of: run, lowest: lowest) else { continue }
        if found.map({ challenge.isBetter(score, than: $0.score) }) ?? true {
          found = (score, race.racers[0].text)
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
  func `no cell of a grid over η and β is better than the par`(name: String) throws {
    let challenge = try challenge(name)
    let etas = (0..<90).map { pow(10, -4 + 4.5 * Double($0) / 89) }
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
