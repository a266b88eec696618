import Documents
import Drawing
import Foundation
import Landscapes
import Optimizers
import Trajectories

extension Screen {
  private func heading(_ scene: inout Scene, _ rect: CellRect, _ words: String) {
    scene.fill(rect, .background)
    scene.fill(CellRect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), .bar)
    scene.write(words, at: rect.column + 1, rect.row, .text, on: .bar, limit: rect.columns - 2)
  }

  /// The equations of the next step with its numbers, in the colours of the arrows.
  func why(_ scene: inout Scene, _ rect: CellRect) {
    let racer = model.stage.focus
    let step = model.runs[racer].clamped(model.stage.step)
    let title = model.title(of: racer)
    heading(&scene, rect, "why step \(step + 1): \(title)")
    guard let detail = model.detail(of: racer) else { return }
    var lines = detail.terms
    let room = rect.rows - 1 - (detail.withoutLookAhead == nil ? 0 : 1)
    if lines.count > room { lines = Array(lines.suffix(max(1, room))) }
    let nameWidth = rect.columns >= 60 ? 13 : 0
    let equationWidth = min(
      max(14, (lines.map { GlyphWidth.cells($0.equation) }.max() ?? 0) + 2),
      max(14, (rect.columns - nameWidth) / 2))
    var row = rect.row + 1
    var spare = room - lines.count
    for term in lines {
      let ink = Ink.arrow(term.role.ink)
      var column = rect.column + 1
      if nameWidth > 0 {
        // What is drawn as an arrow carries the mark of the arrow's end.
        let isArrow = model.stage.showsArrows && term.origin != nil && term.role != .gradient
        let mark = isArrow ? "\(glyphs.end(of: term.role.ink)) " : ""
        scene.write(mark + term.name, at: column, row, ink, on: .background, limit: nameWidth - 1)
        column += nameWidth
      }
      scene.write(
        term.equation, at: column, row, ink, on: .background, bold: true, limit: equationWidth - 1)
      column += equationWidth
      let result = "= \(brief(term.result))"
      let space = rect.endColumn - column - 1
      let both = term.numbers.isEmpty ? result : "= \(term.numbers) \(result)"
      let fits = GlyphWidth.cells(both) <= space
      scene.write(
        fits ? both : result, at: column, row, .text, on: .background, limit: space)
      row += 1
      if !fits, spare > 0 {
        // Where the line is full the numbers stand below it.
        let indent = rect.column + 1 + nameWidth
        scene.write(
          "= \(term.numbers)", at: indent + 2, row, .dim, on: .background,
          limit: rect.endColumn - indent - 3)
        row += 1
        spare -= 1
      }
    }
    if let other = detail.withoutLookAhead, row < rect.endRow {
      scene.write(
        (model.stage.showsArrows ? "\(glyphs.end(of: .alternative)) " : "")
          + "without the look-ahead the step would be \(brief(other - detail.point))",
        at: rect.column + 1, row, .arrow(.alternative), on: .background, limit: rect.columns - 2)
    }
  }

  /// The local quadratic model at the shown point.
  func theory(_ scene: inout Scene, _ rect: CellRect) {
    let index = model.stage.focus
    heading(&scene, rect, "theory, local quadratic model: \(model.title(of: index))")
    guard let detail = model.detail(of: index) else { return }
    let lines = TheoryLines(model: model, racer: index, detail: detail).lines(
      width: rect.columns - 14)
    for (offset, line) in lines.prefix(rect.rows - 1).enumerated() {
      let row = rect.row + 1 + offset
      scene.write(line.name, at: rect.column + 1, row, .dim, on: .background, limit: 11)
      scene.write(
        line.text, at: rect.column + 13, row, line.isBad ? .warning : .text, on: .background,
        limit: rect.columns - 14)
    }
  }
}

/// What the local quadratic model says, line by line.
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

  private func number(_ key: String) -> Double? {
    if case .number(let value)? = model.race.value(racer, key, at: model.stage.step) {
      return value
    }
    return nil
  }

  func lines(width: Int) -> [Line] {
    let hessian = model.landscape.hessian(at: detail.point)
    let (largest, smallest) = hessian.eigenvalues
    var lines = [
      Line(
        name: "curvature",
        text: "λ₁ \(brief(largest))   λ₂ \(brief(smallest))" + ratioText(largest, smallest))
    ]
    let rule = model.race.racers[racer].rule
    if let stability = rule.card.stability {
      lines += stabilityLines(stability, largest, smallest, width)
    }
    if let beta = number("beta"), beta > 0 { lines.append(memoryLine(beta, width)) }
    if let beta = number("beta"), let gamma = number("gamma"), rule["correction"] != nil {
      lines += biasLines(beta, gamma)
    }
    if detail.rates.isFinite {
      lines.append(
        Line(
          name: "axis rates",
          text: "x \(brief(detail.rates.x))   y \(brief(detail.rates.y))"))
      lines += rateHistory(width)
    }
    return lines
  }

  private func ratioText(_ largest: Double, _ smallest: Double) -> String {
    if smallest > 0 { return "   κ \(brief(largest / smallest))" }
    return smallest < 0 && largest > 0 ? "   a saddle's" : ""
  }

  /// ηλ against the limit, as a gauge and in a word.
  private func stabilityLines(
    _ stability: Stability, _ largest: Double, _ smallest: Double, _ width: Int
  ) -> [Line] {
    let beta = number("beta") ?? 0
    let isAverage = model.race.value(racer, "form", at: model.stage.step) == .choice("average")
    let rate = detail.rate * (isAverage ? 1 - beta : 1)
    let product = rate * largest
    let limit = stability.limit(beta: beta)
    let cells = max(8, min(24, width - 30))
    let filled = wholeNumber((product / limit * Double(cells)).rounded(), in: 0...cells)
    let gauge =
      String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    let isBad = product >= limit
    var lines = [
      Line(
        name: "ηλ₁",
        text: "\(brief(product)) \(gauge) \(brief(limit))", isBad: isBad),
      Line(
        name: "regime", text: Regime(stability, beta: beta, product: product).rawValue, isBad: isBad
      ),
    ]
    // In the average form β is a part of the rate as well, so that this β* would not be critical.
    if !isAverage, let critical = stability.criticalBeta(rateTimesCurvature: product) {
      lines.append(
        Line(name: "critical β*", text: "\(brief(critical))   (β is \(brief(beta, digits: 4)))"))
    }
    return lines
  }

  private func regimeText(
    _ stability: Stability, beta: Double, product: Double, smallest: Double
  ) -> String {
    let regime = Regime(stability, beta: beta, product: product)
    var text = regime.rawValue
    if regime == .ripples {
      let shrink = (stability == .nesterov ? beta * (1 - product) : beta).squareRoot()
      text += " by \(brief(shrink)) a step"
    }
    return smallest < 0 && regime != .concave ? text + "; along λ₂ < 0 it runs away" : text
  }

  private func memoryLine(_ beta: Double, _ width: Int) -> Line {
    let eighths = Array("▁▂▃▄▅▆▇█")
    var bars = ""
    var weight = 1.0
    for _ in 0..<max(6, min(20, width - 26)) {
      bars.append(eighths[wholeNumber(weight * 7.99, in: 0...7)])
      weight *= beta
    }
    return Line(name: "memory βᵏ", text: "\(bars) \(brief(1 / (1 - beta))) steps")
  }

  /// The sums of weights so far, and what leaving out their correction does over the steps.
  private func biasLines(_ beta: Double, _ gamma: Double) -> [Line] {
    func weight(_ decay: Double, _ count: Int) -> Double {
      var product = 1.0
      for _ in 0..<min(count, 100_000) {
        product *= decay
        if product < 0x1p-60 { return 1 }
      }
      return 1 - product
    }
    let now = model.stage.step + 1
    let (first, second) = (weight(beta, now), weight(gamma, now))
    func factor(_ count: Int) -> Double { weight(beta, count) / weight(gamma, count).squareRoot() }
    let counts = [1, 2, 3, 5, 7, 10, 12, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000]
    let factors = counts.map(factor)
    let highest = factors.max() ?? 1
    let eighths = Array("▁▂▃▄▅▆▇█")
    let bars = String(factors.map { eighths[wholeNumber($0 / highest * 7.99, in: 0...7)] })
    return [
      Line(
        name: "bias",
        text: "1−βᵗ \(brief(first))  1−γᵗ \(brief(second))  uncorrected ×\(brief(factor(now)))"),
      Line(name: "uncorrected", text: "\(bars) t = 1…1000, at most ×\(brief(highest))"),
    ]
  }

  /// The rates of both axes over the last steps, as small bars.
  private func rateHistory(_ width: Int) -> [Line] {
    let run = model.runs[racer]
    let now = run.clamped(model.stage.step)
    let count = max(6, min(36, width - 4))
    let stride = max(1, now / count)
    let steps = Swift.stride(from: now % stride, through: now, by: stride).suffix(count)
    let rates = steps.compactMap {
      model.race.detail(racer, at: $0, of: run, on: model.landscape)?.rates
    }
    guard rates.count > 1 else { return [] }
    let all = rates.flatMap { [$0.x, $0.y] }.filter { $0.isFinite && $0 > 0 }
    guard let low = all.min(), let high = all.max(), high > low else { return [] }
    let eighths = Array("▁▂▃▄▅▆▇█")
    func bars(_ values: [Double]) -> String {
      String(
        values.map { value -> Character in
          guard value.isFinite, value > 0 else { return " " }
          // Rates differ by magnitudes: their logarithm is what the eye compares.
          let share = log(value / low) / log(high / low)
          return eighths[wholeNumber(share * 7.99, in: 0...7)]
        })
    }
    return [
      Line(name: "x over time", text: bars(rates.map(\.x))),
      Line(name: "y over time", text: bars(rates.map(\.y))),
    ]
  }
}

/// How a rule with momentum moves in a valley of one curvature.
enum Regime: String {
  case monotone = "monotone: straight to the bottom"
  case ripples = "ripples: swings that fade"
  case alternating = "alternating: across the bottom at every step"
  case diverging = "diverging: every swing is larger"
  case concave = "curved downwards: it runs away"

  /// The regime from the roots of the characteristic polynomial.
  init(_ stability: Stability, beta: Double, product: Double) {
    if product < 0 {
      self = .concave
      return
    }
    if product >= stability.limit(beta: beta) {
      self = .diverging
      return
    }
    let sum: Double
    let determinant: Double
    switch stability {
    case .descent: (sum, determinant) = (1 - product, 0)
    case .heavyBall: (sum, determinant) = (1 + beta - product, beta)
    case .nesterov: (sum, determinant) = ((1 + beta) * (1 - product), beta * (1 - product))
    }
    if sum * sum < 4 * determinant {
      self = .ripples
    } else {
      self = sum < 0 || determinant < 0 ? .alternating : .monotone
    }
  }
}
