import Documents
import Landscapes
import Optimizers

/// A run file that was read: the race, the rows that are there, and what is missing.
public struct RunRecord: Sendable {
  /// The race that the header describes.
  public var race: Race
  /// Only rows 0, K, 2K, … and the last were written.
  public var every: Int
  /// The arithmetic that computed the rows.
  public var arithmetic: Int
  /// The rows of each racer.
  public var rows: [[Row]]
  /// The recorded race that this one forked from.
  public var parent: Parent?
  /// What is missing at the end of a file that was cut, in one line; nil for a whole file.
  public var missing: String?

  /// Whether a text begins like a run file.
  public static func isRun(_ text: some StringProtocol) -> Bool { text.hasPrefix("# ravine run ") }

  /// Reads a run file up to its last whole row.
  ///
  /// - Throws: a `DocumentError` for a text that is no run, one of a newer version, or a row that
  ///   does not belong.
  public init(_ text: String, file: String) throws(DocumentError) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    guard let first = lines.first, RunRecord.isRun(first) else {
      throw DocumentError(file: file, line: 1, message: "not a run file: no '# ravine run' line")
    }
    let version = Int(first.dropFirst("# ravine run ".count).prefix { $0.isNumber }) ?? 0
    guard version <= RunWriter.version else {
      throw DocumentError(
        file: file, line: 1,
        message: "written by a newer ravine (run format \(version)); this one reads format "
          + "\(RunWriter.version)")
    }
    let headerLines = lines.dropFirst().prefix { $0.hasPrefix("#") }
    let toml = headerLines.map { $0.hasPrefix("# ") ? $0.dropFirst(2) : $0.dropFirst() }
      .joined(separator: "\n")
    guard headerLines.count < lines.count - 2 else {
      throw DocumentError(
        file: file, line: lines.count, message: "cut within its header: nothing can be computed")
    }
    let root = try Document(toml, file: file, firstLine: 2, firstColumn: 3).root
    (race, every, arithmetic) = try RunRecord.header(root)
    parent = try RunRecord.parent(root)
    rows = Array(repeating: [], count: race.racers.count)
    try readRows(lines, from: headerLines.count + 1, file: file)
    missing = missingRows
    if missing == nil, let torn = lines.last, !torn.isEmpty {
      missing = "cut: its last line is torn"
    }
  }

  private static func header(_ root: Section) throws(DocumentError) -> (Race, Int, Int) {
    try root.allow(only: [
      "arithmetic", "start", "steps", "seed", "every", "surface", "optimizer", "tweak", "note",
      "parent",
    ])
    guard let section = try root.section("surface") else {
      throw root.error("the header has no [surface]")
    }
    let surface = try Surface(section, trustsMinima: true)
    var racers: [Racer] = []
    for section in try root.sections("optimizer") { racers.append(try RunRecord.racer(section)) }
    guard !racers.isEmpty else { throw root.error("the header has no [[optimizer]]") }
    guard racers.count <= Race.mostRacers else {
      throw root.error("more than \(Race.mostRacers) optimizers", at: "optimizer")
    }
    var race = Race(
      surface: surface, start: try root.point("start"), racers: racers,
      steps: try root.count("steps") ?? Race.defaultSteps)
    let handles = race.handles
    for (section, handle) in zip(try root.sections("optimizer"), handles) {
      if let given = try section.text("handle"), given != handle {
        throw section.error(
          "handle '\(printable(given))' should be '\(handle)': twins are numbered", at: "handle")
      }
    }
    for section in try root.sections("tweak") {
      race.tweaks.append(try tweak(section, handles, race.racers))
    }
    race.sortTweaks()
    for section in try root.sections("note") {
      try section.allow(only: ["step", "text"])
      let text = printable(try section.text("text") ?? "")
      race.notes.append(Note(step: try section.count("step") ?? 0, text: text))
    }
    return (race, max(1, try root.count("every") ?? 1), try root.count("arithmetic") ?? 1)
  }

  private static func parent(_ root: Section) throws(DocumentError) -> Parent? {
    guard let section = try root.section("parent") else { return nil }
    try section.allow(only: ["file", "step"])
    return Parent(
      file: printable(try section.text("file") ?? ""), step: try section.count("step") ?? 0)
  }

  static func racer(_ section: Section) throws(DocumentError) -> Racer {
    let name = try section.text("rule") ?? ""
    guard let rule = Catalog.rule(named: name) else {
      throw section.error("no optimizer is called '\(printable(name))'", at: "rule")
    }
    var racer = Racer(rule: rule)
    try section.allow(only: ["rule", "label", "handle"] + racer.knobs.map(\.key))
    racer.label = try section.text("label").map { printable($0) }
    var values: [(KnobDescription, KnobValue)] = []
    for knob in racer.knobs {
      guard let entry = section[knob.key] else { continue }
      values.append((knob, try value(entry, of: knob, section, at: knob.key)))
    }
    for (knob, value) in values { if case .choice = value { racer.give(knob.key, value) } }
    for (knob, value) in values { if case .number = value { racer.give(knob.key, value) } }
    return racer
  }

  private static func tweak(_ section: Section, _ handles: [String], _ racers: [Racer])
    throws(DocumentError) -> Tweak
  {
    try section.allow(only: ["step", "optimizer", "knob", "value", "state"])
    let handle = try section.text("optimizer") ?? ""
    guard let index = handles.firstIndex(of: handle) else {
      throw section.error("no optimizer has the handle '\(printable(handle))'", at: "optimizer")
    }
    let key = try section.text("knob") ?? ""
    guard let knob = racers[index].knob(key), let entry = section["value"] else {
      throw section.error("\(handle) has no knob '\(printable(key))'", at: "knob")
    }
    return Tweak(
      step: try section.count("step") ?? 0, racer: index, knob: key,
      value: try value(entry, of: knob, section, at: "value"))
  }

  private static func value(
    _ entry: Entry, of knob: KnobDescription, _ section: Section, at key: String
  ) throws(DocumentError) -> KnobValue {
    let given: KnobValue
    if let number = entry.number {
      given = .number(number)
    } else if let word = entry.text {
      given = .choice(word)
    } else {
      throw section.error("'\(key)' must be a number or a word", at: entry)
    }
    guard let clamped = knob.clamped(given), clamped == given else {
      do {
        _ = try knob.read("\(given)")
      } catch {
        throw section.error("\(error)", at: entry)
      }
      throw section.error("'\(key)' cannot be \(given)", at: entry)
    }
    return given
  }

  private mutating func readRows(_ lines: [Substring], from first: Int, file: String)
    throws(DocumentError)
  {
    let handles = race.handles
    let expected = (["optimizer", "step"] + Row.columns).joined(separator: "\t")
    var sawColumns = false
    // The last piece has no line end: it is empty in a whole file and a torn row in a cut one.
    for index in first..<max(first, lines.count - 1) {
      let line = lines[index]
      if line.isEmpty || line.hasPrefix("#") { continue }
      if !sawColumns {
        guard line == expected else {
          throw DocumentError(
            file: file, line: index + 1, message: "expected the row of column names")
        }
        sawColumns = true
        continue
      }
      guard let (handle, row) = Row.read(line) else {
        throw DocumentError(
          file: file, line: index + 1,
          message: "not a row of \(Row.columns.count + 2) tab-separated values")
      }
      guard let racer = handles.firstIndex(of: handle) else {
        throw DocumentError(
          file: file, line: index + 1,
          message: "no optimizer has the handle '\(printable(handle))'")
      }
      rows[racer].append(row)
    }
  }

  private var missingRows: String? {
    for (handle, rows) in zip(race.handles, rows) {
      guard let last = rows.last else { return "cut: no row of \(handle)" }
      if last.step < race.steps, last.isFinite {
        return "cut: \(handle) ends at step \(last.step) of \(race.steps)"
      }
    }
    return nil
  }
}
