import Documents
import Drawing
import Landscapes
import Optimizers
import SystemLibrary
import Trajectories

/// What the local quadratic model says of a racer, line by line; what it cannot say is left out.
struct TheoryLines {
  /// A line of the pane.
  struct Line {
    var name: String
    var text: String
    var isBad = false
  }

  let model: Model
  let racer: Int
  let detail: StepDetail

  private static let eighths = Array("▁▂▃▄▅▆▇█")

  func lines(width: Int) -> [Line] {
    let hessian = model.track.landscape.hessian(at: detail.point)
    guard detail.here.value.isFinite, hessian.isFinite else {
      return [Line(name: "curvature", text: "has no value here", isBad: true)]
    }
    // What was asked for comes first.
    let floors = floorLines(width)
    let isMeasured = floors.count > 1
    var lines = (isMeasured ? floors : []) + [curvatureLine(hessian, width)]
    if let limit = RateLimit(of: detail, hessian) { lines += limitLines(limit, width) }
    if detail.theory.isLinear, let motion = detail.theory.motion {
      lines += motionLines(motion, hessian)
    }
    if !isMeasured { lines += floors }
    lines += detail.theory.memories.map { memoryLine($0, width) }
    lines += biasLines()
    if detail.rates.isFinite {
      lines.append(
        Line(
          name: "axis rates", text: "x \(brief(detail.rates.x))   y \(brief(detail.rates.y))"))
      lines += rateHistory(width)
    }
    return lines
  }

  /// What a line of the pane tells.
  static func meaning(of name: String) -> String? {
    switch name {
    case "curvature":
      return
        "λ₁ and λ₂: how strongly the surface curves here, along two ways at right angles; κ is λ₁ ÷ λ₂"
    case "ηλ₁": return "rate times curvature against the limit above which the steps grow"
    case "rate × λ":
      return "the rate of an axis times the curvature, against the limit above which the steps grow"
    case "along λ₁", "along λ₂":
      return "how the distance shrinks along that way: from which side, and by which factor a step"
    case "axis rates": return "the rate that each axis has now"
    case "x over time", "y over time": return "that rate over the steps so far"
    case "noise floor":
      return "how far above the lowest place it hovers in the end, the mean over many seeds"
    case "its law": return "how theory says the floor changes with the rate and with what is seen"
    case "floor at": return "the floor with half and twice a knob, measured, in floors of now"
    case "bias":
      return
        "the weights that an average started at 0 has collected, and what leaving out their correction would do"
    case "uncorrected": return "what it would do after 1, 2, 3 … 1000 steps"
    case _ where name.hasPrefix("fastest"):
      return
        "the value with which the distance along λ₁, along λ₂ and along the slower of both shrinks fastest"
    case _ where name.hasPrefix("memory"): return "how much each of the last steps still weighs"
    default: return nil
    }
  }

  // MARK: Curvature

  private func curvatureLine(_ hessian: Hessian, _ width: Int) -> Line {
    let (largest, smallest) = hessian.eigenvalues
    let names = (direction(hessian.principal.largest), direction(hessian.principal.smallest))
    let first = "λ₁ \(brief(largest)) along \(names.0)   λ₂ \(brief(smallest))"
    let place = "   " + place(largest, smallest)
    let whole = "\(first) along \(names.1)\(place)"
    // The second way is at right angles to the first: where there is little room that is enough.
    return Line(
      name: "curvature", text: GlyphWidth.cells(whole) <= width ? whole : first + place)
  }

  private func direction(_ vector: Vector) -> String {
    abs(vector.x) > 0.9999 ? "x" : abs(vector.y) > 0.9999 ? "y" : brief(vector, digits: 2)
  }

  private func place(_ largest: Double, _ smallest: Double) -> String {
    if smallest > 0 { return "κ \(brief(largest / smallest))" }
    if largest < 0 { return "a hill's" }
    if largest > 0 { return smallest < 0 ? "a saddle's" : "a trough's" }
    return smallest < 0 ? "a ridge's" : "flat"
  }

  // MARK: Linear rules

  /// How each direction moves, and what would damp it fastest.
  private func motionLines(_ motion: LinearMotion, _ hessian: Hessian) -> [Line] {
    let (largest, smallest) = hessian.eigenvalues
    var lines: [Line] = []
    for (name, curvature) in [("along λ₁", largest), ("along λ₂", smallest)] {
      let regime = Regime(of: motion, curvature: curvature, rate: detail.rate)
      let radius = motion.recurrence(curvature: curvature, rate: detail.rate).spectralRadius
      let factor =
        regime == .flat || regime == .undamped ? "" : ", ×\(brief(radius, digits: 4)) a step"
      lines.append(
        Line(name: name, text: regime.rawValue + factor, isBad: regime == .diverging))
    }
    lines += fastestLine(motion, largest, smallest)
    return lines
  }

  /// The decay that damps each direction fastest, and the one that is best for both together.
  private func fastestLine(_ motion: LinearMotion, _ largest: Double, _ smallest: Double)
    -> [Line]
  {
    guard case .fading(let symbol, let decay)? = detail.theory.memories.first?.kind else {
      return []
    }
    var pieces: [String] = []
    func add(_ name: String, _ curvatures: [Double]) {
      guard curvatures.allSatisfy({ $0 > 0 }),
        let best = motion.fastestDecay(curvatures: curvatures, rate: detail.rate)
      else { return }
      pieces.append("\(name) \(brief(best))")
    }
    add("λ₁", [largest])
    add("λ₂", [smallest])
    if pieces.count == 2 { add("both", [largest, smallest]) }
    guard !pieces.isEmpty else { return [] }
    return [
      Line(
        name: "fastest \(symbol)",
        text: pieces.joined(separator: "   ") + "   (\(symbol) is \(brief(decay, digits: 5)))")
    ]
  }

  // MARK: The limit

  /// Rate times curvature against its limit: where axes have their own rates, both ways.
  private func limitLines(_ limit: RateLimit, _ width: Int) -> [Line] {
    guard !limit.isLinear else {
      return limit.product.map { [gauge("ηλ₁", "", $0, limit, width)] } ?? []
    }
    return limit.ways.map { way in
      let axis = direction(way.direction)
      return way.product > 0
        ? gauge("rate × λ", "\(axis) ", way.product, limit, width)
        : Line(
          name: "rate × λ",
          text: "\(axis) \(brief(way.product)), \(way.product < 0 ? "curved downwards" : "flat")")
    }
  }

  private func gauge(
    _ name: String, _ lead: String, _ product: Double, _ limit: RateLimit, _ width: Int
  ) -> Line {
    let bar = TheoryLines.bar(product / limit.limit, cells: max(8, min(24, width - 34)))
    let isOver = limit.isExceeded(by: product)
    let share = product / limit.limit
    // Rates that adapt hover about the limit, a little above and a little below it.
    let words =
      isOver ? "  over" : abs(share - 1) < 0.02 ? "  at its limit" : share > 0.9 ? "  near it" : ""
    return Line(
      name: name, text: "\(lead)\(brief(product)) \(bar) \(brief(limit.limit))\(words)",
      isBad: isOver)
  }

  /// A share of a limit as a bar.
  static func bar(_ share: Double, cells: Int) -> String {
    let filled = wholeNumber((share * Double(cells)).rounded(), in: 0...cells)
    return String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
  }

  // MARK: Rates for each axis

  /// The rates of both axes over the last steps, as small bars.
  private func rateHistory(_ width: Int) -> [Line] {
    let run = model.runs[racer]
    let now = run.clamped(model.stage.playback.step)
    let count = max(6, min(36, width - 24))
    let stride = max(1, now / count)
    let steps = Swift.stride(from: now % stride, through: now, by: stride).suffix(count)
    let rates = steps.compactMap {
      model.race.detail(racer, at: $0, of: run, on: model.track.landscape)?.rates
    }
    guard rates.count > 1 else { return [] }
    let all = rates.flatMap { [$0.x, $0.y] }.filter { $0.isFinite && $0 > 0 }
    guard let low = all.min(), let high = all.max(), high > low else { return [] }
    // Bars stand on 0 as long as the lowest can be told from it; magnitudes need their logarithm.
    let isEven = high < 40 * low
    func bars(_ values: [Double]) -> String {
      String(
        values.map { value -> Character in
          guard value.isFinite, value > 0 else { return " " }
          let share = isEven ? value / high : log(value / low) / log(high / low)
          return TheoryLines.eighths[wholeNumber(share * 7.99, in: 0...7)]
        })
    }
    let scale = isEven ? "  from 0 to \(brief(high))" : "  \(brief(low)) to \(brief(high)), log"
    return [
      Line(name: "x over time", text: bars(rates.map(\.x)) + scale),
      Line(name: "y over time", text: bars(rates.map(\.y)) + scale),
    ]
  }

  // MARK: Memory

  private func memoryLine(_ memory: Memory, _ width: Int) -> Line {
    switch memory.kind {
    case .lasting:
      return Line(name: "memory", text: "\(memory.name): all steps weigh alike")
    case .fading(let symbol, let decay):
      var bars = ""
      var weight = 1.0
      for _ in 0..<max(4, min(20, width - 40)) {
        bars.append(TheoryLines.eighths[wholeNumber(weight * 7.99, in: 0...7)])
        weight *= decay
      }
      let steps = brief(1 / (1 - decay))
      return Line(
        name: "memory \(symbol)ᵏ",
        text: "\(bars) \(memory.name): \(steps) \(steps == "1" ? "step" : "steps")")
    }
  }

  /// The sums of weights so far, and what leaving out their correction does over the steps.
  private func biasLines() -> [Line] {
    let averages = detail.averages
    guard !averages.isEmpty else { return [] }
    func factor(_ weight: (Average) -> Double) -> Double {
      averages.reduce(1) { product, average in
        let sum = weight(average)
        return average.place == .above ? product * sum : product / sum.squareRoot()
      }
    }
    func weight(_ average: Average, after count: Int) -> Double {
      1 - (0..<count).reduce(1.0) { product, _ in product * average.decay }
    }
    let weights = averages.map { "1−\($0.symbol) \(brief(1 - $0.product))" }
    let now = factor { 1 - $0.product }
    let counts = [1, 2, 3, 5, 7, 10, 12, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000]
    let factors = counts.map { count in factor { weight($0, after: count) } }
    let (lowest, highest) = (factors.min() ?? 1, factors.max() ?? 1)
    let bars = String(
      factors.map { TheoryLines.eighths[wholeNumber($0 / highest * 7.99, in: 0...7)] })
    return [
      Line(
        name: "bias", text: weights.joined(separator: "  ") + "  uncorrected ×\(brief(now))"),
      Line(
        name: "uncorrected",
        text: "\(bars) t = 1…1000: ×\(brief(lowest)) to ×\(brief(highest))"),
    ]
  }
}
