import Documents

/// Surfaces as people name them.
extension [Surface] {
  /// The surface of a name, however it is spelled.
  package func named(_ name: String) -> Surface? {
    let wanted = Naming.folded(name)
    return first { Naming.folded($0.name) == wanted }
  }

  /// That there is none of a name, and which may be meant.
  ///
  /// - Parameter otherwise: what to say where none is near.
  package func unknown(_ name: String, otherwise: String = "'ravine surfaces' lists them") -> String
  {
    Naming.unknown(
      "surface", name, among: map { Naming.folded($0.name) }, otherwise: otherwise)
  }
}
