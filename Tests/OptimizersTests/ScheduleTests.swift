import Optimizers
import Testing

@Suite struct ScheduleTests {
  private func rates(_ shape: Schedule.Shape, _ edit: (inout Schedule) -> Void = { _ in })
    -> [Double]
  {
    var schedule = Schedule()
    schedule.shape = shape
    edit(&schedule)
    return (0...8).map { schedule.rate(1, done: $0) }
  }

  @Test func `the first update uses η itself`() {
    for shape in Schedule.Shape.allCases { #expect(rates(shape)[0] == 1) }
  }

  @Test func `each shape is its formula`() {
    #expect(rates(.step) { $0.every = 3 } == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25])
    #expect(rates(.exponential)[3] == 0.125)
    #expect(rates(.inverseTime) { $0.every = 2 }[4] == 0.5)
    #expect(rates(.inverseSqrt)[3] == 0.5)
    #expect(rates(.linear) { $0.steps = 4 } == [1, 0.75, 0.5, 0.25, 0, 0, 0, 0, 0])
    let cosine = rates(.cosine) {
      $0.steps = 4; $0.floor = 0.2
    }
    #expect(abs(cosine[2] - 0.6) < 1e-15 && cosine[4] == 0.2 && cosine[8] == 0.2)
  }

  @Test(arguments: Schedule.Shape.allCases)
  func `a knob is heeded where it changes a rate, and nowhere else`(shape: Schedule.Shape) {
    for (key, values) in [
      ("schedule-factor", [0.3, 0.9]), ("schedule-every", [3, 50]), ("schedule-steps", [20, 300]),
      ("floor", [0.2, 0.6]),
    ] as [(KnobKey, [Double])] {
      let rates = values.map { value in
        var schedule = Schedule()
        schedule.shape = shape
        schedule[key] = .number(value)
        return (0...400).map { schedule.rate(1, done: $0) }
      }
      #expect(Schedule.heeds(key, under: shape) == (rates[0] != rates[1]), "\(shape) \(key)")
    }
    #expect(Schedule.heeds("eta", under: shape) && Schedule.heeds("warmup", under: shape))
  }

  @Test func `a warm-up rises evenly, and the shape begins after it`() {
    let rates = rates(.linear) {
      $0.steps = 4; $0.warmup = 4
    }
    #expect(rates == [0.25, 0.5, 0.75, 1, 1, 0.75, 0.5, 0.25, 0])
  }
}
