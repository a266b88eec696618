import SystemLibrary

/// What ravine remembers from start to start, where the XDG conventions put it.
enum StateFolder {
  /// Its path: `$XDG_STATE_HOME/ravine`, or below `~/.local/state`.
  static var path: String? { StandardFolder.path("XDG_STATE_HOME", belowHome: ".local/state") }

  /// Remembers that the program was started here.
  ///
  /// - Returns: whether nobody had started it before; where that cannot be remembered it is told once too
  ///   little and not at every start.
  static func rememberStart() -> Bool {
    guard let path else { return false }
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let file = open(path + "/started", O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    close(file)
    return true
  }
}
