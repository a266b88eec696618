import Documents
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Sweeps

struct SweepFileTests {
  private func written(
    _ measure: Measure, part: SweepPart = .whole, racer: String = "momentum"
  ) throws -> String {
    var race = Race(
      surface: try #require(Shipped.named("himmelblau")), racers: [try Racer(racer)], steps: 60)
    try race.settleRates()
    race.turn(0, "eta", to: .number(0.002), from: 30)
    let landscape = try race.surface.landscape()
    let axes =
      measure == .minimum
      ? Variation.starts(in: race.surface.view, columns: 5, rows: 4)
      : [
        Variation(.knob("beta"), from: 0, to: 0.99, count: 5, .memory),
        Variation(.knob("eta"), from: 1e-4, to: 1, count: 4, .log),
      ]
    let sweep = try Sweep(of: race, varying: axes, measure: measure, on: landscape)
    let cells = Array(part.cells(of: sweep))
    var computation = SweepComputation(sweep, on: landscape, order: cells, processors: 2)
    computation.finish()
    let writer = SweepWriter(sweep, part: part)
    let rows = try cells.map { writer.row(of: $0, try #require(computation.cells[$0])) }
    return (writer.header + rows).joined(separator: "\n") + "\n"
  }

  @Test(arguments: Measure.allCases)
  func `a table is read back as it was written`(measure: Measure) throws {
    let typed =
      "rule=\"v <- beta v + g; theta <- theta - eta v/(1 + b norm(g))\",beta=0.5,eta=0.01,b=2"
    for racer in ["momentum", "adam:label=slow, \"one\"", typed]
    where measure == .steps || racer == "momentum" {
      let text = try written(measure, racer: racer)
      let record = try SweepRecord(text, file: "s.txt")
      #expect(record.isWhole && record.sweep.measure == measure)
      let writer = SweepWriter(record.sweep, part: record.part)
      let rows = record.cells.indices.compactMap { cell in
        record.cells[cell].map { writer.row(of: cell, $0) }
      }
      #expect((writer.header + rows).joined(separator: "\n") + "\n" == text)
    }
  }

  @Test func `parts put together are the whole, byte for byte`() throws {
    let whole = try written(.final)
    for count in [1, 2, 3, 7, 20] {
      let records = try (1...count).map { number in
        let part = try #require(SweepPart(number, of: count))
        let name = "p\(number)"
        return (name: name, record: try SweepRecord(written(.final, part: part), file: name))
      }
      let merged = try SweepRecord.merged(records.reversed())
      #expect(merged.joined(separator: "\n") + "\n" == whole)
      if count > 1 {
        #expect(throws: SweepError.self) { _ = try SweepRecord.merged(Array(records.dropFirst())) }
        #expect(throws: SweepError.self) { _ = try SweepRecord.merged(records + [records[0]]) }
      }
    }
    func message(_ records: [(name: String, record: SweepRecord)]) -> String {
      do throws(SweepError) {
        _ = try SweepRecord.merged(records)
        return "nothing"
      } catch { return error.description }
    }
    let (one, two) = (try #require(SweepPart(1, of: 2)), try #require(SweepPart(2, of: 2)))
    let first = ("a", try SweepRecord(written(.final, part: one), file: "a"))
    let other = ("b", try SweepRecord(written(.steps, part: two), file: "b"))
    #expect(message([first, other]).contains("another sweep"))
    let text = try written(.final, part: two)
    let cut = String(text.dropLast(1).prefix { _ in true })
    let half = ("c", try SweepRecord(cut, file: "c"))
    #expect(message([first, half]).contains("not whole"))
  }

  @Test func `a table that is cut anywhere is read up to its last whole row`() throws {
    let text = try written(.steps)
    let bytes = Array(text.utf8)
    let columns = try #require(text.range(of: "beta\teta\tvalue\tending\n"))
    let header = text.utf8.distance(from: text.startIndex, to: columns.upperBound)
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let cut = String(decoding: bytes[..<length], as: UTF8.self)
      guard length >= header else {
        #expect(throws: DocumentError.self) { _ = try SweepRecord(cut, file: "c") }
        continue
      }
      let record = try SweepRecord(cut, file: "c")
      let whole = cut.lastIndex(of: "\n").map { cut[...$0].utf8.count } ?? 0
      #expect(record.wholeBytes == whole)
      #expect(record.isWhole == (record.rows.count == 20))
    }
  }

  @Test func `what does not belong is told with its line`() throws {
    let text = try written(.steps)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = try #require(lines.firstIndex { $0.hasPrefix("beta\t") }) + 1
    func message(_ edit: (inout [String]) -> Void) -> String {
      var edited = lines
      edit(&edited)
      do {
        _ = try SweepRecord(edited.joined(separator: "\n"), file: "s.txt")
        return "nothing"
      } catch { return "\(error)" }
    }
    #expect(message { _ in } == "nothing")
    #expect(message { $0[first] = "1\t2\t3\tarrived" }.hasPrefix("s.txt:\(first + 1)"))
    #expect(message { $0[first + 3] = $0[first + 2] }.hasPrefix("s.txt:\(first + 4)"))
    #expect(message { $0[first] += "\tmore" }.hasPrefix("s.txt:\(first + 1)"))
    #expect(message { $0.insert($0[first], at: lines.count - 1) }.contains("more rows"))
    #expect(
      message { $0[first] = $0[first].replacing("nan", with: "1e300") }.contains("not the row"))
    #expect(message { $0[first] = $0[first].replacing("nan", with: "0.5") }.contains("not the row"))
    #expect(message { $0[0] = "# ravine sweep 99" }.contains("another ravine"))
    #expect(message { $0[0] = "# ravine run 1" }.contains("not a sweep"))
    for (from, to) in [
      ("# count = 5", "# count = 99999999"), ("# measure = \"steps\"", "# measure = \"luck\""),
      ("# what = \"eta\"", "# what = \"phi\""), ("# [sweep]", "# [sweeep]"),
      ("# scale = \"log\"", "# scale = \"cubic\""), ("# from = 0.0001", "# from = -1"),
      ("# from = 0.0001", "# from = 0"), ("# to = 0.99", "# to = 1"),
      ("# tolerance = ", "# tolerance = \"x"), ("# steps = 60", "# steps = -60"),
      ("# steps = 60", "# steps = 9223372036854775807"),
    ] {
      let words = message { lines in
        for index in lines.indices { lines[index] = lines[index].replacing(from, with: to) }
      }
      #expect(
        words.hasPrefix("s.txt:") && !words.hasPrefix("s.txt:\(first + 1)"), "\(from): \(words)")
    }
  }
}
