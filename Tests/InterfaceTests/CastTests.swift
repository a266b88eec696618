import Documents
import Drawing
import Foundation
import Landscapes
import Lectures
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct CastTests {
  private func model() throws -> Model {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")),
      racers: [try Racer("momentum:eta=0.001"), try Racer("descent:eta=0.01")], steps: 60)
    race.notes = [Note(step: 5, text: "a \"quoted\" note \\ η"), Note(step: 50, text: "later")]
    return try Model(race: race, surfaces: [])
  }

  private func lines(_ model: Model, _ edit: (inout Cast.Options) -> Void = { _ in }) throws
    -> [String]
  {
    var options = Cast.Options()
    (options.columns, options.rows) = (90, 26)
    edit(&options)
    var cast = Cast(of: model, options: options)
    var lines: [String] = []
    cast.write { lines.append($0) }
    return lines
  }

  /// Reads a cast as any JSON reader would.
  private func events(_ lines: [String]) throws -> [(time: Double, code: String, data: String)] {
    try lines.dropFirst().map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]
      let event = try #require(value)
      return (
        try #require(event[0] as? Double), try #require(event[1] as? String),
        try #require(event[2] as? String)
      )
    }
  }

  @Test func `it is version 2, its times rise, and it is the same every time`() throws {
    let lines = try lines(model())
    let header =
      try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any] ?? [:]
    #expect(header["version"] as? Int == 2)
    #expect(header["width"] as? Int == 90 && header["height"] as? Int == 26)
    let events = try events(lines)
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(Set(events.map(\.code)) == ["o", "m"])
    #expect(try self.lines(model()) == lines)
  }

  @Test func `notes and divergences are markers`() throws {
    let marks = try events(lines(model())).filter { $0.code == "m" }.map(\.data)
    let run = try model().runs[1]
    #expect(run.diverged)
    #expect(
      Set(marks) == [
        "step 5: a \"quoted\" note \\ η", "step 50: later",
        "step \(run.lastStep): Gradient descent diverged",
      ])
  }

  @Test func `speed and pause change its length`() throws {
    func length(_ edit: (inout Cast.Options) -> Void) throws -> Double {
      try #require(try events(lines(model(), edit)).last?.time)
    }
    let usual = try length { _ in }
    #expect(try length { $0.speed = 2 } < usual - 2)
    #expect(abs(try length { $0.pause = 0 } - (usual - 5 * 1.5)) < 0.2)
  }

  @Test func `played to its end it leaves the screen that the program shows`() throws {
    let model = try model()
    var screen = Emulator(columns: 90, rows: 26)
    for event in try events(lines(model)) where event.code == "o" { screen.receive(event.data) }
    var end = model
    end.stage.playback.playhead = 60
    end.stage.playback.isPlaying = false
    var memory = TerrainMemory()
    let grid = Screen.sheet(of: end, columns: 90, rows: 26, memory: &memory).grid()
    let shown = screen.text.map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    let isSame = shown.joined(separator: "\n") == grid.text
    #expect(isSame)
    #expect(screen.unknown.isEmpty)
  }

  @Test func `a lecture becomes a cast with a marker a scene`() throws {
    let text = try #require(ShippedLectures.text(named: "adagrad-rmsprop"))
    let lecture = try Lecture(toml: text, file: "a.toml", surfaces: Shipped.all)
    let lines = try lines(Model(lecture: lecture, surfaces: Shipped.all)) {
      $0.speed = 32
      $0.framesPerSecond = 5
    }
    let events = try events(lines)
    let marks = events.filter { $0.code == "m" }.map(\.data)
    #expect(marks == lecture.scenes.enumerated().map { "\($0.offset + 1). \($0.element.title)" })
    var screen = Emulator(columns: 90, rows: 26)
    for event in events where event.code == "o" { screen.receive(event.data) }
    #expect(screen.text.joined().contains("\(lecture.scenes.count)/\(lecture.scenes.count)"))
  }
}

/// As much of a terminal as a cast needs, written apart from what writes casts.
private struct Emulator {
  private var cells: [[Character]]
  private var row = 0
  private var column = 0
  /// Sequences that it does not know.
  private(set) var unknown: [String] = []

  init(columns: Int, rows: Int) {
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  var text: [String] { cells.map { String($0) } }

  mutating func receive(_ data: String) {
    var rest = Substring(data)
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        if row < cells.count, column < cells[row].count { cells[row][column] = character }
        column += 1
        continue
      }
      let parameters = rest.dropFirst().prefix { "0123456789;?".contains($0) }
      rest = rest.dropFirst(1 + parameters.count)
      let final = rest.popFirst() ?? " "
      switch (final, parameters) {
      case ("H", _):
        let place = parameters.split(separator: ";").compactMap { Int($0) }
        (row, column) = (place[0] - 1, place[1] - 1)
      case ("J", "2"):
        cells = cells.map { $0.map { _ in " " } }
      case ("m", _), ("l", "?25"): break
      default: unknown.append("\(parameters)\(final)")
      }
    }
  }
}
