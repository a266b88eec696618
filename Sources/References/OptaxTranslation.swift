import Landscapes
import Optimizers
import Trajectories

/// What Optax computes, in ravine's terms.
extension Translation {
  static func optax(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
    -> Translation
  {
    let table = s.table("learning_rate")
    let rate = number(s.number("learning_rate") ?? table?.number("init_value"))
    let (beta, gamma) = (number(s.number("b1")), number(s.number("b2")))
    let epsilon = number(s.number("eps"))
    let rooted = s.number("eps_root") ?? 0
    var result: Translation
    switch name {
    case _ where name.hasPrefix("sgd"):
      let momentum = number(s.number("momentum") ?? 0)
      result =
        try s.isOn("nesterov")
        ? Translation(
          "nesterov", ["eta": rate, "beta": momentum, "form": .choice("reparametrised")])
        : Translation("momentum", ["eta": rate, "beta": momentum, "form": .choice("physical")])
    case "sign_sgd":
      result = try Translation("lion", ["eta": rate, "beta": .number(0), "gamma": .number(0)])
    case "ema_momentum":
      if s.isOn("debias") { throw Reason("ravine does not correct the average form") }
      result = try Translation(
        "momentum",
        ["eta": rate, "beta": number(s.number("decay")), "form": .choice("average")])
    case "adagrad":
      result = try Translation(
        "adagrad",
        [
          "eta": rate, "epsilon": epsilon, "epsilon-at": inside,
          "initial": number(s.number("initial_accumulator_value")),
        ])
    case _ where name.hasPrefix("rmsprop"):
      if s.number("initial_scale") ?? 0 != 0 { throw Reason("ravine starts s at 0") }
      if s.isOn("nesterov") {
        return try rmspropLookingAhead(s)
      }
      result = try Translation(
        "rmsprop",
        [
          "eta": rate, "gamma": number(s.number("decay")), "epsilon": epsilon,
          "epsilon-at": s.isOn("eps_in_sqrt") ? inside : outside,
          "beta": number(s.number("momentum") ?? 0),
          "centered": .choice(s.isOn("centered") ? "on" : "off"),
          "correction": .choice(s.isOn("bias_correction") ? "on" : "off"),
        ])
    case "adadelta":
      result = try Translation(
        "adadelta", ["eta": rate, "gamma": number(s.number("rho")), "epsilon": epsilon])
    case "adam", "adam_eps_inside", "adamw", "nadam", "amsgrad", "amsgrad_biased_max", "radam",
      "nadamw":
      result = try adamFamily(name, s, rate, beta, gamma, rooted)
    case "adamax":
      result = try Translation(
        "adamax", ["eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon])
    case "adabelief":
      result = try Translation(
        "adabelief",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon,
          "epsilon-root": .number(rooted),
        ])
    case "yogi":
      result = try Translation(
        "yogi",
        ["eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "initial": .number(1e-6)])
    case "lion":
      result = try Translation("lion", ["eta": rate, "beta": beta, "gamma": gamma])
    case "schedule_free_adamw", "schedule_free_sgd":
      result = try scheduleFree(name, s, rate, beta, gamma, epsilon)
    case "prodigy":
      guard !s.isOn("safeguard_warmup") else { throw Reason("ravine's Prodigy has no safeguard") }
      return try prodigy(
        s, rate: "learning_rate", first: "estim_lr0", factor: "estim_lr_coef", isCorrected: true)
    case "dadapt_adamw": return try dAdaptation(s)
    case "polyak_sgd":
      if let variant = s.text("variant"), variant != "sps" {
        throw Reason("ravine does not know the variant \(variant)")
      }
      // The step is taken from scaling·g, so that the scaling divides it.
      return try Translation(
        written: "θ ← θ − k·min((f(θ) − m)/(dot(k g, k g) + ε), c)g",
        [
          "k": s.number("scaling"), "m": s.number("f_min"), "ε": s.number("eps"),
          "c": s.number("max_learning_rate"),
        ])
    default: throw Reason("ravine has no \(name)")
    }
    if s.isOn("nesterov"), name != "nadam", name != "nadamw", !name.hasPrefix("sgd") {
      throw Reason("ravine has no Nesterov variant of \(name)")
    }
    // Schedule-Free's pull is part of its step.
    if !name.hasPrefix("schedule_free") { result.decay(by: s.number("weight_decay") ?? 0) }
    if let table {
      try result.optaxSchedule(table)
      if name.hasPrefix("sgd"), s.isOn("nesterov") {
        try result.requireConstantRate("Optax's Nesterov")
      }
    }
    return result
  }

  private static func adamFamily(
    _ name: String, _ s: ReferenceFile.Settings, _ rate: KnobValue?, _ beta: KnobValue?,
    _ gamma: KnobValue?, _ rooted: Double
  ) throws(Reason) -> Translation {
    let epsilon = s.number("eps") ?? 0
    guard epsilon == 0 || rooted == 0 else {
      throw Reason("ravine adds ε inside or outside the root, not both")
    }
    var knobs: [KnobKey: KnobValue?] = [
      "eta": rate, "beta": beta, "gamma": gamma, "epsilon": .number(max(epsilon, rooted)),
      "epsilon-at": rooted > 0 ? inside : outside,
    ]
    switch name {
    case "nadam", "nadamw":
      knobs["form"] = .choice("plain")
      return try Translation("nadam", knobs)
    case "radam":
      knobs["threshold"] = number(s.number("threshold"))
      return try Translation("radam", knobs)
    case "amsgrad", "amsgrad_biased_max":
      let first = s.isOn("bias_correction_mu")
      guard first == s.isOn("bias_correction_nu") else {
        return try amsgradCorrected(first: first, s, epsilon: epsilon, rooted: rooted)
      }
      knobs["correction"] = .choice(first ? "on" : "off")
      knobs["max"] = .choice(first ? "after" : "before")
      return try Translation("amsgrad", knobs)
    default: return try Translation("adam", knobs)
    }
  }

  /// Prodigy (Mishchenko and Defazio 2023, arXiv:2306.06101), which finds its own learning rate d.
  static func prodigy(
    _ s: ReferenceFile.Settings, rate: String, first: String, factor: String, isCorrected: Bool
  ) throws(Reason) -> Translation {
    let betas = s.numbers("betas") ?? []
    guard betas.count == 2 else { throw Reason("betas are missing") }
    let correction = isCorrected ? "·√(1−γᵗ)/(1−βᵗ)" : ""
    return try Translation(
      written: """
        a₀ = θ
        d₀ = e
        l = d·η\(correction)
        n ← κn + (d/e)l·dot(g, a − θ)
        v ← βv + (1−β)d·g
        s ← γs + (1−γ)(d·g)²
        q ← κq + (d/e)l·g
        d ← max(d, c·n/sum(|q|))
        θ ← θ − λ·l·θ − l·v/(√s + d·ε)
        a ← a
        """,
      [
        "η": s.number(rate), "β": betas[0], "γ": betas[1],
        "κ": s.number("beta3") ?? betas[1].squareRoot(), "ε": s.number("eps"),
        "e": s.number(first), "c": s.number(factor), "λ": s.number("weight_decay") ?? 0,
      ])
  }

  /// D-Adaptation with Adam (Defazio and Mishchenko 2023, arXiv:2301.07733), which finds its own learning rate d.
  private static func dAdaptation(_ s: ReferenceFile.Settings) throws(Reason) -> Translation {
    let betas = s.numbers("betas") ?? []
    guard betas.count == 2 else { throw Reason("betas are missing") }
    return try Translation(
      written: """
        d₀ = e
        l = d·η·√(1−γᵗ)/(1−βᵗ)
        n ← κn + (1−κ)l·dot(g, u/(√s + ε))
        v ← βv + (1−β)l·g
        s ← γs + (1−γ)g²
        u ← κu + (1−κ)l·g
        d ← max(d, n/((1−κ)sum(|u|)))
        θ ← θ − λ·l·θ − v/(√s + ε)
        """,
      [
        "η": s.number("learning_rate"), "β": betas[0], "γ": betas[1],
        "κ": betas[1].squareRoot(), "ε": s.number("eps"), "e": s.number("estim_lr0"),
        "λ": s.number("weight_decay") ?? 0,
      ])
  }

  /// AMSGrad with one of its averages corrected.
  private static func amsgradCorrected(
    first: Bool, _ s: ReferenceFile.Settings, epsilon: Double, rooted: Double
  ) throws(Reason) -> Translation {
    try Translation(
      written: """
        v ← βv + (1−β)g
        s ← γs + (1−γ)g²
        m ← max(m, \(first ? "s" : "s/(1−γᵗ)"))
        θ ← θ − η\(first ? "(v/(1−βᵗ))" : "v")/(√(m + r) + ε)
        """,
      [
        "η": s.number("learning_rate"), "β": s.number("b1"), "γ": s.number("b2"), "ε": epsilon,
        "r": rooted,
      ])
  }

  /// RMSProp whose rescaled step passes through momentum that looks ahead.
  private static func rmspropLookingAhead(_ s: ReferenceFile.Settings) throws(Reason)
    -> Translation
  {
    guard !s.isOn("centered"), !s.isOn("bias_correction") else {
      throw Reason("ravine has no centered or corrected RMSProp that looks ahead")
    }
    return try Translation(
      written: """
        s ← γs + (1−γ)g²
        u = ηg/\(s.isOn("eps_in_sqrt") ? "√(s + ε)" : "(√s + ε)")
        b ← βb + u
        θ ← θ − (βb + u)
        """,
      [
        "η": s.number("learning_rate"), "γ": s.number("decay"), "ε": s.number("eps"),
        "β": s.number("momentum"),
      ])
  }

  static func scheduleFree(
    _ name: String, _ s: ReferenceFile.Settings, _ rate: KnobValue?, _ beta: KnobValue?,
    _ gamma: KnobValue?, _ epsilon: KnobValue?
  ) throws(Reason) -> Translation {
    var knobs: [KnobKey: KnobValue?] = [
      "eta": rate, "beta": beta, "weight-decay": number(s.number("weight_decay") ?? 0),
    ]
    if name == "schedule_free_adamw" {
      knobs["form"] = .choice("adamw")
      knobs["gamma"] = gamma
      knobs["epsilon"] = epsilon
    }
    guard s.number("weight_lr_power") ?? 2 == 2 else { throw Reason("ravine weighs by η²") }
    var result = try Translation("schedule-free", knobs)
    if let warmup = s.number("warmup_steps"), warmup > 0 {
      result.racer["warmup"] = .number(warmup)
    }
    result.storesProbe = true
    return result
  }

  private mutating func optaxSchedule(_ s: ReferenceFile.Settings) throws(Reason) {
    let name = s.text("schedule")?.split(separator: ".").last.map(String.init) ?? ""
    let rate = s.number("init_value") ?? 0
    switch name {
    case "cosine_decay_schedule":
      guard s.number("exponent") ?? 1 == 1 else { throw Reason("ravine's cosine has no exponent") }
      try schedule(
        "cosine",
        ["schedule-steps": s.number("decay_steps"), "floor": rate * (s.number("alpha") ?? 0)])
    case "linear_schedule":
      try schedule(
        "linear",
        ["schedule-steps": s.number("transition_steps"), "floor": s.number("end_value") ?? 0])
    case "exponential_decay":
      guard s.number("transition_steps") ?? 1 == 1 else {
        throw Reason("ravine's exponential decays by the single step")
      }
      try schedule("exponential", ["schedule-factor": s.number("decay_rate")])
    case "piecewise_constant_schedule":
      guard let boundaries = s.table("boundaries_and_scales") else {
        throw Reason("the schedule has no boundaries")
      }
      var value = rate
      let steps = boundaries.values.keys.compactMap { Int($0) }.sorted()
      for step in steps {
        value *= boundaries.number(String(step)) ?? 1
        tweaks.append(Tweak(step: step, racer: 0, knob: "eta", value: .number(value)))
      }
    default: throw Reason("ravine has no schedule \(name)")
    }
  }
}
