import Drawing
import Lectures
import Surfaces
import Testing

@testable import Interface

/// Predictions that a key commits before the reveal.
struct PredictionTests {
  private func opened(_ extra: String, racers: Int = 3) throws -> Model {
    let list = (1...racers).map { "\"descent:eta=0.0\($0)\"" }.joined(separator: ", ")
    let lecture = try Lecture(
      toml: """
        [[scene]]
        title = "One"
        question = "Which?"
        caption = "That."
        optimizers = [\(list)]
        steps = 20
        \(extra)
        [[scene]]
        caption = "Two."
        optimizers = ["descent"]
        """, file: "a.toml", surfaces: Shipped.all)
    return try Model(lecture: lecture, surfaces: Shipped.all)
  }

  private func words(_ model: Model) throws -> [String] {
    let place = try #require(model.lecture)
    return Caption(place: place, width: 78).lines.map { line in
      line.pieces.map { ($0.isStrong ? "*" : "") + $0.text }.joined(separator: "|")
    }
  }

  @Test func `a number commits a prediction, Enter tells whether it is so`() throws {
    var model = try opened("choices = [\"left\", \"right\", \"on\"]\nanswer = 2")
    #expect(
      try words(model) == [
        "One", "*Which?", "1 left|2 right|3 on|(1–3 predicts, Enter shows it)",
      ])
    _ = model.press("3")
    #expect(try words(model).last == "1 left|2 right|*3 on|(Enter shows it)")
    #expect(model.stage.focus == 0, "the number moved the focus")
    var other = model
    _ = model.press("enter")
    #expect(try words(model) == ["One", "*That.", "You said “on”; here it is “right”."])
    // Who thinks again says so before the reveal.
    _ = other.press("2")
    _ = other.press("enter")
    #expect(try words(other) == ["One", "*That.", "As you said: right."])
    // From here on numbers are panels again.
    _ = other.press("3")
    #expect(try other.stage.focus == 2 && words(other).last == "As you said: right.")
  }

  @Test func `without choices the racers are what is predicted`() throws {
    var model = try opened("answer = 3")
    #expect(
      try words(model).last
        == "1 Gradient descent η 0.01|2 Gradient descent η 0.02|3 Gradient descent η 0.03"
        || words(model).contains { $0.contains("1 Gradient descent η 0.01|2 ") })
    _ = model.press("3")
    _ = model.press("enter")
    #expect(try words(model).last == "As you said: Gradient descent η 0.03.")
  }

  @Test func `who says nothing is told nothing, and another scene begins anew`() throws {
    var model = try opened("answer = 1")
    _ = model.press("enter")
    #expect(try words(model) == ["One", "*That."])
    _ = model.press("backspace")
    _ = model.press("9")
    #expect(model.lecture?.prediction == nil)
    model = try opened("answer = 1")
    _ = model.press("1")
    for key in ["enter", "enter", "backspace"] { _ = model.press(key) }
    #expect(model.lecture?.prediction == nil && model.lecture?.isRevealed == false)
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func `every shipped question can be answered by a key, and all of it has room`(
    columns: Int, rows: Int
  ) throws {
    for name in ShippedLectures.stems {
      let lecture = try Lecture(
        toml: try #require(ShippedLectures.quickText(named: name)), file: name,
        surfaces: Shipped.all)
      for index in lecture.scenes.indices {
        var model = try Model(lecture: lecture, scene: index, surfaces: Shipped.all)
        if model.lecture?.page == .opening { _ = model.press("enter") }
        let place = try #require(model.lecture)
        #expect(place.choices.count > 1, "\(name) \(index + 1)")
        let screen = Screen(model: model, columns: columns, rows: rows)
        let room = try #require(screen.layout?.caption?.rows)
        #expect(Caption(place: place, width: columns - 2).rows <= room, "\(name) \(index + 1)")
        // What was predicted and what is so are both told whole.
        // Seeds are counted at every reveal: once is enough.
        let count = place.scene.showsSeeds ? 1 : place.choices.count
        for choice in place.choices.indices.prefix(count) {
          var told = model
          _ = told.press("\(choice + 1)")
          _ = told.press("enter")
          var memory = TerrainMemory()
          let text = Screen.sheet(of: told, columns: columns, rows: rows, memory: &memory).grid()
            .text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          #expect(text.contains(try #require(told.lecture?.verdict)), "\(name) \(index + 1)")
        }
      }
    }
  }

  @Test(arguments: [
    ("choices = [\"a\", \"b\"]", "'choices' needs 'answer'"),
    ("choices = [\"a\"]\nanswer = 1", "'choices' names 2 to 4"),
    ("choices = [\"a\", \"b\"]\nanswer = 3", "'answer' is the number of a choice, 1 to 2"),
    ("answer = 0", "'answer' is the number of a racer, 1 to 3"),
  ])
  func `a wrong answer in a file is told`(extra: String, words: String) {
    #expect {
      _ = try opened(extra)
    } throws: { "\($0)".contains(words) }
  }
}
