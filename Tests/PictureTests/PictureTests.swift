import Drawing
import Foundation
import Testing

@testable import Interface

@Suite struct PictureTests {
  @Test(arguments: Staging.allCases)
  func `every kind of picture is as it was accepted`(staging: Staging) throws {
    for (columns, rows) in staging.sizes {
      for (name, glyphs) in [("unicode", Glyphs.unicode), ("ascii", .ascii)] {
        let grid = try staging.scene(columns: columns, rows: rows, glyphs: glyphs).grid()
        try Golden.expect(
          grid.golden, named: "\(staging.rawValue)-\(columns)x\(rows)-\(name)")
      }
    }
  }

  @Test(arguments: [Staging.map, .arrows, .signedChart, .left, .fork, .relief])
  func `every kind of SVG is as it was accepted`(staging: Staging) throws {
    let scene = try staging.scene(columns: 80, rows: 24, glyphs: .unicode)
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
    let bands = Band.allCases.flatMap { [Ink.terrain($0), .contour($0)] }
    let reliefs = Band.allCases.flatMap { band in
      (UInt8(0)...3).map { Ink.relief(band, shade: $0) }
    }
    let plain: [Ink] = [
      .background, .bar, .focusBar, .text, .strong, .dim, .faint, .warning, .mark,
    ]
    let arrows = Ink.Arrow.allCases.map { Ink.arrow($0) }
    let ghosts = (UInt8(0)..<8).map { Ink.ghost($0) }
    for theme in Theme.all {
      for ink in plain + arrows + ghosts + trails + bands + reliefs {
        let cell = Cell("x", ink, on: .terrain(Band(5)))
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
