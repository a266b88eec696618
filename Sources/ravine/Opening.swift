import ArgumentParser
import Foundation
import Interface
import Landscapes
import Surfaces
import Trajectories

/// Opens a file by what is in it.
enum Opening {
  /// The race in a run file, or one on the surface of a surface file.
  static func race(at path: String, _ options: RaceOptions) throws -> Race {
    if path != "-", !FileManager.default.fileExists(atPath: path) { throw unknown(path) }
    let text = try TextFile.read(path)
    if RunRecord.isRun(text) {
      guard options.isEmpty else {
        throw ValidationError("\(path) is a run: it already says what races, so give no options")
      }
      return try RunRecord(text, file: path).race
    }
    guard options.surface == nil, options.formula == nil else {
      throw ValidationError("give either a file or --surface or --formula, not both")
    }
    let surface: Surface
    do {
      surface = try Surface(toml: text, file: path)
    } catch {
      throw Failure(
        .unreadable, "\(error)\n  (read as a surface: a run begins with '# ravine run')")
    }
    return try options.race(on: surface)
  }

  /// The race in a file, or the one that the options describe where there is no file.
  static func race(at path: String?, or options: RaceOptions) throws -> Race {
    guard let path else { return try options.race() }
    return try race(at: path, options)
  }

  /// The lecture in a file; nil where the file holds something else.
  static func lecture(at path: String) throws -> Lecture? {
    guard path != "-", FileManager.default.fileExists(atPath: path) else { return nil }
    let text = try TextFile.read(path)
    guard !RunRecord.isRun(text), Lecture.isLecture(text) else { return nil }
    return try Lecture(toml: text, file: path, surfaces: Shipped.all)
  }

  /// The most updates that are kept in memory; `record` streams any number.
  static let mostSteps = 1_000_000

  /// Refuses races whose paths would not fit into memory.
  static func requireInMemory(_ race: Race) throws {
    guard race.steps <= mostSteps else {
      throw Failure(
        .usage,
        "\(race.steps) steps are more than the \(mostSteps) that can be shown: 'ravine record --every K' "
          + "writes any number")
    }
  }

  /// A word that is no file may be a mistyped command, surface or file.
  private static func unknown(_ word: String) -> Failure {
    let commands = Ravine.configuration.subcommands.map { $0._commandName }
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: ".").filter {
        $0.hasSuffix(".txt") || $0.hasSuffix(".toml")
      }) ?? []
    var hints: [String] = []
    let nearCommands = Naming.nearest(to: word, among: commands, count: 2)
    if !nearCommands.isEmpty {
      hints.append("the command \(nearCommands.joined(separator: " or "))")
    }
    let nearSurfaces = Naming.nearest(to: word, among: Shipped.stems, count: 2)
    if let first = nearSurfaces.first { hints.append("--surface \(first)") }
    let nearFiles = Naming.nearest(to: word, among: files, count: 2)
    if !nearFiles.isEmpty { hints.append("the file \(nearFiles.joined(separator: " or "))") }
    let list =
      hints.isEmpty
      ? "commands are \(commands.joined(separator: ", "))"
      : "did you mean \(hints.joined(separator: ", or "))?"
    return Failure(.unreadable, "'\(printable(word))' is no command and no file: \(list)")
  }
}
