import Anatomy
import Foundation
import Testing

import Foundation
@testable import Drawing

// Swift does not see it: the header shows it to X/Open programs alone.
@_silgen_name("wcwidth") private func wcwidth(_ character: wchar_t) -> Int32

@Suite struct GlyphWidthTests {
  /// All characters, by what the C library says of their width in a locale of UTF-8.
  private func widths() throws -> [(scalar: Unicode.Scalar, width: Int32)] {
    let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    return (UInt32(0x20)...0x10FFFF).compactMap { value in
      Unicode.Scalar(value).map { ($0, wcwidth(wchar_t(value))) }
    }
  }

  @Test func `what stands in a cell is one cell wide to the C library as well`() throws {
    let wrong = try widths().filter { GlyphWidth.isPrintable($0.scalar) && $0.width != 1 }
    let list = wrong.prefix(20).map { String($0.scalar.value, radix: 16) }
    #expect(wrong.isEmpty, "\(wrong.count): \(list)")
  }

  @Test func `what is one cell wide is shown, but for what controls or has no meaning`() throws {
    let kept = try widths().filter { $0.width == 1 && !GlyphWidth.isPrintable($0.scalar) }
      .filter { found in
        switch found.scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
          .spacingMark:
          return false
        default: return true
        }
      }
    let list = kept.prefix(20).map { String($0.scalar.value, radix: 16) }
    #expect(kept.isEmpty, "\(kept.count): \(list)")
  }

  @Test func `every character that the program draws with is one cell wide`() throws {
    let widths = Dictionary(uniqueKeysWithValues: try widths().map { ($0.scalar, $0.width) })
    let glyphs = Glyphs.unicode
    var drawn: [Unicode.Scalar] = [glyphs.diverged]
    for mask in UInt8.min...UInt8.max { drawn.append(glyphs.dots(mask)) }
    for index in 0..<8 {
      drawn += [glyphs.head(index), glyphs.head(index, isBranch: true)]
    }
    for kind in [MapMark.Kind.start, .minimum, .saddle, .maximum] {
      drawn.append(glyphs.mark(kind))
    }
    for angle in 0..<16 {
      let angle = Double(angle) * .pi / 8
      drawn.append(glyphs.arrowhead(SIMD2(cos(angle), sin(angle))))
    }
    drawn += "▀│┤┊━─▁▂▃▄▅▆▇█░▶‖↑↓←→…▏".unicodeScalars
    for scalar in drawn {
      #expect(widths[scalar] == 1 && GlyphWidth.isPrintable(scalar), "\(scalar)")
    }
  }
}
