import ArgumentParser
import Documents
import Drawing
import Interface
import Landscapes
import Surfaces
import Sweeps
import Trajectories

/// Compares two recorded runs.
struct CompareCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, svg }

  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Compare two recorded runs, or two sweeps: set-up, where their paths part, their losses.",
    discussion: """
      Exit code 0 when set-up and paths are the same, 1 when something differs. As SVG the paths of
      the second run are drawn, and where those of the first part from them, dashed.

      Example: ravine compare a.txt b.txt
      """)

  @Argument(
    help: "The first run file, or sweep.",
    completion: .file())
  var first: String

  @Argument(
    help: "The second run file, or sweep.",
    completion: .file())
  var second: String

  @Option(name: .long, help: ArgumentHelp("text, or svg for a picture.", valueName: "name"))
  var format = Format.text

  func run() throws {
    try report {
      if let one = try OpenedFile.sweep(at: first), let other = try OpenedFile.sweep(at: second) {
        return try compare(one, other)
      }
      var doubts: [String] = []
      let races = try zip(["A", "B"], [first, second]).map { name, file in
        let record = try RunFile.record(at: file)
        try OpenedFile.requireInMemory(record.race)
        if let doubt = OpenedFile.doubt(about: record) { doubts.append("\(name): \(doubt)") }
        return record.race
      }
      let comparison = try Comparison(races[0], races[1])
      switch format {
      case .text:
        print("A \(printable(first))\nB \(printable(second))")
        for doubt in doubts { print(doubt) }
        for line in comparison.lines { print(printable(line.replacingTabs)) }
      case .svg:
        for doubt in doubts { StandardError.write("ravine: \(doubt)\n") }
        try draw(races[0], races[1])
      }
      if !comparison.isSame || !doubts.isEmpty { throw ExitCode(Failure.Code.differs.rawValue) }
    }
  }

  private func compare(_ one: SweepRecord, _ other: SweepRecord) throws {
    guard format == .text else {
      throw Failure(.usage, "two sweeps are compared as text; 'ravine picture' draws each")
    }
    let comparison: SweepComparison
    do throws(SweepError) {
      comparison = try SweepComparison(one, other)
    } catch {
      throw Failure(.usage, error.description)
    }
    print("A \(printable(first))\nB \(printable(second))")
    for line in comparison.lines { print(printable(line)) }
    if !comparison.isSame { throw ExitCode(Failure.Code.differs.rawValue) }
  }

  private func draw(_ one: Race, _ other: Race) throws {
    if one.surface.formula != other.surface.formula {
      StandardError.write(
        "ravine: the surfaces differ, so the picture shows \(printable(second)) alone\n")
    }
    let runs = one.record(on: try one.surface.landscape())
    var model = try Model(race: other, surfaces: Shipped.all)
    model.finish()
    model.keep(OpenedRun(file: OpenedFile.name(of: first), race: one, runs: runs))
    model.stage.playback.isPlaying = false
    model.stage.playback.playhead = Double(other.steps)
    var memory = TerrainMemory()
    let scene = Screen.sheet(
      of: model, columns: 120, rows: 36, subject: .figure, memory: &memory)
    let output = Output()
    try output.write(
      scene.svg(
        theme: .day,
        title: "\(OpenedFile.name(of: second)), and dashed \(OpenedFile.name(of: first))"
      ).text)
    try output.close()
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
