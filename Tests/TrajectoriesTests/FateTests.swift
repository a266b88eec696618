import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

@Suite struct FateTests {
  private func fate(_ name: String, _ racer: String, from start: Point, steps: Int = 400) throws
    -> Fate
  {
    let surface = try #require(Shipped.named(name))
    let race = Race(surface: surface, start: start, racers: [try Racer(racer)], steps: steps)
    let landscape = try surface.landscape()
    return Fate(
      of: race.record(0, on: landscape), at: steps, surface: surface, landscape: landscape)
  }

  @Test func `at a minimum`() throws {
    #expect(try fate("sphere", "descent:eta=0.1", from: Point(1, 1)) == .atMinimum)
  }

  @Test(arguments: ["descent:eta=0.1", "momentum:eta=0.1", "nesterov:eta=0.1", "adam:eta=0.05"])
  func `exactly on the symmetry line nobody leaves the saddle`(racer: String) throws {
    #expect(try fate("saddle", racer, from: Point(1, 0)) == .atSaddle)
  }

  @Test func `at a maximum`() throws {
    #expect(try fate("double-well", "descent:eta=0.1", from: Point(0, 0)) == .atSaddle)
    #expect(try fate("two-wells", "descent:eta=1e-7", from: Point(0.9053, 0)) == .atMinimum)
  }

  @Test func `left the view`() throws {
    guard case .left(let direction) = try fate("saddle", "descent:eta=0.1", from: Point(1, 0.1))
    else {
      Issue.record("it should have left")
      return
    }
    #expect(direction == "up")
  }

  @Test func `diverged, and when`() throws {
    guard case .diverged(let step) = try fate("rosenbrock", "descent:eta=1", from: Point(-1.4, 1))
    else {
      Issue.record("it should have diverged")
      return
    }
    #expect(step < 20)
  }

  @Test func `going, on a plateau, and oscillating`() throws {
    #expect(try fate("rosenbrock", "descent:eta=0.001", from: Point(-1.4, 1)) == .going)
    #expect(try fate("easom", "descent:eta=0.05", from: Point(-0.9, -0.9)) == .onPlateau)
    let rocking = try fate("ravine-kappa", "descent:eta=0.04", from: Point(0, 3))
    #expect(rocking == .oscillating(period: 2))
  }
}
