import CVersion

/// What this program is called by those who tell of it.
enum Version {
  /// The semantic version; the one place where it stands.
  static let number = "0.1.0"

  /// The version, and the commit where it is known.
  static var words: String {
    let commit = String(cString: ravine_commit())
    return commit.isEmpty ? number : "\(number) (\(commit))"
  }
}
