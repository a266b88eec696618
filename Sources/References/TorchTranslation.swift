import Landscapes
import Optimizers
import Trajectories

/// What PyTorch computes, in ravine's terms.
extension Translation {
  static func torch(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
    -> Translation
  {
    let rate = number(s.number("lr"))
    let betas = s.numbers("betas") ?? []
    let (beta, gamma) = (number(betas.first), number(betas.dropFirst().first))
    let epsilon = number(s.number("eps"))
    if s.isOn("maximize") { throw Reason("ravine only goes down") }
    var result: Translation
    switch name {
    case _ where name.hasPrefix("sgd"):
      let momentum = s.number("momentum") ?? 0
      if s.isOn("nesterov") {
        result = try Translation(
          "nesterov", ["eta": rate, "beta": .number(momentum), "form": .choice("reparametrised")])
      } else {
        result = try Translation(
          "momentum",
          [
            "eta": rate, "beta": .number(momentum), "form": .choice("physical"),
            "dampening": number(s.number("dampening") ?? 0),
          ])
      }
    case "rprop":
      let etas = s.numbers("etas") ?? []
      let sizes = s.numbers("step_sizes") ?? []
      guard etas.count == 2, sizes.count == 2 else { throw Reason("etas or step_sizes missing") }
      result = try Translation(
        "rprop",
        [
          "eta": rate, "form": .choice("pytorch"), "shrink": .number(etas[0]),
          "grow": .number(etas[1]), "smallest": .number(sizes[0]), "largest": .number(sizes[1]),
        ])
    case "adagrad":
      result = try Translation(
        "adagrad",
        [
          "eta": rate, "epsilon": epsilon, "epsilon-at": outside,
          "initial": number(s.number("initial_accumulator_value") ?? 0),
        ])
      if let decay = s.number("lr_decay"), decay > 0 {
        try result.schedule("inverse-time", ["schedule-factor": decay, "schedule-every": 1])
      }
    case _ where name.hasPrefix("rmsprop"):
      result = try Translation(
        "rmsprop",
        [
          "eta": rate, "gamma": number(s.number("alpha")), "epsilon": epsilon,
          "epsilon-at": outside, "beta": number(s.number("momentum") ?? 0),
          "centered": .choice(s.isOn("centered") ? "on" : "off"),
        ])
    case "adadelta":
      result = try Translation(
        "adadelta", ["eta": rate, "gamma": number(s.number("rho")), "epsilon": epsilon])
    case "adamax":
      result = try Translation(
        "adamax", ["eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon])
    case "nadam":
      result = try Translation(
        "nadam",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": outside,
          "momentum-decay": number(s.number("momentum_decay")),
        ])
    case "radam":
      result = try Translation(
        "radam",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon,
          "epsilon-at": .choice("hat"),
        ])
    case "adam", "adam_l2", "amsgrad", "adamw":
      result = try Translation(
        s.isOn("amsgrad") ? "amsgrad" : "adam",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": outside,
        ])
    case "asgd":
      guard s.table("lr_scheduler") == nil else {
        throw Reason("ASGD has a schedule of its own, and ravine one at a time")
      }
      // The path is the point itself; the average beside it is not followed.
      result = try Translation(
        written: """
          h₀ = η
          θ ← (1 − λ·h)θ − h·g
          h ← η/(1 + λ·η·t)^α
          """,
        ["η": s.number("lr"), "λ": s.number("lambd"), "α": s.number("alpha")])
      guard s.number("t0") != nil else { throw Reason("the file does not give t0") }
    default: throw Reason("ravine has no \(name)")
    }
    let isDecoupled = name == "adamw" || s.isOn("decoupled_weight_decay")
    let decay = s.number("weight_decay") ?? 0
    if isDecoupled { result.decay(by: decay) } else { result.pull = decay }
    if let schedule = s.table("lr_scheduler") {
      if result.racer["schedule"] != .choice("constant") {
        throw Reason("ravine has one schedule at a time")
      }
      try result.torchSchedule(schedule)
      if s.isOn("nesterov") { try result.requireConstantRate("PyTorch's Nesterov") }
      if name.hasPrefix("rmsprop"), s.number("momentum") ?? 0 > 0 {
        try result.requireConstantRate("PyTorch's RMSProp with momentum")
      }
    }
    return result
  }

  private mutating func torchSchedule(_ s: ReferenceFile.Settings) throws(Reason) {
    let name = s.text("class")?.split(separator: ".").last.map(String.init) ?? ""
    switch name {
    case "ExponentialLR":
      try schedule("exponential", ["schedule-factor": s.number("gamma")])
    case "StepLR":
      try schedule(
        "step", ["schedule-factor": s.number("gamma"), "schedule-every": s.number("step_size")])
    case "CosineAnnealingLR":
      try schedule(
        "cosine", ["schedule-steps": s.number("T_max"), "floor": s.number("eta_min") ?? 0])
    case "PolynomialLR" where s.number("power") ?? 1 == 1:
      try schedule("linear", ["schedule-steps": s.number("total_iters")])
    default: throw Reason("ravine has no schedule \(name)")
    }
  }
}
