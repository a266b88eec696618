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
    var racers: [Racer]
    /// What the file says of its race.
    var section: Section
    var number: Int
    var surfaces: [Surface]
    /// The surface of a file beside the lecture, where the scene names one.
    var own: Surface?
    /// What something else walked.
    var recorded: RecordedPath?
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
  /// Rules whose equations its first page shows.
  public var rules: [Racer]
  /// The sentences to take home, for its last page.
  public var home: [String]
  /// The scenes.
  public var scenes: [Scene]
  /// The command with which a course goes on behind it; nil for a lecture by itself.
  public var next: String?

  /// Whether a page stands before the first scene.
  public var hasOpening: Bool { !opening.isEmpty }

  /// What the page before the first scene says, a paragraph each.
  public var opening: [String] {
    var paragraphs: [String] = []
    if !see.isEmpty { paragraphs.append("To see: \(see)") }
    if !know.isEmpty { paragraphs.append("To know before: \(know)") }
    return paragraphs
      + rules.map { racer in
        let lines = racer.rule.equationLines
        // That g is the slope where a rule stands is said once for all of them.
        return "\(racer.title): \(lines.filter { $0 != "g = ∇f(θ)" }.joined(separator: ",  "))"
      }
  }

  private static let keys = [
    "title", "story", "minutes", "see", "know", "rules", "home", "scene",
  ]

  /// The most rules on a first page.
  private static let mostRules = 4
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
    self.rules =
      try root["rules"] == nil
      ? [] : Lecture.racers(root, at: "rules", most: Lecture.mostRules, rules)
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
}

extension DocumentError {
  /// The same error, with the scene in which it is.
  func inScene(_ number: Int) -> DocumentError {
    DocumentError(
      file: file, line: line, column: column, message: "scene \(number): \(message)")
  }
}
