import Anatomy

/// The path of one optimizer on a map.
public struct TrailPicture: Sendable, Equatable {
  /// The points in the coordinates of the surface, in order; the last may lie within a step.
  public var points: [SIMD2<Double>]
  /// Which of the colours and heads.
  public var index: Int
  /// Whether the path ended because it was not finite any more.
  public var diverged: Bool
  /// What a path is beside the one that is watched.
  public enum Kind: Sendable, Equatable {
    /// The path that is watched.
    case path
    /// The path that is watched, where others matter more.
    case faded
    /// The path of the race that this one forked from, from where both part.
    case branch
    /// The path as it was before the last change.
    case ghost
    /// Places that many paths have come to, which belong to no line.
    case swarm
    /// Places that many paths have come through.
    case trace
    /// Where single rows of data would lead, from one place.
    case cloud
    /// How far these differ.
    case spread

    /// Whether it is a path of its own, with a head.
    var isPath: Bool { self == .path || self == .faded || self == .branch }
  }

  /// What it is.
  public var kind = Kind.path
  /// Words beside the end of the path; none where it needs none.
  public var endLabel: String?
  /// From where the lines of a cloud go.
  public var origin: SIMD2<Double>?

  /// The last point that is one.
  var head: SIMD2<Double>? { points.last { $0.x.isFinite && $0.y.isFinite } }

  /// Creates a path.
  public init(points: [SIMD2<Double>], index: Int, diverged: Bool = false) {
    self.points = points
    self.index = index
    self.diverged = diverged
  }
}

/// A place that is marked on a map.
public struct MapMark: Sendable, Equatable {
  /// What is marked.
  public enum Kind: Sendable, Equatable {
    /// Where all paths start.
    case start
    /// A known minimum.
    case minimum
    /// A place where the slope vanishes and the surface falls both ways along a line.
    case saddle
    /// A place where the slope vanishes and the surface falls every way.
    case maximum
  }

  /// Where, in the coordinates of the surface.
  public var point: SIMD2<Double>
  /// What.
  public var kind: Kind

  /// Creates a mark.
  public init(_ kind: Kind, at point: SIMD2<Double>) {
    self.kind = kind
    self.point = point
  }
}

/// An arrow on a map: a part of the anatomy of a step.
public struct ArrowPicture: Sendable, Equatable {
  /// Where it begins, in the coordinates of the surface.
  public var from: SIMD2<Double>
  /// Where it ends.
  public var to: SIMD2<Double>
  /// What it is.
  public var part: StepPart

  /// Creates an arrow.
  public init(from: SIMD2<Double>, to: SIMD2<Double>, part: StepPart) {
    self.from = from
    self.to = to
    self.part = part
  }
}

/// A contour map with paths on it, as data.
public struct MapPicture: Sendable, Equatable {
  /// The lower left corner of the part of the plane that is shown.
  public var low: SIMD2<Double>
  /// The upper right corner.
  public var high: SIMD2<Double>
  /// The surface beneath; its size in cells is the size of the map.
  public var terrain: Terrain
  /// The paths, the first beneath.
  public var trails: [TrailPicture]
  /// Start and minima.
  public var marks: [MapMark]
  /// The anatomy of a step, the first arrow beneath.
  public var arrows: [ArrowPicture] = []
  /// Whether the axes carry numbers.
  public var showsTicks: Bool
  /// Whether it is a magnified piece of another map.
  public var isInset = false
  /// The part of the map that an inset magnifies.
  public var lens: Lens?

  /// The cells of the map under an inset, counted from its upper left corner.
  public var covered: CellRect?

  /// A part of a map.
  public struct Lens: Sendable, Equatable {
    /// Its lower left corner, in the coordinates of the surface.
    public var low: SIMD2<Double>
    /// Its upper right corner.
    public var high: SIMD2<Double>

    /// Creates a part of a map.
    public init(low: SIMD2<Double>, high: SIMD2<Double>) {
      self.low = low
      self.high = high
    }
  }

  /// Creates a map.
  public init(
    low: SIMD2<Double>, high: SIMD2<Double>, terrain: Terrain, trails: [TrailPicture] = [],
    marks: [MapMark] = [], showsTicks: Bool = false
  ) {
    self.low = low
    self.high = high
    self.terrain = terrain
    self.trails = trails
    self.marks = marks
    self.showsTicks = showsTicks
  }

  /// A place of the surface as fractions of the map from its upper left corner.
  func fraction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let size = high - low
    return SIMD2((point.x - low.x) / size.x, (high.y - point.y) / size.y)
  }

  /// The age of a part of a path: the newest fifth is the brightest.
  static func age(of index: Int, in count: Int) -> UInt8 {
    guard count > 1 else { return 0 }
    let share = Double(count - 1 - index) / Double(count - 1)
    return UInt8(min(Double(Ink.ages - 1), share * 1.25 * Double(Ink.ages)))
  }

  /// Where a path that ends outside crossed the border last, and in which direction.
  ///
  /// As fractions of the map; nil for a path that ends inside or never was. Nothing leaves an inset.
  func exit(of trail: TrailPicture) -> (place: SIMD2<Double>, direction: SIMD2<Double>)? {
    let points = trail.points.filter { $0.x.isFinite && $0.y.isFinite }.map(fraction)
    guard !isInset, let end = points.last else { return nil }
    func isInside(_ place: SIMD2<Double>) -> Bool {
      (0..<1).contains(place.x) && (0..<1).contains(place.y)
    }
    guard !isInside(end) else { return nil }
    var place = end
    if let inside = points.lastIndex(where: isInside), inside + 1 < points.count,
      let piece = Clipping.segment(
        points[inside], points[inside + 1], low: SIMD2(0, 0), high: SIMD2(1, 1))
    {
      place = piece.1
    }
    let border = SIMD2(min(max(place.x, 0), 0.9999), min(max(place.y, 0), 0.9999))
    var direction = SIMD2(0.0, 0.0)
    if place.x >= 1 { direction.x = 1 } else if place.x <= 0 { direction.x = -1 }
    if place.y >= 1 { direction.y = -1 } else if place.y <= 0 { direction.y = 1 }
    if direction == SIMD2(0, 0) { direction = SIMD2(end.x - border.x, border.y - end.y) }
    return (border, direction)
  }
}
