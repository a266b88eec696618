import Formulas
import Landscapes
import Loop
import Optimizers
import Surfaces
import Sweeps
import Trajectories

/// What many races cost, beside plain C loops that run them one after the other.
extension Benchmarks {
  static func sweeps() throws {
    try adam(particles: 65_536, steps: 200)
    try against(
      "momentum", "himmelblau",
      nanoseconds(20_000) {
        var (x, y) = (-5.0, 0.0)
        momentum_on_himmelblau(&x, &y, 1e-3, 20_000)
        precondition(x.isFinite)
      })
    try against(
      "momentum", "ackley",
      nanoseconds(20_000) {
        var (x, y) = (-2.6, 1.5)
        momentum_on_ackley(&x, &y, 1e-3, 20_000)
        precondition(x.isFinite)
      })
    try field()
    try atlas()
    try growth()
  }

  /// A sweep of learning rates of a racer on its surface.
  private static func sweep(
    _ racer: String, _ surface: String, particles: Int, steps: Int, measure: Measure = .steps
  ) throws -> (Sweep, FormulaLandscape)? {
    guard let surface = Shipped.named(surface) else { return nil }
    let landscape = try surface.landscape()
    let race = Race(surface: surface, racers: [try Racer(racer)], steps: steps)
    let axis = Variation(.knob("eta"), from: 1e-4, to: 1e-3, count: particles, .linear)
    return (try Sweep(of: race, varying: [axis], measure: measure, on: landscape), landscape)
  }

  private static func seconds(_ sweep: Sweep, _ landscape: FormulaLandscape, _ processors: Int)
    -> Double
  {
    nanoseconds(1) {
      var computation = SweepComputation(sweep, on: landscape, processors: processors)
      computation.finish()
      precondition(computation.isFinished)
    } / 1e9
  }

  /// The sweep of the design, in C and here.
  private static func adam(particles: Int, steps: Int) throws {
    let etas = (0..<particles).map { 1e-4 + 9e-4 * Double($0) / Double(particles) }
    var ends = etas
    let updates = Double(particles * steps)
    let loop = nanoseconds(particles * steps) { adam_sweep(&ends, etas, particles, steps) }
    guard
      let (sweep, landscape) = try sweep("adam", "rosenbrock", particles: particles, steps: steps)
    else { return }
    for processors in [1, 2] {
      let time = seconds(sweep, landscape, processors) * 1e9 / updates
      print(
        "\(particles) races of Adam on Rosenbrock, \(processors) processors: \(rounded(time)) ns a race "
          + "and step, \(rounded(time / loop)) of the C loop's \(rounded(loop))")
    }
  }

  private static func against(_ racer: String, _ surface: String, _ loop: Double) throws {
    guard let (sweep, landscape) = try sweep(racer, surface, particles: 8192, steps: 200) else {
      return
    }
    let time = seconds(sweep, landscape, 1) * 1e9 / Double(8192 * 200)
    print(
      "8192 races of \(racer) on \(surface), 1 processor: \(rounded(time)) ns a race and step, "
        + "\(rounded(time / loop)) of the C loop's \(rounded(loop))")
  }

  /// The field behind a map.
  private static func field() throws {
    guard let ackley = Shipped.named("ackley") else { return }
    let landscape = try ackley.landscape()
    let (columns, rows) = (200, 100)
    var values = [Double](repeating: 0, count: columns * rows)
    let loop = nanoseconds(columns * rows) { ackley_field(&values, 5, columns, rows) }
    let time = nanoseconds(columns * rows) {
      precondition(landscape.field(over: ackley.view, columns: columns, rows: rows).count > 0)
    }
    print(
      "the field behind a map of Ackley, 200×100: \(rounded(time)) ns a point, "
        + "\(rounded(time / loop)) of the C loop's \(rounded(loop))")
  }

  /// The atlas pane of a large screen.
  private static func atlas() throws {
    for (racer, surface) in [
      ("nesterov", "rosenbrock"), ("adam", "rosenbrock"), ("adam", "ackley"),
    ] {
      guard let surface = Shipped.named(surface) else { return }
      let landscape = try surface.landscape()
      var race = Race(surface: surface, racers: [try Racer(racer)], steps: 400)
      try race.settleRates()
      for (columns, rows) in [(84, 26), (84, 52)] {
        let axes = [
          Variation.usual("eta", of: race.racers[0], on: surface, landscape, count: columns),
          Variation.usual("beta", of: race.racers[0], on: surface, landscape, count: rows),
        ].compactMap(\.self)
        let sweep = try Sweep(of: race, varying: axes, on: landscape)
        print(
          "atlas \(columns)×\(rows) of \(racer) on \(surface.name), 400 steps, 2 processors: "
            + "\(rounded(seconds(sweep, landscape, 2) * 1000)) ms")
      }
    }
  }

  /// How the time grows.
  private static func growth() throws {
    for (particles, steps, processors) in [
      (65_536, 1, 1), (65_536, 1, 2), (4096, 200, 1), (4096, 3200, 2), (16_384, 200, 1),
      (65_536, 200, 1), (4096, 800, 1), (4096, 3200, 1),
      (65_536, 200, 2),
    ] {
      guard
        let (sweep, landscape) = try sweep(
          "adam", "rosenbrock", particles: particles, steps: steps)
      else { return }
      let time = seconds(sweep, landscape, processors)
      print(
        "\(particles) races × \(steps) steps, \(processors) processors: \(rounded(time * 1000)) ms, "
          + "\(rounded(time * 1e9 / Double(particles * steps))) ns a race and step")
    }
  }
}
