import Testing

@testable import Drawing

@Suite struct GridTests {
  @Test func `Braille has its own character for each of 256 patterns`() {
    var seen: Set<Unicode.Scalar> = []
    for mask in UInt8.min...UInt8.max { seen.insert(Glyphs.unicode.dots(mask)) }
    #expect(seen.count == 256)
    #expect(Glyphs.unicode.dots(0b0000_0001) == "⠁")
    #expect(Glyphs.unicode.dots(0b0000_0010) == "⠈")
    #expect(Glyphs.unicode.dots(0b1000_0000) == "⢀")
    #expect(Glyphs.unicode.dots(0b1111_1111) == "⣿")
  }

  @Test func `a line is a picture of dots`() {
    var canvas = DotCanvas(columns: 6, rows: 2)
    canvas.line(from: SIMD2(0.5, 0.5), to: SIMD2(11.5, 7.5), .text)
    var grid = Grid(columns: 6, rows: 2)
    for row in 0..<2 {
      for column in 0..<6 {
        grid[column, row] = Cell(
          Glyphs.unicode.dots(canvas.masks[row * 6 + column]), .text, on: .background)
      }
    }
    #expect(grid.text == "⠑⠢⣀\n   ⠉⠢⢄")
  }

  @Test func `a line has no gaps, whatever its direction`() {
    for (x, y) in [(0.0, 0.0), (19.5, 0.5), (19.5, 39.5), (0.5, 39.5), (10, 20), (3.3, 38.9)] {
      var canvas = DotCanvas(columns: 10, rows: 10)
      canvas.line(from: SIMD2(7.5, 11.5), to: SIMD2(x, y), .text)
      let dots = canvas.masks.reduce(0) { $0 + $1.nonzeroBitCount }
      let expected = max(abs(x - 7.5), abs(y - 11.5))
      #expect(Double(dots) >= expected.rounded(.down))
    }
  }

  @Test func `lines that run to infinity are clipped or left out`() {
    var canvas = DotCanvas(columns: 4, rows: 4)
    canvas.line(from: SIMD2(1, 1), to: SIMD2(.nan, 3), .text)
    canvas.line(from: SIMD2(1, 1), to: SIMD2(.infinity, 3), .text)
    #expect(canvas.masks.allSatisfy { $0 == 0 })
    canvas.line(from: SIMD2(-1e300, 1.5), to: SIMD2(1e300, 1.5), .text)
    #expect(canvas.masks[0...3].allSatisfy { $0 != 0 })
  }

  @Test func `text never brings control characters or wide characters to the grid`() {
    var grid = Grid(columns: 12, rows: 1)
    grid.write("a\u{1B}[2Jb\u{7}漢c\u{301}\u{202E}d😀", at: CellPoint(0, 0), .text)
    #expect(grid.text == "a[2Jbcd")
  }

  @Test func `writing outside changes nothing`() {
    var grid = Grid(columns: 3, rows: 1)
    grid.write("abcdef", at: CellPoint(1, 0), .text)
    grid.write("x", at: CellPoint(0, 5), .text)
    grid[-1, 0] = Cell("z", .text, on: .bar)
    #expect(grid.text == " ab")
  }

  @Test func `a text that does not fit ends in an ellipsis`() {
    #expect(GlyphWidth.fitted("momentum", to: 5) == "mome…")
    #expect(GlyphWidth.fitted("momentum", to: 8) == "momentum")
    // A hat has a cell of its own where its letter has no character with it.
    #expect(GlyphWidth.fitted("v\u{302} = s\u{302}", to: 6) == "vˆ = ŝ")
    #expect(GlyphWidth.cells("v\u{302} = s\u{302}") == 6 && GlyphWidth.cells("g\u{304}") == 1)
  }
}
