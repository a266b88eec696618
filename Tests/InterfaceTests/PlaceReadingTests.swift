import Documents
import Drawing
import Landscapes
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What is told of the place under the cursor.
struct PlaceReadingTests {
  private func opened(_ formula: String = "x^2 + 3 y^2") throws -> Model {
    var race = Race(surface: try Surface(formula: formula), racers: [try Racer("descent:eta=0.1")])
    race.start = Point(1, 0.5)
    try race.settleRates()
    return try Model(race: race, surfaces: [])
  }

  private func words(_ model: Model, columns: Int = 168) -> String {
    var memory = TerrainMemory()
    let sheet = Screen.sheet(of: model, columns: columns, rows: 40, memory: &memory)
    return String(String.UnicodeScalarView(sheet.grid().row(0).map(\.glyph)))
  }

  @Test func `the mouse reads loss, gradient, contours and the nearest stationary point`() throws {
    var model = try opened()
    for (column, row) in [(30, 10), (80, 5), (120, 20)] {
      model.point(.move, column: column, row: row, columns: 168, rows: 40)
      let place = try #require(model.stage.pointer)
      let line = words(model)
      let sample = model.track.landscape.sample(at: place)
      #expect(line.contains("\(brief(place))   f \(brief(sample.value))"), "\(line)")
      #expect(line.contains("∇f \(brief(sample.gradient))"), "\(line)")
      #expect(line.contains("× minimum \(brief(place.length, digits: 2)) away"), "\(line)")
      // The value lies between the two contours that are named.
      let named = try #require(line.firstRange(of: "contours "))
      let numbers = line[named.upperBound...].split(separator: " ").compactMap { Double($0) }
      #expect(numbers.count >= 2 || line.contains("below") || line.contains("above"), "\(line)")
      if numbers.count >= 2, !line.contains("below"), !line.contains("above") {
        #expect(numbers[0] * 0.9 <= sample.value && sample.value <= numbers[1] * 1.1, "\(line)")
      }
    }
  }

  @Test func `of many stationary points the nearest is named, with its kind`() throws {
    var race = Race(
      surface: try #require(Shipped.named("himmelblau")), racers: [try Racer("descent")], steps: 3)
    try race.settleRates()
    var model = try Model(race: race, surfaces: [])
    for (place, words) in [
      (Point(3.2, 2), "× minimum 0.2 away"), (Point(-0.27, -0.5), "∩ maximum 0.42 away"),
      (Point(0.09, 2.9), "± saddle 0.016 away"),
    ] {
      model.stage.pointer = place
      #expect(self.words(model).contains(words), "\(self.words(model))")
    }
  }

  @Test func `a step of a path is named where the mouse is on it, and gone with the next key`()
    throws
  {
    var model = try opened()
    _ = model.press("end")
    let screen = Screen(model: model, columns: 168, rows: 40)
    let map = try #require(screen.layout?.panels.first?.map)
    let shown = screen.shownView(columns: map.columns, rows: map.rows)
    let place = (model.runs[0].points[1] - shown.low) / shown.size
    let column = map.column + Int(place.x * Double(map.columns))
    let row = map.row + Int((1 - place.y) * Double(map.rows))
    model.point(.move, column: column, row: row, columns: 168, rows: 40)
    #expect(words(model).contains("● step 1 "), "\(words(model))")
    _ = model.press("left")
    #expect(model.stage.pointer == nil && !words(model).contains("● step 1 "))
  }

  @Test func `a start on the move is read as it goes, in few cells as well`() throws {
    var model = try opened()
    for key in ["i", "right", "up"] { _ = model.press(key) }
    let value = model.track.landscape.value(at: model.race.start)
    for columns in [168, 120, 80] {
      #expect(words(model, columns: columns).contains("f \(brief(value))"))
      #expect(words(model, columns: columns).contains(" away"), "\(words(model, columns: columns))")
    }
    _ = model.press("enter")
    #expect(!words(model).contains(" away"))
  }

  @Test func `where a surface has no value that is what is told`() throws {
    var model = try opened("sqrt(1 - x^2 - y^2)")
    model.stage.pointer = Point(2, 2)
    #expect(words(model).contains("(2, 2)   the surface has no value here"))
  }
}
