import Anatomy

/// The characters that draw, for a terminal that has them all and for one that has ASCII alone.
public struct Glyphs: Sendable, Equatable {
  /// Whether Braille patterns and half blocks may be used.
  public var isUnicode: Bool

  /// Whether two bands of a cell may be told apart by a half block, which only colour makes readable.
  public var hasHalves: Bool

  /// Creates a set of characters.
  public init(isUnicode: Bool, hasHalves: Bool? = nil) {
    self.isUnicode = isUnicode
    self.hasHalves = hasHalves ?? isUnicode
  }

  /// What plain text without colours can use.
  public static let text = Glyphs(isUnicode: true, hasHalves: false)
  /// Everything that UTF-8 offers.
  public static let unicode = Glyphs(isUnicode: true)
  /// ASCII alone.
  public static let ascii = Glyphs(isUnicode: false)

  /// The head of an optimizer's path, or of the path that it forked from.
  public func head(_ index: Int, isBranch: Bool = false) -> Unicode.Scalar {
    let heads: [Unicode.Scalar]
    switch (isUnicode, isBranch) {
    case (true, false): heads = ["●", "◆", "■", "▲", "▼", "◉", "◈", "★"]
    case (true, true): heads = ["◦", "◇", "□", "△", "▽", "◎", "◊", "☆"]
    case (false, false): heads = ["1", "2", "3", "4", "5", "6", "7", "8"]
    case (false, true): heads = ["a", "b", "c", "d", "e", "f", "g", "h"]
    }
    return heads[index % heads.count]
  }

  /// A place on the map: characters that even old fonts have.
  ///
  /// At a saddle the surface curves up one way and down another: ±.
  public func mark(_ kind: MapMark.Kind) -> Unicode.Scalar {
    switch kind {
    case .start: return isUnicode ? "○" : "o"
    case .minimum: return isUnicode ? "×" : "x"
    case .saddle: return isUnicode ? "±" : "s"
    case .maximum: return isUnicode ? "∩" : "n"
    }
  }

  /// The head of an arrow, in the nearest of eight directions.
  ///
  /// - Parameter direction: y upwards.
  public func arrowhead(_ direction: SIMD2<Double>) -> Unicode.Scalar {
    let steep = abs(direction.y) > 2.4 * abs(direction.x)
    let flat = abs(direction.x) > 2.4 * abs(direction.y)
    switch (flat, steep, direction.x >= 0, direction.y >= 0) {
    case (true, _, true, _): return isUnicode ? "▶" : ">"
    case (true, _, false, _): return isUnicode ? "◀" : "<"
    case (_, true, _, true): return isUnicode ? "▲" : "^"
    case (_, true, _, false): return isUnicode ? "▼" : "v"
    case (_, _, true, true): return isUnicode ? "◥" : "/"
    case (_, _, false, true): return isUnicode ? "◤" : "\\"
    case (_, _, true, false): return isUnicode ? "◢" : "\\"
    case (_, _, false, false): return isUnicode ? "◣" : "/"
    }
  }

  /// The last finite point of a path that diverged.
  public var diverged: Unicode.Scalar { isUnicode ? "✗" : "!" }

  /// An arrow on the border of the map, for a path that left in this direction.
  public func arrow(_ direction: SIMD2<Double>) -> Unicode.Scalar {
    let horizontal = abs(direction.x) >= abs(direction.y)
    switch (horizontal, horizontal ? direction.x >= 0 : direction.y >= 0) {
    case (true, true): return isUnicode ? "→" : ">"
    case (true, false): return isUnicode ? "←" : "<"
    case (false, true): return isUnicode ? "↑" : "^"
    case (false, false): return isUnicode ? "↓" : "v"
    }
  }

  /// A piece of a contour line; in ASCII a path must differ from it.
  ///
  /// Without colours a line of single points cannot be taken for a path.
  func line(_ mask: UInt8) -> Unicode.Scalar {
    mask == 0 ? " " : !isUnicode ? "." : hasHalves ? dots(mask) : "·"
  }

  /// A piece of a path.
  func path(_ mask: UInt8) -> Unicode.Scalar { isUnicode || mask == 0 ? dots(mask) : "*" }

  /// The character for a 2 × 4 pattern of dots.
  ///
  /// - Parameter mask: bit 2·row + column for each dot, rows from the top.
  public func dots(_ mask: UInt8) -> Unicode.Scalar {
    guard mask != 0 else { return " " }
    guard isUnicode else {
      let upper = (mask & 0b0000_1111).nonzeroBitCount
      let lower = (mask & 0b1111_0000).nonzeroBitCount
      if upper + lower >= 5 { return "*" }
      return upper == 0 ? "." : lower == 0 ? "'" : ":"
    }
    // Unicode numbers the dots 1 2 3 7 down the left column and 4 5 6 8 down the right.
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    var pattern: UInt32 = 0x2800
    for bit in 0..<8 where mask & (1 << bit) != 0 { pattern += UInt32(bits[bit]) }
    return Unicode.Scalar(pattern) ?? " "
  }
}
