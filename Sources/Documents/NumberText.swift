import Foundation

/// A number as its shortest text that reads back to the same double, without a needless `.0`.
package func shortest(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  // Read as a whole number, -0 would lose its sign.
  if value == 0, value.sign == .minus { return "-0.0" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A number for reading: a few significant digits, an exponent only where the size asks for one.
///
/// Independent of the locale, so that 0.5 is never written 0,5.
package func brief(_ value: Double, digits: Int = 3) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value == 0 { return "0" }
  let size = abs(value)
  if size >= 1e-3, size < 1e5 {
    let whole = Int(Foundation.log10(size).rounded(.down))
    let decimals = max(0, digits - 1 - whole)
    let text = String(format: "%.*f", decimals, value)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }
    let kept = trimmed.first == "." ? trimmed.dropFirst() : trimmed
    return String(kept.reversed())
  }
  let text = String(format: "%.*e", max(0, digits - 1), value)
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
