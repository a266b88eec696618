import Documents
import Landscapes
import Optimizers

/// What came of computing a recorded run again.
public enum Verification: Sendable, Equatable {
  /// All rows agree bit for bit; how many there were.
  case identical(rows: Int)
  /// Rows differ by rounding alone up to a step, nil to the end.
  case close(rows: Int, untilStep: Int?, handle: String)
  /// A row differs.
  case different(String)

  /// Within this relative difference two runs count as the same computation on another machine.
  public static let closeness = 1e-12

  /// How far rounding may grow from one row to the next.
  static let growth = 1e4

  /// Computes a run again and compares it row by row.
  public init(of record: RunRecord) throws(FormulaError) {
    let landscape = try record.race.surface.landscape()
    let writer = RunWriter(record.race, every: record.every)
    var checked = 0
    var drifted: (handle: String, step: Int?)?
    for (index, handle) in record.race.handles.enumerated() {
      let found = record.rows[index]
      let mayDrift = Verification.mayDrift(record.race, index)
      var outcome: Verification?
      var isDrifting = false
      var parted: Int?
      var position = 0
      writer.forEachRow(of: index, on: landscape) { row in
        guard outcome == nil, position < found.count else { return false }
        let other = found[position]
        position += 1
        guard other.step == row.step else {
          outcome = .different("\(handle): expected step \(row.step), found step \(other.step)")
          return false
        }
        for (column, (now, then)) in zip(Row.columns, zip(row.values, other.values))
        where now.bitPattern != then.bitPattern && !(now.isNaN && then.isNaN) {
          let gap = abs(now - then) / max(1, abs(now), abs(then))
          if mayDrift, gap <= Verification.closeness {
            isDrifting = true
          } else if mayDrift, isDrifting, gap <= Verification.closeness * Verification.growth {
            // Rounding that differed before has grown: the runs were the same up to here. Rounding
            // grows step by step; a leap is no rounding.
            parted = row.step
            return false
          } else {
            outcome = .different(
              "\(handle), step \(row.step), \(column): recorded \(Row.text(then)), "
                + "computed \(Row.text(now)), difference \(brief(abs(now - then)))")
            return false
          }
        }
        checked += 1
        return position < found.count
      }
      if let outcome {
        self = outcome
        return
      }
      if isDrifting, drifted == nil || drifted?.step == nil { drifted = (handle, parted) }
      if parted != nil { continue }
      if position < found.count {
        self = .different("\(handle): \(found.count - position) rows after the end of the run")
        return
      }
    }
    if let drifted {
      self = .close(rows: checked, untilStep: drifted.step, handle: drifted.handle)
    } else {
      self = .identical(rows: checked)
    }
  }

  /// Whether rounding may legitimately differ between machines: only where the math library is used.
  private static func mayDrift(_ race: Race, _ racer: Int) -> Bool {
    let formula = try? Formula(race.surface.formula, parameters: Set(race.surface.parameters.keys))
    return formula?.callsMathLibrary ?? false || race.racers[racer].schedule.callsMathLibrary
      || race.racers[racer].rule.card.callsMathLibrary
  }
}
