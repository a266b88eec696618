import Documents
import Drawing
import Formulas
import Foundation
import Interface
import Landscapes
import Optimizers
import Surfaces
import Sweeps
import Trajectories

/// What a text may be taken for; `RAVINE_FUZZ_TARGET` names one.
private enum Target: String {
  case toml, formula, rule, rulefile, surface, run, sweep, lecture, configuration, data

  static let chosen: Target = {
    let name = ProcessInfo.processInfo.environment["RAVINE_FUZZ_TARGET"] ?? ""
    guard let target = Target(rawValue: name) else {
      fatalError(
        "RAVINE_FUZZ_TARGET is toml, formula, rule, rulefile, surface, run, sweep, lecture, "
          + "configuration or data"
      )
    }
    return target
  }()

  /// Reads bytes as a user's file is read, and does with them what the program would do.
  func read(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    switch self {
    case .data: try use(bytes)
    case .toml: walk(try Document(text, file: "fuzz.toml").root, within: text)
    case .formula:
      let surface = try Surface(formula: text)
      try use(surface)
    case .rule:
      try walk(with: UpdateRule(text))
      try race(RuleDefinition(text))
    case .rulefile:
      let definition = try RuleDefinition(toml: text, file: "fuzz.toml")
      let again = try RuleDefinition(
        toml: definition.toml().joined(separator: "\n"), file: "again")
      precondition(again == definition, "a rule reads back to itself")
      try race(definition)
    case .surface: try use(Surface(toml: text, file: "fuzz.toml"))
    case .run:
      var check = RunCheck(file: "fuzz.txt")
      for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
        try check.feed(Array(line) + [10])
        if let header = check.header, header.race.steps > 2000 { return }
      }
      let record = try check.finish()
      try draw(record.race)
    case .sweep:
      let record = try SweepRecord(text, file: "fuzz.txt")
      guard record.sweep.count <= 4096 else { return }
      let page = try SweepPage(of: record.sweep, cells: record.cells)
      for glyphs in [Glyphs.unicode, .ascii] {
        _ = page.sheet(columns: 70, rows: 20, glyphs: glyphs).grid()
      }
      _ = Handout(of: page, source: "fuzz.txt", shipped: [], Handout.Options()).html
    case .lecture:
      let lecture = try Lecture(toml: text, file: "fuzz.toml", surfaces: Shipped.all)
      for scene in lecture.scenes where try scene.race().steps > 2000 { return }
      var model = try Model(lecture: lecture, surfaces: Shipped.all)
      for key in ["pagedown", "y", "t", "end", "pagedown", "pageup"] { _ = model.press(key) }
      draw(model)
    case .configuration:
      let configuration = try Configuration(toml: text, file: "fuzz", surfaces: Shipped.all)
      let again = try Configuration(
        toml: configuration.toml, file: "again", surfaces: Shipped.all)
      precondition(again.toml == configuration.toml, "a configuration reads back to itself")
    }
  }

  /// Takes bytes for an array, a grid, a table and a path.
  private func use(_ bytes: [UInt8]) throws {
    for (name, values) in [
      ("fuzz.npy", "values = { x = [0, 1], y = [0, 1] }\n"), ("fuzz.csv", ""),
    ] {
      let data = DataFiles { _ in DataFile(name: name, bytes: bytes) }
      let grid = "grid = \"\(name)\"\n\(values)"
      if let surface = try? Surface(toml: grid, file: "fuzz.toml", data: data) {
        let again = try Surface(
          toml: surface.toml.joined(separator: "\n"), file: "again.toml", data: data)
        precondition(again.grid == surface.grid, "a grid reads back to itself")
        _ = try surface.landscape().sample(at: surface.start)
      }
    }
    let table = DataFiles { DataFile(name: $0, bytes: bytes) }
    let loss = "loss = \"x t + y u\"\ntable = \"fuzz.csv\"\nview = { x = [-1, 1], y = [-1, 1] }"
    if let surface = try? Surface(toml: loss, file: "fuzz.toml", data: table) { try use(surface) }
    _ = try? RecordedPath(DataFile(name: "fuzz.csv", bytes: bytes))
  }

  /// Races a rule, with all that is told of it.
  private func race(_ definition: RuleDefinition) throws {
    let surface = try Surface(formula: "x^2 + 3y^2")
    let race = Race(
      surface: surface, racers: [Racer(rule: WrittenRule<Vector>(definition)), try Racer("adam")],
      steps: 5)
    var model = try Model(race: race, surfaces: [])
    for key in ["right", "right", "v", "y", "t", "b"] {
      _ = model.press(key)
      draw(model)
    }
  }

  /// Runs a rule for some updates: whatever it computes, it computes something.
  private func walk(with rule: UpdateRule) {
    let compiled = CompiledRule(rule)
    let numbers = rule.knobs.indices.map { Double($0) / 7 }
    var point = SIMD2(0.5, -2)
    var state = compiled.initialState(at: point, knobs: numbers)
    precondition(
      state.values.count == rule.states.count, "every name that is remembered has a value")
    for _ in 0..<4 {
      let probe = compiled.probe(from: point, state, knobs: numbers)
      let values = compiled.values(
        from: point, gradient: probe * 2, loss: probe.x, state, knobs: numbers)
      precondition(values.count == rule.lines.count, "every line has a value")
      point =
        compiled.step(
          from: point, gradient: probe * 2, loss: probe.x, &state, knobs: numbers
        ).point
    }
  }

  /// Every key and value of a table stands in the text where an error at it would say.
  private func walk(_ section: Section, within text: String) {
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    func check(_ error: DocumentError) {
      guard let line = error.line, let column = error.column else { return }
      precondition((1...lines).contains(line), "the line is one of the text")
      precondition((1...text.utf8.count).contains(column), "the column is one of the text")
    }
    for name in section.names {
      guard let entry = section[name] else { preconditionFailure("a name stands for something") }
      check(section.error("", at: name))
      var entries = [entry]
      while let entry = entries.popLast() {
        check(section.error("", at: entry))
        check(section.error("", at: entry, character: (entry.text?.count ?? 0) / 2))
        entries += entry.list ?? []
        if let written = entry.text {
          let again = try? Document("a = \(quoted(written))", file: "again").root["a"]?.text
          precondition(
            again.map { $0.utf8.elementsEqual(written.utf8) } ?? false,
            "a text reads back to itself")
        }
      }
      if case .table = entry.value, let inner = try? section.section(name) {
        walk(inner, within: text)
      }
      for inner in (try? section.sections(name)) ?? [] { walk(inner, within: text) }
    }
  }

  /// Value, slopes and text of a surface agree with themselves.
  private func use(_ surface: Surface) throws {
    let landscape = try surface.landscape()
    let text = surface.formula.text
    let again = try Formula(text, parameters: Set(surface.parameters.keys))
    let twin = try FormulaLandscape(again, parameters: surface.parameters)
    for point in [Point(0, 0), surface.start, Point(-1.25, 3.5), Point(1e9, -1e-9)] {
      let sample = landscape.sample(at: point)
      let value = landscape.value(at: point)
      precondition(
        value.bitPattern == sample.value.bitPattern || (value.isNaN && sample.value.isNaN),
        "the value alone is the value beside the gradient")
      let other = twin.value(at: point)
      precondition(
        other == value || (other.isNaN && value.isNaN), "what is printed reads back to the same")
      _ = landscape.hessian(at: point)
    }
    guard landscape.operations < 4000 else { return }
    try draw(Race(surface: surface, racers: [try Racer("adam"), try Racer("nesterov")], steps: 30))
  }

  private func draw(_ race: Race) throws {
    var model = try Model(race: race, surfaces: [])
    guard model.track.landscape.operations < 4000 else { return }
    model.stage.playback.playhead = Double(race.steps)
    draw(model)
  }

  private func draw(_ model: Model) {
    var memory = TerrainMemory()
    let scene = Screen.sheet(of: model, columns: 60, rows: 20, memory: &memory)
    let grid = scene.grid()
    for row in 0..<grid.rows {
      precondition(
        grid.row(row).allSatisfy { $0.glyph.value >= 32 && $0.glyph.value != 127 },
        "no control character reaches the screen")
    }
    _ = scene.svg(theme: .night, title: "fuzz").text
  }
}

/// What the fuzzer calls with every text that it thinks of.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // What is no such file is refused with an error; anything else would end the process.
  try? Target.chosen.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
