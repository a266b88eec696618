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

  @Test func `it is drawn up to the step that is shown, with its losses in the chart`() throws {
    var race = Race(
      surface: try #require(Shipped.named("line32")), racers: [try Racer("descent:eta=0.1")],
      steps: 40)
    try race.settleRates()
    var model = try Model(race: race, surfaces: [])
    let path = try RecordedPath(csv: RecordedPathTests.text, file: "run.csv")
    #expect(path.steps == [0, 10, 25] && path.losses == nil)
    model.stage.recorded = path
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
    // Losses that were recorded with it are those that are shown.
    model.stage.recorded = try RecordedPath(
      csv: "loss,step,x,y\n7,0,-2,-1\n5,3,-1,0", file: "run.csv")
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
      try RecordedPath(csv: text, file: "run.csv")
    }
    #expect("\(error)".contains(words), "\(error)")
  }
}
