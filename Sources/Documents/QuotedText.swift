/// A text as a TOML basic string, which is a JSON string as well.
package func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default:
      if scalar.value < 32 || scalar.value == 127 {
        result += "\\u" + String(String(scalar.value + 0x10000, radix: 16).suffix(4))
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result + "\""
}
