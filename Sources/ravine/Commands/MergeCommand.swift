import ArgumentParser
import Documents
import Sweeps

/// Puts the parts of a sweep together.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put the parts of a sweep together.",
    discussion: """
      The parts are files that 'ravine sweep --part I/N' wrote, wherever they were computed; the result is,
      byte for byte, the table of the whole sweep.

      Example: ravine merge part-1.txt part-2.txt part-3.txt --output sweep.txt
      """)

  @Argument(
    help: "All parts of one sweep, in any order.",
    completion: .file())
  var files: [String]

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func run() throws {
    try report {
      let records = try files.map { file in
        (
          name: file,
          record: try SweepRecord(
            TextFile.read(file, limit: SweepRecord.largest), file: file,
            data: DataFolder.ofRecord(file))
        )
      }
      let lines: [String]
      do throws(SweepError) {
        lines = try SweepRecord.merged(records)
      } catch {
        throw Failure(.unreadable, error.description)
      }
      try Output.writing(to: output) { output in
        for line in lines { try output.write(line + "\n") }
      }
    }
  }
}
