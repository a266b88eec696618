import Anatomy
import Foundation
import Testing

@testable import Drawing

/// What the eye can tell apart, for every theme and for every kind of eye.
@Suite struct ColorTests {
  /// Three of the pairs that Sharma, Wu and Dalal publish with their differences.
  @Test func `the distance of colours is the published one`() {
    let pairs: [(SIMD3<Double>, SIMD3<Double>, Double)] = [
      ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425),
      ([50, 2.5, 0], [61, -5, 29], 22.8977),
      ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
    ]
    for (a, b, difference) in pairs {
      #expect(abs(ColorVision.ciede2000(a, b) - difference) < 1e-4)
    }
  }

  private func colors(of theme: Theme, at depth: ColorDepth) -> [RGB] {
    var palette = Palette(theme: theme, depth: depth)
    return (0..<UInt8(Ink.trails)).map { index in
      let ink = Ink.trail(index, age: 0)
      guard depth == .indexed else { return theme.color(of: ink) }
      return Palette.color(palette.colors(of: Cell("x", ink, on: .background)).ink)
    }
  }

  @Test(arguments: Theme.all.map(\.name), [ColorDepth.full, .indexed])
  func `any two racers look different to every eye`(name: String, depth: ColorDepth) throws {
    let colors = colors(of: try #require(Theme.named(name)), at: depth)
    for vision in ColorVision.allCases {
      for first in 0..<colors.count {
        for second in 0..<first {
          let difference = vision.difference(colors[first], colors[second])
          #expect(difference >= 12, "\(vision): \(second) and \(first) differ by \(difference)")
        }
      }
    }
  }

  @Test(arguments: Theme.all.map(\.name))
  func `the first three racers tell apart at every age`(name: String) throws {
    let theme = try #require(Theme.named(name))
    let ages = 0..<UInt8(Ink.ages)
    for (first, second) in [(0, 1), (0, 2), (1, 2)] as [(UInt8, UInt8)] {
      for age in ages {
        for other in ages {
          let difference = ColorVision.usual.difference(
            theme.color(of: .trail(first, age: age)), theme.color(of: .trail(second, age: other)))
          #expect(difference >= 12, "\(first)/\(age) and \(second)/\(other): \(difference)")
        }
      }
    }
  }

  /// Age shows in lightness: the hue of a racer is its name.
  @Test(arguments: Theme.all.map(\.name))
  func `a path keeps its hue as it grows old`(name: String) throws {
    let theme = try #require(Theme.named(name))
    for index in 0..<UInt8(Ink.trails) {
      let new = ColorVision.usual.lab(theme.color(of: .trail(index, age: 0)))
      let old = ColorVision.usual.lab(theme.color(of: .trail(index, age: UInt8(Ink.ages - 1))))
      #expect(abs(old.x - new.x) > 4, "trail \(index) shows its age")
      guard hypot(new.y, new.z) > 12 else { continue }
      let turn = atan2(new.z, new.y) - atan2(old.z, old.y)
      #expect(abs(sin(turn / 2)) < 0.12, "trail \(index) turns by \(turn)")
    }
  }

  @Test(arguments: Theme.all.map(\.name))
  func `parts of a step are not taken for racers`(name: String) throws {
    let theme = try #require(Theme.named(name))
    for part in StepPart.allCases {
      for index in 0..<UInt8(Ink.trails) {
        let difference = ColorVision.usual.difference(
          theme.color(of: .arrow(part)), theme.color(of: .trail(index, age: 0)))
        #expect(difference >= 10, "\(part) and racer \(index): \(difference)")
      }
    }
  }

  @Test(arguments: Theme.all.map(\.name))
  func `heights are told by brightness all the way`(name: String) throws {
    let theme = try #require(Theme.named(name))
    let values = (0..<250).map {
      theme.color(of: .terrain(Ground(height: (Double($0) + 0.5) / 250))).luminance
    }
    let isRising = (values.last ?? 0) > values[0]
    for (low, high) in zip(values, values.dropFirst()) {
      #expect(isRising ? high >= low : high <= low)
      #expect(abs(high - low) < 0.03, "no step that the eye takes for a line")
    }
    // Light tells slopes, but does not turn the order of heights about.
    let level = theme.color(of: .terrain(Ground(height: 0.5))).luminance
    let lit = theme.color(of: .terrain(Ground(height: 0.5, light: 0.9))).luminance
    let dark = theme.color(of: .terrain(Ground(height: 0.5, light: -0.9))).luminance
    #expect(dark < level && level <= lit)
  }

  @Test(arguments: Theme.all.map(\.name))
  func `with 256 colours neighbours of the ramp are near, and patterns are even`(name: String)
    throws
  {
    let theme = try #require(Theme.named(name))
    for (a, b) in zip(theme.indexedTerrain, theme.indexedTerrain.dropFirst()) {
      let step = ColorVision.usual.difference(Palette.color(a), Palette.color(b))
      #expect(step < 8, "\(a) to \(b): \(step)")
    }
    // Half way between two colours half of the pixels have either.
    let count = theme.indexedTerrain.count
    let between = 1.5 / Double(count - 1)
    let indices = (0..<16).map {
      Ground(height: between).dithered($0 % 4, $0 / 4).index(among: count)
    }
    #expect(indices.filter { $0 == 1 }.count == 8 && indices.filter { $0 == 2 }.count == 8)
  }

  /// Arrows, marks and numbers stand on terrain of the theme's own colours, never on a box of another.
  @Test(arguments: Theme.all.map(\.name), [ColorDepth.full, .indexed])
  func `what stands on terrain is read there, and the terrain stays of its theme`(
    name: String, depth: ColorDepth
  ) throws {
    let theme = try #require(Theme.named(name))
    let isPale = theme.background.luminance > 0.5
    let inks = StepPart.allCases.map { Ink.arrow($0) } + [.mark, .ruling]
    var palette = Palette(theme: theme, depth: depth)
    for ink in inks {
      for number in stride(from: 0, to: 250, by: 10) {
        let cell = Cell("x", ink, on: .terrain(Ground(height: Double(number) / 250)))
        let numbers = palette.colors(of: cell)
        let (front, paper) =
          depth == .full
          ? theme.colors(of: cell) : (Palette.color(numbers.ink), Palette.color(numbers.paper))
        #expect(front.contrast(with: paper) >= 4.5, "\(ink) at \(number)")
        #expect(isPale ? paper.luminance > 0.4 : paper.luminance < 0.2, "\(ink) at \(number)")
      }
    }
  }

  @Test func `in true colour a cell has the two colours of its theme`() throws {
    for theme in Theme.all {
      var palette = Palette(theme: theme, depth: .full)
      let cell = Cell("▀", .terrain(Ground(height: 0.2)), on: .terrain(Ground(height: 0.9)))
      let colors = palette.colors(of: cell)
      #expect(colors.ink == theme.color(of: cell.ink).number)
      #expect(colors.paper == theme.color(of: cell.paper).number && colors.ink != colors.paper)
    }
  }

  @Test(arguments: Theme.all.map(\.name))
  func `ground dims towards a path, and contour lines of a relief are seen`(name: String) throws {
    let theme = try #require(Theme.named(name))
    let ground = Ground(height: 0.7)
    let far = theme.color(of: .terrain(ground)).luminance
    let beside = theme.color(of: .terrain(ground.shaded(1))).luminance
    let beneath = theme.color(of: .terrain(ground.shaded(2))).luminance
    let isPale = theme.background.luminance > 0.5
    #expect(isPale ? far < beside && beside < beneath : far > beside && beside > beneath)
    #expect(theme.color(of: .relief(ground)) != theme.color(of: .reliefLine(ground)))
  }

  @Test func `numbers of colours are those of the colours`() {
    #expect(RGB(255, 128, 1).number == 0xFF8001)
    // Below 8 a terminal of any colour takes the number for one of ANSI's.
    #expect(RGB(0, 0, 5).number == 0)
  }
}
