import Documents
import Drawing
import Foundation
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Interface

/// Names that were chosen to break what shows them: told to every parser, in every field.
@Suite struct HostileTextTests {
  static let texts = [
    "\"\u{338} onmouseover=\u{22}\u{301}alert(1)", "<\u{338}img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>", "a'\u{301}; touch X; '", "'\u{D4E}'", "\u{D4E}\"<&>",
    "\u{301}begins with an accent", "\u{202E}reversed\u{202C}", "zero\u{200B}width\u{FEFF}",
    "\u{1B}]0;title\u{7}", "line\u{2028}line\u{85}line", "]]>--><!--&amp;", "{{7*7}}`$(id)`",
    String(decoding: [0xEF, 0xBF, 0xBF], as: UTF8.self), "&\u{20DD}lt;", "漢字 👩‍👩‍👧", "\u{0}nul",
  ]

  /// A lecture, a surface and a run in which every free text is hostile.
  private func lecture(_ text: String) throws -> Lecture {
    try Lecture(
      toml: """
        title = \(quoted(text))
        story = \(quoted(text))
        [[scene]]
        title = \(quoted(text))
        question = \(quoted(text))
        caption = \(quoted(text))
        steps = 3
        optimizers = [\(quoted("adam:label=" + text)), "descent"]
        """, file: text, surfaces: Shipped.all)
  }

  private func race(_ text: String) throws -> Race {
    let surface = try Surface(
      toml: """
        name = \(quoted(text))
        formula = "k x^2 + y^2"
        parameters = { k = 2 }
        story = \(quoted(text))
        source = \(quoted(text))
        """, file: text)
    var race = Race(
      surface: surface, racers: [try Racer("momentum:label=\(printable(text))")], steps: 5)
    try race.settleRates()
    race.notes = [Note(step: 2, text: printable(text))]
    return race
  }

  private var small: Handout.Options {
    var options = Handout.Options()
    options.columns = 60
    options.rows = 20
    return options
  }

  /// Elements and attributes of a document as a parser that is not ours sees them.
  private final class Reader: NSObject, XMLParserDelegate {
    var names: Set<String> = []
    var attributes: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes given: [String: String]
    ) {
      names.insert(name)
      attributes.formUnion(given.keys)
    }
  }

  private func read(_ text: String) -> Reader? {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  private static let known: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "pre", "section", "figure",
    "table", "tr", "th", "td", "svg", "defs", "clipPath", "rect", "g", "path", "use", "text",
    "circle", "div", "ul", "li",
  ]

  @Test(arguments: texts)
  func `a page holds no element and no attribute that a text brought`(text: String) throws {
    let handouts = [
      try Handout(of: lecture(text), source: text, surfaces: Shipped.all, small),
      Handout(of: try Model(race: race(text), surfaces: []), source: text, small),
    ]
    for handout in handouts {
      let page = handout.html
      let body = try #require(page.firstRange(of: "<html"))
      let reader = try #require(read(String(page[body.lowerBound...])), "\(text.debugDescription)")
      #expect(reader.names.isSubset(of: Self.known), "\(reader.names.subtracting(Self.known))")
      #expect(!reader.attributes.contains { $0.hasPrefix("on") })
      #expect(page.unicodeScalars.allSatisfy { isPrintable($0) || $0 == "\n" })
    }
  }

  @Test(arguments: texts)
  func `a picture holds no element and no attribute that a text brought`(text: String) throws {
    var model = try Model(race: race(text), surfaces: [])
    model.stage.playback.playhead = 3
    model.message = text
    var memory = TerrainMemory()
    let scene = Screen.sheet(of: model, columns: 100, rows: 30, memory: &memory)
    let picture = scene.svg(theme: .night, title: text, prefix: "p").text
    let reader = try #require(read(picture), "\(text.debugDescription)")
    #expect(reader.names.isSubset(of: Self.known))
    #expect(!reader.attributes.contains { $0.hasPrefix("on") })
    // Nothing but whole characters of one cell on the screen.
    #expect(scene.grid().cells.allSatisfy { GlyphWidth.isPrintable($0.glyph) })
  }

  @Test(arguments: texts)
  func `a page of Markdown holds no markup that a text brought`(text: String) throws {
    let page = try Handout(of: lecture(text), source: "a", surfaces: Shipped.all, small).markdown
    let lines = page.split(separator: "\n").filter { !$0.hasPrefix("![") }
    for line in lines {
      let scalars = Array(line.unicodeScalars)
      for (index, scalar) in scalars.enumerated() where scalar == "<" || scalar == "`" {
        let isFence = line == "```" || line == "```sh" || line.hasPrefix("ravine ")
        #expect(isFence || index > 0 && scalars[index - 1] == "\\", "\(line)")
      }
    }
  }

  @Test(arguments: texts)
  func `a printed command does nothing but open the race`(text: String) throws {
    // A shell splits the command into words; every one has to arrive as it was meant.
    let model = try Model(race: race(text), surfaces: [])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let command = model.command.dropFirst("ravine".count)
    process.arguments = ["-c", "for word in \(command); do printf '%s\\n' \"$word\"; done"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let words = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self
    ).split(separator: "\n").map(String.init)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let place = try #require(words.firstIndex(of: "--optimizer"))
    let racer = try Racer(words[place + 1])
    #expect(
      racer.label.map { Array($0.unicodeScalars) }
        == Array(printable(text).unicodeScalars))
    #expect(words.count == model.commandWords.count - 1)
  }

  @Test func `the names of parameters are quoted in commands`() throws {
    let surface = try #require(Shipped.named("rosenbrock"))
    let race = Race(surface: try surface.turned(["b": 20]), racers: [try Racer("adam")])
    #expect(race.options(shipped: Shipped.all).contains("b=20"))
    #expect(RaceText.quoted("b\u{301}'=1") == "'b\u{301}'\\''=1'")
  }

  @Test(arguments: texts)
  func `no error brings a control character to a terminal`(text: String) throws {
    var errors: [String] = []
    func note(_ body: () throws -> Void) {
      do { try body() } catch { errors.append("\(error)") }
    }
    note { _ = try Surface(toml: "\(quoted(text)) = 1", file: text) }
    note { _ = try Surface(toml: "formula = \(quoted(text))", file: text) }
    note { _ = try Racer(text) }
    note { _ = try Racer("adam:\(text)=1") }
    note { _ = try Racer("adam:epsilon-at=\(text)") }
    note { _ = try Configuration(toml: "theme = \(quoted(text))", file: text, surfaces: []) }
    let header = """
      # ravine run 1
      # [surface]
      # formula = "x^2+y^2"
      # [[optimizer]]
      # rule = "adam"
      # epsilon-at = \(quoted(text))
      #
      optimizer\tstep

      """
    note { _ = try RunRecord(header, file: text) }
    #expect(errors.count == 7)
    for error in errors {
      #expect(
        error.unicodeScalars.allSatisfy { isPrintable($0) || $0 == "\n" },
        "\(error.debugDescription)")
    }
  }
}
