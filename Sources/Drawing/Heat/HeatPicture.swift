/// Values over two axes as coloured tiles, two in a cell, with axes, marks and a legend.
public struct HeatPicture: Sendable, Equatable {
  /// What is known of a tile.
  public enum Tile: Sendable, Equatable, Hashable {
    /// A value, 0 for the best to 1 for the worst.
    case level(Double)
    /// One of several places, and how late it is reached: 0 soon to 1 late.
    case place(Int, late: Double)
    /// No value, since it was not reached.
    case unreached
    /// No value: outside of what is shown.
    case left
    /// No value: not finite.
    case diverged
    /// Not known yet.
    case waiting

    /// Whether its colour is as far from the background as that of words.
    var isStrong: Bool {
      switch self {
      case .level(let share): return share < 0.5
      case .place(_, let late): return late < 0.25
      default: return false
      }
    }

    /// Its colour.
    var heat: Heat {
      switch self {
      case .level(let share):
        return .level(UInt8(wholeNumber(share * Double(Heat.levels), in: 0...Heat.levels - 1)))
      case .place(let index, let late):
        return .place(
          UInt8(wholeNumber(Double(index % 8), in: 0...7)),
          shade: UInt8(wholeNumber(late * Double(Heat.shades), in: 0...Heat.shades - 1)))
      case .unreached: return .unreached
      case .left: return .left
      case .diverged: return .diverged
      case .waiting: return .waiting
      }
    }

    /// Its character where there are no colours: 0 for the best to 9 for the worst, the number of a place, or a sign.
    var sign: Unicode.Scalar {
      switch self {
      case .level(let share):
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(wholeNumber(share * 10, in: 0...9)))
      case .place(let index, _):
        return Unicode.Scalar(UInt8(ascii: "1") + UInt8(wholeNumber(Double(index % 9), in: 0...8)))
      case .unreached: return "."
      case .left: return "-"
      case .diverged: return "!"
      case .waiting: return " "
      }
    }
  }

  /// A sign on the tiles.
  public struct Mark: Sendable, Equatable {
    /// What a sign means.
    public enum Kind: Sendable, Equatable {
      /// What is shown beside.
      case here
      /// The best of all.
      case best
      /// A place of the surface.
      case place(MapMark.Kind)
    }

    /// What it means.
    public var kind: Kind
    /// Where it is, as fractions of the width and, upwards, of the height; outside it stands at the border.
    public var place: SIMD2<Double>

    /// Creates a mark.
    public init(_ kind: Kind, at place: SIMD2<Double>) {
      self.kind = kind
      self.place = place
    }

    /// The sign itself.
    public func glyph(_ glyphs: Glyphs) -> Unicode.Scalar {
      switch kind {
      case .here: return glyphs.isUnicode ? "╋" : "+"
      case .best: return glyphs.isUnicode ? "●" : "*"
      case .place(let kind): return glyphs.mark(kind)
      }
    }
  }

  /// A dotted curve.
  public struct Curve: Sendable, Equatable {
    /// Its places, in the fractions of marks.
    public var places: [SIMD2<Double>]
    /// Whether its dots are far from each other, which tells it from another.
    public var isSparse: Bool

    /// Creates a curve.
    public init(_ places: [SIMD2<Double>], isSparse: Bool = false) {
      self.places = places
      self.isSparse = isSparse
    }
  }

  /// A line of the legend.
  public struct LegendLine: Sendable, Equatable {
    /// What stands before the words.
    public enum Sign: Sendable, Equatable {
      /// Nothing.
      case none
      /// A mark of the map.
      case mark(Mark.Kind)
      /// The dots of a curve.
      case curve(isSparse: Bool)
      /// A tile.
      case tile(Tile)
      /// All colours from the best to the worst, between the two words of the line that a tab parts.
      case ramp
    }

    /// What stands before the words.
    public var sign: Sign
    /// The words.
    public var text: String
    /// Whether they are what is to be read first.
    public var isStrong: Bool

    /// Creates a line.
    public init(_ text: String, _ sign: Sign = .none, isStrong: Bool = false) {
      self.text = text
      self.sign = sign
      self.isStrong = isStrong
    }
  }

  /// The heading.
  public var title: String
  /// How many tiles stand side by side.
  public var columns: Int
  /// The tiles, row by row from the bottom.
  public var tiles: [Tile]
  /// What the horizontal axis is called, and its numbers by their fractions of the width.
  public var across: (title: String, ticks: [Tick])
  /// What the vertical axis is called, and its numbers by their fractions of the height.
  public var up: (title: String, ticks: [Tick])
  /// Signs on the tiles, those that matter last.
  public var marks: [Mark] = []
  /// Dotted curves.
  public var curves: [Curve] = []
  /// What stands beside the tiles, where there is room for it.
  public var legend: [LegendLine] = []

  /// Creates a map without marks.
  public init(
    title: String, columns: Int, tiles: [Tile], across: (title: String, ticks: [Tick]),
    up: (title: String, ticks: [Tick])
  ) {
    self.title = title
    self.columns = max(1, columns)
    self.tiles = tiles
    self.across = across
    self.up = up
  }

  /// Whether both show the same.
  public static func == (a: HeatPicture, b: HeatPicture) -> Bool {
    a.title == b.title && a.columns == b.columns && a.tiles == b.tiles && a.across == b.across
      && a.up == b.up && a.marks == b.marks && a.curves == b.curves && a.legend == b.legend
  }

  /// How many rows of tiles there are.
  var rows: Int { tiles.count / columns }

  /// The width of the numbers at the left.
  static let margin = 6
  /// The width of the legend.
  public static let legendWidth = 20

  /// Where the tiles stand in a rectangle of cells.
  public static func plot(in rect: CellRect) -> CellRect {
    let legend = rect.columns >= 50 ? legendWidth : 0
    return CellRect(
      column: rect.column + margin, row: rect.row + 1,
      columns: rect.columns - margin - 1 - legend, rows: rect.rows - 2)
  }

  /// The tile at a fraction of width and height.
  func tile(at fraction: SIMD2<Double>) -> Tile {
    guard rows > 0 else { return .waiting }
    let column = wholeNumber(fraction.x * Double(columns), in: 0...columns - 1)
    let row = wholeNumber(fraction.y * Double(rows), in: 0...rows - 1)
    return tiles[row * columns + column]
  }
}
