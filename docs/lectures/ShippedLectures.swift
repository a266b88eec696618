/// The lectures that travel inside the binary, as their TOML text.
public enum ShippedLectures {
  private static let files: [(stem: String, bytes: [UInt8])] = [
    ("ravine", PackageResources.ravine_toml),
    ("learning-rate", PackageResources.learning_rate_toml),
    ("look-ahead", PackageResources.look_ahead_toml),
    ("ball", PackageResources.ball_toml),
    ("adagrad-rmsprop", PackageResources.adagrad_rmsprop_toml),
    ("adam", PackageResources.adam_toml),
    ("turned-axes", PackageResources.turned_axes_toml),
    ("edge", PackageResources.edge_toml),
    ("following-edge", PackageResources.following_edge_toml),
    ("saddle", PackageResources.saddle_toml),
    ("noise", PackageResources.noise_toml),
    ("many-rules", PackageResources.many_rules_toml),
  ]

  /// The names of the lectures, in the order of a course.
  public static let stems = files.map(\.stem)

  /// The text of a lecture; nil for a name that is none.
  public static func text(named name: String) -> String? {
    files.first { $0.stem == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
