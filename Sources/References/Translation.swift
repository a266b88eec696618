import Landscapes
import Optimizers
import Trajectories

/// How ravine says what a library computed.
struct Translation {
  /// The rule with its knobs and schedule.
  var racer: Racer
  /// Knobs turned on the way, for schedules given as a list of boundaries.
  var tweaks: [Tweak] = []
  /// λ of a pull λθ that passes through the gradient: 0.5 λ (x² + y²) added to the formula.
  var pull = 0.0
  /// Whether the library stores the point at which it takes its gradient.
  var storesProbe = false

  /// Why a file cannot be said in ravine's terms.
  struct Reason: Error {
    var words: String
    init(_ words: String) { self.words = words }
  }

  private init(_ rule: String, _ knobs: [String: KnobValue?]) throws(Reason) {
    guard let found = Catalog.rule(named: rule) else { throw Reason("no rule \(rule)") }
    racer = Racer(rule: found)
    for (key, value) in knobs {
      guard let value else { throw Reason("the file does not give \(key)") }
      guard let knob = racer.knob(key) else { throw Reason("\(rule) has no knob \(key)") }
      guard knob.clamped(value) == value else { throw Reason("\(key) = \(value) is out of range") }
      racer[key] = value
    }
  }

  /// Finds ravine's words for a file.
  init(of file: ReferenceFile) throws(Reason) {
    let parts = file.optimizer.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw Reason("unknown optimizer \(file.optimizer)") }
    switch parts[0] {
    case "torch": self = try Translation.torch(parts[1], file.settings)
    case "optax": self = try Translation.optax(parts[1], file.settings)
    case "keras": self = try Translation.keras(parts[1], file.settings)
    case "packages": self = try Translation.packages(parts[1], file.settings)
    default: throw Reason("ravine has no \(file.optimizer)")
    }
  }

  private static func number(_ value: Double?) -> KnobValue? { value.map { .number($0) } }

  private static let outside = KnobValue.choice("outside")
  private static let inside = KnobValue.choice("inside")

  // MARK: PyTorch

  private static func torch(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
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
    case "adamw":
      result = try Translation(
        "adamw",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": outside,
          "weight-decay": number(s.number("weight_decay") ?? 0),
        ])
      if s.isOn("amsgrad") { throw Reason("ravine has no AMSGrad with decoupled weight decay") }
      return result
    case "adam", "adam_l2", "amsgrad":
      result = try Translation(
        s.isOn("amsgrad") ? "amsgrad" : "adam",
        ["eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": outside])
      if s.isOn("decoupled_weight_decay") { throw Reason("decoupled decay is AdamW's") }
    default: throw Reason("ravine has no \(name)")
    }
    result.pull = s.number("weight_decay") ?? 0
    if let schedule = s.table("lr_scheduler") { try result.torchSchedule(schedule) }
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
    default: throw Reason("ravine has no schedule \(name)")
    }
  }

  private mutating func schedule(_ shape: String, _ knobs: [String: Double?]) throws(Reason) {
    racer["schedule"] = .choice(shape)
    for (key, value) in knobs {
      guard let value else { throw Reason("the schedule does not give \(key)") }
      racer[key] = .number(value)
    }
  }

  // MARK: Optax

  private static func optax(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
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
      if s.isOn("nesterov") { throw Reason("ravine has no Nesterov momentum in RMSProp") }
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
      result = try Translation(
        "lion",
        [
          "eta": rate, "beta": beta, "gamma": gamma,
          "weight-decay": number(s.number("weight_decay") ?? 0),
        ])
    case "schedule_free_adamw", "schedule_free_sgd":
      result = try scheduleFree(name, s, rate, beta, gamma, epsilon)
    default: throw Reason("ravine has no \(name)")
    }
    if name != "nadam", name != "nadamw", !name.hasPrefix("sgd"), s.isOn("nesterov") {
      throw Reason("ravine has no Nesterov variant of \(name)")
    }
    if let table { try result.optaxSchedule(table) }
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
    var knobs: [String: KnobValue?] = [
      "eta": rate, "beta": beta, "gamma": gamma, "epsilon": .number(max(epsilon, rooted)),
      "epsilon-at": rooted > 0 ? inside : outside,
    ]
    switch name {
    case "adamw":
      knobs["weight-decay"] = number(s.number("weight_decay") ?? 0)
      return try Translation("adamw", knobs)
    case "nadam":
      knobs["form"] = .choice("plain")
      return try Translation("nadam", knobs)
    case "nadamw":
      guard s.number("weight_decay") ?? 0 == 0 else {
        throw Reason("ravine's Nadam has no weight decay")
      }
      knobs["form"] = .choice("plain")
      return try Translation("nadam", knobs)
    case "radam":
      knobs["threshold"] = number(s.number("threshold"))
      return try Translation("radam", knobs)
    case "amsgrad", "amsgrad_biased_max":
      let first = s.isOn("bias_correction_mu")
      guard first == s.isOn("bias_correction_nu") else {
        throw Reason("ravine corrects both averages or none")
      }
      knobs["correction"] = .choice(first ? "on" : "off")
      knobs["max"] = .choice(first ? "after" : "before")
      return try Translation("amsgrad", knobs)
    default: return try Translation("adam", knobs)
    }
  }

  private static func scheduleFree(
    _ name: String, _ s: ReferenceFile.Settings, _ rate: KnobValue?, _ beta: KnobValue?,
    _ gamma: KnobValue?, _ epsilon: KnobValue?
  ) throws(Reason) -> Translation {
    var knobs: [String: KnobValue?] = [
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

  // MARK: Keras

  private static func keras(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
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
    case "adam", "amsgrad":
      result = try Translation(
        s.isOn("amsgrad") ? "amsgrad" : "adam",
        ["eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": hat])
    case "adamw":
      if s.isOn("amsgrad") { throw Reason("ravine has no AMSGrad with decoupled weight decay") }
      return try Translation(
        "adamw",
        [
          "eta": rate, "beta": beta, "gamma": gamma, "epsilon": epsilon, "epsilon-at": hat,
          "weight-decay": .number(decay),
        ])
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
      return try Translation(
        "lion",
        ["eta": rate, "beta": beta, "gamma": gamma, "weight-decay": .number(decay)])
    case "schedule_free_adamw":
      guard s.number("warmup_steps") ?? 0 == 0 else {
        throw Reason("Keras weighs a warm-up by 1/t, ravine by η²")
      }
      return try scheduleFree(name, s, rate, beta, gamma, epsilon)
    default: throw Reason("ravine has no \(name)")
    }
    guard decay == 0 else { throw Reason("ravine has no decoupled weight decay in \(name)") }
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
        guard steps == 1 else { throw Reason("ravine's exponential decays by the single step") }
        try schedule("exponential", ["schedule-factor": s.number("decay_rate")])
      }
    case "InverseTimeDecay":
      if s.isOn("staircase") { throw Reason("ravine's inverse-time has no staircase") }
      try schedule(
        "inverse-time", ["schedule-factor": s.number("decay_rate"), "schedule-every": steps])
    default: throw Reason("ravine has no schedule \(name)")
    }
  }

  // MARK: The authors' own code

  private static func packages(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
    -> Translation
  {
    let rate = number(s.number("lr"))
    let betas = s.numbers("betas") ?? []
    let epsilon = number(s.number("eps"))
    let (first, second) = (number(betas.first), number(betas.dropFirst().first))
    switch name {
    case "adabelief":
      if s.isOn("rectify") || s.isOn("amsgrad") || s.number("weight_decay") ?? 0 != 0 {
        throw Reason("ravine's AdaBelief is the plain one")
      }
      return try Translation(
        "adabelief",
        [
          "eta": rate, "beta": first, "gamma": second, "epsilon": epsilon, "epsilon-root": epsilon,
        ])
    case "adan":
      guard betas.count == 3, s.number("weight_decay") ?? 0 == 0,
        s.number("max_grad_norm") ?? 0 == 0
      else { throw Reason("ravine's Adan has no decay and no clipping") }
      return try Translation(
        "adan",
        [
          "eta": rate, "beta": first, "delta": second, "gamma": .number(betas[2]),
          "epsilon": epsilon,
        ])
    case "schedule_free_sgd":
      return try scheduleFree(name, s, rate, number(s.number("momentum")), nil, nil)
    case "schedule_free_adamw":
      return try scheduleFree(name, s, rate, first, second, epsilon)
    default: throw Reason("ravine has no \(name)")
    }
  }
}
