import ArgumentParser
import Documents
import Landscapes
import SystemLibrary

/// The command line.
@main
struct Ravine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ravine",
    abstract: "See how optimizers move: trajectories on 2-D loss surfaces, in the terminal.",
    discussion: """
      RACE, for explore, record and picture:
        --surface NAME|FILE.toml   a surface; see 'ravine surfaces'
        --formula 'x^2 + 10 y^2'   or one of your own [--view=-2:2,-1:3]
        --optimizer NAME[:KNOB=V,...]  up to 8; see 'ravine optimizers'
        --start X,Y   --steps N
        --batch all|M --draw WORD --noise S --seed N   rows of data, noise

      Examples:
        ravine
        ravine --surface himmelblau --optimizer descent --optimizer adam:eta=0.3
        ravine record --surface rosenbrock --optimizer momentum:beta=0.95 > run.txt
        ravine verify run.txt
        ravine picture --surface saddle --at 30 --format svg > saddle.svg
      """,
    version: Version.words,
    subcommands: [
      ExploreCommand.self, RecordCommand.self, ReplayCommand.self, CompareCommand.self,
      SweepCommand.self, MergeCommand.self,
      LectureCommand.self, ListLectures.self, ChallengeCommand.self,
      VerifyCommand.self, PictureCommand.self,
      CastCommand.self, HandoutCommand.self, ListSurfaces.self,
      ListOptimizers.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  /// Runs what the words of the command line ask for.
  static func main() {
    occupyStreams()
    do {
      try knowsWhatHelpIsAskedFor(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      try command.run()
    } catch {
      // The library quotes the words that it was given, whatever is in them.
      let lines = fullMessage(for: error).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { printable(String($0)) }
      let text = lines.joined(separator: "\n")
      let code = exitCode(for: error)
      guard code == .success else {
        let complaint = Ravine.complaint(lines)
        if !complaint.isEmpty { StandardError.write(complaint + "\n") }
        SystemLibrary.exit(code.rawValue)
      }
      print(Completions.mended(text))
      if fflush(nil) != 0 { SystemLibrary.exit(Failure.Code.cannotWrite.rawValue) }
    }
  }

  /// The library answers help on an unknown command with help on all.
  private static func knowsWhatHelpIsAskedFor(_ words: ArraySlice<String>) throws {
    guard words.first == "help", let asked = words.dropFirst().first, !asked.hasPrefix("-") else {
      return
    }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard names.contains(asked) else {
      throw ValidationError(Naming.unknown("command", asked, among: names))
    }
  }

  /// What the library says of wrong words, as ravine says what is wrong: one line, and where to read on.
  private static func complaint(_ lines: [String]) -> String {
    lines.filter { !$0.hasPrefix("Usage:") && !$0.hasPrefix("Help:") }.map { line in
      line.hasPrefix("Error: ") ? "ravine: " + line.dropFirst("Error: ".count) : line
    }.joined(separator: "\n")
  }

  /// Whatever is opened later must not become one of the three streams that were closed: what is
  /// meant for them would go there.
  private static func occupyStreams() {
    for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 {
      // Opened for reading, so that writing to it still fails as it should.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
