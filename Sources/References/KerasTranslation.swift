import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// What Keras computes, in ravine's terms.
extension Translation {
  static func keras(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
    -> Translation
  {
    let table = s.table("learning_rate")
    let rate = number(s.number("learning_rate") ?? table?.number("initial_learning_rate"))
    let (beta, gamma) = (number(s.number("beta_1")), number(s.number("beta_2")))
    let epsilon = number(s.number("epsilon"))
    let hat = KnobValue.choice("hat")
    let decay = s.number("weight_decay") ?? 0
    var result: Translation
    switch name {
    case _ where name.hasPrefix("sgd"):
      let momentum = number(s.number("momentum") ?? 0)
      result =
        try s.isOn("nesterov")
        ? Translation(
          "nesterov", ["eta": rate, "beta": momentum, "form": .choice("reparametrised")])
        : Translation("momentum", ["eta": rate, "beta": momentum])
    case "adagrad":
      result = try Translation(
        "adagrad",
        [
          "eta": rate, "epsilon": epsilon, "epsilon-at": inside,
          "initial": number(s.number("initial_accumulator_value")),
        ])
    case _ where name.hasPrefix("rmsprop"):
      result = try Translation(
        "rmsprop",
        [
          "eta": rate, "gamma": number(s.number("rho")), "epsilon": epsilon, "epsilon-at": inside,
          "beta": number(s.number("momentum") ?? 0),
          "centered": .choice(s.isOn("centered") ? "on" : "off"),
        ])
    case "adadelta":
      result = try Translation(
        "adadelta", ["eta": rate, "gamma": number(s.number("rho")), "epsilon": epsilon])
    case "adam", "amsgrad", "adamw":
      result = try Translation(
        s.isOn("amsgrad") ? "amsgrad" : "adam",
        ["eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": hat])
    case "adamax":
      result = try Translation(
        "adamax",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon,
          "epsilon-at": .choice("norm"),
        ])
    case "nadam":
      result = try Translation(
        "nadam",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": outside,
          "momentum-decay": .number(1),
        ])
    case "lion":
      result = try Translation(
        "lion", ["eta": rate, "beta": beta, "gamma": gamma])
    case "schedule_free_adamw":
      guard s.number("warmup_steps") ?? 0 == 0 else {
        throw Reason("Keras weighs a warm-up by 1/t, ravine by η²")
      }
      return try scheduleFree(name, s, rate, beta, gamma, epsilon)
    default: throw Reason("ravine has no \(name)")
    }
    result.decay(by: decay)
    if let table { try result.kerasSchedule(table) }
    return result
  }

  private mutating func kerasSchedule(_ s: ReferenceFile.Settings) throws(Reason) {
    let name = s.text("schedule")?.split(separator: ".").last.map(String.init) ?? ""
    let steps = s.number("decay_steps") ?? 1
    switch name {
    case "ExponentialDecay":
      if s.isOn("staircase") {
        try schedule("step", ["schedule-factor": s.number("decay_rate"), "schedule-every": steps])
      } else {
        // rate^(k/steps) is the steps-th root of the rate to the power of k.
        let factor = s.number("decay_rate").map { steps == 1 ? $0 : pow($0, 1 / steps) }
        try schedule("exponential", ["schedule-factor": factor])
      }
    case "InverseTimeDecay":
      if s.isOn("staircase") { throw Reason("ravine's inverse-time has no staircase") }
      try schedule(
        "inverse-time", ["schedule-factor": s.number("decay_rate"), "schedule-every": steps])
    default: throw Reason("ravine has no schedule \(name)")
    }
  }
}
