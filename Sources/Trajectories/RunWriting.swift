import Landscapes
import Optimizers

/// Writes a race as text, row by row as it is computed.
public struct RunWriter {
  /// The format that is written.
  public static let version = 1
  /// Raised when ravine's own arithmetic changes bits.
  public static let arithmetic = 1

  let race: Race
  let every: Int

  /// Prepares to write a race.
  ///
  /// - Parameter every: only rows 0, K, 2K, … and the last are written.
  public init(_ race: Race, every: Int = 1) {
    self.race = race
    self.every = max(1, every)
  }

  /// The comment lines that hold all that is needed to compute the run again.
  public var header: [String] {
    var lines = [
      "ravine run \(RunWriter.version)", "arithmetic = \(RunWriter.arithmetic)",
      "start = [\(shortest(race.start.x)), \(shortest(race.start.y))]", "steps = \(race.steps)",
      "seed = \(race.seed)",
    ]
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
        guard let value = racer[knob.key], isScheduled || plain[knob.key] == nil else { continue }
        lines.append("\(knob.key) = \(RunWriter.toml(value))")
      }
      lines.append("handle = \(quoted(handle))")
    }
    let handles = race.handles
    for tweak in race.tweaks {
      lines += [
        "[[tweak]]", "step = \(tweak.step)", "optimizer = \(quoted(handles[tweak.racer]))",
        "knob = \(quoted(tweak.knob))", "value = \(RunWriter.toml(tweak.value))",
      ]
      let effect = race.racers[tweak.racer].knob(tweak.knob)?.effect ?? .keep
      lines.append("state = \(quoted(effect.rawValue))")
    }
    for note in race.notes {
      lines += ["[[note]]", "step = \(note.step)", "text = \(quoted(note.text))"]
    }
    return lines.map { "# " + $0 } + ["#"]
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
    var endings: [String] = []
    let landscape = try race.surface.landscape()
    for line in header { try write(line + "\n") }
    try write((["optimizer", "step"] + Row.columns).joined(separator: "\t") + "\n")
    for (index, handle) in race.handles.enumerated() {
      // Two blank lines make each optimizer a data set of its own for gnuplot.
      if index > 0 { try write("\n\n") }
      try forEachRow(of: index, on: landscape) { row in
        try write(row.line(handle: handle) + "\n")
        if !row.isFinite {
          endings.append(
            "\(handle) diverged: its last row is step \(row.step), not finite any more")
        }
        return true
      }
    }
    return endings
  }

  /// Computes the rows of one racer and hands them over as they come, as long as `body` wants more.
  public func forEachRow(
    of racer: Int, on landscape: some Landscape, _ body: (Row) throws -> Bool
  ) rethrows {
    try rows(race.racers[racer].rule, racer, on: landscape, body)
  }

  private func rows<Rule: Optimizer>(
    _ rule: Rule, _ racer: Int, on landscape: some Landscape, _ body: (Row) throws -> Bool
  ) rethrows {
    var walker = race.walker(rule, racer, on: landscape)
    while true {
      let here = landscape.sample(at: walker.point)
      let last = walker.done >= race.steps || !(walker.point.isFinite && here.isFinite)
      if walker.done % every == 0 || last {
        guard try body(Row(walker)) else { return }
      }
      if last { return }
      walker.advance(seeing: here)
    }
  }
}
