import Documents
import Landscapes
import Optimizers
import Trajectories

/// A challenge under way: how far the present race is from what is asked, and the best so far.
public struct ChallengePlace: Sendable {
  /// The challenge.
  public let challenge: Challenge
  /// The race as it was found.
  let race: Race
  /// The best score so far, of this start of the program or an earlier one; nil where there is none.
  public private(set) var best: Double?
  /// Whether the best score is new since somebody asked.
  private var isNew = false
  /// What the race comes to as it stands.
  private(set) var verdict = Verdict.underway

  /// What a race comes to.
  enum Verdict: Sendable, Equatable {
    /// It is still being computed.
    case underway
    /// Something else than the knobs was changed; the words say what.
    case other(String)
    /// It does not get there.
    case fails
    /// Its score.
    case scores(Double)
  }

  /// A challenge as it begins.
  ///
  /// - Parameter best: the best score of earlier starts.
  public init(_ challenge: Challenge, race: Race, best: Double?) {
    self.challenge = challenge
    self.race = race
    self.best = best
  }

  /// Looks at a race and keeps its score where it is the best.
  mutating func judge(_ track: Track) {
    if track.computation != nil {
      verdict = .underway
    } else if let words = difference(of: track.race) {
      verdict = .other(words)
    } else if let score = challenge.score(of: track.runs[0], lowest: track.lowestLoss) {
      verdict = .scores(score)
      if challenge.isSolved(by: score), best.map({ challenge.isBetter(score, than: $0) }) ?? true {
        best = score
        isNew = true
      }
    } else {
      verdict = .fails
    }
  }

  /// The best score, once after it has become better.
  public mutating func newBest() -> Double? {
    defer { isNew = false }
    return isNew ? best : nil
  }

  /// What of a race is not as it was found, beside the knobs that may be turned; nil where nothing is.
  private func difference(of other: Race) -> String? {
    guard other.surface == race.surface else { return "this is another surface" }
    guard other.start == race.start else { return "this is another start" }
    guard other.steps == race.steps, other.batching == race.batching else {
      return "steps and draws have to stay"
    }
    guard other.tweaks.isEmpty else { return "knobs turn from the start on here ('w')" }
    guard other.racers.count == race.racers.count,
      other.racers.dropFirst().elementsEqual(race.racers.dropFirst())
    else { return "the others have to stay" }
    let (mine, found) = (other.racers[0], race.racers[0])
    guard mine.rule.card.name == found.rule.card.name, mine.definition == nil else {
      return "the rule has to stay \(found.rule.card.title)"
    }
    for knob in found.knobs
    where !challenge.knobs.contains(knob.key) && mine[knob.key] != found[knob.key] {
      return "\(knob.symbol) has to stay"
    }
    return nil
  }

  /// The task, what is asked, and where the race stands, a line each.
  var lines: [(text: String, isStrong: Bool)] {
    let isSteps = challenge.goal.isSteps
    func told(_ score: Double) -> String { isSteps ? "step \(Int(score))" : brief(score) }
    let free = challenge.knobs.compactMap { key in race.racers[0].knob(key)?.symbol }
    var state: String
    switch verdict {
    case .underway: state = "…"
    case .other(let words): state = "\(words): 'u' takes it back"
    case .fails: state = "not there yet"
    case .scores(let score):
      state = challenge.isSolved(by: score) ? "SOLVED: \(told(score))" : "now: \(told(score))"
    }
    let record = best.map { "; your best: \(told($0)); par: \(told(challenge.par))" } ?? ""
    return [
      (challenge.task, true),
      ("Turn \(free.joined(separator: ", ")). \(state)\(record). ':hint' helps.", false),
    ]
  }
}

extension Challenge.Goal {
  /// Whether its score is a number of steps.
  var isSteps: Bool { if case .hovers = self { false } else { true } }
}

extension Model {
  /// Opens a challenge.
  ///
  /// - Parameter best: the best score of earlier starts.
  /// - Throws: what is wrong with the list of challenges.
  public init(
    challenge: Challenge, best: Double?,
    surfaces: @autoclosure @escaping @Sendable () -> [Surface]
  ) throws {
    let race = try challenge.race(surfaces: surfaces())
    try self.init(race: race, surfaces: surfaces())
    self.challenge = ChallengePlace(challenge, race: race, best: best)
    judgeChallenge()
  }

  /// Looks at the race as it stands, where a challenge is under way.
  public mutating func judgeChallenge() {
    guard var place = challenge else { return }
    place.judge(track)
    challenge = place
  }
}
