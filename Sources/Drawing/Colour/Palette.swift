import Anatomy

/// The colours that a terminal has.
public enum ColorDepth: String, Sendable, CaseIterable {
  /// Any colour.
  case full
  /// The 256 colours of xterm.
  case indexed
  /// The 16 colours of ANSI.
  case sixteen
  /// The 8 colours of ANSI.
  case eight
  /// None: bold and reverse tell apart.
  case none
}

/// The colours of one cell as numbers of the xterm palette; −1 is the terminal's own colour.
public struct IndexedColors: Hashable, Sendable {
  /// The number of the glyph's colour.
  public var ink: Int
  /// The number of the colour behind it.
  public var paper: Int
  /// Whether ink and paper change places.
  public var reverse: Bool
}

/// Brings the colours of a theme to those that a terminal has.
public struct Palette: Sendable {
  /// The theme.
  public let theme: Theme
  /// What the terminal has.
  public let depth: ColorDepth
  private var known: [Pair: IndexedColors] = [:]
  /// The numbers of the xterm palette that stand out from the lowest band of the terrain.
  private let legible: [Int]

  private struct Pair: Hashable {
    var ink: Ink
    var paper: Ink
  }

  /// Prepares a theme for a terminal.
  public init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
    let lowest = Palette.color(theme.indexedTerrain[0])
    legible = (16...255).filter {
      Palette.color($0).contrast(with: lowest) >= Theme.leastContrast
    }
  }

  /// The colours of a cell.
  public mutating func colors(of cell: Cell) -> IndexedColors {
    let pair = Pair(ink: cell.ink, paper: cell.paper)
    if let found = known[pair] { return found }
    let colors: IndexedColors
    switch depth {
    case .full, .indexed: colors = indexed(cell)
    case .sixteen: colors = few(cell, bright: 8)
    case .eight: colors = few(cell, bright: 0)
    case .none: colors = IndexedColors(ink: -1, paper: -1, reverse: Palette.isReversed(cell.paper))
    }
    known[pair] = colors
    return colors
  }

  /// Beneath a trail that would drown, the terrain is as dark as its lowest band.
  private func indexed(_ cell: Cell) -> IndexedColors {
    let ink = index(of: cell.ink)
    var paper = index(of: cell.paper)
    if cell.ink.standsOut {
      let contrast = Palette.color(ink).contrast(with: Palette.color(paper))
      if contrast < Theme.leastContrast { paper = theme.indexedTerrain[0] }
    }
    return IndexedColors(ink: ink, paper: paper, reverse: false)
  }

  private func index(of ink: Ink) -> Int {
    switch ink {
    case .terrain(let band): return theme.indexedTerrain[band.index]
    case .relief(let band, let shade):
      return theme.indexedRelief[Int(min(shade, 3))][band.index]
    case .contour(let band): return theme.indexedContours[band.index]
    default:
      let color = theme.color(of: ink)
      return ink.standsOut ? Palette.nearest(color, among: legible) : Palette.nearest(color)
    }
  }

  /// Sixteen and eight colours: the terrain is black and blue, the trails take the bright colours.
  private func few(_ cell: Cell, bright: Int) -> IndexedColors {
    func ink(_ ink: Ink) -> Int {
      switch ink {
      case .background: return 0
      case .bar, .focusBar: return 4
      case .text, .dim: return 7
      case .strong, .mark: return 7 + bright
      case .faint: return bright > 0 ? 8 : 7
      case .warning: return 1 + bright
      case .terrain(let band): return bright == 0 || band.share < 0.5 ? 0 : 4
      case .relief(let band, let shade): return band.share < 0.5 || shade > 2 ? 0 : 4
      case .contour: return bright == 0 ? 4 : 6
      case .arrow(let arrow): return [1, 3, 1, 2, 7, 5, 2, 4][Int(arrow.rawValue)] + bright
      case .ghost: return 7
      case .trail(let index, _): return [3, 2, 5, 6, 1, 7, 3, 2][Int(index) % 8] + bright
      }
    }
    return IndexedColors(ink: ink(cell.ink), paper: ink(cell.paper), reverse: false)
  }

  private static func isReversed(_ paper: Ink) -> Bool { paper == .bar || paper == .focusBar }

  /// The colour of a number of the xterm palette, from 16 on.
  static func color(_ index: Int) -> RGB {
    if index >= 232 {
      let grey = Double(8 + 10 * (index - 232))
      return RGB(grey, grey, grey)
    }
    let levels = [0.0, 95, 135, 175, 215, 255]
    let cube = max(0, index - 16)
    return RGB(levels[cube / 36 % 6], levels[cube / 6 % 6], levels[cube % 6])
  }

  /// The number of the xterm palette whose colour is nearest to the eye.
  static func nearest(_ color: RGB, among candidates: some Sequence<Int> = 16...255) -> Int {
    var best = (index: 16, distance: Double.infinity)
    for index in candidates {
      let other = Palette.color(index)
      // Weighted by how bright each channel looks, a cheap stand-in for a uniform colour space.
      let mean = (color.red + other.red) / 2
      let red = color.red - other.red
      let green = color.green - other.green
      let blue = color.blue - other.blue
      let distance =
        (2 + mean / 256) * red * red + 4 * green * green + (3 - mean / 256) * blue * blue
      if distance < best.distance { best = (index, distance) }
    }
    return best.index
  }
}
