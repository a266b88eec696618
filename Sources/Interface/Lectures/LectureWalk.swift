import Documents
import Drawing
import Formulas
import Landscapes
import Trajectories

/// Where a lecture stands.
public struct LectureWalk: Sendable {
  /// The lecture.
  public let lecture: Lecture
  /// The scene that is shown, from 0.
  public internal(set) var index = 0
  /// The race of the scene as it was written.
  public internal(set) var race: Race
  /// Whether the question of the scene was answered.
  public internal(set) var isRevealed = false

  /// The scene that is shown.
  public var scene: Lecture.Scene { lecture.scenes[index] }

  /// The words under the race: the question until the reveal, then the caption.
  var words: String { isRevealed ? scene.caption : scene.question }
}

extension Model {
  /// Opens a lecture at its first scene.
  ///
  /// - Throws: a `DocumentError` where the surface of its first scene cannot be compiled.
  public init(lecture: Lecture, surfaces: [Surface]) throws(DocumentError) {
    let race = try lecture.scenes[0].race()
    do {
      try self.init(race: race, surfaces: surfaces)
    } catch {
      throw DocumentError(file: lecture.file, line: nil, message: "scene 1: \(error.message)")
    }
    walk = LectureWalk(lecture: lecture, race: race)
    showScene()
    message = [lecture.title, lecture.story].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// Goes on or back in the lecture.
  ///
  /// Forward comes the reveal first, then the next scene; back the scene before, its question open.
  mutating func walkLecture(forward: Bool) {
    guard var walk else { return }
    if forward, !walk.isRevealed {
      walk.isRevealed = true
      self.walk = walk
      stage.isPlaying = walk.scene.stage.isPlaying
      stage.showsArrows = walk.scene.stage.showsArrows
      stage.pane = walk.scene.stage.pane
      return
    }
    // Back from what was played with leads to the scene as it was written.
    if !forward, race != walk.race {
      showScene()
      message = "the scene as it was written; once more goes to the one before"
      return
    }
    let next = walk.index + (forward ? 1 : -1)
    guard walk.lecture.scenes.indices.contains(next) else {
      message = forward ? "the end of the lecture; q quits" : "the first scene"
      return
    }
    do {
      walk.race = try walk.lecture.scenes[next].race()
      walk.index = next
      self.walk = walk
      showScene()
    } catch {
      message = "\(error)"
    }
  }

  /// Puts the scene up as the lecture has it, whatever was played with in between.
  mutating func showScene() {
    guard var walk else { return }
    walk.isRevealed = walk.scene.question.isEmpty
    self.walk = walk
    let (theme, usesMouse, speed) = (stage.theme, stage.usesMouse, stage.speed)
    change({ $0 = walk.race }, remember: false)
    // What was done in another scene is not taken back in this one.
    history.clear()
    ghosts = race.racers.map { _ in [] }
    stage = walk.scene.stage
    stage.theme = theme
    stage.usesMouse = usesMouse
    stage.speed = speed
    // The audience predicts before anything moves or is explained.
    if !walk.isRevealed {
      stage.isPlaying = false
      stage.showsArrows = false
      stage.pane = nil
    }
  }
}
