import Landscapes
import Optimizers
import Surfaces
import Testing

@testable import Trajectories

/// How high above the lowest place racers hover.
struct NoiseFloorTests {
  private static func floor(_ racer: String, _ surface: Surface, steps: Int = 400) throws
    -> NoiseFloor?
  {
    let race = Race(surface: surface, racers: [try Racer(racer)], steps: steps)
    let landscape = try surface.landscape()
    let crowd = race.crowd(of: 0, seeds: (0..<64).map { $0 }, on: landscape)
    let lowest = try #require(surface.minima.map { landscape.value(at: $0) }.min())
    var whole = race
    (whole.racers[0].sight.batch, whole.racers[0].sight.noise) = (0, 0)
    let calm = try #require(whole.record(0, on: landscape).losses.last)
    var floor = NoiseFloor(of: 0, in: race, crowd, above: lowest, calm: calm)
    while floor?.isFinished == false { floor?.measureNext(on: landscape) }
    return floor
  }

  private static func ratio(_ floor: NoiseFloor, _ knob: KnobKey, _ value: Double) -> Double? {
    floor.turns.first { $0.knob == knob && abs($0.value - value) < 1e-12 }?.ratio
  }

  /// θ ← θ − η(λθ + σz) has the variance η²σ²/(1 − (1 − ηλ)²) along each axis.
  private static func expected(_ rate: Double, _ curvatures: [Double], _ variance: Double) -> Double
  {
    curvatures.reduce(0) { $0 + rate * variance / (2 * (2 - rate * $1)) }
  }

  @Test func `the floor of descent under noise is that of theory, whatever rate and noise`() throws
  {
    let surface = try Surface(formula: "x^2 + 3y^2", view: View(x: -2...2, y: -2...2))
    let (rate, noise) = (0.1, 0.7)
    let floor = try #require(
      try NoiseFloorTests.floor("descent:eta=\(rate),noise=\(noise)", surface))
    func expected(_ rate: Double) -> Double {
      NoiseFloorTests.expected(rate, [2, 6], noise * noise)
    }
    let now = expected(rate)
    #expect(abs(floor.height / now - 1) < 0.1, "\(floor.height) \(now)")
    #expect(floor.steps == 300...400)
    for (knob, value, other) in [
      ("eta", rate / 2, expected(rate / 2)), ("eta", 2 * rate, expected(2 * rate)),
      ("noise", noise / 2, now / 4), ("noise", 2 * noise, 4 * now),
    ] as [(KnobKey, Double, Double)] {
      let ratio = try #require(NoiseFloorTests.ratio(floor, knob, value))
      #expect(abs(ratio * now / other - 1) < 0.15, "\(knob) \(value): \(ratio), \(other / now)")
    }
  }

  @Test func `the floor of drawn batches halves with twice the rows and with half the rate`() throws
  {
    let surface = try #require(Shipped.named("line32"))
    let floor = try #require(try NoiseFloorTests.floor("descent:eta=0.05,batch=4", surface))
    for (knob, value, expected) in [
      ("batch", 2, 2), ("batch", 8, 0.5), ("eta", 0.025, 0.5), ("eta", 0.1, 2),
    ] as [(KnobKey, Double, Double)] {
      let ratio = try #require(NoiseFloorTests.ratio(floor, knob, value))
      #expect(abs(ratio / expected - 1) < 0.2, "\(knob) \(value): \(ratio)")
    }
  }

  @Test func `where nothing hovers nothing is measured`() throws {
    let surface = try Surface(formula: "x^2 + 3y^2", view: View(x: -2...2, y: -2...2))
    #expect(try NoiseFloorTests.floor("descent:eta=0.5,noise=0.1", surface) == nil, "diverges")
    // All rows, or one: neither can be halved.
    let line = try #require(Shipped.named("line32"))
    let floor = try #require(
      try NoiseFloorTests.floor("descent:eta=0.1,batch=1", line, steps: 160))
    #expect(NoiseFloorTests.ratio(floor, "batch", 0.5) == nil)
    #expect(NoiseFloorTests.ratio(floor, "batch", 2) != nil)
  }

  @Test func `a knob turned on the way is measured at its last value`() throws {
    let surface = try Surface(formula: "x^2 + 3y^2", view: View(x: -2...2, y: -2...2))
    var race = Race(surface: surface, racers: [try Racer("descent:eta=0.2,noise=0.5")], steps: 400)
    race.turn(0, "eta", to: .number(0.05), from: 100)
    let landscape = try surface.landscape()
    let crowd = race.crowd(of: 0, seeds: (0..<64).map { $0 }, on: landscape)
    var floor = try #require(NoiseFloor(of: 0, in: race, crowd, above: 0, calm: 0))
    let now = NoiseFloorTests.expected(0.05, [2, 6], 0.25)
    #expect(abs(floor.height / now - 1) < 0.12)
    floor.measureNext(on: landscape)
    #expect(floor.turns.first?.value == 0.025)
  }
}
