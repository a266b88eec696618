import Landscapes
import Optimizers
import Trajectories

/// What the chart tells of a rule's motion: how far its rates are from their limits, and its energy.
extension ChartValues {
  /// The most places at which curvatures are computed; of longer paths some are left out.
  private static let mostCurvatures = 4000

  /// Rate times curvature in the update that led to each step, along the way nearer to x and along the other: by size they
  /// would change places where both hover about one limit.
  func products(of run: Run, _ racer: Int, in steps: ClosedRange<Int>) -> [Line] {
    let theory = model.race.racers[racer].rule.theory
    let first = max(1, steps.lowerBound)
    let last = min(steps.upperBound, run.lastFiniteStep)
    guard theory.motion?.stabilityLimit != nil, first <= last,
      theory.isLinear || run.rates.count >= last
    else { return [] }
    let rates = theory.isLinear ? model.race.learningRates(of: racer, count: last) : []
    let every = max(1, (last - first + 1) / ChartValues.mostCurvatures)
    var (x, y) = ([Double](), [Double]())
    for step in first...last {
      // Between two places the one before holds.
      guard (step - first) % every == 0 else {
        x.append(x[x.count - 1])
        y.append(y[y.count - 1])
        continue
      }
      let hessian = model.track.landscape.hessian(at: run.points[step - 1])
      let curved = theory.isLinear ? hessian : hessian.stretched(by: run.rates[step - 1])
      let rate = theory.isLinear ? rates[step - 1] : 1
      let (values, way) = (curved.eigenvalues, curved.principal.largest)
      let isAlongX = abs(way.x) >= abs(way.y)
      x.append(rate * (isAlongX ? values.largest : values.smallest))
      y.append(rate * (isAlongX ? values.smallest : values.largest))
    }
    return [Line(values: x, first: first), Line(values: y, first: first, isSecond: true)]
  }

  /// The energy of a ball of mass 1 that takes the time √η for a step: its height, and half the square of its speed.
  func energies(of run: Run, _ racer: Int, in steps: ClosedRange<Int>) -> [Line] {
    let rule = model.race.racers[racer].rule
    guard rule.hasVelocity else { return [] }
    let last = max(steps.lowerBound, min(steps.upperBound, run.lastFiniteStep))
    let rates = model.race.learningRates(of: racer, count: last)
    let energies = (steps.lowerBound...last).map { step in
      guard step > 0 else { return run.losses[step] }
      let move = run.points[step] - run.points[step - 1]
      let rate = rates[step - 1] * rule.velocityShare
      return run.losses[step] + (move.x * move.x + move.y * move.y) / (2 * rate)
    }
    return [
      Line(values: energies, first: steps.lowerBound),
      Line(
        values: Array(run.losses[steps.lowerBound...last]), first: steps.lowerBound, isSecond: true),
    ]
  }
}

extension Optimizer where Numbers == Vector {
  /// Whether it keeps a velocity of which β stays, so that it moves as a ball with friction does.
  var hasVelocity: Bool { theory.isLinear && number(KnobRole.firstDecay.key) != nil }
}
