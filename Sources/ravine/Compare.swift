import ArgumentParser
import Landscapes
import Trajectories

/// Compares two recorded runs.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two recorded runs: set-up, where their paths part, their losses.",
    discussion: """
      Exit code 0 when set-up and paths are the same, 1 when something differs.

      Example: ravine compare a.txt b.txt
      """)

  @Argument(help: "The first run file.")
  var first: String

  @Argument(help: "The second run file.")
  var second: String

  func run() throws {
    try report {
      let races = try [first, second].map { file in
        let race = try RunRecord(TextFile.read(file), file: file).race
        try Opening.requireInMemory(race)
        return race
      }
      let comparison = try Comparison(races[0], races[1])
      print("A \(printable(first))\nB \(printable(second))")
      for line in comparison.lines { print(printable(line.replacingTabs)) }
      let isSame =
        comparison.differences.isEmpty && comparison.pairs.allSatisfy { $0.partsAt == nil }
      if !isSame { throw ExitCode(Failure.Code.differs.rawValue) }
    }
  }
}

extension String {
  /// The text with tabs as columns of fourteen cells, for reading on a screen.
  fileprivate var replacingTabs: String {
    split(separator: "\t", omittingEmptySubsequences: false).map { piece in
      piece.count < 14 ? piece + String(repeating: " ", count: 14 - piece.count) : String(piece)
    }.joined()
  }
}
