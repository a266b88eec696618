import ArgumentParser
import Documents
import Drawing
import Interface
import Landscapes
import Surfaces
import SystemLibrary
import Terminal
import Trajectories

/// The interactive program.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Watch optimizers race, and bend their paths with keys (the default command).",
    discussion: """
      Press ? for the keys, q to quit.

      Example: ravine explore --surface himmelblau --optimizer descent --optimizer adam
      """)

  @OptionGroup var options: RaceOptions

  @OptionGroup var stage: StageOptions

  @OptionGroup var screen: ScreenOptions

  @Argument(
    help: "A run, a lecture or a surface file to open, told by its content.",
    completion: .file())
  var file: String?

  @Flag(name: .long, help: "Show the three hints of the first start again.")
  var tour = false

  @Flag(name: .long, help: "Print the keys as a table and end.")
  var keys = false

  @Flag(name: .long, help: "Print the configuration that holds and end.")
  var printConfig = false

  func run() throws {
    try report {
      if keys { return print(KeyTable.standard.markdown, terminator: "") }
      if printConfig { return try ConfigurationFile.print() }
      guard let file else {
        let (race, remarks) = try race()
        return try ExploreCommand.open(race, remarks, screen, stage, isTour: tour)
      }
      switch try OpenedFile.opened(file) {
      case .run(let run):
        try OpenedFile.requireNone(options, beside: file)
        try ExploreCommand.open(run, at: file, screen, stage)
      case .lecture(let lecture):
        try OpenedFile.requireNone(options, beside: file)
        try ExploreCommand.open(lecture: lecture, screen)
      case .sweep: throw OpenedFile.isSweep(file)
      case .surface(let surface):
        let (race, remarks) = try OpenedFile.race(on: surface, options)
        try ExploreCommand.open(race, remarks, screen, stage, isTour: tour)
      }
    }
  }

  /// The race of the options; where there are none, the one that the configuration prefers.
  private func race() throws -> (race: Race, remarks: [String]) {
    let configuration = ConfigurationFile.loaded.configuration
    let isEmpty = options.isEmpty
    var options = options
    if isEmpty {
      options.surface = configuration.surface
      options.optimizer = configuration.optimizers
      options.steps = configuration.steps
    }
    return try options.race()
  }

  /// Runs the interactive program on a race.
  static func open(
    _ race: Race, _ remarks: [String], _ screen: ScreenOptions, _ stage: StageOptions? = nil,
    isTour: Bool = false
  ) throws {
    try OpenedFile.requireInMemory(race)
    var model = try Model(race: race, surfaces: Shipped.all)
    if let words = remarks.lazy.compactMap({ RaceOptions.tuningWords(in: $0) }).first {
      model.stage.tuned = Stage.Tuned(words: words, race: race)
    }
    if !remarks.isEmpty { model.message = remarks.joined(separator: "; ") }
    try stage?.apply(to: &model)
    model.stage.showsHints = isTour
    var checking: RunFile?
    try open(model, screen, greetsFirst: true, checking: &checking)
  }

  /// Runs the interactive program on a recorded run, whose rows are checked while it is shown.
  static func open(
    _ run: consuming RunFile, at path: String, _ screen: ScreenOptions,
    _ stage: StageOptions? = nil
  ) throws {
    var checking: RunFile?
    var model = try OpenedFile.model(of: run, at: path, checking: &checking)
    try stage?.apply(to: &model)
    try open(model, screen, checking: &checking)
  }

  /// Runs the interactive program on a lecture.
  static func open(lecture: Lecture, scene: Int = 0, _ screen: ScreenOptions) throws {
    var checking: RunFile?
    try open(
      try Model(lecture: lecture, scene: scene, surfaces: Shipped.all), screen, checking: &checking)
  }

  /// Runs the interactive program on a model that is ready.
  static func open(_ model: Model, _ screen: ScreenOptions) throws {
    var checking: RunFile?
    try open(model, screen, checking: &checking)
  }

  private static func open(
    _ model: Model, _ screen: ScreenOptions, greetsFirst: Bool = false,
    checking: inout RunFile?
  ) throws {
    let (configuration, problem) = ConfigurationFile.loaded
    var model = model
    model.stage.theme = screen.look.theme ?? configuration.theme
    model.stage.usesMouse = screen.mouse || configuration.mouse
    model.stage.playback.speed = configuration.speed
    model.keys = configuration.keys
    model.message = problem ?? configuration.notices.first ?? model.message
    if screen.plain || configuration.plain {
      return try tell(model, screen, because: problem, checking: &checking)
    }
    // Who is on a tour has seen the hints, too.
    if greetsFirst, StateFolder.rememberStart() { model.stage.showsHints = true }
    do {
      try Loop.run(model, screen, configuration, checking: &checking)
    } catch let failure as Terminal.Failure {
      try tell(
        model, screen, because: "\(failure); here is the race in words", checking: &checking)
    }
  }

  /// The race in sentences, on standard output.
  private static func tell(
    _ model: Model, _ screen: ScreenOptions, because reason: String?, checking: inout RunFile?
  ) throws {
    if let doubt = try checking?.doubt() { StandardError.write("ravine: \(doubt)\n") }
    if let reason { StandardError.write("ravine: \(reason)\n") }
    let output = Output()
    let isPlain = screen.look.ascii || !Terminal.showsUnicode
    for line in Narration(of: model).lines {
      let text = printable(line)
      try output.write((isPlain ? Transliteration.ascii(text) : text) + "\n")
    }
    try output.close()
  }
}

/// The interactive program on a recorded run.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Open a recorded run in the interactive program.",
    discussion: """
      A knob that is turned forks from the recorded run at the step that is shown: its path stays,
      dashed, beside the new one. 'r' records the fork, with the file it came from in its header.

      Example: ravine replay run.txt
      """)

  @OptionGroup var stage: StageOptions

  @OptionGroup var screen: ScreenOptions

  @Argument(help: "A run file.", completion: .file())
  var file: String

  func run() throws {
    try report {
      guard let run = try OpenedFile.run(at: file) else {
        throw Failure(
          .unreadable, "\(printable(file)):1: not a run file: no '# ravine run' line")
      }
      try ExploreCommand.open(run, at: file, screen, stage)
    }
  }
}
