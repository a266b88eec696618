import Foundation
import Interface
import Landscapes
import Surfaces

/// The reader's configuration, where the XDG conventions put it.
enum ConfigurationFile {
  /// Its path: `$XDG_CONFIG_HOME/ravine/config.toml`, or below `~/.config`.
  static var path: String? {
    let environment = ProcessInfo.processInfo.environment
    // The conventions ask to ignore relative paths.
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/ravine/config.toml"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.config/ravine/config.toml"
  }

  /// What the file says; the usual configuration where there is none or a bad one.
  ///
  /// - Returns: the configuration, and what is wrong with its file, in one line.
  static func load() -> (configuration: Configuration, problem: String?) {
    guard let path, FileManager.default.fileExists(atPath: path) else {
      return (Configuration(), nil)
    }
    do {
      let text = try TextFile.read(path, limit: Document.largest)
      return (try Configuration(toml: text, file: path, surfaces: Shipped.all), nil)
    } catch {
      return (Configuration(), "configuration ignored: \(error)")
    }
  }

  /// Prints what holds, as a file that could be the configuration.
  static func print() throws {
    let (configuration, problem) = load()
    Swift.print(configuration.toml, terminator: "")
    for notice in configuration.notices { StandardError.write("ravine: \(notice)\n") }
    if let problem { throw Failure(.unreadable, problem) }
  }
}
