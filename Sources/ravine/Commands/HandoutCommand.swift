import ArgumentParser
import Documents
import Drawing
import Interface
import Landscapes
import Lectures
import Surfaces
import Sweeps
import SystemLibrary
import Trajectories

/// Writes a lecture or a run as a page to read.
struct HandoutCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, markdown }

  static let configuration = CommandConfiguration(
    commandName: "handout",
    abstract: "Write a lecture or a run as one page: pictures, captions, commands.",
    discussion: """
      The page needs nothing beside it: its pictures are SVG within it. A lecture becomes a picture
      a scene; a run becomes a picture a note, and one of its end.

      With --all the course becomes a folder of pages whose pictures play.

      Example: ravine handout look-ahead --output look-ahead.html
      """)

  @Argument(
    help: "A lecture by name or file, a run file, or a sweep.",
    completion: Completions.lectures)
  var file: String?

  @Flag(help: "Write all lectures that ship, as a site in the folder that --output names.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "html or markdown. (default: by the end of --output's name, else html)", valueName: "name"))
  var format: Format?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Colours of the pictures: day, night, viridis, cividis or grey.", valueName: "name"),
    completion: .list(Theme.all.map(\.name)))
  var theme = "day"

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The size of a picture in cells, as COLUMNSxROWS.", valueName: "columnsxrows"))
  var size = "120x34"

  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    guard Theme.named(theme) != nil else {
      throw ValidationError("--theme is one of \(Theme.all.map(\.name).joined(separator: ", "))")
    }
    guard all || file != nil else {
      throw ValidationError("name a lecture, a run or a sweep, or write --all for the course")
    }
    guard !all || file == nil && format == nil else {
      throw ValidationError(
        "--all writes every lecture as HTML: it takes neither a file nor --format")
    }
    guard !all || output != nil && output != "-" else {
      throw ValidationError("--all needs --output with the folder to write to")
    }
  }

  func run() throws {
    try report {
      var options = Handout.Options()
      options.theme = Theme.named(theme) ?? .day
      (options.columns, options.rows) = try PictureCommand.size(size)
      guard let file else { return try writeSite(options) }
      var handout: Handout
      let isShipped = ShippedLectures.stems.contains { Naming.folded($0) == Naming.folded(file) }
      guard isShipped || file == "-" || FileManager.default.fileExists(atPath: file) else {
        throw Failure(
          .unreadable,
          Naming.unknown("lecture or file", file, among: ShippedLectures.stems)
            + TextFile.nearFiles(file))
      }
      switch isShipped ? .lecture(try LectureSource.named(file)) : try OpenedFile.opened(file) {
      case .run(var run):
        try OpenedFile.requireInMemory(try run.header().race)
        let record = try run.record()
        guard record.race.notes.count < Handout.mostParts else {
          throw Failure(
            .usage,
            "\(printable(file)): \(record.race.notes.count) notes are more than a handout has room for, "
              + "which is \(Handout.mostParts - 1)")
        }
        var model = try Model(race: record.race, surfaces: Shipped.all)
        model.keep(
          OpenedRun(
            file: OpenedFile.name(of: file), race: record.race, parent: record.header.parent),
          elder: OpenedFile.elder(of: record.header, at: file))
        handout = Handout(of: model, source: file, options)
        // Who reads the page has to know it too.
        if let doubt = OpenedFile.doubt(about: record) {
          StandardError.write("ravine: \(printable(file)): \(doubt)\n")
          handout.introduction.append("\(OpenedFile.name(of: file)): \(doubt).")
        }
      case .lecture(let lecture):
        let line = ProgressLine()
        defer { line.end() }
        handout = try Handout(of: lecture, source: file, surfaces: Shipped.all, options) {
          done, all in line.tell("drawing scene \(done + 1) of \(all)")
        }
      case .sweep(let record):
        handout = Handout(
          of: try SweepPage(of: record.sweep, cells: record.cells), source: file,
          shipped: Shipped.all, options)
      case .surface:
        throw Failure(
          .usage,
          "\(printable(file)) is a surface: a handout is made of a lecture, a run or a sweep")
      }
      let endings = ["md", "markdown"]
      let isMarkdown = endings.contains { output?.lowercased().hasSuffix(".\($0)") == true }
      let page =
        (format ?? (isMarkdown ? .markdown : .html)) == .html ? handout.html : handout.markdown
      try Output.writing(to: output) { try $0.write(page) }
    }
  }

  /// Writes the course into a folder, which is made where it is not there.
  private func writeSite(_ options: Handout.Options) throws {
    let folder = output ?? "."
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        .cannotWrite, "\(printable(folder)) cannot be made: is it a file, or in a place of others?")
    }
    let chapters = try ShippedLectures.stems.map {
      Site.Chapter(stem: $0, lecture: try LectureSource.named($0))
    }
    let site = Site(title: "How optimizers move", chapters: chapters)
    // Half a site would be in the way of the next try.
    if let there = site.files.first(where: {
      FileManager.default.fileExists(atPath: folder + "/" + $0)
    }) {
      throw Failure(
        .cannotWrite,
        "\(printable(folder)) has a file '\(there)' already: name another folder, or remove it")
    }
    let line = ProgressLine()
    defer { line.end() }
    // Drawn before anything is written: who interrupts it leaves no half of a site.
    var files: [(name: String, text: String)] = []
    try site.write(surfaces: Shipped.all, options) { name, text in
      line.tell("drawing \(name)")
      files.append((name, text))
    }
    for (name, text) in files {
      try Output.writing(to: folder + "/" + name) { try $0.write(text) }
    }
  }
}
