import Documents
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

@Suite struct RunFileTests {
  private func race(_ racers: [String], on name: String = "rosenbrock", steps: Int = 60) throws
    -> Race
  {
    var race = Race(
      surface: try #require(Shipped.named(name)), racers: try racers.map { try Racer($0) },
      steps: steps)
    try race.settleRates()
    return race
  }

  private func text(of race: Race, every: Int = 1) throws -> String {
    var text = ""
    try RunWriter(race, every: every).write { text += $0 }
    return text
  }

  /// The rows of the first racer.
  private func rows(of text: String) throws -> [Row] {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
    let handle = try #require(lines.first?.split(separator: "\t").first)
    return lines.filter { $0.split(separator: "\t").first == handle }
      .compactMap { Row.read($0)?.row }
  }

  /// What comes of checking a text with other numbers in some places.
  private func checked(
    _ text: String, _ edits: [(handle: String, step: Int, column: Int, change: (Double) -> Double)]
  ) throws -> Verification {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      line -> String in
      guard let (handle, read) = Row.read(line) else { return String(line) }
      var row = read
      for edit in edits where edit.handle == handle && edit.step == row.step {
        row.values[edit.column] = edit.change(row.values[edit.column])
      }
      return row.line(handle: handle)
    }
    return try RunRecord(lines.joined(separator: "\n"), file: "a.txt").verification
  }

  @Test(arguments: Catalog.names)
  func `a run round-trips bit for bit`(name: String) throws {
    let race = try race([name, "\(name):label=twin, with a comma"], on: "himmelblau")
    let first = try text(of: race)
    let record = try RunRecord(first, file: "a.txt")
    #expect(record.missing == nil)
    #expect(try text(of: record.race) == first)
    #expect(record.verification == .identical(rows: 122))
    #expect(record.race.handles == [name, "\(name)-2"])
    #expect(record.race.racers[1].label == "twin, with a comma")
  }

  @Test func `rows are as the columns promise`() throws {
    let race = try race(["nesterov:eta=0.001,beta=0.9"], steps: 5)
    let rows = try rows(of: text(of: race))
    let landscape = try race.surface.landscape()
    #expect(rows.map(\.step) == [0, 1, 2, 3, 4, 5])
    #expect(rows[0].values[9] == 0 && rows[0].values[10] == 0)
    for (row, next) in zip(rows, rows.dropFirst()) {
      let here = landscape.sample(at: row.point)
      #expect(row.loss == here.value && row.values[3] == here.gradient.x)
      let probe = Point(row.values[5], row.values[6])
      // v of the rule is −(θₖ − θₖ₋₁), so the probe is one jump of β further on.
      let jump = row.point + 0.9 * Vector(row.values[9], row.values[10])
      #expect((probe - jump).length < 1e-15)
      #expect(landscape.sample(at: probe).gradient == Vector(row.values[7], row.values[8]))
      #expect(Vector(next.values[9], next.values[10]) == next.point - row.point)
      #expect(row.values[11].isNaN && row.values[12].isNaN)
    }
  }

  @Test func `the rates of AdaGrad are what update k+1 applies`() throws {
    let race = try race(["adagrad:eta=0.1"], on: "ravine-d2l", steps: 400)
    let rows = try rows(of: text(of: race))
    for (step, rate) in [(1, 0.1), (100, 0.0128), (400, 0.0086)] {
      #expect(abs(rows[step - 1].values[11] / rate - 1) < 0.02)
    }
    let last = try #require(rows.last)
    #expect(abs(last.loss - 0.33) < 0.01)
  }

  @Test func `every writes rows 0, K, 2K and the last`() throws {
    let record = try RunRecord(text(of: race(["adam"], steps: 25), every: 10), file: "a.txt")
    #expect(
      try rows(of: text(of: race(["adam"], steps: 25), every: 10)).map(\.step) == [0, 10, 20, 25])
    #expect(record.verification == .identical(rows: 4))
  }

  @Test func `a run ends with its first row that is not finite`() throws {
    let race = try race(["descent:eta=1"], on: "rosenbrock", steps: 400)
    let run = race.record(0, on: try race.surface.landscape())
    #expect(run.diverged && run.lastStep < 20)
    let record = try RunRecord(text(of: race), file: "a.txt")
    let rows = try rows(of: text(of: race))
    #expect(rows.count == run.points.count)
    #expect(rows.last?.isFinite == false)
    #expect(rows.dropLast().allSatisfy { $0.isFinite })
    #expect(record.missing == nil)
    #expect(record.verification == .identical(rows: rows.count))
  }

  @Test func `a file cut anywhere reads up to its last whole row`() throws {
    let whole = try text(of: race(["momentum", "adam"], steps: 6))
    let bytes = Array(whole.utf8)
    let header = try #require(whole.range(of: "\noptimizer\t"))
    let body = whole.utf8.distance(from: whole.startIndex, to: header.lowerBound)
    for length in stride(from: body + 120, to: bytes.count, by: 1) {
      let cut = String(decoding: bytes[0..<length], as: UTF8.self)
      let record = try RunRecord(cut, file: "cut.txt")
      let whole = cut.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .filter { $0.hasPrefix("momentum\t") || $0.hasPrefix("adam\t") }.count
      #expect(record.verification == .identical(rows: whole))
      #expect((record.missing == nil) == (whole == 14))
    }
    for length in 0..<body {
      let cut = String(decoding: bytes[0..<length], as: UTF8.self)
      #expect(throws: DocumentError.self) { _ = try RunRecord(cut, file: "cut.txt") }
    }
  }

  @Test func `a changed number is found`() throws {
    let whole = try text(of: race(["momentum:eta=0.001"], steps: 6))
    var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix("momentum\t3\t") })
    var fields = lines[index].split(separator: "\t").map(String.init)
    fields[4] = "12.5"
    lines[index] = fields.joined(separator: "\t")
    let record = try RunRecord(lines.joined(separator: "\n"), file: "a.txt")
    guard case .different(let words) = record.verification else {
      Issue.record("the change was not found")
      return
    }
    #expect(words.contains("step 3") && words.contains("loss") && words.contains("12.5"))
  }

  /// A run of descent with the loss of one row moved by some units in the last place.
  private func nudged(_ surface: String, row step: Int, units: Double) throws -> Verification {
    let whole = try text(of: race(["descent:eta=0.001"], on: surface, steps: 6))
    return try checked(whole, [("descent", step, 2, { $0 + units * $0.ulp })])
  }

  @Test func `rounding may differ between machines only where the math library is called`() throws {
    #expect(
      try nudged("flower", row: 3, units: 1) == .close(rows: 7, untilStep: nil, handle: "descent"))
    guard case .different = try nudged("flower", row: 3, units: 1e5) else {
      Issue.record("a difference without any before it is no rounding")
      return
    }
    guard case .different = try nudged("rosenbrock", row: 3, units: 1) else {
      Issue.record("plain arithmetic is the same everywhere")
      return
    }
  }

  @Test func `what drifts in one racer excuses nothing in another`() throws {
    let whole = try text(of: race(["descent:eta=0.001", "adam"], on: "flower", steps: 6))
    let result = try checked(
      whole, [("descent", 2, 2, { $0.nextUp }), ("adam", 4, 0, { _ in 77 })])
    guard case .different = result else {
      Issue.record("the second racer was not checked")
      return
    }
  }

  @Test(arguments: ["x^7+y^2", "x^12+y^2", "x^2.5+y^2", "abs(x)+y^2"])
  func `whatever minima were found, a run verifies`(formula: String) throws {
    let surface = try Surface(formula: formula, start: Point(0.5, 0.5))
    var race = Race(surface: surface, racers: [try Racer("descent:eta=0.001")], steps: 3)
    try race.settleRates()
    let record = try RunRecord(text(of: race), file: "a.txt")
    #expect(record.verification == .identical(rows: 4))
  }

  @Test func `rounding that grows is told with its step`() throws {
    let whole = try text(of: race(["descent:eta=0.001"], on: "flower", steps: 6))
    #expect(
      try checked(whole, [("descent", 2, 2, { $0.nextUp }), ("descent", 5, 2, { $0 + 1e-9 })])
        == .close(rows: 5, untilStep: 5, handle: "descent"))
    let leap = try checked(
      whole, [("descent", 2, 2, { $0.nextUp }), ("descent", 5, 2, { _ in 77 })])
    guard case .different = leap else {
      Issue.record("a leap is no rounding")
      return
    }
  }

  @Test(arguments: [
    "# ravine run 99\n# arithmetic = 1\n#\n\n\n",
    "optimizer\tstep\n", "", "# ravine run 1\n",
    "# ravine run 1\n# [surface]\n# formula = \"x +\"\n#\noptimizer\n\n",
  ])
  func `what is no run of this version is refused`(text: String) {
    #expect(throws: DocumentError.self) { _ = try RunRecord(text, file: "a.txt") }
  }

  @Test func `tweaks and notes are in the header and come back`() throws {
    var race = try race(["momentum", "adam"])
    race.turn(0, "beta", to: .number(0.5), from: 10)
    race.turn(1, "correction", to: .choice("off"), from: 20)
    race.notes = [Note(step: 5, text: "here it \"turns\"")]
    let record = try RunRecord(text(of: race), file: "a.txt")
    #expect(record.race.tweaks == race.tweaks && record.race.notes == race.notes)
    #expect(record.verification == .identical(rows: 122))
  }

  @Test func `however a file comes in pieces, it is read the same`() throws {
    let whole = Array(try text(of: race(["momentum", "adam"], steps: 40)).utf8)
    for size in [1, 7, 100, 4096] {
      var check = RunCheck(file: "a.txt")
      for start in stride(from: 0, to: whole.count, by: size) {
        try check.feed(Array(whole[start..<min(start + size, whole.count)]))
      }
      #expect(try check.finish().verification == .identical(rows: 82))
    }
  }

  @Test func `rows that follow the end of a run are told`() throws {
    let whole = try text(of: race(["descent:eta=0.001"], steps: 3))
    let last = try #require(whole.split(separator: "\n").last)
    guard case .different(let words) = try RunRecord(whole + last + "\n", file: "a").verification
    else {
      Issue.record("one row too many was not found")
      return
    }
    #expect(words.contains("after the end"))
  }

  @Test func `tweaks act in the order of their steps, whatever the order of the file`() throws {
    var race = try race(["momentum:eta=0.0005"])
    race.turn(0, "beta", to: .number(0.5), from: 10)
    race.turn(0, "eta", to: .number(0.001), from: 30)
    let whole = try text(of: race)
    let parts = whole.components(separatedBy: "# [[tweak]]\n")
    #expect(parts.count == 3)
    let tail = try #require(parts[2].range(of: "#\n"))
    let swapped =
      parts[0] + "# [[tweak]]\n" + parts[2][..<tail.lowerBound] + "# [[tweak]]\n" + parts[1]
      + parts[2][tail.lowerBound...]
    let record = try RunRecord(swapped, file: "a.txt")
    #expect(record.race.tweaks == race.tweaks)
    #expect(record.verification == .identical(rows: 61))
  }

  @Test func `a file with a seed still reads`() throws {
    let whole = try text(of: race(["adam"], steps: 3))
    let older = whole.replacingOccurrences(of: "# steps = 3\n", with: "# steps = 3\n# seed = 7\n")
    #expect(older != whole)
    #expect(try RunRecord(older, file: "a.txt").verification == .identical(rows: 4))
  }

  @Test func `a start of minus zero stays one`() throws {
    var race = try race(["momentum"], on: "himmelblau", steps: 3)
    race.start = Point(-0.0, 1)
    let record = try RunRecord(text(of: race), file: "a.txt")
    #expect(record.race.start.x.sign == .minus)
    #expect(record.verification == .identical(rows: 4))
  }

  @Test(arguments: [
    ("# steps = 60\n", "# steps = 1000000000000\n# every = 1000000000000\n", "more than the"),
    ("optimizer\tstep", String(repeating: "x", count: 5000), "longer than"),
  ])
  func `what would take without end is refused`(old: String, new: String, words: String) throws {
    let whole = try text(of: race(["adam"]))
    let forged = whole.replacingOccurrences(of: old, with: new)
    #expect(forged != whole)
    #expect {
      _ = try RunRecord(forged, file: "a.txt")
    } throws: { "\($0)".contains(words) }
  }
}
