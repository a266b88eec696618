import Documents
import Landscapes
import Optimizers
import Trajectories

/// A lecture: scenes in order, each a race and how it is shown.
public struct Lecture: Sendable {
  /// One scene.
  public struct Scene: Sendable {
    /// The heading.
    public var title: String
    /// What the audience predicts before the reveal; empty where there is no question.
    public var question: String
    /// What is seen, with its numbers.
    public var caption: String
    /// What races.
    public var race: Race
    /// How it is shown.
    public var stage: Stage
  }

  /// The heading.
  public var title: String
  /// What it is about.
  public var story: String
  /// The scenes.
  public var scenes: [Scene]

  private static let keys = ["title", "story", "scene"]
  private static let sceneKeys = [
    "title", "question", "caption", "surface", "formula", "view", "start", "steps", "optimizers",
    "step", "playing", "arrows", "pane", "overlay", "chart",
  ]

  /// The most scenes of a lecture.
  static let mostScenes = 200

  /// Reads a lecture.
  ///
  /// - Parameters:
  ///   - text: the TOML text.
  ///   - file: the name of the file, for messages.
  ///   - surfaces: the surfaces that scenes may name.
  /// - Throws: a `DocumentError` with line and reason.
  public init(toml text: String, file: String, surfaces: [Surface]) throws(DocumentError) {
    let root = try Document(text, file: file).root
    try root.allow(only: Lecture.keys)
    title = printable(try root.text("title") ?? "")
    story = printable(try root.text("story") ?? "")
    let sections = try root.sections("scene")
    guard !sections.isEmpty else { throw root.error("a lecture needs at least one [[scene]]") }
    guard sections.count <= Lecture.mostScenes else {
      throw root.error("more than \(Lecture.mostScenes) scenes", at: "scene")
    }
    scenes = []
    for (index, section) in sections.enumerated() {
      do {
        scenes.append(try Lecture.scene(section, surfaces))
      } catch {
        throw DocumentError(
          file: error.file, line: error.line, column: error.column,
          message: "scene \(index + 1): \(error.message)")
      }
    }
  }

  /// Whether a text looks like a lecture.
  public static func isLecture(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("[[scene]]") }
  }

  private static func scene(_ section: Section, _ surfaces: [Surface]) throws(DocumentError)
    -> Scene
  {
    try section.allow(only: sceneKeys)
    var surface = try surface(section, surfaces)
    let start = try section.point("start")
    if let start { surface.start = start }
    guard let list = try section.texts("optimizers") else {
      throw section.error("'optimizers' must be a list such as [\"adam:eta=0.1\"]")
    }
    var racers: [Racer] = []
    for entry in list.prefix(Race.mostRacers + 1) {
      do {
        racers.append(try Racer(entry.text ?? ""))
      } catch {
        throw section.error("\(error)", at: entry)
      }
    }
    guard (1...Race.mostRacers).contains(racers.count) else {
      throw section.error("'optimizers' names 1 to \(Race.mostRacers)", at: "optimizers")
    }
    let steps = try section.count("steps") ?? Race.defaultSteps
    guard steps <= Race.mostShownSteps else {
      throw section.error("at most \(Race.mostShownSteps) steps", at: "steps")
    }
    var race = Race(surface: surface, start: start, racers: racers, steps: steps)
    do {
      try race.settleRates()
    } catch {
      throw section.error("\(error)", at: "formula")
    }
    return Scene(
      title: printable(try section.text("title") ?? ""),
      question: printable(try section.text("question") ?? ""),
      caption: printable(try section.text("caption") ?? ""), race: race,
      stage: try stage(section, steps: steps))
  }

  private static func surface(_ section: Section, _ surfaces: [Surface]) throws(DocumentError)
    -> Surface
  {
    var view: View?
    if let text = try section.text("view") {
      guard let read = RaceText.view(text), read.isUsable else {
        throw section.error("'view' is written \"LOW:HIGH,LOW:HIGH\"", at: "view")
      }
      view = read
    }
    if let formula = try section.text("formula") {
      guard section["surface"] == nil else {
        throw section.error("give either 'surface' or 'formula', not both", at: "surface")
      }
      do {
        return try Surface(formula: formula, view: view)
      } catch {
        throw section.error(error, at: "formula")
      }
    }
    let name = try section.text("surface") ?? "rosenbrock"
    guard var surface = surfaces.first(where: { Naming.folded($0.name) == Naming.folded(name) })
    else { throw section.error("no surface is called '\(printable(name))'", at: "surface") }
    if let view { surface.view = view }
    return surface
  }

  private static func stage(_ section: Section, steps: Int) throws(DocumentError) -> Stage {
    var stage = Stage()
    let step = try section.count("step") ?? 0
    guard step <= steps else {
      throw section.error("'step' is \(step), but the scene has \(steps) steps", at: "step")
    }
    stage.playhead = Double(step)
    stage.isPlaying = try section.boolean("playing") ?? true
    stage.showsArrows = try section.boolean("arrows") ?? false
    stage.isOneMap = try section.boolean("overlay") ?? false
    stage.pane = try section.choice("pane", Stage.Pane.self)
    stage.quantity = try section.choice("chart", Stage.Quantity.self) ?? .loss
    return stage
  }
}
