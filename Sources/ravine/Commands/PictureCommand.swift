import ArgumentParser
import Documents
import Drawing
import Interface
import Landscapes
import Sweeps
import Trajectories

/// Draws a race without a terminal.
struct PictureCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, ansi, svg }
  enum Subject: String, ExpressibleByArgument, CaseIterable { case map, relief, loss, screen }

  static let configuration = CommandConfiguration(
    commandName: "picture",
    abstract: "Draw a race as text, with ANSI colours, or as SVG.",
    discussion: """
      Example: ravine picture --surface himmelblau --at 100 --format svg > himmelblau.svg
      """)

  @OptionGroup var options: RaceOptions

  @OptionGroup var stage: StageOptions

  @OptionGroup var look: LookOptions

  @Argument(
    help: "A run, a sweep or a surface file to draw in place of RACE; '-' is standard input.",
    completion: .file())
  var file: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The size in cells, as COLUMNSxROWS.", valueName: "columnsxrows"))
  var size = "120x40"

  @Option(name: .long, help: ArgumentHelp("text, ansi or svg.", valueName: "name"))
  var format = Format.text

  @Option(
    name: .customLong("as"), help: ArgumentHelp("map, relief, loss or screen.", valueName: "name"))
  var subject = Subject.screen

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func run() throws {
    try report {
      if let file, let record = try OpenedFile.sweep(at: file) {
        try OpenedFile.requireNone(options, beside: file)
        let (columns, rows) = try PictureCommand.size(size)
        let page = try SweepPage(of: record.sweep, cells: record.cells)
        let sheet = page.sheet(
          columns: columns, rows: rows, glyphs: PictureCommand.glyphs(format, look))
        let text = PictureCommand.text(of: sheet, format, look, title: page.title)
        return try Output.writing(to: output) { try $0.write(text) }
      }
      let race = try OpenedFile.race(at: file, or: options)
      try OpenedFile.requireInMemory(race)
      var model = try Model(race: race, surfaces: [])
      // A picture shows the end of the race unless it is told otherwise.
      model.finish()
      model.stage.playback.isPlaying = false
      model.stage.playback.playhead = Double(race.steps)
      try stage.apply(to: &model)
      let (columns, rows) = try PictureCommand.size(size)
      model.size = (columns, rows)
      model.finishAtlas()
      let subject: Screen.Subject
      switch self.subject {
      case .map: subject = .map
      case .relief:
        subject = .map
        model.stage.camera.relief = Camera.Angle()
      case .loss: subject = .chart
      case .screen: subject = .screen
      }
      let glyphs = PictureCommand.glyphs(format, look)
      var memory = TerrainMemory()
      let scene = Screen.sheet(
        of: model, columns: columns, rows: rows, subject: subject, glyphs: glyphs,
        memory: &memory)
      let names = race.racers.indices.map { race.title(of: $0) }.joined(separator: ", ")
      let title = "\(names) on \(race.surface.name), step \(model.stage.playback.step)"
      try Output.writing(to: output) {
        try $0.write(PictureCommand.text(of: scene, format, look, title: title))
      }
    }
  }

  /// A sheet as a format wants it.
  static func text(of sheet: Sheet, _ format: Format, _ look: LookOptions, title: String) -> String
  {
    switch format {
    case .text: return sheet.grid().text + "\n"
    case .ansi: return sheet.grid().ansi(theme: look.chosenTheme, depth: look.depth ?? .full)
    case .svg: return sheet.svg(theme: look.chosenTheme, title: title).text
    }
  }

  /// The characters that a format can use.
  static func glyphs(_ format: Format, _ look: LookOptions) -> Glyphs {
    look.ascii ? .ascii : format == .text ? .text : .unicode
  }

  static func size(_ text: String) throws -> (Int, Int) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (Screen.least.columns...1000).contains(columns), (Screen.least.rows...500).contains(rows)
    else {
      throw Failure(
        .usage,
        "--size takes COLUMNSxROWS from \(Screen.least.columns)x\(Screen.least.rows) to 1000x500, "
          + "for example 120x40; not '\(printable(text))'")
    }
    return (columns, rows)
  }
}
