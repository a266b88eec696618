import SystemLibrary

/// What ravine remembers from start to start, where the XDG conventions put it.
enum StateFolder {
  /// Its path: `$XDG_STATE_HOME/ravine`, or below `~/.local/state`.
  static var path: String? { StandardFolder.path("XDG_STATE_HOME", belowHome: ".local/state") }

  /// The best score of every challenge that was solved, by its name.
  static var challenges: [String: Double] {
    guard let path, let text = try? String(contentsOfFile: path + "/challenges", encoding: .utf8)
    else { return [:] }
    var best: [String: Double] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      if parts.count == 2, let score = Double(parts[1]), score.isFinite {
        best[String(parts[0])] = score
      }
    }
    return best
  }

  /// Remembers the best score of a challenge.
  ///
  /// - Returns: whether that could be done; if not, it is known until the end of the program.
  static func remember(_ challenge: String, best score: Double) -> Bool {
    guard let path else { return false }
    var best = challenges
    best[challenge] = score
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let text = best.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }.joined()
    let file = URL(fileURLWithPath: path + "/challenges")
    return (try? Data(text.utf8).write(to: file, options: .atomic)) != nil
  }

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
