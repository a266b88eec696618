import Formulas
import Landscapes
import Loop
import Optimizers
import Surfaces
import Trajectories

/// Measures ravine's loops beside a plain C loop.
@main
struct Benchmarks {
  /// How often everything is measured; the best of all rounds counts.
  static let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 7
  static let steps = 200_000

  /// The least time a body took, in nanoseconds for each of `count` things it does.
  static func nanoseconds(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<rounds {
      let time = try clock.measure(body)
      let (seconds, attoseconds) = time.components
      best = min(best, Double(seconds) * 1e9 + Double(attoseconds) / 1e9)
    }
    return best / Double(count)
  }

  static func main() throws {
    if CommandLine.arguments.dropFirst(2).first == "sweeps" { return try sweeps() }
    guard let rosenbrock = Shipped.named("rosenbrock") else { return }
    let landscape = try rosenbrock.landscape()
    let loop = plainLoop()
    print("plain C loop, Adam on Rosenbrock: \(rounded(loop)) ns a step")
    for name in ["adam", "momentum", "nesterov", "rmsprop"] {
      try race(Racer(name), rosenbrock, landscape, loop)
    }
    try race(typedAdam(), rosenbrock, landscape, loop)
    for racer in try [Racer("adam"), Racer("momentum"), typedAdam()] {
      bare(racer, landscape, loop)
    }
    for (name, surface) in [
      ("descent", "rosenbrock"), ("momentum", "rosenbrock"), ("adam", "rosenbrock"),
      ("momentum", "himmelblau"), ("momentum", "ackley"),
    ] {
      try octets(Racer(name), Shipped.named(surface) ?? rosenbrock, loop)
    }
    single(landscape)
    blocks(landscape)
    try sweeps()
  }

  static func single(_ landscape: FormulaLandscape) {
    let count = 100_000
    var sum = 0.0
    let time = nanoseconds(count) {
      var point = Point(-1.2, 1)
      for _ in 0..<count {
        let here = landscape.sample(at: point)
        point.x += 1e-9 * here.gradient.y
        sum += here.value
      }
    }
    precondition(sum.isFinite)
    print("value and gradient of Rosenbrock, one by one: \(rounded(time)) ns a point")
  }

  static func plainLoop() -> Double {
    nanoseconds(steps) {
      var (x, y) = (-1.2, 1.0)
      adam_on_rosenbrock(&x, &y, 1e-3, steps)
      precondition(x.isFinite)
    }
  }

  /// A run with all that is recorded of it.
  static func race(
    _ racer: Racer, _ surface: Surface, _ landscape: FormulaLandscape, _ loop: Double
  ) throws {
    var racer = racer
    racer["eta"] = .number(1e-3)
    let race = Race(surface: surface, start: Point(-1.2, 1), racers: [racer], steps: steps)
    let time = nanoseconds(steps) {
      precondition(race.record(0, on: landscape).lastStep == steps)
    }
    print("\(racer.title): \(rounded(time)) ns a step, \(rounded(time / loop)) of the C loop")
  }

  /// The updates alone, of which nothing is kept but where they lead.
  static func bare(_ racer: Racer, _ landscape: FormulaLandscape, _ loop: Double) {
    func walk<Rule: Optimizer<Vector>>(_ rule: Rule) {
      var rule = rule
      rule.learningRate = 1e-3
      let time = nanoseconds(steps) {
        var point = Point(-1.2, 1)
        var state = rule.initialState(at: point)
        var here = landscape.sample(at: point)
        let count = landscape.withSights(of: Vector.self) { look in
          rule.advance(
            &point, seeing: &here, &state, updates: 0..<steps, schedule: Schedule(), look: look,
            into: nil)
        }
        precondition(count == steps)
      }
      print(
        "\(racer.title), updates alone: \(rounded(time)) ns a step, \(rounded(time / loop)) of the C loop"
      )
    }
    walk(racer.rule)
  }

  /// Eight races at once, four times eight in turn.
  static func octets(_ racer: Racer, _ surface: Surface, _ loop: Double) throws {
    let landscape = try surface.landscape()
    let (particles, steps) = (4096, 200)
    func walk<Rule: Optimizer<EightPoints>>(_ rule: Rule) {
      guard let write = rule.writer(of: "eta") else { return }
      let time = nanoseconds(particles * steps) {
        landscape.withSights(of: EightPoints.self) { look in
          for first in stride(from: 0, to: particles, by: 32) {
            var group = (0..<4).map { octet in
              var rule = rule
              write(&rule) { 1e-3 + 1e-7 * Double(first + 8 * octet + $0) }
              return Octet(
                rule,
                at: EightPoints(
                  SIMD8(repeating: surface.start.x), SIMD8(repeating: surface.start.y)),
                goal: .loss(1e-3), look: look)
            }
            let left = group.withUnsafeMutableBufferPointer {
              Rule.advance(
                $0, underway: 4, updates: 0..<steps, schedule: Schedule(), look: look)
            }
            precondition(left == 4)
          }
        }
      }
      print(
        "\(racer.title) on \(surface.name), eight at once: \(rounded(time)) ns a particle and step, "
          + "\(rounded(time / loop)) of the C loop")
    }
    walk(racer.rule.with(numbers: EightPoints.self))
  }

  /// Adam as somebody types it.
  static func typedAdam() throws -> Racer {
    let adam = try Racer("adam")
    let knobs = adam.rule.knobDescriptions.compactMap { knob -> WrittenKnob? in
      guard case .number(let value)? = adam[knob.key] else { return nil }
      return WrittenKnob(knob, at: value)
    }
    let definition = try RuleDefinition(
      adam.rule.equations, title: "Adam, typed", declaring: knobs)
    return Racer(rule: WrittenRule<Vector>(definition))
  }

  static func blocks(_ landscape: FormulaLandscape) {
    let count = 4096
    let xs = (0..<count).map { -2 + 4 * Double($0) / Double(count) }
    var (values, slopesX, slopesY) = (xs, xs, xs)
    let repeats = 50
    let time = nanoseconds(count * repeats) {
      for _ in 0..<repeats {
        xs.withUnsafeBufferPointer { x in
          values.withUnsafeMutableBufferPointer { values in
            slopesX.withUnsafeMutableBufferPointer { slopesX in
              slopesY.withUnsafeMutableBufferPointer { slopesY in
                landscape.samples(
                  x: x, y: x, values: values, slopesX: slopesX, slopesY: slopesY)
              }
            }
          }
        }
      }
    }
    print("value and gradient of Rosenbrock in blocks: \(rounded(time)) ns a point")
  }

  static func rounded(_ number: Double) -> String {
    String(Double((number * 100).rounded()) / 100)
  }
}
