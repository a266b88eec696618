import SystemLibrary

/// A number as its shortest text that reads back to the same double, without a needless `.0`.
package func shortest(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  // Read as a whole number, -0 would lose its sign.
  if value == 0, value.sign == .minus { return "-0.0" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// How a number is written.
package enum NumberFormat: Sendable {
  /// With so many decimals.
  case decimals(Int)
  /// As a digit, so many decimals, and a power of ten.
  case exponent(Int)
  /// With so many significant digits, with a power of ten where the size asks for one.
  case significant(Int)
}

/// A number as C writes it, correctly rounded.
///
/// The program never sets the locale of numbers, so that 0.5 is never written 0,5.
package func formatted(_ value: Double, _ format: NumberFormat) -> String {
  let (pattern, count) =
    switch format {
    case .decimals(let count): ("%.*f", count)
    case .exponent(let count): ("%.*e", count)
    case .significant(let count): ("%.*g", count)
    }
  // The largest number has 309 digits before its decimals.
  let capacity = 330 + max(0, count)
  let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
    let written = withVaList([CInt(clamping: count), value]) { list in
      buffer.withMemoryRebound(to: CChar.self) {
        vsnprintf($0.baseAddress, capacity, pattern, list)
      }
    }
    filled = min(max(0, Int(written)), capacity - 1)
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// A number for reading: a few significant digits, an exponent only where the size asks for one.
package func brief(_ value: Double, digits: Int = 3) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value == 0 { return "0" }
  let size = abs(value)
  if size >= 1e-3, size < 1e5 {
    let whole = Int(log10(size).rounded(.down))
    let decimals = max(0, digits - 1 - whole)
    let text = formatted(value, .decimals(decimals))
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }
    let kept = trimmed.first == "." ? trimmed.dropFirst() : trimmed
    return String(kept.reversed())
  }
  let text = formatted(value, .exponent(max(0, digits - 1)))
  let parts = text.split(separator: "e")
  guard parts.count == 2, let power = Int(parts[1]) else { return text }
  var mantissa = String(parts[0])
  if mantissa.contains(".") {
    while mantissa.hasSuffix("0") { mantissa.removeLast() }
    if mantissa.hasSuffix(".") { mantissa.removeLast() }
  }
  return "\(mantissa)e\(power)"
}

/// A vector for reading.
package func brief(_ vector: SIMD2<Double>, digits: Int = 3) -> String {
  "(\(brief(vector.x, digits: digits)), \(brief(vector.y, digits: digits)))"
}

/// A finite decimal number as people write it; no hexadecimal, `inf` or `nan`.
package func decimal(_ text: String) -> Double? {
  guard !text.isEmpty, text.utf8.count <= 400,
    text.utf8.allSatisfy({ byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || [
          UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
          UInt8(ascii: "E"),
        ]
        .contains(byte)
    })
  else { return nil }
  let padded: String
  if text.hasPrefix(".") {
    padded = "0" + text
  } else if text.hasPrefix("-.") {
    padded = "-0" + text.dropFirst()
  } else {
    padded = text
  }
  guard let value = Double(padded) ?? Double(padded + "0"), value.isFinite else { return nil }
  return value
}
