import Landscapes
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What copies share stays what it was when one of them changes.
@Suite struct SharedTests {
  @Test func `a change in a copy is not seen in the other`() {
    let first = Shared(wrappedValue: [1, 2])
    var second = first
    second.wrappedValue.append(3)
    #expect(first.wrappedValue == [1, 2] && second.wrappedValue == [1, 2, 3])
  }

  @Test func `a model whose copy is played with stays as it was`() throws {
    let model = try Model(
      race: .opening(on: try #require(Shipped.named("rosenbrock"))), surfaces: Shipped.all)
    var copy = model
    for key in ["b", "S", "A"] { _ = copy.press(key) }
    #expect(copy.race != model.race && copy.race.racers.count == model.race.racers.count + 1)
    #expect(model.race == Race.opening(on: try #require(Shipped.named("rosenbrock"))))
  }
}
