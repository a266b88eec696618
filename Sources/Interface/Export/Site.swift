import Documents
import Drawing
import Landscapes

/// A course as a small static site: an index, a page a lecture, and what lets the pictures play.
///
/// It needs no network and no server. Without a script its pictures stand still at their ends.
public struct Site: Sendable {
  /// A lecture of the course.
  public struct Chapter: Sendable {
    /// The name of its page, without an ending.
    public var stem: String
    /// The lecture.
    public var lecture: Lecture

    /// Creates a chapter.
    public init(stem: String, lecture: Lecture) {
      self.stem = stem
      self.lecture = lecture
    }
  }

  /// The heading of the index.
  public var title: String
  /// The lectures in their order.
  public var chapters: [Chapter]

  /// Creates a site.
  public init(title: String, chapters: [Chapter]) {
    self.title = title
    self.chapters = chapters
  }

  /// The names of all its files.
  public var files: [String] {
    ["style.css", "play.js", "index.html"] + chapters.map { "\($0.stem).html" }
  }

  /// Hands over the files of the site, each when it is made.
  ///
  /// - Parameters:
  ///   - surfaces: the surfaces that ship, for the commands.
  ///   - options: how the pictures are drawn.
  ///   - write: is given the name of a file and its text.
  /// - Throws: what `write` throws, or a `DocumentError` where a surface cannot be compiled.
  public func write(
    surfaces: [Surface], _ options: Handout.Options, _ write: (String, String) throws -> Void
  ) throws {
    try write("style.css", Site.style)
    try write("play.js", Site.script)
    try write("index.html", index(surfaces, options.theme))
    var options = options
    options.plays = true
    for (number, chapter) in chapters.enumerated() {
      let handout = try Handout(
        of: chapter.lecture, source: chapter.stem, surfaces: surfaces, options)
      try write("\(chapter.stem).html", page(handout, number))
    }
  }

  private func page(_ handout: Handout, _ number: Int) -> String {
    var body = [navigation(number), Markup("h1", text: handout.title)]
    body += handout.introduction.map { Markup("p", text: $0) }
    body.append(Markup("pre", text: handout.command))
    body += handout.parts.map(\.html)
    body += handout.closing + [navigation(number)]
    return Site.document(handout.title, body, handout.colors)
  }

  /// The ways to the lectures before and behind, and to the index.
  private func navigation(_ number: Int) -> Markup {
    var links: [Markup] = []
    func link(_ words: String, _ place: Int) {
      guard chapters.indices.contains(place) else { return }
      links.append(
        Markup(
          "a", ["href": "\(chapters[place].stem).html"],
          text: "\(words)\(chapters[place].lecture.title)"))
    }
    link("← ", number - 1)
    links.append(Markup("a", ["href": "index.html"], text: "all lectures"))
    link("→ ", number + 1)
    return Markup("nav", [:], links)
  }

  static func document(_ title: String, _ body: [Markup], _ colors: ColorPairs) -> String {
    let head = Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("meta", ["name": "color-scheme", "content": "light dark"]),
        Markup("title", text: title),
        Markup("link", ["rel": "stylesheet", "href": "style.css"]),
        Markup("style", text: colors.style),
        // An element that closes itself is open to a browser.
        Markup("script", ["src": "play.js", "defer": "defer"], text: ""),
      ])
    let page = Markup("html", ["lang": "en"], [head, Markup("body", [:], body)])
    return "<!DOCTYPE html>\n" + page.text
  }
}
