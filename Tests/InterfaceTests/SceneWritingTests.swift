import Foundation
import Formulas
import Landscapes
import Lectures
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// Scenes that are written from what is on the screen, and read again.
@Suite struct SceneWritingTests {
  private func read(_ text: String) throws -> Lecture.Scene {
    let lecture = try Lecture(toml: text, file: "written", surfaces: Shipped.all)
    return try #require(lecture.scenes.first)
  }

  @Test(arguments: ShippedLectures.stems)
  func `every scene of the course is read again as it was written, with its words`(name: String)
    throws
  {
    let text = try #require(ShippedLectures.quickText(named: name))
    let lecture = try Lecture(toml: text, file: name, surfaces: Shipped.all)
    for index in lecture.scenes.indices {
      let model = try Model(lecture: lecture, scene: index, surfaces: Shipped.all)
      let (scene, again) = (lecture.scenes[index], try read(try model.sceneText()))
      #expect(again.title == scene.title && again.question == scene.question)
      #expect(again.choices == scene.choices && again.answer == scene.answer)
      #expect(again.caption == scene.caption)
      #expect(again.later?.steps == scene.later?.steps)
      #expect(again.later?.caption == scene.later?.caption)
      let (race, written) = (try scene.race(), try again.race())
      #expect(written.start == race.start && written.steps == race.steps)
      #expect(written.racers.map(\.text) == race.racers.map(\.text))
      #expect(written.batching.seed == race.batching.seed)
      let (view, read) = (race.surface.view, written.surface.view)
      let most = (view.high - view.low).length / 1000
      #expect((view.low - read.low).length < most && (view.high - read.high).length < most)
    }
  }

  @Test func `a scene that is seen in its second phase is written with both`() throws {
    let text = try #require(ShippedLectures.quickText(named: "following-edge"))
    let lecture = try Lecture(toml: text, file: "following-edge", surfaces: Shipped.all)
    var model = try Model(lecture: lecture, scene: 2, surfaces: Shipped.all)
    _ = model.press("enter")
    _ = model.press("end")
    _ = model.press("enter")
    #expect(model.lecture?.isLater == true && model.race.steps == 2000)
    let again = try read(try model.sceneText())
    #expect(try again.race().steps == 400 && again.later?.steps == 2000)
    #expect(again.later?.caption == lecture.scenes[2].later?.caption)
    // Steps of one's own are one's own.
    model.change { $0.steps = 700 }
    #expect(try read(try model.sceneText()).race().steps == 700)
  }

  @Test(arguments: [1e-6, 0.1, 1, 3.7, 900])
  func `a view is written in few digits, whatever its size`(span: Double) throws {
    var model = try Model(
      race: .opening(on: try #require(Shipped.named("himmelblau"))), surfaces: [])
    let low = Vector(1.0 / 3, -0.7 - span / 7)
    model.stage.camera.view = View(low: low, high: low + Vector(span, span * 1.1))
    let line = try #require(
      try model.sceneText().split(separator: "\n").first { $0.hasPrefix("view = ") })
    let numbers = line.dropFirst(8).dropLast().split { ":,".contains($0) }
    #expect(numbers.count == 4)
    for number in numbers {
      // A thousandth of the width and no more: as many digits as the place needs to be told from its neighbours.
      let digits = number.filter(\.isNumber).drop { $0 == "0" }
      #expect(Double(digits.count) <= max(4, 4 - log10(span) + 1), "\(line)")
    }
    let shown = try #require(RaceText.view(String(line.dropFirst(8).dropLast())))
    #expect(
      abs(shown.low.x - low.x) <= span / 1000
        && abs(shown.high.y - shown.low.y - span * 1.1) <= span / 500)
  }

  @Test func `outside a lecture there are words to be replaced`() throws {
    let model = try Model(
      race: .opening(on: try #require(Shipped.named("sphere"))), surfaces: Shipped.all)
    let scene = try read(try model.sceneText())
    #expect(
      scene.question == "What will happen?" && scene.answer == nil && scene.title == "A scene")
  }
}
