import Documents
import Landscapes
import Optimizers
import Trajectories

/// A sweep that was written, as far as its rows go.
public struct SweepRecord: Sendable {
  /// What was asked.
  public let sweep: Sweep
  /// Which part of it the file is.
  public let part: SweepPart
  /// The answers, from the first cell of the part on.
  private var answers: [SweepCell] = []
  /// The whole rows, as they stand in the file.
  public private(set) var rows: [Substring] = []
  /// How many bytes of the file are whole.
  public private(set) var wholeBytes = 0

  /// The largest file that is read, in bytes.
  public static let largest = 1 << 30
  private static let magic = "# ravine sweep "

  /// Whether a text begins like a sweep.
  public static func isSweep(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: magic.utf8)
  }

  /// The answers, by the number of a cell; nil where the file has none.
  public var cells: [SweepCell?] {
    let first = part.cells(of: sweep).lowerBound
    return (0..<sweep.count).map {
      answers.indices.contains($0 - first) ? answers[$0 - first] : nil
    }
  }

  /// Whether all races of the part are there.
  public var isWhole: Bool { rows.count == part.cells(of: sweep).count }

  /// Reads a file up to its last whole row.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - file: the name of the file, for messages.
  ///   - data: the files of data that its header may name; nil where none can be read.
  /// - Throws: a `DocumentError` for what is no sweep, one of a newer version, or a row that does not belong.
  public init(_ text: String, file: String, data: DataFiles? = nil) throws(DocumentError) {
    func wrong(_ line: Int, _ message: String) -> DocumentError {
      DocumentError(file: file, line: line, message: message)
    }
    // A row without an end may be half of one.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard let first = lines.first, first.hasPrefix(SweepRecord.magic) else {
      throw wrong(1, "not a sweep: no '\(SweepRecord.magic)' line")
    }
    guard first.dropFirst(SweepRecord.magic.count) == "\(SweepWriter.version)" else {
      throw wrong(
        1, "written by another ravine; this one reads sweeps of format \(SweepWriter.version)")
    }
    let comments = lines.dropFirst().prefix { $0.hasPrefix("#") }
    let toml = comments.map { $0.dropFirst($0.hasPrefix("# ") ? 2 : 1) }.joined(separator: "\n")
    guard comments.count + 1 < lines.count else {
      throw wrong(lines.count + 1, "cut within its header: nothing can be computed")
    }
    (sweep, part) = try SweepRecord.header(toml + "\n", file: file, data)
    let writer = SweepWriter(sweep, part: part)
    guard String(lines[comments.endIndex]) == writer.header.last else {
      throw wrong(comments.endIndex + 1, "expected the row of column names")
    }
    let wanted = part.cells(of: sweep)
    wholeBytes = lines[...comments.endIndex].reduce(0) { $0 + $1.utf8.count + 1 }
    for (index, line) in lines[(comments.endIndex + 1)...].enumerated() {
      guard index < wanted.count else {
        throw wrong(comments.endIndex + 2 + index, "more rows than the sweep has races")
      }
      let cell = wanted.lowerBound + index
      guard let found = SweepRecord.cell(line, of: cell, in: sweep),
        writer.row(of: cell, found) == line
      else {
        throw wrong(
          comments.endIndex + 2 + index,
          "not the row of this race: '\(printable(String(line.prefix(60))))'")
      }
      answers.append(found)
      rows.append(line)
      wholeBytes += line.utf8.count + 1
    }
  }

  private static func cell(_ line: Substring, of cell: Int, in sweep: Sweep) -> SweepCell? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    let first = sweep.axes.count
    guard fields.count == first + (sweep.measure == .minimum ? 3 : 2),
      let ending = Ending(rawValue: fields[first + 1])
    else { return nil }
    if sweep.measure == .fate {
      guard let fate = SweepFate(rawValue: fields[first]) else { return nil }
      return SweepCell(value: Double(fate.number), arrival: nil, ending: ending)
    }
    guard let value = Double(fields[first]) else { return nil }
    var arrival: Int?
    switch sweep.measure {
    case .steps, .evaluations:
      guard value.isNaN || isCount(value, upTo: sweep.race.steps) else { return nil }
      arrival = Int(exactly: value)
    case .minimum:
      guard value.isNaN || value >= 1 && isCount(value, upTo: Sweep.mostPlaces),
        let steps = Double(fields[first + 2]), steps.isNaN || isCount(steps, upTo: sweep.race.steps)
      else { return nil }
      arrival = Int(exactly: steps)
    case .final, .rate, .fate: break
    }
    return SweepCell(value: value, arrival: arrival, ending: ending)
  }

  private static func isCount(_ value: Double, upTo most: Int) -> Bool {
    Int(exactly: value).map { (0...most).contains($0) } == true
  }

  private static func header(_ toml: String, file: String, _ data: DataFiles?)
    throws(DocumentError) -> (Sweep, SweepPart)
  {
    let root = try Document(toml, file: file, firstLine: 2, firstColumn: 3).root
    let header = try RunHeader(root, allowing: ["sweep", "vary"], data: data)
    guard header.arithmetic == RunWriter.arithmetic else {
      throw root.error(
        "computed with arithmetic \(header.arithmetic); this ravine has \(RunWriter.arithmetic), whose last "
          + "bits differ", atValueOf: "arithmetic")
    }
    let race = header.race
    guard race.racers.count == 1 else { throw root.error("a sweep has one [[optimizer]]") }
    guard let section = try root.section("sweep") else {
      throw root.error("the header has no [sweep]")
    }
    try section.allow(only: ["measure", "tolerance", "part"])
    guard let measure = try section.choice("measure", Measure.self) else {
      throw section.error("'measure' is missing: what was asked?")
    }
    var part = SweepPart.whole
    if let pair = try section.point("part") {
      guard let number = Int(exactly: pair.x), let count = Int(exactly: pair.y),
        let given = SweepPart(number, of: count)
      else { throw section.error("'part' must be [NUMBER, COUNT]", atValueOf: "part") }
      part = given
    }
    let axes = try self.axes(root, race)
    do {
      let landscape = try race.surface.landscape()
      return (
        try Sweep(
          of: race, varying: axes, measure: measure, tolerance: try section.number("tolerance"),
          on: landscape), part
      )
    } catch let error as DocumentError {
      throw error
    } catch {
      throw section.error("\(error)")
    }
  }

  private static func axes(_ root: Section, _ race: Race) throws(DocumentError) -> [Variation] {
    var axes: [Variation] = []
    for section in try root.sections("vary", most: 2) {
      try section.allow(only: ["what", "from", "to", "count", "scale"])
      let what = try section.text("what") ?? ""
      let count = try section.count("count") ?? 0
      guard (1...Variation.mostValues).contains(count) else {
        throw section.error("'count' must be from 1 to \(Variation.mostValues)", atValueOf: "count")
      }
      let view = race.surface.view
      switch what {
      case "start-x":
        axes.append(Variation(.startX, tiling: view.low.x...view.high.x, count: count))
      case "start-y":
        axes.append(Variation(.startY, tiling: view.low.y...view.high.y, count: count))
      default:
        guard let low = try section.number("from"), let high = try section.number("to"),
          let spacing = try section.choice("scale", Variation.Spacing.self)
        else {
          throw section.error("a knob varies 'from' one number 'to' another, along a 'scale'")
        }
        axes.append(
          Variation(.knob(KnobKey(rawValue: what)), from: low, to: high, count: count, spacing))
      }
    }
    guard !axes.isEmpty else { throw root.error("the header has no [[vary]]") }
    return axes
  }
}

extension SweepRecord {
  /// Puts the parts of one sweep together.
  ///
  /// - Returns: the lines of the whole sweep, as if it had been written in one piece.
  /// - Throws: a `SweepError` where a part is missing, twice there, not whole, or of another sweep.
  public static func merged(_ records: [(name: String, record: SweepRecord)]) throws(SweepError)
    -> [String]
  {
    guard let first = records.first else { throw SweepError("nothing to merge") }
    let count = first.record.part.count
    var byNumber: [Int: (name: String, record: SweepRecord)] = [:]
    for (name, record) in records {
      guard SweepWriter(record.sweep).header == SweepWriter(first.record.sweep).header,
        record.part.count == count
      else { throw SweepError("\(name) is a part of another sweep than \(first.name)") }
      if let other = byNumber[record.part.number] {
        throw SweepError(
          "\(name) and \(other.name) are the same part, \(record.part.number) of \(count)")
      }
      guard record.isWhole else {
        throw SweepError("\(name) is not whole: 'ravine sweep --resume \(name)' goes on with it")
      }
      byNumber[record.part.number] = (name, record)
    }
    var lines = SweepWriter(first.record.sweep).header
    for number in 1...count {
      guard let part = byNumber[number] else {
        throw SweepError("part \(number) of \(count) is missing")
      }
      lines += part.record.rows.map(String.init)
    }
    return lines
  }
}
