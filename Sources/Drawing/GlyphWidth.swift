/// Which characters may stand in a cell.
///
/// Whatever comes from files may hold control characters, combining marks and wide characters; a
/// cell holds exactly one character of width one.
public enum GlyphWidth {
  /// Whether a scalar is shown in exactly one cell.
  public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x20 || (0x7F...0x9F).contains(value) || value == 0xAD { return false }
    if value < 0x300 { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator,
      .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return false
    default: break
    }
    // East Asian wide and emoji blocks.
    switch value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23F3, 0x25FD...0x25FE,
      0x2614...0x2615, 0x2648...0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE,
      0x26C4...0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2...0x26F5, 0x26FA, 0x26FD, 0x2705,
      0x270A...0x270B, 0x2728, 0x274C, 0x274E, 0x2753...0x2757, 0x2795...0x2797, 0x27B0, 0x27BF,
      0x2B1B...0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7FB, 0xF900...0xFAFF, 0xFE10...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x1B2FB, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return false
    default: return true
    }
  }

  /// How many cells a text takes.
  public static func cells(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isPrintable($1) ? 1 : 0) }
  }

  /// A text cut to a number of cells, with an ellipsis of one cell where something was cut.
  public static func fitted(_ text: String, to cells: Int, ellipsis: String = "…") -> String {
    let shown = text.unicodeScalars.filter { isPrintable($0) }
    guard shown.count > cells else { return String(String.UnicodeScalarView(shown)) }
    guard cells > 1 else { return "" }
    return String(String.UnicodeScalarView(shown.prefix(cells - 1))) + ellipsis
  }
}
