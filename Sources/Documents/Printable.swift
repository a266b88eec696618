/// A text without control characters, safe to print on a terminal.
package func printable(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { scalars.append(isPrintable(scalar) ? scalar : " ") }
  return String(scalars)
}

/// Lines without control characters, safe to print on a terminal.
package func printableLines(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    scalars.append(isPrintable(scalar) || scalar == "\n" ? scalar : " ")
  }
  return String(scalars)
}

/// Whether a scalar neither controls a terminal nor the direction or the joining of what stands
/// around it.
package func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
    return false
  default: return true
  }
}
