import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

/// A race in sentences, for readers who listen and for logs: one sentence an event, in the order of
/// the steps.
public struct Narration {
  private var model: Model

  /// Prepares to tell a race.
  public init(of model: Model) {
    self.model = model
    self.model.finish()
  }

  /// Steps at which the losses are told whatever happens.
  private static let milestones = [1, 2, 5]

  /// The sentences, a line each.
  public var lines: [String] {
    guard let place = model.lecture else { return race }
    var lines = ["Lecture: \(place.lecture.title)."]
    if !place.lecture.story.isEmpty { lines.append(place.lecture.story) }
    lines += place.lecture.opening
    var model = model
    for (index, scene) in place.lecture.scenes.enumerated() {
      lines += ["", "Scene \(index + 1) of \(place.lecture.scenes.count): \(scene.title)."]
      if !scene.question.isEmpty { lines.append("Question: \(scene.questionWithChoices)") }
      do {
        let race = try scene.race()
        model.change({ $0 = race }, remember: false)
      } catch {
        lines.append("This scene cannot be shown: \(error)")
        continue
      }
      model.lecture = nil
      lines += Narration(of: model).race
      lines.append("Answer: \(scene.caption)")
      if let later = scene.later { lines.append("Later, at step \(later.steps): \(later.caption)") }
    }
    if !place.lecture.home.isEmpty { lines += ["", "To take home:"] + place.lecture.home }
    if let next = place.lecture.next { lines += ["", "Next: \(next)"] }
    return lines
  }

  private var race: [String] {
    let race = model.race
    var lines = [
      "Race on \(race.surface.name): f = \(model.track.measures.formulaText).",
      "All start at x \(brief(race.start.x)), y \(brief(race.start.y)), "
        + "where the loss is \(brief(model.runs[0].losses[0])), and make \(race.steps) steps.",
    ]
    if race.surface.rowCount > 0 {
      let rows = race.isDrawn ? ", of which updates see some, \(race.batching.order.words)" : ""
      lines.append("The loss is the mean over \(race.surface.rowCount) rows of data\(rows).")
    }
    if race.isDrawn { lines.append("The seed of all draws is \(race.batching.seed).") }
    if let (openedRun, step) = model.track.forked {
      lines.append("It is a fork of \(printable(openedRun.file)) from step \(step).")
    }
    for index in race.racers.indices {
      let racer = race.racers[index]
      // Behind the name, or behind the equations in their quotes.
      let isWritten = racer.definition != nil
      let pieces = racer.text.split(
        separator: isWritten ? "\"" : ":", maxSplits: isWritten ? 2 : 1,
        omittingEmptySubsequences: false)
      let knobs = pieces.count > 1 ? pieces[pieces.count - 1] : ""
      let name = model.race.name(of: index)
      lines.append("\(name) runs with \(spoken(String(knobs.drop { $0 == "," }))).")
      if racer.definition != nil {
        lines.append("Its equations: \(racer.rule.equationLines.joined(separator: "; ")).")
      }
    }
    lines += events.map { "Step \($0.step): \($0.words)." }
    lines.append(ending)
    return lines
  }

  /// `eta=0.1,beta=0.9` as words.
  private func spoken(_ knobs: String) -> String {
    let pieces = knobs.split(separator: ",").map { piece in
      piece.split(separator: "=", maxSplits: 1).joined(separator: " ")
    }
    return pieces.isEmpty ? "its defaults" : pieces.joined(separator: ", ")
  }

  private struct Event {
    var step: Int
    var order: Int
    var words: String
  }

  private var events: [Event] {
    let race = model.race
    var events: [Event] = []
    for note in race.notes where note.step <= race.steps {
      events.append(Event(step: note.step, order: 0, words: "note: \(note.text)"))
    }
    for tweak in race.tweaks where tweak.step <= race.steps {
      let symbol = race.racers[tweak.racer].knob(tweak.knob)?.key ?? tweak.knob
      events.append(
        Event(
          step: tweak.step, order: 1,
          words: "\(model.race.title(of: tweak.racer)) goes on with \(symbol) \(tweak.value)"))
    }
    for step in milestones {
      let losses = race.racers.indices.compactMap { index -> String? in
        let run = model.runs[index]
        guard step <= run.lastFiniteStep else { return nil }
        return "\(model.race.title(of: index)) \(brief(run.losses[step]))"
      }
      guard !losses.isEmpty else { continue }
      events.append(
        Event(step: step, order: 2, words: "losses: \(losses.joined(separator: ", "))"))
    }
    for index in race.racers.indices { events += fates(of: index) }
    return events.sorted { ($0.step, $0.order, $0.words) < ($1.step, $1.order, $1.words) }
  }

  /// 1, 2, 5, 10, 20, 50, … up to the last step.
  private var milestones: [Int] {
    var steps: [Int] = []
    var power = 1
    while power <= model.race.steps {
      steps += Narration.milestones.map { $0 * power }.filter { $0 < model.race.steps }
      power *= 10
    }
    return steps
  }

  /// When a path came to rest, left, came back, began to swing or was lost.
  private func fates(of racer: Int) -> [Event] {
    let run = model.runs[racer]
    let name = model.race.title(of: racer)
    var events: [Event] = []
    // Looked at often enough to be told in time, seldom enough to be quick.
    let stride = max(1, model.race.steps / 1000)
    var last = Fate.going
    var held = 0
    for step in Swift.stride(from: stride, through: run.lastFiniteStep, by: stride) {
      let fate = Fate(
        of: run, at: step, surface: model.race.surface, view: model.view,
        landscape: model.track.landscape)
      guard !fate.isSameKind(as: last) else {
        held = 0
        continue
      }
      // What lasts a few looks only is no news.
      held += 1
      guard held > 8 else { continue }
      last = fate
      held = 0
      events.append(Event(step: step, order: 3, words: "\(name) is \(fate.told)"))
    }
    if run.diverged {
      events.append(
        Event(
          step: run.lastStep, order: 3,
          words: run.leftDomain
            ? "\(name) has left the domain, the surface has no value there"
            : "\(name) has diverged, its numbers are lost"))
    }
    return events
  }

  private var ending: String {
    let ranked = model.race.racers.indices.map { index -> (name: String, loss: Double) in
      let run = model.runs[index]
      return (model.race.title(of: index), run.diverged ? .infinity : run.losses[run.lastStep])
    }.sorted { $0.loss < $1.loss }
    let words = ranked.map { racer in
      racer.loss.isFinite ? "\(racer.name) at loss \(brief(racer.loss))" : "\(racer.name) is lost"
    }
    return "At the end, from the lowest: \(words.joined(separator: ", "))."
  }
}

extension Fate {
  /// Whether two fates are told with the same words but for their numbers.
  fileprivate func isSameKind(as other: Fate) -> Bool {
    switch (self, other) {
    case (.oscillating, .oscillating): return true
    default: return self == other
    }
  }

  /// The words of a sentence.
  fileprivate var told: String {
    switch self {
    case .going: return "on its way again"
    case .left(let direction): return "outside the view, \(direction)"
    case .oscillating(let period): return "going back and forth, period \(period)"
    default: return words
    }
  }
}
