import SystemLibrary

/// Folders of ravine's own, where the XDG conventions put them.
enum StandardFolder {
  /// The folder that a variable names, or the usual one below the reader's home; nil where there is neither.
  static func path(_ variable: String, belowHome usual: String) -> String? {
    let environment = ProcessInfo.processInfo.environment
    // The conventions ask to ignore relative paths.
    if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/ravine" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/\(usual)/ravine"
  }
}
