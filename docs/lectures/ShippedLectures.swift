/// The lectures that travel inside the binary, as their TOML text.
public enum ShippedLectures {
  private static let files: [(stem: String, bytes: [UInt8])] = [
    ("ravine", PackageResources.ravine_toml),
    ("look-ahead", PackageResources.look_ahead_toml),
    ("saddle", PackageResources.saddle_toml),
    ("adagrad-rmsprop", PackageResources.adagrad_rmsprop_toml),
    ("adam", PackageResources.adam_toml),
    ("edge", PackageResources.edge_toml),
  ]

  /// The names of the lectures, in the order of a course.
  public static let stems = files.map(\.stem)

  /// The text of a lecture; nil for a name that is none.
  public static func text(named name: String) -> String? {
    files.first { $0.stem == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
