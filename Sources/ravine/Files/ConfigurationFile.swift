import Documents
import Formulas
import Interface
import Landscapes
import Surfaces
import SystemLibrary

/// The reader's configuration, where the XDG conventions put it.
enum ConfigurationFile {
  /// Its path: `$XDG_CONFIG_HOME/ravine/config.toml`, or below `~/.config`.
  static var path: String? {
    StandardFolder.path("XDG_CONFIG_HOME", belowHome: ".config").map { $0 + "/config.toml" }
  }

  /// What the file says; the usual configuration where there is none or a bad one.
  ///
  /// With it what is wrong with its file, in one line. Read once: the opening race and the screen
  /// both ask for it.
  static let loaded = load()

  private static func load() -> (configuration: Configuration, problem: String?) {
    var about = stat()
    guard let path, lstat(path, &about) == 0 else { return (Configuration(), nil) }
    // A pipe would wait for ever.
    guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG else {
      return (
        Configuration(), "configuration ignored: not a file that can be read (\(printable(path)))"
      )
    }
    do {
      let text = try TextFile.read(path, limit: Document.largest)
      return (try Configuration(toml: text, file: path, surfaces: Shipped.all), nil)
    } catch let error as DocumentError {
      // The reason first: a narrow screen cuts the end.
      let place = [error.line.map { "line \($0)" }, error.column.map { "column \($0)" }]
        .compactMap { $0 }.joined(separator: ", ")
      let lead = place.isEmpty ? "" : place + ": "
      return (
        Configuration(), "configuration ignored: \(lead)\(error.message) (\(printable(error.file)))"
      )
    } catch {
      return (Configuration(), "configuration ignored: \(error)")
    }
  }

  /// Prints what holds, as a file that could be the configuration.
  static func print() throws {
    let (configuration, problem) = loaded
    Swift.print(configuration.toml, terminator: "")
    for notice in configuration.notices { StandardError.write("ravine: \(notice)\n") }
    if let problem { throw Failure(.unreadable, problem) }
  }
}
