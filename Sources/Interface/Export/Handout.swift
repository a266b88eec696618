import Documents
import Drawing
import Formulas
import Landscapes
import Optimizers
import Trajectories

/// A lecture or a run on paper: a picture of every scene or note, its words, its numbers, and the
/// command that shows it again.
public struct Handout: Sendable {
  /// One picture with what belongs to it.
  public struct Part: Sendable {
    /// The heading.
    public var title: String
    /// What the reader may predict first; empty where there is no question.
    public var question: String
    /// What is to be seen.
    public var words: String
    /// The picture as SVG.
    public var picture: Markup
    /// The same for a phone, where the page is to be read on one: without panes, and one map where there are many.
    public var narrowPicture: Markup?
    /// What of the picture a script can play.
    public var motion: SvgMotion?
    /// The picture in words, for readers that cannot see it.
    public var description: String
    /// What became of each racer.
    public var outcomes: [Outcome]
    /// The command that shows the same.
    public var command: String
  }

  /// What became of a racer up to the step of the picture.
  public struct Outcome: Sendable {
    /// The racer as a command line names it.
    public var optimizer: String
    /// The step to which the numbers belong.
    public var step: Int
    /// The loss there.
    public var loss: String
    /// What it is doing.
    public var fate: String
  }

  /// How the pictures are drawn.
  public struct Options: Sendable {
    /// The width of a picture in cells.
    public var columns = 120
    /// The height of a picture in cells.
    public var rows = 34
    /// The colours; paper is white.
    public var theme = Theme.day
    /// Whether a script can play the pictures, and they suit dark pages and phones, too.
    public var plays = false

    /// The usual options.
    public init() {}
  }

  /// The cells of a picture that can be read on a phone.
  static let phone = (columns: 56, rows: 36, pane: 14)

  /// The most pictures of a page.
  public static let mostParts = 200

  /// The heading.
  public var title: String
  /// What it is about, a paragraph each.
  public var introduction: [String]
  /// The pictures with their words.
  public var parts: [Part]
  /// The sentences to take home, behind the last picture.
  public var home: [String] = []
  /// The colours of pictures that suit light and dark pages.
  public var colors = ColorPairs()
  /// The command that opens all of it.
  public var command: String

  init(title: String, introduction: [String], parts: [Part], command: String) {
    self.title = title
    self.introduction = introduction
    self.parts = parts
    self.command = command
  }

  /// A handout of a lecture: a part a scene, as it stands at its end.
  ///
  /// - Parameters:
  ///   - source: the name or file of the lecture, for its command.
  ///   - progress: is told how many of how many scenes are drawn.
  /// - Throws: a `DocumentError` where a surface cannot be compiled.
  public init(
    of lecture: Lecture, source: String, surfaces: [Surface], _ options: Options,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(DocumentError) {
    title = lecture.title.isEmpty ? source : lecture.title
    introduction = lecture.story.isEmpty ? [] : [lecture.story]
    introduction += lecture.opening
    home = lecture.home
    command = "ravine lecture \(RaceText.quoted(source))"
    parts = []
    for (index, scene) in lecture.scenes.enumerated() {
      progress(index, lecture.scenes.count)
      let race = try scene.race()
      var model: Model
      do {
        model = try Model(race: race, surfaces: surfaces, stage: scene.stage)
      } catch {
        throw DocumentError(
          file: lecture.file, line: nil, message: "scene \(index + 1): \(error.message)")
      }
      if scene.showsSeeds { model.showSeeds() }
      model.finish()
      // What plays on the screen has come to its end on paper.
      if model.stage.playback.isPlaying { model.stage.playback.playhead = Double(race.steps) }
      let heading = scene.title.isEmpty ? "Scene" : scene.title
      parts.append(
        Part(
          of: model, number: parts.count, title: "\(index + 1). \(heading)",
          question: scene.questionWithChoices, words: scene.caption, options, &colors))
      guard let later = scene.later else { continue }
      model.change({ $0.steps = later.steps }, remember: false)
      model.finish()
      model.stage.playback.playhead = Double(later.steps)
      parts.append(
        Part(
          of: model, number: parts.count, title: "\(index + 1). \(heading), later",
          question: "And later?",
          words: later.caption, options, &colors))
    }
  }

  /// A handout of a run: a part a note, and one for the end.
  ///
  /// - Parameters:
  ///   - model: the run; its stage says how it is shown.
  ///   - source: the name of its file, for its command.
  public init(of model: Model, source: String, _ options: Options) {
    var model = model
    model.finish()
    let race = model.race
    let names = race.racers.indices.map { race.title(of: $0) }
    title = "\(names.joined(separator: ", ")) on \(race.surface.name)"
    command = "ravine replay \(RaceText.quoted(source))"
    introduction = race.surface.story.isEmpty ? [] : [race.surface.story]
    introduction.append(
      "f = \(model.track.measures.formulaText), start \(brief(race.start)), \(race.steps) steps.")
    for tweak in race.tweaks {
      let symbol = race.racers[tweak.racer].knob(tweak.knob)?.symbol ?? tweak.knob.rawValue
      introduction.append(
        "From step \(tweak.step) on \(model.race.title(of: tweak.racer)) runs with "
          + "\(symbol) = \(tweak.value).")
    }
    if let parent = model.track.parent {
      introduction.append("Forked from \(parent.file) at step \(parent.step).")
    }
    parts = []
    for note in race.notes.sorted(by: { $0.step < $1.step }) where note.step <= race.steps {
      model.stage.playback.playhead = Double(note.step)
      parts.append(
        Part(
          of: model, number: parts.count, title: "Step \(note.step)", question: "",
          words: note.text, options, &colors))
    }
    model.stage.playback.playhead = Double(race.steps)
    let words = race.racers.indices.map {
      "\(model.race.title(of: $0)): \(model.fate(of: $0).words)"
    }
    parts.append(
      Part(
        of: model, number: parts.count, title: "Step \(race.steps): the end", question: "",
        words: words.joined(separator: "; ") + ".", options, &colors))
  }
}
