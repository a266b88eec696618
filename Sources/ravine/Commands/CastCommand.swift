import ArgumentParser
import Documents
import Drawing
import Interface
import Landscapes
import Lectures
import Surfaces
import Trajectories

/// Writes a race as an asciicast.
struct CastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cast",
    abstract: "Write a race or a lecture as an asciicast v2, playable with asciinema.",
    discussion: """
      The same race gives the same bytes. Notes and divergences become markers, at which the cast
      rests.

      Example: ravine cast --surface himmelblau --output race.cast
      """)

  @OptionGroup var options: RaceOptions

  @OptionGroup var look: LookOptions

  @Argument(
    help: "A run, a lecture or a surface in place of RACE; '-' is standard input.",
    completion: .file())
  var file: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The size in cells, as COLUMNSxROWS.", valueName: "columnsxrows"))
  var size = "120x40"

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("A multiple of the usual pace, 0.125 to 32.", valueName: "factor"))
  var speed = 1.0

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Seconds to rest at start, notes and end, 0 to 60.", valueName: "seconds"))
  var pause = 1.5

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    guard (0.125...32).contains(speed) else {
      throw ValidationError("--speed lies between 0.125 and 32, not \(speed)")
    }
    guard (0...60).contains(pause) else {
      throw ValidationError("--pause lies between 0 and 60 seconds, not \(pause)")
    }
  }

  /// The lecture that is meant, by name or file; nil where something else is.
  private func lecture() throws -> Lecture? {
    guard let file, options.isEmpty else { return nil }
    if ShippedLectures.stems.contains(where: { Naming.folded($0) == Naming.folded(file) }) {
      return try LectureSource.named(file)
    }
    guard file != "-" else { return nil }
    switch try OpenedFile.opened(file) {
    case .lecture(let lecture): return lecture
    default: return nil
    }
  }

  func run() throws {
    try report {
      var cast = Cast.Options()
      (cast.columns, cast.rows) = try PictureCommand.size(size)
      cast.speed = speed
      cast.pause = pause
      cast.theme = look.chosenTheme
      // A cast is played elsewhere: what this terminal can do says nothing of it.
      cast.depth = look.color?.depth(noColor: nil) ?? .indexed
      cast.glyphs = look.ascii ? .ascii : cast.depth == .none ? .text : .unicode
      let model: Model
      if let lecture = try lecture() {
        model = try Model(lecture: lecture, surfaces: Shipped.all)
      } else {
        let race = try OpenedFile.race(at: file, or: options)
        try OpenedFile.requireInMemory(race)
        model = try Model(race: race, surfaces: [])
      }
      var writer = Cast(of: model, options: cast)
      try Output.writing(to: output) { output in try writer.write { try output.write($0) } }
    }
  }
}
