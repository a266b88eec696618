import Documents
import Formulas
import Landscapes
import Optimizers
import Trajectories

/// A lecture: scenes in order, each a race and how it is shown.
public struct Lecture: Sendable {
  /// A scene's second phase: the same race for more steps.
  public struct Later: Sendable, Equatable {
    /// How many steps there are then.
    public var steps: Int
    /// What is seen then.
    public var caption: String
  }

  /// One scene.
  public struct Scene: Sendable {
    /// The heading.
    public var title: String
    /// What the audience predicts before the reveal; empty where there is no question.
    public var question: String
    /// What can be predicted; empty where a racer is, by its number.
    public var choices: [String]
    /// Which choice, or which racer, is right, from 0; nil where nothing is to be predicted by a key.
    public var answer: Int?
    /// What is seen, with its numbers.
    public var caption: String
    /// What a longer look adds, where the scene has more to it than its first steps.
    public var later: Later?
    /// How it is shown.
    public var stage: Stage
    /// Whether the paths with many seeds are shown.
    public var showsSeeds: Bool
    /// Who races.
    fileprivate var racers: [Racer]
    /// What the file says of its race.
    fileprivate var section: Section
    fileprivate var number: Int
    fileprivate var surfaces: [Surface]
    /// The surface of a file beside the lecture, where the scene names one.
    fileprivate var own: Surface?
    /// What something else walked.
    fileprivate var recorded: RecordedPath?
  }

  /// The name of the file.
  let file: String
  /// The heading.
  public var title: String
  /// What it is about.
  public var story: String
  /// How many minutes it takes; nil where the file does not say.
  public var minutes: Int?
  /// What there will be to see, for its first page.
  public var see: String
  /// What one needs to know before, for its first page.
  public var know: String
  /// The sentences to take home, for its last page.
  public var home: [String]
  /// The scenes.
  public var scenes: [Scene]

  /// Whether a page stands before the first scene.
  public var hasOpening: Bool { !see.isEmpty || !know.isEmpty }

  private static let keys = ["title", "story", "minutes", "see", "know", "home", "scene"]
  private static let sceneKeys = [
    "title", "question", "choices", "answer", "caption", "surface", "formula", "path", "view",
    "start", "steps", "optimizers", "draw", "seed", "seeds", "later", "later-caption",
    "step", "playing", "arrows", "pane", "overlay", "chart", "levels",
  ]

  /// The most choices of a prediction.
  private static let mostChoices = 4

  /// The most sentences to take home.
  private static let mostSentences = 5

  /// The most scenes of a lecture.
  static let mostScenes = 200

  /// Reads a lecture.
  ///
  /// - Parameters:
  ///   - text: the TOML text.
  ///   - file: the name of the file, for messages.
  ///   - surfaces: the surfaces that scenes may name.
  ///   - rules: reads a rule file that a scene names; nil where none can be named.
  ///   - data: the files beside it that scenes may name, surfaces and paths; nil where none can be named.
  /// - Throws: a `DocumentError` with line and reason.
  public init(
    toml text: String, file: String, surfaces: [Surface],
    rules: ((String) throws(KnobError) -> RuleDefinition)? = nil, data: DataFiles? = nil
  ) throws(DocumentError) {
    let root = try Document(text, file: file).root
    try root.allow(only: Lecture.keys)
    title = printable(try root.text("title") ?? "")
    story = printable(try root.text("story") ?? "")
    minutes = try root.count("minutes")
    see = printable(try root.text("see") ?? "")
    know = printable(try root.text("know") ?? "")
    home = (try root.texts("home") ?? []).map { printable($0.text ?? "") }
    guard home.count <= Lecture.mostSentences else {
      throw root.error("'home' has at most \(Lecture.mostSentences) sentences", atValueOf: "home")
    }
    let sections = try root.sections("scene", most: Lecture.mostScenes)
    guard !sections.isEmpty else { throw root.error("a lecture needs at least one [[scene]]") }
    scenes = []
    self.file = file
    for (index, section) in sections.enumerated() {
      do {
        scenes.append(try Lecture.scene(section, number: index + 1, surfaces, rules, data))
      } catch {
        throw error.inScene(index + 1)
      }
    }
  }

  /// Whether a text looks like a lecture.
  public static func isLecture(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("[[scene]]") }
  }

  /// Reads a scene, all but what takes time: surfaces are compiled and rates chosen when it is shown.
  private static func scene(
    _ section: Section, number: Int, _ surfaces: [Surface],
    _ rules: ((String) throws(KnobError) -> RuleDefinition)?, _ data: DataFiles?
  ) throws(DocumentError) -> Scene {
    try section.allow(only: sceneKeys)
    let steps = try steps(section)
    let racers = try racers(section, rules)
    _ = try view(section)
    _ = try section.point("start")
    var own: Surface?
    if let formula = try section.text("formula") {
      do {
        _ = try Formula(formula)
      } catch {
        throw section.error(error, at: "formula")
      }
      guard section["surface"] == nil else {
        throw section.error("give either 'surface' or 'formula', not both", at: "surface")
      }
    } else if let name = try section.text("surface"), name.hasSuffix(".toml") {
      let file = try beside(section, "surface", data)
      own = try Surface(toml: file.text(), file: name, data: data?.below(folderOf: name))
    } else {
      _ = try named(section, surfaces)
    }
    let recorded =
      section["path"] == nil ? nil : try RecordedPath(beside(section, "path", data))
    let (choices, answer) = try prediction(section, racers: racers.count)
    return Scene(
      title: printable(try section.text("title") ?? ""),
      question: printable(try section.text("question") ?? ""), choices: choices, answer: answer,
      caption: printable(try section.text("caption") ?? ""),
      later: try later(section, after: steps),
      stage: try stage(section, steps: steps),
      showsSeeds: try section.boolean("seeds") ?? false, racers: racers, section: section,
      number: number, surfaces: surfaces, own: own, recorded: recorded)
  }

  /// A file beside the lecture that a scene names.
  private static func beside(_ section: Section, _ key: String, _ data: DataFiles?)
    throws(DocumentError) -> DataFile
  {
    guard let data, let name = try section.text(key) else {
      throw section.error("a file beside a lecture can be read only with that lecture", at: key)
    }
    return try data.read(name)
  }

  /// What can be predicted by a key, and which of it is right.
  private static func prediction(_ section: Section, racers: Int) throws(DocumentError) -> (
    [String], Int?
  ) {
    let list = try section.texts("choices") ?? []
    guard list.isEmpty || (2...mostChoices).contains(list.count) else {
      throw section.error("'choices' names 2 to \(mostChoices)", atValueOf: "choices")
    }
    guard let answer = try section.count("answer") else {
      guard list.isEmpty else {
        throw section.error("'choices' needs 'answer', the number of the right one", at: "choices")
      }
      return ([], nil)
    }
    guard section["question"] != nil else {
      throw section.error("'answer' needs a 'question'", at: "answer")
    }
    let count = list.isEmpty ? racers : list.count
    guard (1...count).contains(answer) else {
      let what = list.isEmpty ? "racer" : "choice"
      throw section.error("'answer' is the number of a \(what), 1 to \(count)", atValueOf: "answer")
    }
    return (list.map { printable($0.text ?? "") }, answer - 1)
  }

  /// The second phase, which has to be longer than the first.
  private static func later(_ section: Section, after steps: Int) throws(DocumentError) -> Later? {
    guard let more = try section.count("later") else {
      guard section["later-caption"] == nil else {
        throw section.error("'later-caption' needs 'later', a number of steps", at: "later-caption")
      }
      return nil
    }
    guard more > steps, more <= Race.mostShownSteps else {
      throw section.error(
        "'later' is more than the \(steps) steps before and at most \(Race.mostShownSteps)",
        atValueOf: "later")
    }
    return Later(steps: more, caption: printable(try section.text("later-caption") ?? ""))
  }

  private static func steps(_ section: Section) throws(DocumentError) -> Int {
    let steps = try section.count("steps") ?? Race.defaultSteps
    guard steps <= Race.mostShownSteps else {
      throw section.error("at most \(Race.mostShownSteps) steps", atValueOf: "steps")
    }
    return steps
  }

  private static func racers(
    _ section: Section, _ rules: ((String) throws(KnobError) -> RuleDefinition)?
  ) throws(DocumentError) -> [Racer] {
    guard let list = try section.texts("optimizers") else {
      throw section.error("'optimizers' must be a list such as [\"adam:eta=0.1\"]")
    }
    let names = "'optimizers' names 1 to \(Race.mostRacers)"
    guard list.count <= Race.mostRacers else {
      throw section.error(names, at: list[Race.mostRacers])
    }
    guard !list.isEmpty else { throw section.error(names, atValueOf: "optimizers") }
    var racers: [Racer] = []
    for entry in list {
      do {
        racers.append(try Racer(entry.text ?? "", file: rules))
      } catch {
        throw section.error("\(error)", at: entry)
      }
    }
    return racers
  }

  private static func view(_ section: Section) throws(DocumentError) -> View? {
    guard let text = try section.text("view") else { return nil }
    guard let view = RaceText.view(text), view.isUsable else {
      throw section.error("'view' is written \"LOW:HIGH,LOW:HIGH\"", atValueOf: "view")
    }
    return view
  }

  private static func named(_ section: Section, _ surfaces: [Surface]) throws(DocumentError)
    -> Surface
  {
    let name = try section.text("surface") ?? "rosenbrock"
    guard let surface = surfaces.named(name) else {
      throw section.error(surfaces.unknown(name), atValueOf: "surface")
    }
    return surface
  }

  private static func surface(_ scene: Scene) throws(DocumentError) -> Surface {
    let section = scene.section
    let view = try view(section)
    let start = try section.point("start")
    guard let formula = try section.text("formula") else {
      var surface: Surface
      if let own = scene.own { surface = own } else { surface = try named(section, scene.surfaces) }
      if let view { surface.view = view }
      if let start { surface.start = start }
      return surface
    }
    do {
      return try Surface(formula: formula, view: view, start: start)
    } catch {
      throw section.error(error, at: "formula")
    }
  }

  fileprivate static func race(_ scene: Scene) throws(DocumentError) -> Race {
    let section = scene.section
    var race = Race(
      surface: try surface(scene),
      start: try section.point("start") ?? scene.recorded?.points.first,
      racers: scene.racers, steps: try steps(section))
    race.recorded = scene.recorded
    race.batching = Batching(
      seed: UInt64(max(0, try section.count("seed") ?? 0)),
      order: try section.choice("draw", Batching.Order.self) ?? .drawn)
    do {
      try race.settleRates()
    } catch {
      throw section.error(error, at: "formula")
    }
    return race
  }

  private static func stage(_ section: Section, steps: Int) throws(DocumentError) -> Stage {
    var stage = Stage()
    let step = try section.count("step") ?? 0
    guard step <= steps else {
      throw section.error(
        "'step' is \(step), but the scene has \(steps) steps", atValueOf: "step")
    }
    stage.playback.playhead = Double(step)
    stage.playback.isPlaying = try section.boolean("playing") ?? true
    stage.showsArrows = try section.boolean("arrows") ?? false
    stage.isOneMap = try section.boolean("overlay") ?? false
    stage.pane = try section.choice("pane", Stage.Pane.self)
    stage.levels = try section.choice("levels", Surface.Levels.self)
    stage.quantity = try section.choice("chart", Stage.Quantity.self) ?? .loss
    return stage
  }
}

extension Lecture.Scene {
  /// The question with its choices, as paper and speech have it.
  var questionWithChoices: String {
    guard !choices.isEmpty else { return question }
    let numbered = choices.enumerated().map { "\($0.offset + 1) \($0.element)" }
    return "\(question) (\(numbered.joined(separator: "; ")))"
  }

  /// What races.
  ///
  /// - Throws: a `DocumentError` where the surface cannot be compiled.
  public func race() throws(DocumentError) -> Race {
    do {
      return try Lecture.race(self)
    } catch {
      throw error.inScene(number)
    }
  }
}

extension DocumentError {
  /// The same error, with the scene in which it is.
  fileprivate func inScene(_ number: Int) -> DocumentError {
    DocumentError(
      file: file, line: line, column: column, message: "scene \(number): \(message)")
  }
}
