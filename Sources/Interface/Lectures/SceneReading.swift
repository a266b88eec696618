import Documents
import Formulas
import Landscapes
import Optimizers
import Trajectories

extension Lecture {
  private static let sceneKeys = [
    "title", "question", "choices", "answer", "caption", "surface", "formula", "path", "view",
    "start", "steps", "optimizers", "draw", "seed", "seeds", "later", "later-caption",
    "step", "playing", "arrows", "pane", "overlay", "chart", "levels",
  ]

  /// The most choices of a prediction.
  private static let mostChoices = 4

  /// Reads a scene, all but what takes time: surfaces are compiled and rates chosen when it is shown.
  static func scene(
    _ section: Section, number: Int, _ surfaces: [Surface],
    _ rules: ((String) throws(KnobError) -> RuleDefinition)?, _ data: DataFiles?
  ) throws(DocumentError) -> Scene {
    try section.allow(only: sceneKeys)
    let steps = try steps(section)
    let racers = try racers(section, at: "optimizers", most: Race.mostRacers, rules)
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

  /// The rules that a list names, as a command line would.
  static func racers(
    _ section: Section, at key: String, most: Int,
    _ rules: ((String) throws(KnobError) -> RuleDefinition)?
  ) throws(DocumentError) -> [Racer] {
    guard let list = try section.texts(key) else {
      throw section.error("'\(key)' must be a list such as [\"adam:eta=0.1\"]")
    }
    let names = "'\(key)' names 1 to \(most)"
    guard list.count <= most else { throw section.error(names, at: list[most]) }
    guard !list.isEmpty else { throw section.error(names, atValueOf: key) }
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

  static func race(_ scene: Scene) throws(DocumentError) -> Race {
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
    let numbered = choices.enumerated().map { "(\($0.offset + 1)) \($0.element)" }
    return "\(question) \(numbered.joined(separator: " "))"
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
