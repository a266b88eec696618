import Documents
import Drawing
import Landscapes
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// A path that something else walked, beside the racers.
struct RecordedPathTests {
  private static let text = "step,x,y,note\n0,-2,-1,a\n10,-1,0,b\n25,0,1,c\n"

  private static func path(_ text: String) throws -> RecordedPath {
    try RecordedPath(DataFile(name: "data/run.csv", bytes: Array(text.utf8)))
  }

  @Test func `it is drawn up to the step that is shown, with its losses in the chart`() throws {
    var race = Race(
      surface: try #require(Shipped.named("line32")), racers: [try Racer("descent:eta=0.1")],
      steps: 40)
    try race.settleRates()
    var model = try Model(race: race, surfaces: [])
    let path = try RecordedPathTests.path(RecordedPathTests.text)
    #expect(path.steps == [0, 10, 25] && path.losses == nil)
    model.track.change { $0.recorded = path }
    var memory = TerrainMemory()
    for (step, count) in [(0, 1), (9, 1), (10, 2), (24, 2), (40, 3)] {
      model.stage.playback.stop(at: step, end: 40)
      let trails = model.screen.map(of: [0], columns: 60, rows: 20, memory: &memory).trails
      #expect(trails.last?.points == Array(path.points.prefix(count)) && trails.last?.index == 1)
    }
    let line = try #require(model.screen.chart(columns: 100).series.last)
    #expect(line.index == 1 && line.values.map(\.step) == [0, 10, 25])
    #expect(line.values.map(\.height) == path.points.map { model.track.landscape.value(at: $0) })
    #expect(line.readout.hasSuffix("run.csv"))
    let map = model.screen.map(of: [0], columns: 60, rows: 20, memory: &memory)
    #expect(map.trails.last?.endLabel == "run.csv")
    var grid = Grid(columns: 60, rows: 20)
    map.draw(on: &grid, at: CellRect(column: 0, row: 0, columns: 60, rows: 20), glyphs: .unicode)
    let drawn = (0..<20).map { row in
      String((0..<60).map { Character(grid[$0, row].glyph) })
    }
    #expect(drawn.contains { $0.contains("run.csv") }, "its name stands beside its head")
    // Losses that were recorded with it are those that are shown.
    let other = try RecordedPathTests.path("loss,step,x,y\n7,0,-2,-1\n5,3,-1,0")
    model.track.change { $0.recorded = other }
    #expect(model.screen.chart(columns: 100).series.last?.values.map(\.height) == [7, 5])
    _ = model.carryOut("chart slope")
    #expect(model.screen.chart(columns: 100).series.count == 1)
  }

  @Test(arguments: [
    ("x,y\n1,2", "needs the columns step, x and y; it has x, y"),
    ("step,x,y\n0,1,2\n0,1,2", "steps are whole numbers that rise"),
    ("step,x,y\n0.5,1,2", "steps are whole numbers that rise"),
    ("step,x,y\n0,1,nan", "'y' is 'nan'"), ("step,x,y\n", "without rows"),
  ])
  func `what is no path is told`(text: String, words: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try RecordedPathTests.path(text)
    }
    #expect("\(error)".contains(words), "\(error)")
  }

  /// A race beside a path of so many places.
  private static func race(_ count: Int) throws -> (race: Race, file: [UInt8]) {
    let rows = (0..<count).map { "\($0),\(Double($0) / 7),\(-Double($0) / 3),\($0 + 1)\n" }
    let file = Array(("step,x,y,loss\n" + rows.joined()).utf8)
    var race = Race(
      surface: try #require(Shipped.named("line32")), racers: [try Racer("descent:eta=0.1")],
      steps: 4)
    race.recorded = try RecordedPath(DataFile(name: "data/run.csv", bytes: file))
    return (race, file)
  }

  private static func record(_ race: Race) throws -> String {
    var text = ""
    var lines = try RunLines(RunWriter(race))
    while let line = lines.next() { text += line }
    return text
  }

  @Test func `a record holds it, whole or by its file, and so does a command`() throws {
    for (count, isWhole) in [(300, true), (6000, false)] {
      let (race, file) = try RecordedPathTests.race(count)
      let text = try RecordedPathTests.record(race)
      #expect(text.contains("sha256") != isWhole)
      var check = RunCheck(
        file: "run.txt",
        data: DataFiles { name throws(DocumentError) in DataFile(name: name, bytes: file) })
      try check.feed(Array(text.utf8))
      let record = try check.finish()
      #expect(record.race == race && record.verification == .identical(rows: 5))
      #expect(record.race.recorded?.name == "run.csv")
      #expect(race.options(shipped: Shipped.all).suffix(4).contains("data/run.csv"))
    }
    var model = try Model(race: RecordedPathTests.race(20).race, surfaces: Shipped.all)
    _ = model.press("S")
    #expect(model.race.recorded == nil, "on another surface it says nothing")
    _ = model.press("u")
    #expect(model.race.recorded != nil)
  }

  @Test(arguments: [
    ("step = [0, 1]\nx = [0, 1]\ny = [0]", "equally long"),
    ("step = [1, 0]\nx = [0, 1]\ny = [0, 1]", "rise from row to row"),
    ("step = []\nx = []\ny = []", "not empty"), ("x = [1]", "needs step, x and y, or a file"),
    ("file = \"run.csv\"", "the sha256 of their file"),
    ("file = \"run.csv\"\nsha256 = \"00\"", "is another file"),
  ])
  func `what is wrong with it in a record is told`(lines: String, words: String) throws {
    var race = try RecordedPathTests.race(3).race
    race.recorded = nil
    let text = try RecordedPathTests.record(race).replacing(
      "#\noptimizer\t",
      with: "# [path]\n# " + lines.replacing("\n", with: "\n# ") + "\n#\noptimizer\t")
    var check = RunCheck(
      file: "run.txt",
      data: DataFiles { name throws(DocumentError) in
        DataFile(name: name, bytes: Array("step,x,y\n0,1,2\n".utf8))
      })
    let error = try #require(throws: DocumentError.self) {
      try check.feed(Array(text.utf8))
      _ = try check.finish()
    }
    #expect("\(error)".contains(words), "\(error)")
  }

  @Test func `a scene names files beside its lecture`() throws {
    let files = [
      "mine.toml": "loss = \"(x t + y - 1)^2\"\ntable = \"rows.csv\"\n",
      "rows.csv": "t\n1\n2\n", "run.csv": "step,x,y\n0,0.5,0.25\n3,1,1\n",
    ]
    let data = DataFiles { name throws(DocumentError) in
      guard let text = files[name] else {
        throw DocumentError(file: name, line: nil, message: "not here")
      }
      return DataFile(name: name, bytes: Array(text.utf8))
    }
    let text = """
      [[scene]]
      surface = "mine.toml"
      path = "run.csv"
      optimizers = ["descent:eta=0.1,batch=1"]
      """
    let lecture = try Lecture(toml: text, file: "a.toml", surfaces: [], data: data)
    let race = try lecture.scenes[0].race()
    #expect(race.surface.rowCount == 2 && race.surface.name == "mine")
    #expect(race.recorded?.steps == [0, 3] && race.start == Point(0.5, 0.25))
    let model = try Model(lecture: lecture, surfaces: [])
    #expect(model.race.recorded != nil)
    for (from, to) in [("mine.toml", "other.toml"), ("run.csv", "other.csv")] {
      #expect(throws: DocumentError.self) {
        try Lecture(
          toml: text.replacing(from, with: to), file: "a.toml", surfaces: [], data: data)
      }
    }
    #expect(throws: DocumentError.self) {
      try Lecture(toml: text, file: "a.toml", surfaces: [])
    }
  }
}
