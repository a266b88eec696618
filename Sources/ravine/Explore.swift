import ArgumentParser
import Drawing
import Foundation
import Interface
import Landscapes
import Surfaces
import Terminal
import Trajectories

/// The interactive program.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch optimizers race, and bend their paths with keys (the default command).",
    discussion: """
      Press ? for the keys, q to quit.

      Example: ravine explore --surface himmelblau --optimizer descent --optimizer adam
      """)

  @OptionGroup var options: RaceOptions

  @OptionGroup var stage: StageOptions

  @OptionGroup var look: LookOptions

  @Argument(help: "A run, a lecture or a surface file to open, told by its content.")
  var file: String?

  @Flag(name: .long, help: "Print the keys as a table and end.")
  var keys = false

  func run() throws {
    if keys {
      print(KeyTable.markdown, terminator: "")
      return
    }
    try report {
      if let file, options.isEmpty, let lecture = try Opening.lecture(at: file) {
        return try Explore.open(lecture: lecture, look)
      }
      let race = try Opening.race(at: file, or: options)
      try Explore.open(race, look, stage)
    }
  }

  /// Runs the interactive program on a race.
  static func open(_ race: Race, _ look: LookOptions, _ stage: StageOptions? = nil) throws {
    try Opening.requireInMemory(race)
    var model = try Model(race: race, surfaces: Shipped.all)
    stage?.apply(to: &model.stage, steps: race.steps)
    try open(model, look)
  }

  /// Runs the interactive program on a lecture.
  static func open(lecture: Lecture, _ look: LookOptions) throws {
    try open(try Model(lecture: lecture, surfaces: Shipped.all), look)
  }

  private static func open(_ model: Model, _ look: LookOptions) throws {
    var model = model
    model.stage.theme = look.theme
    model.stage.usesMouse = look.mouse
    do {
      try Loop.run(model, look)
    } catch let failure as Terminal.Failure {
      throw Failure(.usage, failure.description)
    }
  }
}

/// The interactive program on a recorded run.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a recorded run in the interactive program.",
    discussion: "Example: ravine replay run.txt")

  @OptionGroup var look: LookOptions

  @Argument(help: "A run file.")
  var file: String

  func run() throws {
    try report {
      let text = try TextFile.read(file)
      let record = try RunRecord(text, file: file)
      if let missing = record.missing {
        StandardError.write("ravine: \(printable(file)): \(missing)\n")
      }
      try Explore.open(record.race, look)
    }
  }
}
