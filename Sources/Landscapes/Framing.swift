import Documents
import Formulas

/// Finds a view, a start and contour levels for a formula that comes without them.
struct Framing {
  let landscape: FormulaLandscape

  /// A view around the minima that can be found near the origin; ±2 where there are none.
  func view() -> View {
    var points: [Point] = []
    for side in [3.0, 12.0, 60.0] {
      let search = View(x: -side...side, y: -side...side)
      points = StationaryPoint.all(in: search, on: landscape).filter { $0.kind == .minimum }
        .map(\.point)
      if points.count >= 1 { break }
    }
    if points.isEmpty, let far = StationaryPoint.newton(from: Point(0.3, 0.2), on: landscape),
      far.isFinite, abs(far.x) < 1e12, abs(far.y) < 1e12,
      landscape.hessian(at: far).eigenvalues.smallest > 0
    {
      points = [far]
    }
    guard let first = points.first else { return domain() }
    // Rippled functions have minima without end: only the lowest ones frame the view.
    let lowest = points.map { landscape.value(at: $0) }.min() ?? 0
    let highest = points.map { landscape.value(at: $0) }.max() ?? 0
    let chosen = points.filter {
      landscape.value(at: $0) <= lowest + 0.5 * (highest - lowest) + 1e-9
    }
    let low = chosen.reduce(first) { Point(min($0.x, $1.x), min($0.y, $1.y)) }
    let high = chosen.reduce(first) { Point(max($0.x, $1.x), max($0.y, $1.y)) }
    let center = (low + high) / 2
    let half = max(2, 0.9 * max(high.x - low.x, high.y - low.y))
    // A valley that lies on an axis stays in the middle of round numbers.
    let rounded = Point((center.x * 4).rounded() / 4, (center.y * 4).rounded() / 4)
    let reach = (half * 2).rounded(.up) / 2
    return View(low: rounded - reach, high: rounded + reach)
  }

  /// The same view, made larger where a start lies outside of it or at its edge, with some room around
  /// the start.
  func view(holding start: Point?) -> View {
    var view = view()
    guard let start else { return view }
    let size = pointwiseMax(view.high, start) - pointwiseMin(view.low, start)
    let unit = Framing.unit(for: max(size.x, size.y))
    for axis in 0...1 {
      let room = 0.08 * size[axis]
      if start[axis] < view.low[axis] + room / 2 {
        view.low[axis] = ((start[axis] - room) / unit).rounded(.down) * unit
      }
      if start[axis] > view.high[axis] - room / 2 {
        view.high[axis] = ((start[axis] + room) / unit).rounded(.up) * unit
      }
    }
    return view
  }

  /// For a formula without a minimum: of a few simple views the one with most of its domain.
  private func domain() -> View {
    let candidates = [
      View(x: -2...2, y: -2...2), View(x: 0...4, y: 0...4), View(x: 0...4, y: -2...2),
      View(x: -2...2, y: 0...4), View(x: -1...1, y: -1...1),
    ]
    func share(_ view: View) -> Int {
      landscape.field(over: view, columns: 16, rows: 16).filter(\.isFinite).count
    }
    // The first of equals wins, so that ±2 stands unless another shows more.
    return candidates.reduce(candidates[0]) { share($1) > share($0) + 8 ? $1 : $0 }
  }

  /// A start away from the middle and from the symmetry lines, where the slope is finite.
  func start(in view: View) -> Point {
    let fractions: [Vector] = [
      [0.15, 0.77], [0.84, 0.71], [0.2, 0.24], [0.77, 0.17], [0.4, 0.62],
    ]
    for fraction in fractions {
      let exact = view.point(atFraction: fraction)
      let unit = Framing.unit(for: view.shorterSide)
      // Through the text of the number: 0.1 × 14 is not the nearest double to 1.4.
      func rounded(_ value: Double) -> Double {
        let whole = (value / unit).rounded() * unit
        return unit < 1 ? Double(brief(whole, digits: 12)) ?? whole : whole
      }
      let point = Point(rounded(exact.x), rounded(exact.y))
      let sample = landscape.sample(at: point)
      if sample.isFinite, sample.gradient.length > 0 { return point }
    }
    return view.center
  }

  /// The place value of the last digit that a start in a view of this size needs.
  private static func unit(for side: Double) -> Double {
    var unit = 1.0
    while unit > side / 20, unit > 1e-12 { unit /= 10 }
    while unit * 100 < side, unit < 1e12 { unit *= 10 }
    return unit
  }

  /// Logarithmic levels where most of the view lies far below its highest parts.
  func levels(in view: View) -> Surface.Levels {
    let values = landscape.field(over: view, columns: 33, rows: 33).filter(\.isFinite).sorted()
    guard let lowest = values.first, values.count >= 10 else { return .linear }
    let quarter = values[values.count / 4] - lowest
    let most = values[values.count * 95 / 100] - lowest
    return most > 25 * quarter ? .log : .linear
  }
}

extension Surface {
  /// A surface from a formula alone; what is not given is found.
  public init(
    formula text: String, name: String? = nil, view given: View? = nil, start: Point? = nil
  ) throws(FormulaError) {
    let formula = try Formula(text)
    let framing = Framing(landscape: try FormulaLandscape(formula))
    let view = given ?? framing.view(holding: start)
    let minima = StationaryPoint.all(in: view, on: framing.landscape)
      .filter { $0.kind == .minimum }.map(\.point)
    self.init(
      name: name ?? "f", formula: formula, view: view,
      start: start ?? framing.start(in: view), minima: Array(minima.prefix(40)),
      levels: framing.levels(in: view))
  }
}
