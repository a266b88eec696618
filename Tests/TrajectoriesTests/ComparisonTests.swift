import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

@Suite struct ComparisonTests {
  /// Parted is what has other bits; visible is what is a hundredth of the view apart.
  @Test(arguments: [1.0, 10, 300])
  func `paths part by a bit, and visibly by a hundredth of the view`(side: Double) throws {
    let surface = try Surface(
      formula: "x^2 - y^2", view: View(x: -side / 2...side / 2, y: -side...side),
      start: Point(0.1 * side, 1e-9 * side))
    let one = Race(surface: surface, racers: [try Racer("descent:eta=0.1")], steps: 140)
    var two = one
    two.start.y *= 1.5
    let pair = try #require(try Comparison(one, two).pairs.first)
    #expect(pair.partsAt == 0)
    // The distance begins at 5e-10 of the side and grows by 1.2 a step.
    var gap = 0.5e-9
    var step = 0
    while gap <= 0.01 {
      gap *= 1.2
      step += 1
    }
    #expect(pair.visibleAt == step)
    #expect(try #require(try Comparison(one, one).pairs.first).partsAt == nil)
    #expect(try #require(try Comparison(one, one).pairs.first).visibleAt == nil)
  }
}
