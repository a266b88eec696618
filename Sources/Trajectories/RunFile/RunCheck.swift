import Documents
import Formulas
import Landscapes
import Optimizers

/// Reads a run file and computes it again at the same time, a row for a row; nothing of the file is
/// kept.
public struct RunCheck: Sendable {
  /// What is known of the rows of one racer.
  private struct Course: Sendable {
    /// The rows as they are computed; nil before the first.
    var rows: (any RowSource)?
    /// Who hears how far their computation has come.
    var telling: (@Sendable (Int) -> Void)?
    /// The last row that was read: its step, and whether it was finite.
    var last: (step: Int, isFinite: Bool)?
    /// Whether rounding differed, and the step from which it had grown too far to compare.
    var isDrifting = false
    var parted: Int?
  }

  private let file: String
  private var reader: RunReader
  private var landscape: FormulaLandscape?
  private var courses: [Course] = []
  private var mayDrift: [Bool] = []
  private var handles: [String] = []
  private var difference: String?
  private var checked = 0

  /// Hears of every million updates that are computed between two rows: which racer, and its step.
  public var onComputing: (@Sendable (_ handle: String, _ step: Int) -> Void)?

  /// The most updates of a racer that are computed again.
  public static let mostSteps = 1_000_000_000

  /// Prepares to read a file.
  ///
  /// - Parameters:
  ///   - file: its name, for messages.
  ///   - data: the files of data that its header may name; nil where none can be read.
  public init(file: String, data: DataFiles? = nil) {
    self.file = file
    reader = RunReader(file: file, data: data)
  }

  /// The header; nil until all of it was read.
  public var header: RunHeader? { reader.header }

  /// Takes some more bytes of the file.
  public mutating func feed(_ chunk: [UInt8]) throws(DocumentError) {
    var reader = reader
    try reader.feed(chunk) { header, line throws(DocumentError) in
      if courses.isEmpty { try begin(header) }
      try take(line, of: header)
    }
    self.reader = reader
  }

  /// Says that no more bytes come.
  public mutating func finish() throws(DocumentError) -> RunRecord {
    let isTorn = try reader.finish()
    guard let header = reader.header else {
      throw DocumentError(file: file, line: 1, message: "not a run file")
    }
    if courses.isEmpty { try begin(header) }
    let missing = missing(header) ?? (isTorn ? "cut: its last line is torn" : nil)
    return RunRecord(header: header, missing: missing, verification: verification(header))
  }

  private mutating func begin(_ header: RunHeader) throws(DocumentError) {
    guard header.race.steps <= RunCheck.mostSteps else {
      throw DocumentError(
        file: file, line: nil,
        message:
          "\(header.race.steps) steps are more than the \(RunCheck.mostSteps) that are computed "
          + "again")
    }
    do {
      landscape = try header.race.surface.landscape()
    } catch {
      throw DocumentError(file: file, line: nil, message: error.message)
    }
    courses = header.race.racers.map { _ in Course() }
    handles = header.race.handles
    mayDrift = header.race.racers.indices.map { RunCheck.mayDrift(header.race, $0) }
  }

  private mutating func take(_ line: RunReader.Line, of header: RunHeader) throws(DocumentError) {
    guard let landscape else { return }
    let racer = line.racer
    if courses[racer].rows == nil {
      courses[racer].rows = RunWriter(header.race, every: header.every).rows(
        of: racer, on: landscape)
      if let onComputing {
        courses[racer].telling = { [handle = handles[racer]] in onComputing(handle, $0) }
      }
    }
    let handle = handles[racer]
    let isCompared = difference == nil && courses[racer].parted == nil
    let telling = courses[racer].telling
    let row = isCompared ? courses[racer].rows?.next(telling: telling) : nil
    // As long as both are the same text nothing has to be read.
    if let row, line.bytes.elementsEqual(row.line(handle: handle).utf8) {
      courses[racer].last = (row.step, row.isFinite)
      checked += 1
      return
    }
    guard let read = Row.read(Substring(decoding: line.bytes, as: UTF8.self)) else {
      throw DocumentError(
        file: file, line: line.number,
        message: "not a row of \(Row.columns.count + 2) tab-separated values")
    }
    courses[racer].last = (read.row.step, read.row.isFinite)
    guard isCompared else { return }
    if let row {
      compare(row, read.row, handle, racer)
    } else {
      difference = "\(handle), step \(read.row.step): a row after the end of the run"
    }
  }

  private mutating func compare(_ row: Row, _ other: Row, _ handle: String, _ racer: Int) {
    guard other.step == row.step else {
      difference = "\(handle): expected step \(row.step), found step \(other.step)"
      return
    }
    for (column, (now, then)) in zip(Row.columns, zip(row.values, other.values))
    where now.bitPattern != then.bitPattern && !(now.isNaN && then.isNaN) {
      let gap = abs(now - then) / max(1, abs(now), abs(then))
      if mayDrift[racer], gap <= Verification.closeness {
        courses[racer].isDrifting = true
      } else if mayDrift[racer], courses[racer].isDrifting,
        gap <= Verification.closeness * Verification.growth
      {
        // Rounding that differed before has grown: the runs were the same up to here. Rounding grows
        // step by step; a leap is no rounding.
        courses[racer].parted = row.step
        return
      } else {
        difference =
          "\(handle), step \(row.step), \(column): recorded \(Row.text(then)), "
          + "computed \(Row.text(now)), difference \(brief(abs(now - then)))"
        return
      }
    }
    checked += 1
  }

  private func missing(_ header: RunHeader) -> String? {
    for (handle, course) in zip(header.race.handles, courses) {
      guard let last = course.last else { return "cut: no row of \(handle)" }
      if last.step < header.race.steps, last.isFinite {
        return "cut: \(handle) ends at step \(last.step) of \(header.race.steps)"
      }
    }
    return nil
  }

  private func verification(_ header: RunHeader) -> Verification {
    if let difference { return .different(difference) }
    let drifting = zip(header.race.handles, courses).filter { $0.1.isDrifting }
    guard let first = drifting.first(where: { $0.1.parted != nil }) ?? drifting.first else {
      return .identical(rows: checked)
    }
    return .close(rows: checked, untilStep: first.1.parted, handle: first.0)
  }

  /// Whether rounding may legitimately differ between machines: only where the math library is used.
  private static func mayDrift(_ race: Race, _ racer: Int) -> Bool {
    race.surface.formula.callsMathLibrary || race.racers[racer].schedule.callsMathLibrary
      || race.racers[racer].rule.card.callsMathLibrary
  }
}
