import Documents
import Landscapes
import Optimizers

/// Writes a race as text, row by row as it is computed.
public struct RunWriter: Sendable {
  /// The format that is written.
  public static let version = 1
  /// Raised when ravine's own arithmetic changes bits.
  public static let arithmetic = 1

  let race: Race
  let every: Int
  let parent: Parent?

  /// Prepares to write a race.
  ///
  /// - Parameters:
  ///   - every: only rows 0, K, 2K, … and the last are written.
  ///   - parent: the recorded race that this one forked from, named in the header.
  public init(_ race: Race, every: Int = 1, parent: Parent? = nil) {
    self.race = race
    self.every = max(1, every)
    self.parent = parent
  }

  /// The comment lines that hold all that is needed to compute the run again.
  public var header: [String] {
    (["ravine run \(RunWriter.version)"] + facts).map { "# " + $0 } + ["#"]
  }

  /// What the header says, as TOML.
  package var facts: [String] {
    var lines = [
      "arithmetic = \(RunWriter.arithmetic)",
      "start = [\(shortest(race.start.x)), \(shortest(race.start.y))]", "steps = \(race.steps)",
    ]
    if race.isDrawn {
      lines += ["seed = \(race.batching.seed)", "draw = \(quoted(race.batching.order.rawValue))"]
    }
    if every > 1 { lines.append("every = \(every)") }
    lines.append("[surface]")
    lines += race.surface.toml
    for (index, (racer, handle)) in zip(race.racers, race.handles).enumerated() {
      lines += ["[[optimizer]]", "rule = \(quoted(racer.rule.card.name))"]
      if let label = racer.label { lines.append("label = \(quoted(label))") }
      // A schedule that is not in use would only be noise.
      let plain = Schedule()
      let isScheduled =
        racer.schedule != plain
        || race.tweaks.contains { plain[$0.knob] != nil && $0.racer == index }
      for knob in racer.knobs {
        guard let value = racer[knob.key], isScheduled || plain[knob.key] == nil,
          race.isShownOtherwise || Sighting()[knob.key] == nil
        else { continue }
        lines.append("\(knob.key) = \(RunWriter.toml(value))")
      }
      lines.append("handle = \(quoted(handle))")
      lines += racer.definition?.toml(in: "optimizer") ?? []
    }
    let handles = race.handles
    for tweak in race.tweaks {
      lines += [
        "[[tweak]]", "step = \(tweak.step)", "optimizer = \(quoted(handles[tweak.racer]))",
        "knob = \(quoted(tweak.knob.rawValue))", "value = \(RunWriter.toml(tweak.value))",
      ]
      let effect = race.racers[tweak.racer].knob(tweak.knob)?.effect ?? .keep
      lines.append("state = \(quoted(effect.rawValue))")
    }
    for note in race.notes {
      lines += ["[[note]]", "step = \(note.step)", "text = \(quoted(note.text))"]
    }
    lines += race.recorded?.toml ?? []
    if let parent {
      lines += ["[parent]", "file = \(quoted(parent.file))", "step = \(parent.step)"]
    }
    return lines
  }

  private static func toml(_ value: KnobValue) -> String {
    switch value {
    case .number(let number): return shortest(number)
    case .choice(let word): return quoted(word)
    }
  }

  /// Hands the whole file to `write`, line by line, each with its end.
  ///
  /// - Returns: for each run that ended early, a line that says so.
  /// - Throws: a `FormulaError` where the surface cannot be compiled, or what `write` throws.
  @discardableResult
  public func write(_ write: (String) throws -> Void) throws -> [String] {
    var lines = try RunLines(self)
    while let line = lines.next() { try write(line) }
    return lines.endings
  }

  /// The rows of a racer, computed as they are asked for.
  func rows(of racer: Int, on landscape: some Landscape) -> any RowSource {
    source(race.racers[racer].rule, racer, on: landscape)
  }

  private func source<Rule: Optimizer<Vector>>(
    _ rule: Rule, _ racer: Int, on landscape: some Landscape
  )
    -> any RowSource
  {
    WalkedRows(race.walk(rule, racer, on: landscape), every: every)
  }
}
