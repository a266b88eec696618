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
      guard let file else { return try Explore.open(try options.race(), look, stage) }
      switch try Opening.contents(at: file) {
      case .run(let record):
        try Opening.requireNone(options, beside: file)
        try Explore.open(record, at: file, look, stage)
      case .lecture(let lecture):
        try Opening.requireNone(options, beside: file)
        try Explore.open(lecture: lecture, look)
      case .surface(let surface):
        try Explore.open(try Opening.race(on: surface, options), look, stage)
      }
    }
  }

  /// Runs the interactive program on a race.
  static func open(_ race: Race, _ look: LookOptions, _ stage: StageOptions? = nil) throws {
    try Opening.requireInMemory(race)
    var model = try Model(race: race, surfaces: Shipped.all)
    stage?.apply(to: &model.stage, steps: race.steps)
    try open(model, look)
  }

  /// Runs the interactive program on a recorded run.
  static func open(
    _ record: RunRecord, at path: String, _ look: LookOptions, _ stage: StageOptions? = nil
  ) throws {
    try Opening.requireInMemory(record.race)
    var model = try Model(race: record.race, surfaces: Shipped.all)
    stage?.apply(to: &model.stage, steps: record.race.steps)
    let origin = Origin(
      file: Opening.name(of: path), race: record.race, parent: record.parent)
    model.keep(origin, elder: Opening.elder(of: record, at: path))
    model.message = record.missing.map { "\(printable(path)): \($0); computed anew to its end" }
    try open(model, look)
  }

  /// Runs the interactive program on a lecture.
  static func open(lecture: Lecture, _ look: LookOptions) throws {
    try open(try Model(lecture: lecture, surfaces: Shipped.all), look)
  }

  private static func open(_ model: Model, _ look: LookOptions) throws {
    var model = model
    model.stage.theme = look.chosenTheme.name
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
    discussion: """
      A knob that is turned forks from the recorded run at the step that is shown: its path stays,
      dashed, beside the new one. 'r' records the fork, with the file it came from in its header.

      Example: ravine replay run.txt
      """)

  @OptionGroup var stage: StageOptions

  @OptionGroup var look: LookOptions

  @Argument(help: "A run file.")
  var file: String

  func run() throws {
    try report {
      try Explore.open(try RunRecord(TextFile.read(file), file: file), at: file, look, stage)
    }
  }
}
