import Drawing
import Landscapes
import Lectures
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What a lecturer may do within a scene, and what the audience must not see too soon.
@Suite struct LecturePlaceTests {
  /// A lecture at its first scene, behind its first page.
  private func opened(_ stem: String) throws -> Model {
    let text = try #require(ShippedLectures.text(named: stem))
    let lecture = try Lecture(toml: text, file: stem, surfaces: Shipped.all)
    var model = try Model(lecture: lecture, surfaces: Shipped.all)
    _ = model.press("enter")
    return model
  }

  @Test func `nothing is explained before the reveal`() throws {
    var model = try opened("look-ahead")
    #expect(!model.stage.showsArrows && model.stage.pane == nil && !model.stage.playback.isPlaying)
    _ = model.press("enter")
    #expect(model.stage.showsArrows && model.stage.pane == .why)
  }

  @Test func `undo stays within the scene`() throws {
    var model = try opened("ravine")
    for _ in 0..<3 { _ = model.press("enter") }
    _ = model.press("e")
    _ = model.press("enter")
    let scene = model.race
    _ = model.press("b")
    _ = model.press("u")
    #expect(model.race == scene)
    _ = model.press("u")
    #expect(model.race == scene && model.message == "nothing to take back")
  }

  @Test func `back from what was played with leads to the scene as it was written`() throws {
    var model = try opened("ravine")
    let written = model.race
    _ = model.press("enter")
    for key in ["S", "b", "A"] { _ = model.press(key) }
    #expect(model.race != written)
    _ = model.press("pageup")
    #expect(
      model.race == written && model.lecture?.index == 0 && model.lecture?.isRevealed == false)
  }

  @Test func `twins are told apart by what they differ in, at 80×24 too`() throws {
    var model = try opened("ravine")
    for _ in 0..<8 { _ = model.press("enter") }
    #expect(model.lecture?.scene.title == "More momentum")
    var memory = TerrainMemory()
    let screen = Screen.sheet(of: model, columns: 80, rows: 24, memory: &memory).grid().text
    for beta in ["β 0.5", "β 0.8", "β 0.9", "β 0.98"] { #expect(screen.contains(beta)) }
    #expect(!screen.contains("Momentum 2"))
  }

  @Test(arguments: [
    ("surface = \"sphere\"\nformula = \"x\"", "either 'surface' or 'formula'"),
    ("steps = 5\nstep = 6", "'step' is 6, but the scene has 5 steps"),
  ])
  func `what contradicts itself is refused`(lines: String, words: String) {
    #expect {
      _ = try Lecture(
        toml: "[[scene]]\noptimizers = [\"adam\"]\n" + lines, file: "a.toml",
        surfaces: Shipped.all)
    } throws: {
      "\($0)".contains(words)
    }
  }
}

@Suite struct LectureOpeningTests {
  @Test func `a lecture opens at any of its scenes, its question open`() throws {
    let text = try #require(ShippedLectures.text(named: "saddle"))
    let lecture = try Lecture(toml: text, file: "saddle", surfaces: Shipped.all)
    for index in lecture.scenes.indices {
      let model = try Model(lecture: lecture, scene: index, surfaces: Shipped.all)
      let race = try lecture.scenes[index].race()
      #expect(model.lecture?.index == index && model.race == race)
      #expect(model.lecture?.isRevealed == lecture.scenes[index].question.isEmpty)
    }
    let last = try Model(lecture: lecture, scene: 99, surfaces: [])
    #expect(last.lecture?.index == lecture.scenes.count - 1)
  }

  @Test func `p saves the picture, p again the whole screen, but only at once`() throws {
    let surface = try #require(Shipped.named("rosenbrock"))
    var model = try Model(race: .opening(on: surface), surfaces: [])
    #expect(model.press("p") == .picture(whole: false))
    #expect(model.press("p") == .picture(whole: true))
    _ = model.press("b")
    #expect(model.press("p") == .picture(whole: false))
  }
}
