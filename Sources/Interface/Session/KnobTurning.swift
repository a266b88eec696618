import Documents
import Landscapes
import Optimizers
import Trajectories

/// What the keys that turn knobs act on.
public struct KnobTurning: Sendable, Equatable {
  /// What `=` and `-` turn.
  public enum Selection: Sendable, Equatable, Hashable {
    /// A knob of the optimizer in focus, by key.
    case knob(KnobKey)
    /// A parameter of the surface, by name.
    case parameter(String)
  }

  /// What `=` and `-` turn.
  public var selection = Selection.knob(KnobRole.learningRate.key)
  /// Whether knobs act on all panels.
  public var actsOnAll = false
  /// Whether knobs act from the step that is shown on.
  public var actsFromHere = false

  /// As a race opens.
  public init() {}

  /// What can be selected: the knobs of a racer, then the surface's parameters.
  static func selectable(of racer: Racer, on surface: Surface) -> [Selection] {
    racer.knobs.map { .knob($0.key) } + surface.parameters.keys.sorted().map { .parameter($0) }
  }

  /// Selects what comes some places later.
  ///
  /// - Returns: what it is, in words; nil where there is nothing to say.
  mutating func select(_ move: Int, of racer: Racer, on surface: Surface) -> String? {
    let all = KnobTurning.selectable(of: racer, on: surface)
    let now = all.firstIndex(of: selection) ?? 0
    selection = all[(now + move + all.count) % all.count]
    switch selection {
    case .knob(let key):
      guard let knob = racer.knob(key), let value = racer[key] else { return nil }
      return "\(knob.symbol) \(value): \(knob.meaning); = and - turn it"
    case .parameter(let name):
      let value = shortest(surface.parameters[name] ?? 0)
      return "surface \(name) = \(value); = and - turn it"
    }
  }

  /// Changes whether all panels are acted on; what holds now, in words.
  mutating func toggleScope() -> String {
    actsOnAll.toggle()
    return actsOnAll ? "knobs act on all panels" : "knobs act on this panel"
  }

  /// Changes from where knobs act; what holds now, in words.
  mutating func toggleFromHere() -> String {
    actsFromHere.toggle()
    return actsFromHere ? "knobs act from the shown step on" : "knobs act from the start"
  }

  /// Turns a knob of a race a notch.
  ///
  /// - Returns: what it is now, in words.
  func turn(_ key: KnobKey, up: Bool, in race: inout Race, focus: Int, at shown: Int) -> String {
    let targets = actsOnAll ? Array(race.racers.indices) : [focus]
    let able = targets.filter { race.racers[$0].knob(key) != nil }
    guard let first = able.first, let knob = race.racers[first].knob(key) else {
      let sign = race.racers.lazy.compactMap { $0.knob(key)?.symbol }.first
      let symbol = sign ?? KnobRole(rawValue: key.rawValue)?.symbol ?? key.rawValue
      return "\(race.racers[focus].rule.card.title) has no \(symbol)"
    }
    let step = actsFromHere ? shown : 0
    let before = race
    for index in able {
      guard let now = race.value(index, key, at: step), let knob = race.racers[index].knob(key)
      else { continue }
      race.turn(index, key, to: knob.moved(now, up: up), from: step)
    }
    // Whose it is needs no word: the panel in focus is marked. Of all, each has its own.
    var words: [String] = []
    for index in able {
      guard let knob = race.racers[index].knob(key), let value = race.value(index, key, at: step)
      else { continue }
      let text = knob.words(for: value)
      if !words.contains(text) { words.append(text) }
    }
    let whose =
      actsOnAll ? " on \(able.count == race.racers.count ? "all" : "\(able.count) panels")" : ""
    let rest = knob.effect == .rest ? ", state put to rest" : ""
    let when =
      step == 0
      ? ""
      : step >= race.steps
        ? " after the last step: nothing follows" : " from step \(step) on\(rest)"
    let end = race == before ? " (end of its range)" : ""
    return words.joined(separator: ", ") + whose + when + end
  }

  /// Turns a parameter of a surface a notch.
  ///
  /// - Returns: what it is now, in words; nil where the surface has no such parameter.
  static func turnParameter(_ name: String, up: Bool, of surface: inout Surface) -> String? {
    guard let value = surface.parameters[name] else { return nil }
    // What starts at 0 moves evenly, everything else by the notches of its size.
    let even = (surface.givenParameters[name] ?? 0) == 0 || value == 0
    let next: Double
    if even {
      next = KnobScale.even(0.1).next(from: value, up: up)
    } else {
      let size = KnobScale.logarithmic.next(from: abs(value), up: up == (value > 0))
      next = value > 0 ? size : -size
    }
    guard let turned = try? surface.turned([name: next]) else { return nil }
    surface = turned
    return "surface \(name) = \(shortest(next))"
  }
}
