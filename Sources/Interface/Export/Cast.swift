import Documents
import Drawing
import Landscapes
import SystemLibrary
import Trajectories

/// A race as an asciicast of version 2: a header and timed events, a JSON value a line.
///
/// The same race gives the same bytes: times are those of the playhead, never of a clock.
public struct Cast {
  /// How a cast is made.
  public struct Options: Sendable {
    /// The width in cells.
    public var columns = 120
    /// The height in cells.
    public var rows = 40
    /// A multiple of the usual pace.
    public var speed = 1.0
    /// Seconds to rest at the start, at notes and at the end.
    public var pause = 1.5
    /// Frames a second.
    public var framesPerSecond = 15.0
    /// The colours.
    public var theme = Theme.all[0]
    /// How many colours.
    public var depth = ColorDepth.indexed
    /// The characters.
    public var glyphs = Glyphs.unicode

    /// The usual options.
    public init() {}
  }

  private var model: Model
  private let options: Options
  private var stream: TerminalStream
  private var memory = TerrainMemory()
  private var time = 0.0

  /// Prepares a cast of a race.
  public init(of model: Model, options: Options = Options()) {
    self.model = model
    self.model.finish()
    self.options = options
    stream = TerminalStream(theme: options.theme, depth: options.depth)
    self.model.stage.playback.speed = options.speed
  }

  /// Hands over the lines of the cast, each with its end.
  public mutating func write(_ write: (String) throws -> Void) rethrows {
    let title = model.lecture?.lecture.title ?? model.race.surface.name
    try write(
      "{\"version\": 2, \"width\": \(options.columns), \"height\": \(options.rows), "
        + "\"title\": \(quoted("ravine: \(title)")), "
        + "\"env\": {\"TERM\": \"xterm-256color\"}}\n")
    if model.lecture == nil {
      model.stage.playback.playhead = 0
      model.stage.playback.isPlaying = true
      try play(write)
    } else {
      try walk(write)
    }
    // An empty event keeps the last screen for its pause.
    try write("[\(Cast.number(time)), \"o\", \"\"]\n")
  }

  /// Goes through a lecture: each question, and each page of words, rests for twice the pause.
  private mutating func walk(_ write: (String) throws -> Void) rethrows {
    var marked: Int?
    while let place = model.lecture {
      model.finish()
      if place.page == .scene, marked != place.index {
        marked = place.index
        try mark("\(place.index + 1). \(place.scene.title)", write)
      }
      if place.page == .scene, place.isRevealed {
        try play(write)
      } else {
        try frame(write)
        time += 2 * options.pause
      }
      model.turnLecture(forward: true)
      if place.isAtEnd { return }
    }
  }

  /// Plays a race from where it stands to its end.
  private mutating func play(_ write: (String) throws -> Void) rethrows {
    var marks = model.race.notes.map { ($0.step, $0.text) }
    for (index, run) in model.runs.enumerated() where run.diverged {
      let words = run.leftDomain ? "left the domain" : "diverged"
      marks.append((run.lastStep, "\(model.race.title(of: index)) \(words)"))
    }
    marks.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    try frame(write)
    time += options.pause
    while model.stage.playback.isPlaying {
      let before = model.stage.playback.step
      model.pass(seconds: 1 / options.framesPerSecond)
      time += 1 / options.framesPerSecond
      try frame(write)
      let passed = marks.filter { $0.0 > before && $0.0 <= model.stage.playback.step }
      for (step, words) in passed { try mark("step \(step): \(words)", write) }
      if !passed.isEmpty { time += options.pause }
    }
    time += options.pause
  }

  /// A place to jump to.
  private func mark(_ words: String, _ write: (String) throws -> Void) rethrows {
    try write("[\(Cast.number(time)), \"m\", \(quoted(words))]\n")
  }

  private mutating func frame(_ write: (String) throws -> Void) rethrows {
    let scene = Screen.sheet(
      of: model, columns: options.columns, rows: options.rows, glyphs: options.glyphs,
      memory: &memory)
    let text = stream.show(scene.grid())
    if !text.isEmpty { try write("[\(Cast.number(time)), \"o\", \(quoted(text))]\n") }
  }

  /// Seconds with six decimals at most, with a point in every locale.
  private static func number(_ seconds: Double) -> String {
    let micros = Int((seconds * 1e6).rounded())
    let rest = String(micros % 1_000_000 + 1_000_000).dropFirst()
    return "\(micros / 1_000_000).\(rest)"
  }
}
