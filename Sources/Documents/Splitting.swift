/// Cuts texts at Unicode scalars: a separator with an accent after it is one character to Swift, but a
/// separator to everybody else.
public enum Splitting {
  /// What stands before and after the first of a scalar; nil where there is none.
  public static func cut(_ text: Substring, at separator: Unicode.Scalar) -> (Substring, Substring)?
  {
    let scalars = text.unicodeScalars
    guard let place = scalars.firstIndex(of: separator) else { return nil }
    return (
      Substring(scalars[..<place]), Substring(scalars[scalars.index(after: place)...])
    )
  }
}
