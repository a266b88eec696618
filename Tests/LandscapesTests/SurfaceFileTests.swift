import Documents
import Landscapes
import Testing

@Suite struct SurfaceFileTests {
  @Test func `a formula alone is enough`() throws {
    let surface = try Surface(toml: "formula = \"(x - 40)^2 + 10 (y + 3)^2\"", file: "a.toml")
    #expect(surface.view.contains(Point(40, -3)))
    #expect(surface.minima == [Point(40, -3)])
    #expect(surface.view.contains(surface.start))
  }

  @Test func `integers are numbers`() throws {
    let text = """
      name = "Bowl"
      formula = "a x^2 + y^2"
      parameters = { a = 3 }
      view = { x = [-1, 2], y = [-1, 2] }
      start = [1, 1]
      minima = [[0, 0]]
      """
    let surface = try Surface(toml: text, file: "bowl.toml")
    #expect(surface.parameters == ["a": 3])
    #expect(surface.start == Point(1, 1))
  }

  private static let mistakes: [(String, String)] = [
    ("formula = \"x\"\ncolour = \"red\"", "a.toml:2:1: unknown key 'colour'"),
    ("name = \"a\"\nformula = 3", "a.toml:2:11: 'formula' must be a text"),
    ("formula = \"x\"\nstart = [1]", "a.toml:2:9: 'start' must be a pair of two"),
    ("formula = \"x +\"", "a.toml:1:15: formula, line 1, column 4"),
    ("formula = \"x\"\nview = { x = [1, 0], y = [0, 1] }", "a.toml:2:14: 'view' must run"),
    ("name = \"no formula\"", "'formula' is missing"),
    ("formula = \"x^2\"\nminima = [[1, 0]]", "a.toml:2:11: (1, 0) is no minimum"),
    ("formula = \"x\"\nlevels = \"cubic\"", "a.toml:2:10: 'levels' must be \"log\" or \"linear\""),
    ("formula = \"x\"\n\n[[[", "a.toml:3:3: expected the name of a table, found '['"),
    (
      "formula = \"sin(x)\"\nparameters = { sin = 2 }",
      "a.toml:2:16: 'sin' cannot name a parameter"
    ),
    ("formula = \"x\"\nstart = [nan, 0]", "a.toml:2:10: 'start' must be a pair"),
  ]

  @Test(arguments: mistakes)
  func `an error names file, line and what is wrong`(text: String, words: String) {
    #expect {
      _ = try Surface(toml: text, file: "a.toml")
    } throws: { error in
      "\(error)".contains(words)
    }
  }

  @Test(arguments: [
    "a = " + String(repeating: "[", count: 100_000),
    "formula = \"x\"\n" + Array(repeating: "a", count: 20_000).joined(separator: ".") + " = 1",
    "formula = \"x\"\n# " + String(repeating: "a", count: 1_100_000),
  ])
  func `hostile files are refused`(text: String) {
    #expect(throws: DocumentError.self) { _ = try Surface(toml: text, file: "a.toml") }
  }

  @Test func `control characters of names never survive`() throws {
    let surface = try Surface(
      toml: "name = \"a\\u001b[31mb\"\nformula = \"x^2 + y^2\"", file: "a.toml")
    #expect(!surface.name.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `a turned parameter moves the minimum along`() throws {
    let surface = try Surface(
      toml: """
        formula = "(a - x)^2 + 100 (y - x^2)^2"
        parameters = { a = 1 }
        view = { x = [-2, 2], y = [-1, 3] }
        minima = [[1, 1]]
        """, file: "r.toml")
    let turned = try surface.turned(["a": 1.2])
    let minimum = try #require(turned.minima.first)
    #expect((minimum - Point(1.2, 1.44)).length < 1e-9)
  }
}
