import Documents
import Drawing
import Formulas
import Landscapes
import Trajectories

/// Where a lecture stands.
public struct LecturePlace: Sendable {
  /// The lecture.
  public let lecture: Lecture
  /// The scene that is shown, from 0.
  public internal(set) var index = 0
  /// The race of the scene as it was written.
  public internal(set) var race: Race
  /// What stands above the keys.
  public enum Page: Sendable {
    /// What one will see, and what one needs to know.
    case opening
    /// The question of the scene, or its caption.
    case scene
    /// The sentences to take home.
    case closing
  }

  /// The page that is shown.
  public private(set) var page = Page.scene
  /// Whether the scene is in its second phase.
  public private(set) var isLater = false
  /// Whether the question of the scene was answered.
  public internal(set) var isRevealed = false
  /// What the reader predicts, from 0; nil before a key committed it.
  public private(set) var prediction: Int?

  /// The scene that is shown.
  public var scene: Lecture.Scene { lecture.scenes[index] }

  /// What can be predicted by a key; empty where nothing can.
  var choices: [String] {
    guard scene.answer != nil else { return [] }
    return scene.choices.isEmpty ? race.racers.indices.map { race.title(of: $0) } : scene.choices
  }

  /// Commits a prediction, or another one.
  ///
  /// - Returns: whether there is such a choice, and its question is open.
  mutating func predict(_ choice: Int) -> Bool {
    guard page == .scene, !isRevealed, choices.indices.contains(choice) else { return false }
    prediction = choice
    return true
  }

  /// What came of the prediction; nil before the reveal, or where there was none.
  var verdict: String? {
    guard isRevealed, let prediction, let answer = scene.answer else { return nil }
    return prediction == answer
      ? "As you said: \(choices[answer])."
      : "You said “\(choices[prediction])”; here it is “\(choices[answer])”."
  }

  /// What comes of a move.
  enum Turn {
    /// The answer to the question of the scene is shown.
    case revealed
    /// Words are shown, and the race stays as it is.
    case page
    /// The scene goes on for some steps more.
    case later(steps: Int)
    /// A scene is shown from its beginning.
    case scene(remark: String?)
    /// There is nothing to go to, or it cannot be shown; the words say why.
    case nothing(String)
  }

  /// A lecture at one of its scenes.
  init(_ lecture: Lecture, at index: Int, race: Race) {
    self.lecture = lecture
    self.index = index
    self.race = race
    isRevealed = scene.question.isEmpty
    if index == 0, lecture.hasOpening { page = .opening }
  }

  /// Whether there is nothing to go on to.
  var isAtEnd: Bool {
    switch page {
    case .opening: return false
    case .closing: return true
    case .scene:
      return isRevealed && (scene.later == nil || isLater)
        && index + 1 == lecture.scenes.count && lecture.home.isEmpty
    }
  }

  /// Goes on: the reveal first, a longer look where the scene has one, then the next scene.
  mutating func forward() -> Turn {
    let next = lecture.next.map { " the course goes on with '\($0)';" } ?? ""
    let end = "the end of the lecture;\(next) q quits"
    switch page {
    case .opening:
      page = .scene
      return .page
    case .closing: return .nothing(end)
    case .scene: break
    }
    guard isRevealed else {
      isRevealed = true
      return .revealed
    }
    if let later = scene.later, !isLater {
      isLater = true
      return .later(steps: later.steps)
    }
    guard index + 1 < lecture.scenes.count || lecture.home.isEmpty else {
      page = .closing
      return .page
    }
    return go(to: index + 1, otherwise: end)
  }

  /// Goes back: from a race that was played with to the scene as it was written, from there to the
  /// scene before, its question open.
  mutating func back(from played: Race) -> Turn {
    if page == .closing {
      page = .scene
      return .page
    }
    guard page == .scene else { return .nothing("the first page") }
    guard played == race else {
      isRevealed = scene.question.isEmpty
      isLater = false
      prediction = nil
      return .scene(remark: "the scene as it was written; once more goes to the one before")
    }
    if index == 0, lecture.hasOpening {
      isRevealed = scene.question.isEmpty
      prediction = nil
      page = .opening
      return .scene(remark: nil)
    }
    return go(to: index - 1, otherwise: "the first scene")
  }

  private mutating func go(to other: Int, otherwise words: String) -> Turn {
    guard lecture.scenes.indices.contains(other) else { return .nothing(words) }
    do {
      race = try lecture.scenes[other].race()
    } catch {
      return .nothing("\(error)")
    }
    index = other
    isLater = false
    isRevealed = scene.question.isEmpty
    prediction = nil
    return .scene(remark: nil)
  }

  /// The stage on which the scene is shown now; what the reader chose for all scenes stays.
  func stage(after before: Stage) -> Stage {
    var stage = scene.stage
    stage.takeOver(from: before)
    // The audience predicts before anything moves or is explained.
    if !isRevealed {
      stage.playback.isPlaying = false
      stage.showsArrows = false
      stage.pane = nil
    }
    return stage
  }
}

extension Model {
  /// Opens a lecture at one of its scenes.
  ///
  /// - Parameter scene: which one, from 0; past the end it is the last.
  /// - Throws: a `DocumentError` where the surface of the scene cannot be compiled.
  public init(
    lecture: Lecture, scene: Int = 0, surfaces: @autoclosure @escaping @Sendable () -> [Surface]
  ) throws(DocumentError) {
    let index = min(max(0, scene), lecture.scenes.count - 1)
    let race = try lecture.scenes[index].race()
    do {
      try self.init(race: race, surfaces: surfaces())
    } catch {
      throw DocumentError(
        file: lecture.file, line: nil, message: "scene \(index + 1): \(error.message)")
    }
    self.lecture = LecturePlace(lecture, at: index, race: race)
    showScene()
    message = [lecture.title, lecture.story].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// Goes on or back in the lecture.
  mutating func turnLecture(forward: Bool) {
    guard var place = lecture else { return }
    let turn = forward ? place.forward() : place.back(from: race)
    self.lecture = place
    switch turn {
    case .revealed:
      stage.playback.isPlaying = place.scene.stage.playback.isPlaying
      stage.showsArrows = place.scene.stage.showsArrows
      stage.pane = place.scene.stage.pane
      showSceneSeeds()
    case .page: break
    case .later(let steps):
      follow { track in track.change({ $0.steps = steps }, remember: false) }
      stage.playback.isPlaying = true
    case .scene(let remark):
      showScene()
      if let remark { message = remark }
    case .nothing(let words): message = words
    }
  }

  /// Puts the scene up as the lecture has it, whatever was played with in between.
  private mutating func showScene() {
    guard let place = lecture else { return }
    follow { track in
      track.change({ $0 = place.race }, remember: false)
      track.forget()
    }
    stage = place.stage(after: stage)
    showSceneSeeds()
  }

  /// Shows many seeds where the scene does; who is to predict does not see them.
  private mutating func showSceneSeeds() {
    guard let place = lecture else { return }
    track.showCrowds(place.scene.showsSeeds && place.isRevealed)
  }
}
