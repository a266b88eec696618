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

  /// How many they are, in words.
  public var words: String {
    switch self {
    case .full: return "true colour"
    case .indexed: return "256 colours"
    case .sixteen: return "16 colours"
    case .eight: return "8 colours"
    case .none: return "no colours"
    }
  }
}

/// The colours of one cell as the terminal counts them: 0xRRGGBB where it has any colour, else numbers
/// of the xterm palette; −1 is the terminal's own colour.
public struct CellColors: Hashable, Sendable {
  /// The glyph's colour.
  public var ink: Int
  /// The colour behind it.
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
  private var known: [Pair: CellColors] = [:]
  /// The numbers of the xterm palette that stand out from what lies beneath a path.
  private let legible: [Int]

  private struct Pair: Hashable {
    var ink: Ink
    var paper: Ink
  }

  /// Prepares a theme for a terminal.
  public init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
    let halo = Palette.color(theme.indexedHalo)
    legible = (16...255).filter {
      Palette.color($0).contrast(with: halo) >= Theme.leastContrast
    }
  }

  /// The colours of a cell.
  public mutating func colors(of cell: Cell) -> CellColors {
    let pair = Pair(ink: cell.ink, paper: cell.paper)
    if let found = known[pair] { return found }
    if known.count > 30_000 { known = [:] }
    let colors: CellColors
    switch depth {
    case .full: colors = direct(cell)
    case .indexed: colors = indexed(cell)
    case .sixteen: colors = few(cell, bright: 8)
    case .eight: colors = few(cell, bright: 0)
    case .none: colors = CellColors(ink: -1, paper: -1, reverse: Palette.isReversed(cell.paper))
    }
    known[pair] = colors
    return colors
  }

  private func direct(_ cell: Cell) -> CellColors {
    let (ink, paper) = theme.colors(of: cell)
    return CellColors(ink: ink.number, paper: paper.number, reverse: false)
  }

  /// Beneath a path that would drown there is no terrain.
  private func indexed(_ cell: Cell) -> CellColors {
    let ink = index(of: cell.ink)
    var paper = index(of: cell.paper)
    if cell.ink.standsOut {
      let contrast = Palette.color(ink).contrast(with: Palette.color(paper))
      if contrast < Theme.leastContrast { paper = theme.indexedHalo }
    }
    return CellColors(ink: ink, paper: paper, reverse: false)
  }

  private func index(of ink: Ink) -> Int {
    switch ink {
    case .terrain(let ground):
      return theme.indexedTerrain[ground.index(among: theme.indexedTerrain.count)]
    case .relief(let ground), .reliefLine(let ground):
      let isLine = ink == .reliefLine(ground)
      let shade =
        ground.brightness > 0.2
        ? 0 : ground.brightness > -0.15 ? 1 : ground.brightness > -0.5 ? 2 : 3
      return theme.indexedRelief[min(shade + (isLine ? 1 : 0), 3)][ground.band.index]
    case .heat(let heat):
      return theme.indexedHeats.index(of: heat) ?? index(of: .background)
    case .contour(let ground): return theme.indexedContours[ground.band.index]
    // With so few colours the parts of a path would be other paths, were they darker.
    case .trail(let number, _):
      return theme.indexedTrails[Int(number) % theme.indexedTrails.count]
    default:
      let color = theme.color(of: ink)
      return ink.standsOut ? Palette.nearest(color, among: legible) : Palette.nearest(color)
    }
  }

  /// Sixteen and eight colours: the terrain is black and blue, the trails take the bright colours.
  private func few(_ cell: Cell, bright: Int) -> CellColors {
    func ink(_ ink: Ink) -> Int {
      switch ink {
      case .background: return 0
      case .bar, .focusBar: return 4
      case .text, .dim: return 7
      case .strong, .mark, .ruling: return 7 + bright
      case .faint: return bright > 0 ? 8 : 7
      case .warning: return 1 + bright
      case .terrain(let ground): return bright == 0 || ground.band.share < 0.5 ? 0 : 4
      case .relief(let ground): return ground.band.share < 0.5 || ground.brightness < -0.5 ? 0 : 4
      case .reliefLine: return bright == 0 ? 4 : 6
      case .contour: return bright == 0 ? 4 : 6
      case .arrow(let arrow): return [1, 4, 1, 6, 7, 6, 7, 4][Int(arrow.rawValue)] + bright
      case .ghost: return bright > 0 ? 8 : 7
      case .trail(let index, _): return [3, 2, 5, 6, 1, 7, 3, 2][Int(index) % 8] + bright
      case .heat(let heat): return Palette.few(heat, bright: bright)
      }
    }
    return CellColors(ink: ink(cell.ink), paper: ink(cell.paper), reverse: false)
  }

  /// The tiles of a heat map in few colours: white and yellow are best, blue is worst.
  private static func few(_ heat: Heat, bright: Int) -> Int {
    switch heat {
    case .level(let level):
      let ramp = bright > 0 ? [15, 11, 3, 9, 1, 5] : [7, 3, 3, 1, 1, 5]
      return ramp[Int(level) * ramp.count / Heat.levels]
    case .place(let index, _): return [4, 3, 2, 5, 1, 6, 4, 3][Int(index) % 8]
    case .diverged: return bright > 0 ? 8 : 6
    case .left: return 4
    case .unreached, .waiting: return 0
    }
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
