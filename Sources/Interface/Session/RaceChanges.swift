import Documents
import Landscapes
import Optimizers
import Trajectories

extension Model {
  mutating func nextOptimizer(_ move: Int) {
    let rules = Catalog.rules
    let now = rules.firstIndex { $0.card.name == focused.rule.card.name } ?? 0
    exchangeRule(for: rules[(now + move + rules.count) % rules.count])
  }

  /// Gives the panel in focus another rule.
  mutating func exchangeRule(for rule: any Optimizer<Vector>) {
    // What the reader set stays where the new rule has the same knob; η belongs to its rule.
    var racer = Racer(rule: rule)
    for key in focused.given where key != KnobRole.learningRate.key && racer.knob(key) != nil {
      if let value = focused[key] { racer.give(key, value) }
    }
    exchange(for: racer)
  }

  /// Puts another racer into the panel in focus.
  mutating func exchange(for racer: Racer) {
    let focus = stage.focus
    var remarks: [String] = []
    changeNow { race in
      race.racers[focus] = racer
      race.tweaks.removeAll { $0.racer == focus }
      remarks = (try? race.settleRates(of: focus)) ?? []
    }
    message = racer.understood.first ?? remarks.first
  }

  /// Gives a racer a panel of its own.
  mutating func add(_ racer: Racer) {
    guard race.racers.count < Race.mostRacers else {
      message = "at most \(Race.mostRacers) panels"
      return
    }
    var remarks: [String] = []
    change { race in
      race.racers.append(racer)
      remarks = (try? race.settleRates(of: race.racers.count - 1)) ?? []
    }
    message = racer.understood.first ?? remarks.first
    stage.focus = race.racers.count - 1
  }

  mutating func nextSurface(_ move: Int) {
    let now = surfaces.firstIndex { $0.name == race.surface.name } ?? 0
    open(surfaces[(now + move + surfaces.count) % surfaces.count])
  }

  /// Puts the race on another surface, from its start.
  mutating func open(_ surface: Surface) {
    let dropped = race.tweaks.count
    stage.camera.view = nil
    stage.levels = nil
    if case .parameter = stage.knobs.selection {
      stage.knobs.selection = .knob(KnobRole.learningRate.key)
    }
    var remarks: [String] = []
    changeNow { race in
      race.surface = surface
      race.start = surface.start
      race.tweaks = []
      race.notes = []
      race.recorded = nil
      remarks = (try? race.settleRates()) ?? []
    }
    if !quantities.contains(stage.quantity) { stage.quantity = .loss }
    // While playing the new race starts over; at rest the same step of it is shown.
    if stage.playback.isPlaying { stage.playback.playhead = 0 }
    message =
      remarks.first
      ?? (dropped > 0
        ? "\(surface.name): \(dropped) knobs turned on the way belonged to the old surface"
        : surface.story)
  }

  mutating func addPanel() {
    let used = Set(race.racers.map { $0.rule.card.name })
    let rule = Catalog.rules.first { !used.contains($0.card.name) } ?? focused.rule
    add(Racer(rule: rule))
  }

  mutating func removePanel() {
    guard race.racers.count > 1 else {
      message = "the last panel stays"
      return
    }
    let focus = stage.focus
    change { $0.removeRacer(focus) }
  }

  // MARK: Knobs

  mutating func turn(_ key: KnobKey, up: Bool) {
    let (knobs, focus, step) = (stage.knobs, stage.focus, stage.playback.step)
    var words: String?
    change { words = knobs.turn(key, up: up, in: &$0, focus: focus, at: step) }
    message = words
    // What it does is said of one racer, where it acts on one.
    if !knobs.actsOnAll, focused.knob(key) != nil, let effect = effect(of: key) {
      message = [words, effect].compactMap { $0 }.joined(separator: ": ")
    }
  }

  mutating func turnParameter(_ name: String, up: Bool) {
    var words: String?
    change { words = KnobTurning.turnParameter(name, up: up, of: &$0.surface) }
    if let words { message = words }
  }
}
