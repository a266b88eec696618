import Documents
import Landscapes
import Optimizers

/// What the header of a run file says: all that is needed to compute the run again.
public struct RunHeader: Sendable {
  /// The race.
  public var race: Race
  /// Only rows 0, K, 2K, … and the last were written.
  public var every: Int
  /// The arithmetic that computed the rows.
  public var arithmetic: Int
  /// The recorded race that this one forked from.
  public var parent: Parent?

  /// The most tweaks and the most notes of a header.
  static let mostEntries = 10_000

  /// Reads the TOML of a header.
  ///
  /// - Parameters:
  ///   - toml: the lines without their comment signs, from the second of the file on.
  ///   - file: the name of the file, for messages.
  ///   - data: the files of data that it may name.
  init(toml: String, file: String, data: DataFiles?) throws(DocumentError) {
    try self.init(Document(toml, file: file, firstLine: 2, firstColumn: 3).root, data: data)
  }

  /// Reads the table of a header.
  ///
  /// - Parameters:
  ///   - others: what the header may say besides.
  ///   - data: the files of data that it may name.
  package init(_ root: Section, allowing others: [String] = [], data: DataFiles?)
    throws(DocumentError)
  {
    try root.allow(
      only: [
        "arithmetic", "start", "steps", "seed", "draw", "every", "surface", "optimizer", "tweak",
        "note", "path", "parent",
      ] + others)
    guard let section = try root.section("surface") else {
      throw root.error("the header has no [surface]")
    }
    let surface = try Surface(section, isRecord: true, data: data)
    var racers: [Racer] = []
    let sections = try root.sections("optimizer", most: Race.mostRacers)
    for section in sections { racers.append(try RunHeader.racer(section)) }
    guard !racers.isEmpty else { throw root.error("the header has no [[optimizer]]") }
    var race = Race(
      surface: surface, start: try root.point("start"), racers: racers,
      steps: try root.count("steps") ?? Race.defaultSteps)
    if let seed = try root.count("seed") { race.batching.seed = UInt64(max(0, seed)) }
    if let order = try root.choice("draw", Batching.Order.self) { race.batching.order = order }
    let handles = race.handles
    for (section, handle) in zip(sections, handles) {
      if let given = try section.text("handle"), given != handle {
        throw section.error(
          "handle '\(printable(given))' should be '\(handle)': twins are numbered",
          atValueOf: "handle")
      }
    }
    var tweaks: [Tweak] = []
    for section in try root.sections("tweak", most: RunHeader.mostEntries) {
      tweaks.append(try RunHeader.tweak(section, handles, race.racers))
    }
    race.tweaks = Tweaks(tweaks)
    for section in try root.sections("note", most: RunHeader.mostEntries) {
      try section.allow(only: ["step", "text"])
      let text = printable(try section.text("text") ?? "")
      race.notes.append(Note(step: try section.count("step") ?? 0, text: text))
    }
    race.recorded = try root.section("path").map { section throws(DocumentError) in
      try RecordedPath(section, from: data)
    }
    self.race = race
    every = max(1, try root.count("every") ?? 1)
    arithmetic = try root.count("arithmetic") ?? 1
    parent = try RunHeader.parent(root)
  }

  private static func parent(_ root: Section) throws(DocumentError) -> Parent? {
    guard let section = try root.section("parent") else { return nil }
    try section.allow(only: ["file", "step"])
    return Parent(
      file: printable(try section.text("file") ?? ""), step: try section.count("step") ?? 0)
  }

  private static func racer(_ section: Section) throws(DocumentError) -> Racer {
    let rule: any Optimizer<Vector>
    var keys = ["rule", "label", "handle"]
    if section["equations"] != nil {
      rule = WrittenRule<Vector>(try RuleDefinition(section))
      keys += RuleDefinition.keys
    } else {
      let name = try section.text("rule") ?? ""
      guard let known = Catalog.rule(named: name) else {
        throw section.error("no optimizer is called '\(printable(name))'", atValueOf: "rule")
      }
      rule = known
    }
    var racer = Racer(rule: rule)
    try section.allow(only: keys + racer.knobs.map(\.key.rawValue))
    racer.label = try section.text("label").map { printable($0) }
    var values: [(KnobDescription, KnobValue)] = []
    for knob in racer.knobs {
      guard let entry = section[knob.key.rawValue] else { continue }
      values.append((knob, try value(entry, of: knob, section, at: knob.key.rawValue)))
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
      throw section.error(
        "no optimizer has the handle '\(printable(handle))'", atValueOf: "optimizer")
    }
    let key = KnobKey(rawValue: try section.text("knob") ?? "")
    guard let knob = racers[index].knob(key) else {
      throw section.error("\(handle) has no knob '\(printable(key.rawValue))'", atValueOf: "knob")
    }
    guard let entry = section["value"] else {
      throw section.error("'value' is missing: what becomes of '\(key)'?")
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
}
