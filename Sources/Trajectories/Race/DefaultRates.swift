import Formulas
import Landscapes
import Optimizers

/// Learning rates that suit a surface, for knobs that no reader has set.
///
/// Rules that divide by the gradient's size take a fraction of the view; rules whose step grows with
/// the gradient are tried on the surface itself.
public struct DefaultRates {
  let surface: Surface
  let landscape: FormulaLandscape
  let start: Point
  let batching: Batching

  /// Prepares to choose rates on a surface.
  ///
  /// - Parameter batching: which rows and noise are seen where a racer does not see all as it is.
  public init(
    surface: Surface, landscape: FormulaLandscape, start: Point, batching: Batching = Batching()
  ) {
    self.surface = surface
    self.landscape = landscape
    self.start = start
    self.batching = batching
  }

  /// Sets η, and AdaDelta's ε, of a racer where the reader has not set them.
  ///
  /// - Returns: whether a rate was found; where no trial passes, the smallest one is taken.
  @discardableResult
  public func settle(_ racer: inout Racer) -> Bool {
    let side = surface.view.shorterSide
    switch racer.rule.card.defaultRate {
    case .own: break
    case .fractionOfView(let fraction):
      set(.learningRate, KnobScale.nearestNotch(to: side / fraction), on: &racer)
    case .fixed(let rate, let epsilon):
      set(.learningRate, rate, on: &racer)
      set(.epsilon, epsilon * side * side, on: &racer)
    case .trial:
      guard !racer.hasGiven(.learningRate) else { return true }
      let found = trial(racer.rule, racer.sight)
      set(.learningRate, found ?? DefaultRates.smallest, on: &racer)
      return found != nil
    }
    return true
  }

  /// Where trials begin.
  private static let smallest = 1e-7

  private func set(_ role: KnobRole, _ value: Double, on racer: inout Racer) {
    guard !racer.hasGiven(role) else { return }
    racer[role] = .number(value)
  }

  /// The rate two notches below the last one that passes, climbing from 1e-7; nil where none does.
  private func trial(_ rule: some Optimizer<Vector>, _ sight: Sighting) -> Double? {
    let gain = 1 / rule.velocityShare
    // A rule without a theory of its own is held to descent's limit.
    let motion = rule.theory.motion
    let limit = (motion?.isLinear == true ? motion?.stabilityLimit : nil) ?? 2
    let slope = landscape.sample(at: start).gradient.length
    var rate = DefaultRates.smallest
    var passed: [Double] = []
    while passed.count < 45, rate * slope <= surface.view.shorterSide {
      var candidate = rule
      candidate.learningRate = rate * gain
      guard passes(candidate, sight, limit: limit) else { break }
      passed.append(rate)
      rate = KnobScale.logarithmic.next(from: rate, up: true)
    }
    guard let chosen = passed.dropLast(2).last ?? passed.first else { return nil }
    return gain != 1 ? KnobScale.nearestNotch(to: chosen * gain) : chosen
  }

  /// Whether 400 steps stay finite and never rise above the start, stay below the rule's stability limit at the
  /// lowest point, and end in view if the surface has a bottom.
  private func passes(_ rule: some Optimizer<Vector>, _ sight: Sighting, limit: Double) -> Bool {
    var sight = sight
    // A sketch may have fewer rows than a batch.
    if Int(sight.batch) >= landscape.rowCount { sight.batch = 0 }
    var walker = Walker(rule: rule, oracle: sight.oracle(on: landscape, batching), start: start)
    var here = landscape.sample(at: start)
    let highest = here.value
    var lowest = (value: highest, point: start)
    var isBelow = true
    // Most rates that are too large show it soon.
    for step in [50, 400] where isBelow {
      walker.advance(to: step, seeing: &here) { trail, _ in
        for (point, loss) in zip(trail.points, trail.losses) {
          if loss < lowest.value { lowest = (loss, point) }
          if !(loss <= highest) { isBelow = false }
        }
      }
    }
    guard isBelow, walker.done == 400, here.value.isFinite else { return false }
    let steepest = landscape.hessian(at: lowest.point).eigenvalues.largest
    guard rule.learningRate * steepest < limit else { return false }
    return surface.minima.isEmpty || surface.view.contains(walker.point)
  }
}

extension Race {
  /// Chooses anew every learning rate that no reader has set.
  ///
  /// - Parameter racer: the only one to be settled; nil for all.
  /// - Returns: for each racer whose trials all failed, a line that says so.
  @discardableResult
  public mutating func settleRates(of racer: Int? = nil) throws(FormulaError) -> [String] {
    if racer == nil, isOpening { return settleAsOpening() }
    let rates = DefaultRates(
      surface: surface, landscape: try surface.sketch(), start: start, batching: batching)
    var remarks: [String] = []
    for index in racers.indices where racer == nil || racer == index {
      guard !rates.settle(&racers[index]) else { continue }
      let eta = racers[index][.learningRate].map { "\($0)" } ?? ""
      remarks.append(
        "\(handles[index]): no learning rate passed its trial from this start, so eta is \(eta)")
    }
    return remarks
  }

  /// Whether surface and optimizers are those of the opening race: then what is not given is as there.
  private var isOpening: Bool {
    let opening = Race.opening(on: surface)
    return surface.name == Race.openingSurface && surface.parameters == surface.givenParameters
      && racers.map(\.rule.card.name) == opening.racers.map(\.rule.card.name)
  }

  private mutating func settleAsOpening() -> [String] {
    for (index, racer) in Race.opening(on: surface).racers.enumerated()
    where !racers[index].hasGiven(.learningRate) {
      racers[index][.learningRate] = racer[.learningRate]
    }
    return []
  }

  /// The name of the surface of the opening race.
  static let openingSurface = "Rosenbrock"

  /// The race that opens the program.
  ///
  /// Momentum ricochets off both walls, Nesterov swings once and settles, Adam zigzags down the
  /// near side.
  public static func opening(on surface: Surface) -> Race {
    let racers = [("momentum", 0.001), ("nesterov", 0.001), ("adam", 0.3)].compactMap {
      name, rate -> Racer? in
      guard let rule = Catalog.rule(named: name) else { return nil }
      var racer = Racer(rule: rule)
      racer[.learningRate] = .number(rate)
      return racer
    }
    return Race(surface: surface, start: Point(-1.4, 1), racers: racers)
  }
}
