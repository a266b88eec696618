import Documents
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct NarrationTests {
  private func lines(_ surface: String, _ racers: [String], steps: Int = 400, start: Point? = nil)
    throws -> [String]
  {
    let race = Race(
      surface: try #require(Shipped.named(surface)), start: start,
      racers: try racers.map { try Racer($0) }, steps: steps)
    return Narration(of: try Model(race: race, surfaces: [])).lines
  }

  @Test func `what became of each path is a sentence at its step`() throws {
    let lines = try lines(
      "saddle", ["descent:eta=0.1", "momentum:eta=3"], steps: 400, start: Point(1, 0))
    #expect(
      lines.contains { $0.hasPrefix("Step ") && $0.contains("Gradient descent is at a saddle") })
    #expect(lines.contains { $0.contains("Momentum has diverged, its numbers are lost.") })
    #expect(lines.last?.hasSuffix("Momentum is lost.") == true)
    #expect(lines.allSatisfy { $0.hasSuffix(".") })
    let steps = lines.compactMap { line in
      line.hasPrefix("Step ") ? Int(line.dropFirst(5).prefix { $0.isNumber }) : nil
    }
    #expect(steps == steps.sorted() && steps.first == 1)
  }

  @Test func `the losses are those of the run`() throws {
    let race = Race(
      surface: try #require(Shipped.named("rosenbrock")), racers: [try Racer("adam:eta=0.1")],
      steps: 60)
    let run = race.record(0, on: try race.surface.landscape())
    let lines = try lines("rosenbrock", ["adam:eta=0.1"], steps: 60)
    for step in [1, 2, 5, 10, 20, 50] {
      #expect(lines.contains("Step \(step): losses: Adam \(brief(run.losses[step]))."))
    }
    #expect(lines.last == "At the end, from the lowest: Adam at loss \(brief(run.losses[60])).")
  }

  @Test func `notes and turned knobs are told`() throws {
    var race = Race(
      surface: try #require(Shipped.named("rosenbrock")), racers: [try Racer("adam:eta=0.1")],
      steps: 60)
    race.notes = [Note(step: 9, text: "here")]
    race.turn(0, "beta", to: .number(0.5), from: 30)
    let lines = Narration(of: try Model(race: race, surfaces: [])).lines
    #expect(lines.contains("Step 9: note: here."))
    #expect(lines.contains("Step 30: Adam goes on with beta 0.5."))
  }

  @Test func `a long race is told in few sentences`() throws {
    let lines = try lines("himmelblau", ["descent:eta=0.01", "adam:eta=0.1"], steps: 20_000)
    #expect(lines.count < 40)
    #expect(lines.contains { $0.contains("Gradient descent is at a minimum") })
  }

  @Test(arguments: ShippedLectures.stems)
  func `a lecture is told scene by scene`(stem: String) throws {
    let text = try #require(ShippedLectures.quickText(named: stem))
    let lecture = try Lecture(toml: text, file: stem, surfaces: Shipped.all)
    let lines = Narration(of: try Model(lecture: lecture, surfaces: Shipped.all)).lines
    #expect(lines.filter { $0.hasPrefix("Scene ") }.count == lecture.scenes.count)
    #expect(lecture.scenes.allSatisfy { scene in lines.contains("Answer: \(scene.caption)") })
    #expect(lines.contains("To see: \(lecture.see)") && lines.suffix(3) == lecture.home[...])
  }
}
