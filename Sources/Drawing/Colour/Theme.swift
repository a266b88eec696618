import Anatomy
import SystemLibrary

/// A colour of light: red, green and blue.
public struct RGB: Hashable, Sendable {
  /// Red, 0 to 255.
  public var red: Double
  /// Green, 0 to 255.
  public var green: Double
  /// Blue, 0 to 255.
  public var blue: Double

  /// Creates a colour.
  public init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(hex: UInt32) {
    self.init(Double(hex >> 16 & 255), Double(hex >> 8 & 255), Double(hex & 255))
  }

  /// The colour between this one and another.
  public func mixed(with other: RGB, _ share: Double) -> RGB {
    RGB(
      red + (other.red - red) * share, green + (other.green - green) * share,
      blue + (other.blue - blue) * share)
  }

  /// The relative luminance of WCAG 2, 0 for black to 1 for white.
  public var luminance: Double {
    func linear(_ channel: Double) -> Double {
      let share = channel / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The colour under more light (to 1) or less (to −1).
  func lit(_ brightness: Double) -> RGB {
    func channel(_ value: Double) -> Double {
      brightness < 0
        ? value * (1 + brightness) : min(255, value * (1 + brightness) + 12 * brightness)
    }
    return RGB(channel(red), channel(green), channel(blue))
  }

  /// The contrast ratio of WCAG 2, 1 for equal to 21 for black on white.
  public func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The colour as one number, 0xRRGGBB.
  ///
  /// Numbers below 8 name the colours of ANSI on terminals of any colour: so dark a blue is black.
  public var number: Int {
    func channel(_ value: Double) -> Int { Int(min(max(value.rounded(), 0), 255)) }
    let number = channel(red) << 16 | channel(green) << 8 | channel(blue)
    return number < 8 ? 0 : number
  }

  /// The colour as SVG writes it.
  public var hex: String {
    func pair(_ channel: Double) -> String {
      let value = Int(min(max(channel.rounded(), 0), 255))
      return String(value + 256, radix: 16).suffix(2).description
    }
    return "#" + pair(red) + pair(green) + pair(blue)
  }
}

/// What inks look like; a theme is data.
public struct Theme: Sendable, Equatable {
  /// The name for command lines and the configuration.
  public var name: String
  /// Terrain colours from the lowest to the highest band; those between are mixed.
  public var terrain: [RGB]
  /// Xterm colours of heights, lowest first, so near to each other that a pattern of two neighbours
  /// stands for those between; what is nearest would be a patchwork, since that palette has few dark
  /// colours.
  public var indexedTerrain: [Int]
  /// The xterm colour beneath a path that would drown in the terrain.
  public var indexedHalo: Int
  /// The xterm colours of a relief: for each shade, from the lit side to the dark, those of the bands.
  public var indexedRelief: [[Int]]
  /// The xterm colours of the contour lines.
  public var indexedContours: [Int]
  /// Colours of optimizers.
  public var trails: [RGB]
  /// The xterm colours of optimizers: what is nearest would make some of them alike.
  public var indexedTrails: [Int]
  /// The background of everything.
  public var background: RGB
  /// The bars.
  public var bar: RGB
  /// The bar of the panel in focus.
  public var focusBar: RGB
  /// Text to be read.
  public var text: RGB
  /// Names and keys.
  public var strong: RGB
  /// Text beside what matters.
  public var dim: RGB
  /// Rules and axes.
  public var faint: RGB
  /// Something that went wrong.
  public var warning: RGB
  /// The parts of a step, in the order of `StepPart`.
  public var arrows: [RGB]
  /// Colours of a heat map from the best value to the worst, evenly in brightness.
  public var heats: [RGB]
  /// Tiles of a heat map without a value: not reached, outside, not finite.
  public var tones: [RGB]
  /// Colours of the places at which races end.
  public var places: [RGB]
  /// The xterm colours of a heat map: what is nearest would make some tiles alike.
  public var indexedHeats: IndexedHeats
  /// Start and minima.
  public var mark: RGB
  /// What contour lines are drawn with, thinly.
  public var line: RGB
  /// What an old trail fades towards.
  public var haze: RGB
  /// How far the oldest part of a trail fades.
  public var fade: Double
  /// How strongly light and shade tell the slopes of the terrain, 0 to 1.
  public var sheen: Double

  /// Against the terrain beneath, a trail has at least this contrast.
  public static let leastContrast = 4.5

  /// The colour of an ink, without regard to what lies beneath.
  public func color(of ink: Ink) -> RGB {
    switch ink {
    case .background: return background
    case .bar: return bar
    case .focusBar: return focusBar
    case .text: return text
    case .strong: return strong
    case .dim: return dim
    case .faint: return faint
    case .warning: return warning
    case .mark: return mark
    case .ruling: return text
    case .heat(let heat): return color(of: heat)
    case .terrain(let ground): return terrain(ground)
    case .contour(let ground): return terrain(ground).mixed(with: line, 0.26)
    case .relief(let ground): return relief(ground)
    case .reliefLine(let ground): return relief(ground).mixed(with: line, 0.16)
    case .arrow(let arrow): return arrows[Int(arrow.rawValue) % arrows.count]
    case .ghost(let index):
      return trails[Int(index) % trails.count].mixed(with: height(0.6), 0.55)
    case .trail(let index, let age):
      let share = fade * Double(age) / Double(Ink.ages - 1)
      return trails[Int(index) % trails.count].mixed(with: haze, share)
    }
  }

  /// Ground seen from above: the height decides, light gives depth, and a path beside it dims it.
  private func terrain(_ ground: Ground) -> RGB {
    let lit = height(ground.share).lit(ground.brightness * sheen)
    return lit.mixed(with: shadow, [0, 0.12, 0.32][Int(min(ground.shade, 2))])
  }

  /// Ground seen from the side carries few words, so it may be brighter than a map's terrain.
  private func relief(_ ground: Ground) -> RGB {
    // On pale ground there is no room above it: there shade alone gives form.
    let light = ground.brightness * 0.6
    let isPale = shadow.luminance > 0.5
    return height(ground.share).mixed(with: dim, isPale ? 0.35 : 0.25)
      .lit(isPale ? min(light, 0.1) * 0.8 : light)
  }

  /// The other end of brightness than that of the paths.
  private var shadow: RGB {
    trails[0].luminance > 0.18 ? RGB(0, 0, 0) : RGB(255, 255, 255)
  }

  /// The terrain colour at a height between 0 and 1.
  func height(_ share: Double) -> RGB { Theme.between(terrain, share) }

  /// The two colours of a cell: beneath a trail the terrain is moved away from the trail's own
  /// brightness until the contrast suffices.
  public func colors(of cell: Cell) -> (ink: RGB, paper: RGB) {
    let ink = color(of: cell.ink)
    var paper = color(of: cell.paper)
    guard cell.ink.standsOut else { return (ink, paper) }
    let away = shadow
    var steps = 0
    while ink.contrast(with: paper) < Theme.leastContrast, steps < 60 {
      paper = paper.mixed(with: away, 0.05)
      steps += 1
    }
    return (ink, paper)
  }

  /// The theme with this name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
