import Documents
import Drawing
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// The shipped lectures as they are read, walked through and shown.
///
/// What their captions claim is checked in the files that end in `ClaimTests`.
@Suite struct LectureTests {
  private func lecture(_ name: String) throws -> Lecture {
    let text = try #require(ShippedLectures.quickText(named: name))
    return try Lecture(toml: text, file: name, surfaces: Shipped.all)
  }

  @Test func `every shipped lecture opens and every scene has a caption`() throws {
    #expect(ShippedLectures.stems.count == 12)
    for name in ShippedLectures.stems {
      for scene in try lecture(name).scenes {
        #expect(!scene.caption.isEmpty && !scene.title.isEmpty)
        #expect(scene.caption.count <= 150, "\(scene.caption)")
        #expect(scene.later.map { !$0.caption.isEmpty } ?? true)
      }
    }
  }

  @Test func `every shipped lecture has a first and a last page, and its minutes`() throws {
    for name in ShippedLectures.stems {
      let lecture = try lecture(name)
      #expect(lecture.hasOpening && !lecture.see.isEmpty && !lecture.know.isEmpty)
      #expect(lecture.home.count == 3)
      #expect((5...20).contains(lecture.minutes ?? 0))
      var model = try Model(lecture: lecture, surfaces: Shipped.all)
      #expect(model.lecture?.page == .opening)
      for (columns, rows) in [(120, 40), (80, 24)] {
        let text = joined(model, columns, rows)
        #expect(text.contains(lecture.see) && text.contains(lecture.know), "\(name)")
        // With every equation of the rules that it names.
        for racer in lecture.rules {
          for line in racer.rule.equationLines where line != "g = ∇f(θ)" {
            let words = GlyphWidth.spelled(line).split(whereSeparator: \.isWhitespace).joined(
              separator: " ")
            #expect(text.contains(words), "\(name): \(line)")
          }
        }
      }
      while model.message?.contains("end of the lecture") != true { _ = model.press("enter") }
      #expect(model.lecture?.page == .closing)
      for (columns, rows) in [(120, 40), (80, 24)] {
        model.message = nil
        let text = joined(model, columns, rows)
        for sentence in lecture.home { #expect(text.contains(sentence), "\(name): \(sentence)") }
      }
      _ = model.press("backspace")
      #expect(model.lecture?.page == .scene && model.lecture?.isRevealed == true)
    }
  }

  @Test func `a first page may consist of rules alone, and names those it does not know`() throws {
    func lecture(_ rules: String) throws -> Lecture {
      try Lecture(
        toml: "rules = \(rules)\n[[scene]]\noptimizers = [\"adam\"]\ncaption = \"c\"", file: "a",
        surfaces: Shipped.all)
    }
    let momentum = try lecture("[\"momentum:form=average\"]")
    #expect(momentum.opening == ["Momentum: v ← βv + (1−β)g,  θ ← θ − ηv"])
    var model = try Model(lecture: momentum, surfaces: Shipped.all)
    #expect(joined(model, 80, 24).contains("Momentum: v ← βv + (1−β)g, θ ← θ − ηv"))
    _ = model.press("enter")
    #expect(model.lecture?.page == .scene)
    for (wrong, words) in [
      ("[\"momentun\"]", "a:1:10: unknown optimizer 'momentun'"),
      ("[\"adam\", \"adam\", \"adam\", \"adam\", \"adam\"]", "'rules' names 1 to 4"),
      ("5", "a:1:"), ("[]", "'rules' names 1 to 4"),
    ] {
      let error = try #require(throws: DocumentError.self) { _ = try lecture(wrong) }
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func `a longer look follows the caption, and goes back to the scene as it was written`()
    throws
  {
    let text = """
      see = "a bowl"
      [[scene]]
      formula = "x^2+y^2"
      optimizers = ["descent:eta=0.1"]
      steps = 10
      caption = "first"
      later = 50
      later-caption = "then"
      [[scene]]
      optimizers = ["descent"]
      caption = "next"
      """
    let lecture = try Lecture(toml: text, file: "a", surfaces: Shipped.all)
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    #expect(joined(model, 80, 24).contains("To see: a bowl"))
    _ = model.press("enter")
    #expect(joined(model, 80, 24).contains("first") && model.race.steps == 10)
    _ = model.press("end")
    _ = model.press("enter")
    #expect(model.race.steps == 50 && model.stage.playback.isPlaying)
    #expect(model.stage.playback.step == 10 && joined(model, 80, 24).contains("then"))
    _ = model.press("backspace")
    #expect(model.race.steps == 10 && joined(model, 80, 24).contains("first"))
    _ = model.press("enter")
    _ = model.press("enter")
    #expect(model.lecture?.index == 1 && joined(model, 80, 24).contains("next"))
    for wrong in ["later = 10", "later-caption = \"a\"", "later = 1e9"] {
      #expect(throws: (any Error).self) {
        _ = try Lecture(
          toml: "[[scene]]\nsteps = 10\noptimizers = [\"adam\"]\n\(wrong)", file: "a",
          surfaces: Shipped.all)
      }
    }
  }

  private func joined(_ model: Model, _ columns: Int, _ rows: Int) -> String {
    var memory = TerrainMemory()
    return Screen.sheet(of: model, columns: columns, rows: rows, memory: &memory).grid().text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `a lecture is walked with a presenter's clicker, and played with in between`() throws {
    let lecture = try lecture("saddle")
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    #expect(model.stage.playback.isPlaying == false && model.lecture?.isRevealed == false)
    _ = model.press("pagedown")
    #expect(model.lecture?.page == .scene && model.lecture?.isRevealed == false)
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
      _ = model.press("pagedown")
      for scene in lecture.scenes {
        for words in [scene.question, scene.caption, scene.later?.caption ?? ""]
        where !words.isEmpty {
          let joined = joined(model, columns, rows)
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
