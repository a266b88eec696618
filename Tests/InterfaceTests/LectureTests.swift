import Drawing
import Landscapes
import Lectures
import Surfaces
import Testing

@testable import Interface

/// The shipped lectures as they are read, walked through and shown.
///
/// What their captions claim is checked in `MomentumClaimTests`, `EdgeClaimTests`, `SaddleClaimTests` and `AdaptiveClaimTests`.
@Suite struct LectureTests {
  private func lecture(_ name: String) throws -> Lecture {
    let text = try #require(ShippedLectures.text(named: name))
    return try Lecture(toml: text, file: name, surfaces: Shipped.all)
  }

  @Test func `every shipped lecture opens and every scene has a caption`() throws {
    #expect(ShippedLectures.stems.count == 6)
    for name in ShippedLectures.stems {
      for scene in try lecture(name).scenes {
        #expect(!scene.caption.isEmpty && !scene.title.isEmpty)
        #expect(scene.caption.count <= 150, "\(scene.caption)")
      }
    }
  }

  @Test func `a lecture is walked with a presenter's clicker, and played with in between`() throws {
    let lecture = try lecture("saddle")
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    #expect(model.stage.playback.isPlaying == false && model.lecture?.isRevealed == false)
    _ = model.press("pagedown")
    #expect(model.lecture?.isRevealed == true && model.stage.playback.isPlaying)
    for key in ["b", "S", "D", "end"] { _ = model.press(key) }
    _ = model.press("pagedown")
    #expect(try model.lecture?.index == 1 && model.race == lecture.scenes[1].race())
    _ = model.press("backspace")
    #expect(try model.lecture?.index == 0 && model.race == lecture.scenes[0].race())
    for _ in 0..<40 { _ = model.press("enter") }
    #expect(model.lecture?.index == lecture.scenes.count - 1)
    #expect(model.message?.contains("end of the lecture") == true)
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func `question and caption are whole on the screen`(columns: Int, rows: Int) throws {
    for name in ShippedLectures.stems {
      let lecture = try lecture(name)
      var model = try Model(lecture: lecture, surfaces: Shipped.all)
      for scene in lecture.scenes {
        for words in [scene.question, scene.caption] where !words.isEmpty {
          var memory = TerrainMemory()
          let text = Screen.sheet(of: model, columns: columns, rows: rows, memory: &memory).grid()
            .text
          let joined = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          let wanted = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          #expect(joined.contains(wanted), "\(name): \(words)")
          _ = model.press("pagedown")
        }
      }
    }
  }

  private static let mistakes: [(String, String)] = [
    ("title = \"a\"", "at least one [[scene]]"),
    ("[[scene]]\ncaption = \"a\"", "scene 1: 'optimizers' must be a list"),
    ("[[scene]]\noptimizers = [\"adm\"]", "did you mean adam"),
    ("[[scene]]\noptimizers = [\"adam\"]\nsurface = \"nowhere\"", "unknown surface"),
    ("[[scene]]\noptimizers = [\"adam\"]\nformula = \"x +\"", "ends too early"),
    ("[[scene]]\noptimizers = [\"adam\"]\npane = \"what\"", "\"why\" or \"theory\""),
    ("[[scene]]\noptimizers = [\"adam\"]\ncolour = 1", "unknown key 'colour'"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in a lecture is told with its scene`(text: String, words: String) {
    #expect {
      _ = try Lecture(toml: text, file: "a.toml", surfaces: Shipped.all)
    } throws: { "\($0)".contains(words) }
  }
}
