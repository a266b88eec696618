import ArgumentParser
import Documents
import Interface
import Landscapes
import Optimizers
import Surfaces
import Sweeps
import SystemLibrary
import Trajectories

/// Opens a file by what is in it.
enum OpenedFile {
  /// What a file turned out to hold.
  enum Contents: ~Copyable {
    /// A run, of which nothing but the beginning was read.
    case run(RunFile)
    case lecture(Lecture)
    case surface(Surface)
    case sweep(SweepRecord)
  }

  /// Opens a file, or standard input for `-`, and tells what it is by its content.
  static func opened(_ path: String) throws -> Contents {
    if path != "-", !FileManager.default.fileExists(atPath: path) { throw unknown(path) }
    var file = try InputFile(path)
    let begun = try file.next()
    if RunReader.isRun(begun) { return .run(RunFile(file, at: path, after: begun)) }
    if SweepRecord.isSweep(begun) {
      let text = try file.text(after: begun, limit: SweepRecord.largest)
      return .sweep(try SweepRecord(text, file: path, data: DataFolder.ofRecord(path)))
    }
    let text = try file.text(after: begun, limit: Document.largest)
    if Lecture.isLecture(text) {
      return .lecture(try LectureSource.read(text, file: path))
    }
    return .surface(
      try surface(text, at: path, otherwise: "read as a surface: a run begins with '# ravine run'"))
  }

  /// The surface in the text of a file.
  ///
  /// - Parameter otherwise: what to add where it is no surface and nothing tells what it is.
  static func surface(_ text: String, at path: String, otherwise: String? = nil) throws -> Surface {
    do {
      return try Surface(toml: text, file: path, data: DataFolder.beside(path))
    } catch {
      let hint = (kind(of: text, readAs: .surface) ?? otherwise).map { "\n  (\($0))" }
      throw Failure(.unreadable, "\(error)\(hint ?? "")")
    }
  }

  /// What a file is that was read as something else, and which words take it; nil where nothing tells.
  ///
  /// - Parameter readAs: what it was read as, whose keys tell nothing new.
  private static func kind(of text: String, readAs: FileKind) -> String? {
    if Lecture.isLecture(text) { return "it is a lecture: 'ravine lecture' walks through it" }
    let keys = text.split(whereSeparator: \.isNewline).compactMap {
      $0.split(separator: "=").first?.filter { !$0.isWhitespace }
    }
    if readAs != .rule, keys.contains("equations") { return "it is a rule: --optimizer takes it" }
    if readAs != .surface, keys.contains("formula") { return "it is a surface: --surface takes it" }
    return nil
  }

  private enum FileKind { case rule, surface }

  /// The sweep in a file; nil where it holds something else, or is standard input.
  static func sweep(at path: String) throws -> SweepRecord? {
    guard path != "-", case .sweep(let record) = try opened(path) else { return nil }
    return record
  }

  /// A sweep where something else is wanted.
  static func isSweep(_ path: String) -> Failure {
    Failure(
      .usage,
      "\(printable(path)) is a sweep: 'ravine picture' draws it, 'ravine handout' makes a page of it, "
        + "'ravine compare' compares two")
  }

  /// The race in a file, or the one that the options describe where there is no file.
  static func race(at path: String?, or options: RaceOptions) throws -> Race {
    guard let path else { return told(try options.race()) }
    switch try opened(path) {
    case .run(var run):
      try requireNone(options, beside: path)
      try requireInMemory(try run.header().race)
      let record = try run.record()
      if let doubt = doubt(about: record) {
        StandardError.write("ravine: \(printable(path)): \(doubt)\n")
      }
      return record.race
    case .surface(let surface): return told(try race(on: surface, options))
    case .sweep: throw isSweep(path)
    case .lecture:
      throw Failure(
        .usage,
        "\(printable(path)) is a lecture: 'ravine lecture' walks through it, "
          + "'ravine handout' draws it")
    }
  }

  /// A race whose remarks go to standard error.
  private static func told(_ described: (race: Race, remarks: [String])) -> Race {
    for remark in described.remarks { StandardError.write("ravine: \(remark)\n") }
    return described.race
  }

  /// The race that the options describe on the surface of a file.
  static func race(on surface: Surface, _ options: RaceOptions) throws -> (
    race: Race, remarks: [String]
  ) {
    guard options.surface == nil, options.formula == nil else {
      throw ValidationError("give either a file or --surface or --formula, not both")
    }
    return try options.race(on: surface)
  }

  /// A run or a lecture says itself what races.
  static func requireNone(_ options: RaceOptions, beside path: String) throws {
    guard options.isEmpty else {
      throw ValidationError(
        "\(printable(path)) already says what races, so give no options of a race")
    }
  }

  /// The rule in a file.
  static func rule(at path: String) throws(KnobError) -> RuleDefinition {
    var text = ""
    do {
      text = try TextFile.read(path)
      return try RuleDefinition(toml: text, file: path)
    } catch {
      // Below what is wrong may stand the spot.
      let lines = "\(error)".split(separator: "\n", maxSplits: 1)
      let hint = kind(of: text, readAs: .rule).map { "  (\($0))" }
      throw KnobError(
        String(lines.first ?? ""), spot: lines.count > 1 ? String(lines[1]) : hint)
    }
  }

  /// Reads a path that something else walked.
  static func recordedPath(at path: String) throws -> RecordedPath {
    do {
      return try RecordedPath(DataFolder.file(at: path))
    } catch let error as DocumentError {
      throw Failure(.unreadable, "\(error)")
    }
  }

  /// Reads the rule files that a lecture names.
  ///
  /// A lecture is somebody's word: it names files of its own folder and no others.
  static func rules(beside lecture: String) -> (String) throws(KnobError) -> RuleDefinition {
    { name throws(KnobError) in
      guard !name.contains("/"), !name.hasPrefix(".") else {
        throw KnobError("a lecture names rule files of its own folder, not '\(printable(name))'")
      }
      let folder = URL(fileURLWithPath: lecture).deletingLastPathComponent()
      let path = folder.appendingPathComponent(name).path
      var about = stat()
      guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG else {
        throw KnobError("no rule file '\(printable(name))' lies beside the lecture")
      }
      return try rule(at: path)
    }
  }

  /// The name of a file without its folders.
  static func name(of path: String) -> String {
    printable(URL(fileURLWithPath: path).lastPathComponent)
  }

  /// The race that a recorded one forked from, where its file lies beside it.
  ///
  /// A header is somebody's word: it names a file of this folder or none.
  static func elder(of header: RunHeader, at path: String) -> OpenedRun? {
    guard let parent = header.parent, !parent.file.contains("/"), !parent.file.hasPrefix(".") else {
      return nil
    }
    let file = URL(fileURLWithPath: path).deletingLastPathComponent()
      .appendingPathComponent(parent.file).path
    // A pipe would wait for ever, and a huge file for long.
    var about = stat()
    guard stat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_size < 20_000_000
    else { return nil }
    // Its header is enough: its paths are computed anew.
    guard var opened = try? run(at: file), let elder = try? opened.header(),
      elder.race.steps <= Race.mostShownSteps,
      let landscape = try? elder.race.surface.landscape()
    else { return nil }
    return OpenedRun(
      file: parent.file, race: elder.race, parent: elder.parent,
      runs: elder.race.record(on: landscape))
  }

  /// What a file holds as a model, whatever it is.
  ///
  /// - Parameter checking: the rows of a recorded run, which are still to be checked.
  static func model(at path: String, checking: inout RunFile?) throws -> Model {
    switch try opened(path) {
    case .run(let run): return try model(of: run, at: path, checking: &checking)
    case .lecture(let lecture): return try Model(lecture: lecture, surfaces: Shipped.all)
    case .surface(let surface):
      return try Model(race: .opening(on: surface), surfaces: Shipped.all)
    case .sweep: throw isSweep(path)
    }
  }

  /// A recorded run as a model.
  static func model(
    of run: consuming RunFile, at path: String, checking: inout RunFile?
  ) throws -> Model {
    var run = run
    let header = try run.header()
    try requireInMemory(header.race)
    var model = try Model(race: header.race, surfaces: Shipped.all)
    model.keep(
      OpenedRun(file: name(of: path), race: header.race, parent: header.parent),
      elder: elder(of: header, at: path))
    checking = consume run
    return model
  }

  /// Whether a file can be opened, by what its name ends with.
  private static func isOpenable(_ name: String) -> Bool {
    name.hasSuffix(".txt") || name.hasSuffix(".toml")
  }

  /// Files of this folder that can be opened.
  static func names() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []).filter(isOpenable)
  }

  /// What a file that is typed can become: folders, and files that can be opened.
  ///
  /// - Parameter start: what is typed so far; what stands before its last slash is the folder.
  static func candidates(beginning start: String = "") -> [String] {
    let folder = start.lastIndex(of: "/").map { String(start[...$0]) } ?? ""
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return files.filter { !$0.hasPrefix(".") }.compactMap { name in
      var about = stat()
      let isFolder = stat(folder + name, &about) == 0 && about.st_mode & S_IFMT == S_IFDIR
      if isFolder { return printable(folder + name) + "/" }
      return isOpenable(name) ? printable(folder + name) : nil
    }.sorted()
  }

  /// A run file that was opened but not read yet; nil for anything else.
  static func run(at path: String) throws -> RunFile? {
    guard case .run(let run) = try opened(path) else { return nil }
    return run
  }

  /// Why the rows of a recorded run are not what is shown; nil where they are.
  ///
  /// What is shown of a run is computed from its header: a cut or changed file says something else.
  static func doubt(about record: RunRecord) -> String? {
    if let missing = record.missing { return "\(missing); shown is the whole run, computed anew" }
    guard case .different(let difference) = record.verification else { return nil }
    return "its rows are not what its header computes (\(difference)); shown is what it computes"
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
    var hints: [String] = []
    let nearCommands = Naming.nearest(to: word, among: commands, count: 2)
    if !nearCommands.isEmpty {
      hints.append("the command \(nearCommands.joined(separator: " or "))")
    }
    let nearSurfaces = Naming.nearest(to: word, among: Shipped.stems, count: 2)
    if let first = nearSurfaces.first { hints.append("--surface \(first)") }
    let nearFiles = Naming.nearest(to: word, among: names(), count: 2)
    if !nearFiles.isEmpty { hints.append("the file \(nearFiles.joined(separator: " or "))") }
    let list =
      hints.isEmpty
      ? "commands are \(commands.joined(separator: ", "))"
      : "did you mean \(hints.joined(separator: ", or "))?"
    return Failure(.unreadable, "'\(printable(word))' is no command and no file: \(list)")
  }
}
