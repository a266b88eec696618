/// Places where the gradient of a surface vanishes, found by Newton's method.
public struct StationaryPoint: Sendable, Equatable {
  /// What the curvatures say about the place.
  public enum Kind: String, Sendable {
    /// Curved upwards in every direction.
    case minimum
    /// Up in one direction, down in another.
    case saddle
    /// Curved downwards in every direction.
    case maximum
  }

  /// Where it is.
  public var point: Point
  /// What it is.
  public var kind: Kind

  /// A place and its kind.
  public init(point: Point, kind: Kind) {
    self.point = point
    self.kind = kind
  }

  /// The kind that the eigenvalues of a Hessian imply.
  public static func kind(of hessian: Hessian) -> Kind {
    let (largest, smallest) = hessian.eigenvalues
    if smallest >= 0 { return .minimum }
    return largest > 0 ? .saddle : .maximum
  }

  /// Newton's method on the gradient from a guess, or nil where it does not settle.
  static func newton(from guess: Point, on landscape: some Landscape, steps: Int = 60) -> Point? {
    var point = guess
    var best = landscape.sample(at: point).gradient.length
    for _ in 0..<steps {
      let sample = landscape.sample(at: point)
      guard sample.isFinite else { return nil }
      guard sample.gradient.length > 0,
        let move = landscape.hessian(at: point).solve(sample.gradient), move.isFinite
      else { break }
      var next = point - move
      var slope = landscape.sample(at: next).gradient.length
      var halvings = 0
      while !(slope < best), halvings < 30 {
        halvings += 1
        next = (point + next) / 2
        slope = landscape.sample(at: next).gradient.length
      }
      guard slope < best else { break }
      point = next
      best = slope
    }
    return point
  }

  /// The minimum that Newton's method reaches from near it, or the guess where it is flat.
  static func minimum(near guess: Point, on landscape: some Landscape, within reach: Double)
    -> Point?
  {
    guard let point = newton(from: guess, on: landscape), (point - guess).length <= reach else {
      return nil
    }
    let sample = landscape.sample(at: point)
    let hessian = landscape.hessian(at: point)
    let (largest, smallest) = hessian.eigenvalues
    // A kink (Ackley) has no curvature of its own: there the value decides.
    guard largest > 0, smallest > 0 else { return isLowest(point, on: landscape) ? point : nil }
    let scale = max(abs(sample.value), largest, 1)
    return sample.gradient.length <= 1e-6 * scale ? point : nil
  }

  /// Whether no point of a small ring lies lower.
  static func isLowest(_ point: Point, on landscape: some Landscape) -> Bool {
    let value = landscape.value(at: point)
    let offsets: [Vector] = [
      [1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1],
    ]
    return [1e-2, 1e-3].allSatisfy { radius in
      offsets.allSatisfy { landscape.value(at: point + radius * $0) >= value }
    }
  }

  /// The stationary points within a view, found from a grid of guesses.
  public static func all(
    in view: View, on landscape: some Landscape, guessesPerSide: Int = 12
  ) -> [StationaryPoint] {
    var found: [StationaryPoint] = []
    var unsettled: [Point] = []
    let near = view.shorterSide * 1e-3
    func take(_ point: Point) {
      guard let settled = settled(point, on: landscape) else { return }
      if settled.kind == .minimum, !isLowest(point, on: landscape) { return }
      if found.contains(where: { ($0.point - point).length < near }) { return }
      found.append(settled)
    }
    for row in 0..<guessesPerSide {
      for column in 0..<guessesPerSide {
        let fraction = (Vector(Double(column), Double(row)) + 0.47) / Double(guessesPerSide)
        guard let point = newton(from: view.point(atFraction: fraction), on: landscape, steps: 25),
          view.contains(point)
        else { continue }
        take(point)
        if settled(point, on: landscape) == nil { unsettled.append(point) }
      }
    }
    // Along a bent valley Newton's steps are short: the lowest few that are still on their way go on.
    let lowest = unsettled.map { (point: $0, value: landscape.value(at: $0)) }
      .filter(\.value.isFinite).sorted { $0.value < $1.value }
    for (guess, _) in lowest.prefix(3) {
      guard let point = newton(from: guess, on: landscape, steps: 300), view.contains(point) else {
        continue
      }
      take(point)
    }
    return found
  }

  /// What a place is; nil where it is none, or too flat to tell.
  private static func settled(_ point: Point, on landscape: some Landscape) -> StationaryPoint? {
    let slope = landscape.sample(at: point).gradient.length
    let hessian = landscape.hessian(at: point)
    let (largest, smallest) = hessian.eigenvalues
    let curvature = max(abs(largest), abs(smallest))
    guard min(abs(largest), abs(smallest)) > 1e-9 * curvature, slope <= 1e-7 * curvature else {
      return nil
    }
    return StationaryPoint(point: point, kind: kind(of: hessian))
  }
}
