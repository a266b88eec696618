import Documents
import Formulas
import Landscapes
import Optimizers
import Trajectories

/// What came of computing another library's trajectory with ravine.
public enum Agreement: Sendable, Equatable, CustomStringConvertible {
  /// All comparable rows agree; the largest relative difference among them.
  case agrees(worst: Double)
  /// The first comparable row that does not agree.
  case differs(step: Int, by: Double)
  /// ravine cannot say what the library computed.
  case notExpressible(String)
  /// The file itself says that it is not to be compared step by step.
  case notCompared(String)

  /// One line for a list.
  public var description: String {
    switch self {
    case .agrees(let worst): return "agrees (worst \(brief(worst, digits: 2)))"
    case .differs(let step, let difference):
      return "differs at step \(step) by \(brief(difference, digits: 3))"
    case .notExpressible(let reason): return "not expressible (\(reason))"
    case .notCompared(let reason): return "not compared (\(reason))"
    }
  }

  /// Computes a trajectory and compares it, row by row as far as rounding leaves that fair.
  public init(of file: ReferenceFile) throws(FormulaError) {
    guard file.comparison == "steps" else {
      self = .notCompared(
        file.comparison == "endpoint" ? "a line search: only its end is defined" : file.comparison)
      return
    }
    let translation: Translation
    do {
      translation = try Translation(of: file)
    } catch {
      self = .notExpressible(error.words)
      return
    }
    var formula = file.formula
    if translation.pull > 0 {
      formula = "(\(formula)) + 0.5*\(shortest(translation.pull))*(x^2 + y^2)"
    }
    let table = file.table.map { SurfaceTable($0, origin: DataOrigin(file: "")) }
    let surface = Surface(
      name: "reference",
      formula: try Formula(formula, parameters: Set(file.table?.names ?? [])), table: table,
      view: View(x: -1...1, y: -1...1), start: file.start)
    let last = min(file.comparableToStep, file.rows.last?.step ?? 0)
    guard last >= 1 else {
      self = .notCompared("no row after step 0 may be compared")
      return
    }
    var race = Race(surface: surface, racers: [translation.racer], steps: last)
    race.batching = file.batching
    race.racers[0].give("batch", .number(Double(file.batch)))
    race.tweaks = Tweaks(translation.tweaks)
    let landscape = try surface.landscape()
    let run = race.record(0, on: landscape)
    var worst = 0.0
    for row in file.rows where row.step <= last {
      guard row.step <= run.lastStep else {
        self = .differs(step: row.step, by: .infinity)
        return
      }
      var pairs = [(run.points[row.step], row.point)]
      if translation.storesProbe {
        let detail = race.detail(0, at: row.step, of: run, on: landscape)
        pairs = [(detail?.probe ?? Point(.nan, .nan), row.point)]
        if let averaged = row.averaged { pairs.append((run.points[row.step], averaged)) }
      }
      for (mine, theirs) in pairs {
        let gap = max(abs(mine.x - theirs.x), abs(mine.y - theirs.y))
        let difference = gap / max(1, abs(theirs.x), abs(theirs.y))
        guard difference <= file.tolerance else {
          self = .differs(step: row.step, by: difference)
          return
        }
        worst = max(worst, difference)
      }
    }
    self = .agrees(worst: worst)
  }
}
