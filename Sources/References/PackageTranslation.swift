import Landscapes
import Optimizers
import Trajectories

/// What authors' own packages compute, in ravine's terms.
extension Translation {
  static func packages(_ name: String, _ s: ReferenceFile.Settings) throws(Reason)
    -> Translation
  {
    let rate = number(s.number("lr"))
    let betas = s.numbers("betas") ?? []
    let epsilon = number(s.number("eps"))
    let (first, second) = (number(betas.first), number(betas.dropFirst().first))
    switch name {
    case "prodigy":
      guard s.isOn("decouple") || s.number("weight_decay") ?? 0 == 0,
        !s.isOn("safeguard_warmup"), s.number("growth_rate").map({ $0 > 1e300 }) ?? true
      else { throw Reason("ravine's Prodigy is the plain one") }
      return try prodigy(
        s, rate: "lr", first: "d0", factor: "d_coef", isCorrected: s.isOn("use_bias_correction"))
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
