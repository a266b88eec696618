import Landscapes
import Optimizers

extension Race {
  /// The learning rate of every update of a racer, after its schedule and with the tweaks in force.
  ///
  /// - Parameter count: how many updates.
  public func learningRates(of racer: Int, count: Int) -> [Double] {
    var (eta, schedule) = (racers[racer].rule.learningRate, racers[racer].schedule)
    var tweaks = tweaks.of(racer)[...]
    return (0..<max(0, count)).map { done in
      while let tweak = tweaks.first, tweak.step <= done {
        if tweak.knob == KnobRole.learningRate.key, case .number(let number) = tweak.value {
          eta = number
        } else {
          schedule[tweak.knob] = tweak.value
        }
        tweaks.removeFirst()
      }
      return schedule.rate(eta, done: done)
    }
  }
}
