import ArgumentParser
import Documents
import Drawing
import Interface
import Landscapes
import Lectures
import Surfaces
import SystemLibrary

/// Walks through a lecture.
struct LectureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lecture",
    abstract: "Walk through a lecture: a file, or one of those that 'ravine lectures' lists.",
    discussion: """
      PageDown or Enter answers the question, then goes on; PageUp or Backspace goes back. All other
      keys work as ever; going on or back puts the next scene up as it was written.

      Example: ravine lecture look-ahead --scene 3
      """)

  @OptionGroup var screen: ScreenOptions

  @Option(help: ArgumentHelp("The scene to begin with, from 1.", valueName: "number"))
  var scene = 1

  @Argument(
    help: "A lecture file, or the name of a shipped lecture; without it the course begins.",
    completion: Completions.lectures)
  var name: String?

  func run() throws {
    try report {
      let lecture = try LectureSource.named(name ?? ShippedLectures.stems[0])
      guard (1...lecture.scenes.count).contains(scene) else {
        throw ValidationError(
          "--scene is a number from 1 to \(lecture.scenes.count), not \(scene)")
      }
      try ExploreCommand.open(lecture: lecture, scene: scene - 1, screen)
    }
  }
}

/// Lists the shipped lectures.
struct ListLectures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lectures", abstract: "List the lectures that come with ravine.",
    discussion: "Example: ravine lectures")

  func run() throws {
    try report {
      let width = (ShippedLectures.stems.map(\.count).max() ?? 0) + 2
      for stem in ShippedLectures.stems {
        let lecture = try LectureSource.named(stem)
        let name = GlyphWidth.padded(stem, to: width)
        let time = lecture.minutes.map { ", \($0) minutes" } ?? ""
        print("\(name)\(lecture.title) (\(lecture.scenes.count) scenes\(time))")
        print(String(repeating: " ", count: width) + lecture.story)
      }
    }
  }
}

/// Finds lectures by name or file.
enum LectureSource {
  /// A lecture with the surfaces that ship and the files beside it.
  static func read(_ text: String, file: String) throws(DocumentError) -> Lecture {
    try Lecture(
      toml: text, file: file, surfaces: Shipped.all, rules: OpenedFile.rules(beside: file),
      data: DataFolder.beside(file))
  }

  static func named(_ name: String) throws -> Lecture {
    let stem = ShippedLectures.stems.first { Naming.folded($0) == Naming.folded(name) }
    let text: String
    if let stem, let shipped = ShippedLectures.text(named: stem) {
      text = shipped
    } else if name == "-" || FileManager.default.fileExists(atPath: name) {
      text = try TextFile.read(name, limit: Document.largest)
    } else {
      throw Failure(
        .unreadable,
        Naming.unknown("lecture", name, among: ShippedLectures.stems) + TextFile.nearFiles(name))
    }
    var lecture = try read(text, file: name)
    if let stem, let place = ShippedLectures.stems.firstIndex(of: stem) {
      let next = place + 1
      lecture.next =
        ShippedLectures.stems.indices.contains(next)
        ? "ravine lecture \(ShippedLectures.stems[next])" : "ravine challenge"
    }
    return lecture
  }
}
