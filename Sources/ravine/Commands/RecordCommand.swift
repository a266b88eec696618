import ArgumentParser
import Trajectories

/// Writes a run as text.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Write a run as text, to standard output by default.",
    discussion: """
      The file is tab-separated with a header of comments that holds all that is needed to compute
      the run again. pandas reads it with sep="\\t", comment="#".

      Example: ravine record --surface rosenbrock --optimizer adam:eta=0.09 --steps 400 > run.txt
      """)

  @OptionGroup var options: RaceOptions

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Write only rows 0, K, 2K, ... and the last.", valueName: "k"))
  var every = 1

  func validate() throws {
    if every < 1 { throw ValidationError("--every must be 1 or more, not \(every)") }
  }

  func run() throws {
    try report {
      let (race, remarks) = try options.race()
      for remark in remarks { StandardError.write("ravine: \(remark)\n") }
      let output = try Output.to(self.output)
      let endings: [String]
      do {
        endings = try RunWriter(race, every: every).write { try output.write($0) }
        try output.close()
      } catch {
        // What is there of a run is a run; nothing of it is none.
        if output.sent == 0 { output.discard() }
        throw error
      }
      for ending in endings { StandardError.write("ravine: \(ending)\n") }
    }
  }
}
