import Documents
import Landscapes
import Optimizers
import Trajectories

extension Model {
  mutating func nextOptimizer(_ move: Int) {
    let rules = Catalog.rules
    let now = rules.firstIndex { $0.card.name == focused.rule.card.name } ?? 0
    let rule = rules[(now + move + rules.count) % rules.count]
    let focus = stage.focus
    var remarks: [String] = []
    change { race in
      // What the reader set stays where the new rule has the same knob; η belongs to its rule.
      var racer = Racer(rule: rule)
      let old = race.racers[focus]
      for key in old.given where key != KnobRole.learningRate.key && racer.knob(key) != nil {
        if let value = old[key] { racer.give(key, value) }
      }
      race.racers[focus] = racer
      race.tweaks.removeAll { $0.racer == focus }
      remarks = (try? race.settleRates(of: focus)) ?? []
    }
    message = remarks.first
  }

  mutating func nextSurface(_ move: Int) {
    let now = surfaces.firstIndex { $0.name == race.surface.name } ?? 0
    open(surfaces[(now + move + surfaces.count) % surfaces.count])
  }

  /// Puts the race on another surface, from its start.
  mutating func open(_ surface: Surface) {
    let dropped = race.tweaks.count
    stage.view = nil
    stage.levels = nil
    if case .parameter = stage.selection { stage.selection = .knob(KnobRole.learningRate.key) }
    var remarks: [String] = []
    change { race in
      race.surface = surface
      race.start = surface.start
      race.tweaks = []
      race.notes = []
      remarks = (try? race.settleRates()) ?? []
    }
    if stage.quantity == .distance, surface.minima.isEmpty { stage.quantity = .loss }
    // While playing the new race starts over; at rest the same step of it is shown.
    if stage.isPlaying { stage.playhead = 0 }
    message =
      remarks.first
      ?? (dropped > 0
        ? "\(surface.name): \(dropped) knobs turned on the way belonged to the old surface"
        : surface.story)
  }

  mutating func addPanel() {
    guard race.racers.count < Race.mostRacers else {
      message = "at most \(Race.mostRacers) panels"
      return
    }
    let used = Set(race.racers.map { $0.rule.card.name })
    let rule = Catalog.rules.first { !used.contains($0.card.name) } ?? focused.rule
    var remarks: [String] = []
    change { race in
      race.racers.append(Racer(rule: rule))
      remarks = (try? race.settleRates(of: race.racers.count - 1)) ?? []
    }
    message = remarks.first
    stage.focus = race.racers.count - 1
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

  /// What `x` walks through: the knobs of the rule in focus, then the surface's parameters.
  var selectable: [Stage.Selection] {
    focused.knobs.map { .knob($0.key) }
      + race.surface.parameters.keys.sorted().map { .parameter($0) }
  }

  mutating func select(_ move: Int) {
    let all = selectable
    let now = all.firstIndex(of: stage.selection) ?? 0
    stage.selection = all[(now + move + all.count) % all.count]
    switch stage.selection {
    case .knob(let key):
      guard let knob = focused.knob(key), let value = focused[key] else { return }
      message = "\(knob.symbol) \(value): \(knob.meaning); = and - turn it"
    case .parameter(let name):
      let value = shortest(race.surface.parameters[name] ?? 0)
      message = "surface \(name) = \(value); = and - turn it"
    }
  }

  mutating func turn(_ key: String, up: Bool) {
    let targets = stage.actsOnAll ? Array(race.racers.indices) : [stage.focus]
    let able = targets.filter { race.racers[$0].knob(key) != nil }
    guard let first = able.first, let knob = race.racers[first].knob(key) else {
      message = "\(focused.rule.card.title) has no \(key)"
      return
    }
    let step = stage.actsFromHere ? stage.step : 0
    let before = race
    change { race in
      for index in able {
        guard let now = race.value(index, key, at: step),
          let knob = race.racers[index].knob(key)
        else { continue }
        race.turn(index, key, to: knob.moved(now, up: up), from: step)
      }
    }
    let value = race.value(first, key, at: step) ?? .number(.nan)
    let whose = able.count > 1 ? "all" : race.racers[first].title
    let when =
      step > 0 ? ", from step \(step) on" + (knob.effect == .rest ? ", state put to rest" : "") : ""
    let end = race == before ? " (end of its range)" : ""
    message = "\(knob.symbol) \(value) on \(whose)\(when)\(end)"
  }

  mutating func turnParameter(_ name: String, up: Bool) {
    guard let value = race.surface.parameters[name] else { return }
    // What starts at 0 moves evenly, everything else by the notches of its size.
    let even = (race.surface.givenParameters[name] ?? 0) == 0 || value == 0
    let next: Double
    if even {
      next = KnobScale.even(0.1).next(from: value, up: up)
    } else {
      let size = KnobScale.logarithmic.next(from: abs(value), up: up == (value > 0))
      next = value > 0 ? size : -size
    }
    guard let turned = try? race.surface.turned([name: next]) else { return }
    change { $0.surface = turned }
    message = "surface \(name) = \(shortest(next))"
  }
}
