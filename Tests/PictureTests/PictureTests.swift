import Anatomy
import Drawing
import Foundation
import Landscapes
import Lectures
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct PictureTests {
  @Test(arguments: Staging.allCases)
  func `every kind of picture is as it was accepted`(staging: Staging) throws {
    if staging.isInWordsAlone {
      for (columns, rows) in staging.sizes {
        let text = try staging.scene(columns: columns, rows: rows, glyphs: .text).grid().text
        try Golden.expect(text, named: "\(staging.rawValue)-\(columns)x\(rows)")
      }
      return
    }
    for (columns, rows) in staging.sizes {
      for (name, glyphs) in [("unicode", Glyphs.unicode), ("ascii", .ascii)] {
        let grid = try staging.scene(columns: columns, rows: rows, glyphs: glyphs).grid()
        try Golden.expect(
          grid.golden, named: "\(staging.rawValue)-\(columns)x\(rows)-\(name)")
      }
    }
  }

  @Test func `every card and every step of its rule is worded as it was accepted`() throws {
    var lines: [String] = []
    let surface = try #require(Shipped.named("ravine-d2l"))
    let landscape = try surface.landscape()
    for rule in Catalog.rules {
      let card = rule.card
      lines += [card.title, card.summary] + rule.equationLines.map { "  " + $0 }
      lines += card.conventions.map { "  - " + $0 }
      let race = Race(surface: surface, racers: [Racer(rule: rule)], steps: 3)
      let run = race.record(0, on: landscape)
      let detail = try #require(race.detail(0, at: 2, of: run, on: landscape))
      lines += detail.terms.map { "  \($0.name): \($0.equation)" } + [""]
    }
    try Golden.expect(lines.joined(separator: "\n"), named: "cards")
  }

  @Test func `the equations of a card are those of the steps`() throws {
    let surface = try #require(Shipped.named("ravine-d2l"))
    let landscape = try surface.landscape()
    for rule in Catalog.rules {
      let race = Race(surface: surface, racers: [Racer(rule: rule)], steps: 3)
      let run = race.record(0, on: landscape)
      let detail = try #require(race.detail(0, at: 2, of: run, on: landscape))
      let steps = Set(detail.terms.map(\.equation))
      // Where something starts is on the card alone.
      for equation in rule.equationLines where !equation.contains("₀ =") {
        #expect(steps.contains(equation), "\(rule.card.name)")
      }
    }
  }

  /// A question mark stands for what has no spelling: there must be none beside those that are meant.
  @Test(arguments: Staging.allCases)
  func `all that a screen shows has a spelling in ASCII`(staging: Staging) throws {
    func marks(_ glyphs: Glyphs) throws -> Int {
      try staging.scene(columns: 168, rows: 48, glyphs: glyphs).grid().text
        .filter { $0 == "?" }.count
    }
    #expect(try marks(.ascii) == marks(.unicode))
  }

  @Test func `every card, lecture and story has a spelling in ASCII`() throws {
    let cards = Catalog.rules.flatMap { rule in
      let card = rule.card
      return [card.title, card.summary, card.source, rule.equations] + card.conventions
    }
    let stories = Shipped.all.flatMap { [$0.name, $0.story] }
    let lectures = ShippedLectures.stems.compactMap { ShippedLectures.text(named: $0) }
    for text in cards + stories + lectures {
      let spelled = Transliteration.ascii(text)
      #expect(
        spelled.filter { $0 == "?" }.count == text.filter { $0 == "?" }.count, "\(spelled)")
    }
  }

  @Test(arguments: [Staging.map, .arrows, .signedChart, .left, .fork, .relief, .basins])
  func `every kind of SVG is as it was accepted`(staging: Staging) throws {
    // A relief is a mesh: a small one has the same parts.
    let (columns, rows) = staging == .relief ? (54, 18) : (80, 24)
    let scene = try staging.scene(columns: columns, rows: rows, glyphs: .unicode)
    let text = scene.svg(theme: .night, title: staging.rawValue).text
    try Golden.expect(rounded(text), named: "\(staging.rawValue)-svg")
  }

  /// A document with its coordinates as whole numbers, so that no last digit decides.
  private func rounded(_ text: String) -> String {
    var result = ""
    var number = ""
    func flush() {
      if let value = Double(number), number.contains(".") {
        result += String(Int(value.rounded()))
      } else {
        result += number
      }
      number = ""
    }
    for character in text {
      if character.isASCII, character.isNumber || character == "." || character == "-" {
        number.append(character)
      } else {
        if !number.isEmpty { flush() }
        result.append(character)
      }
    }
    flush()
    return result
  }

  @Test func `every ink has the colours that were accepted, on every kind of terminal`() throws {
    var lines: [String] = []
    let trails = (UInt8(0)..<8).flatMap { index in
      (UInt8(0)..<4).map { Ink.trail(index, age: $0) }
    }
    let bands = Band.allCases.map(Ground.init).flatMap { [Ink.terrain($0), .contour($0)] }
    let reliefs = Band.allCases.flatMap { band in
      [-0.9, -0.3, 0, 0.8].map { light in
        Ink.relief(Ground(height: band.share * 0.99, light: light))
      }
    }
    let plain: [Ink] = [
      .background, .bar, .focusBar, .text, .strong, .dim, .faint, .warning, .mark, .ruling,
    ]
    let arrows = StepPart.allCases.map { Ink.arrow($0) }
    let ghosts = (UInt8(0)..<8).map { Ink.ghost($0) }
    let heats =
      [Heat.unreached, .left, .diverged, .waiting].map { Ink.heat($0) }
      + stride(from: 0, to: Heat.levels, by: 3).map { Ink.heat(.level(UInt8($0))) }
      + (UInt8(0)..<8).map { Ink.heat(.place($0, shade: 1)) }
    for theme in Theme.all {
      for ink in plain + arrows + ghosts + trails + bands + reliefs + heats {
        let cell = Cell("x", ink, on: .terrain(Ground(Band(5))))
        var fields = [ink.golden]
        let full = theme.colors(of: cell)
        fields.append("\(full.ink.hex) \(full.paper.hex)")
        for depth in [ColorDepth.indexed, .sixteen, .eight, .none] {
          var palette = Palette(theme: theme, depth: depth)
          let colors = palette.colors(of: cell)
          fields.append("\(colors.ink) \(colors.paper)\(colors.reverse ? " reversed" : "")")
        }
        lines.append(theme.name + "\t" + fields.joined(separator: "\t"))
      }
    }
    try Golden.expect(lines.joined(separator: "\n") + "\n", named: "colours")
  }
}
