import Foundation
import Testing

@testable import Documents

/// A broken text, with a mark where the error belongs.
struct PlaceCase: Sendable, CustomTestStringConvertible {
  /// The text without its mark.
  let text: String
  /// What the message says.
  let words: String
  /// Where the mark stood, both counted from 1; nil where there was none.
  let line: Int?
  let column: Int?

  var testDescription: String { "\(text.debugDescription): \(words)" }

  init(_ marked: String, _ words: String) {
    self.words = words
    let parts = marked.split(separator: "⟦", maxSplits: 1, omittingEmptySubsequences: false)
    text = parts.joined()
    guard parts.count == 2 else {
      (line, column) = (nil, nil)
      return
    }
    // The mark of the byte order is no column.
    let before = parts[0].unicodeScalars.drop { $0 == "\u{FEFF}" }
    line = before.count { $0 == "\n" } + 1
    column = before.reversed().prefix { $0 != "\n" }.count + 1
  }

  /// Cases one below the other, each behind a line `=== words`.
  static func all(_ text: String) -> [PlaceCase] {
    text.split(separator: "=== ").map { part in
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      return PlaceCase(String(part[end...].dropFirst()), String(part[..<end]))
    }
  }

  /// Expects that reading throws an error with these words at this place.
  func expect(
    _ location: SourceLocation = #_sourceLocation, read: (String) throws -> Void
  ) {
    let error = #expect(throws: DocumentError.self, sourceLocation: location) { try read(text) }
    guard let error else { return }
    #expect(error.message.contains(words), "\(error)", sourceLocation: location)
    #expect(
      error.line == line && error.column == column,
      "belongs to \(line ?? 0):\(column ?? 0): \(error)", sourceLocation: location)
  }
}

@Suite struct TomlPlaceTests {
  private static let grammar = PlaceCase.all(
    #"""
    === this text is not closed in its line
    name = ⟦"Rosenbrock
    formula = "x^2"
    === this text is not closed in its line
    name = ⟦'Rosenbrock"
    === this text is not closed in its line
    name = ⟦"C:\temp\"
    === unknown escape
    name = "C:⟦\surfaces"
    === unknown escape
    story = "a ⟦\d"
    === unknown escape
    story = "100 ⟦\% sure"
    === an escape takes 4 hexadecimal digits
    name = "⟦\u12"
    === an escape takes 8 hexadecimal digits
    name = "κ ⟦\U0001F60"
    === names no character
    name = "⟦\uD83D\uDE00"
    === names no character
    name = "a\n⟦\U00110000"
    === expected the end of the line, found 's'
    story = 'it'⟦s narrow'
    === expected the end of the line, found 'b'
    story = "the "⟦banana" valley"
    === expected the end of the line, found '"'
    name = "a" ⟦"b"
    === this text is not closed
    name = "a"
    story = ⟦"""
    It never ends.
    formula = "x"
    === this text is not closed
    story = ⟦'''
    two quotes close nothing''
    === unknown escape
    story = """
    One line,
    another ⟦\one.
    """
    === unknown escape
    story = """
    folded ⟦\ not at the end
    """
    === expected the end of the line, found '"'
    story = """three"""""⟦"
    === expected a value, found '“'
    name = ⟦“Rosenbrock”
    === expected a value, found '`'
    name = ⟦`Rosenbrock`
    === 'Rosenbrock' is no value: a text needs quotes
    name = ⟦Rosenbrock
    === 'My' is no value: a text needs quotes
    name = ⟦My surface
    === 'True' is no value
    ascii = ⟦True
    === 'yes' is no value
    ascii = ⟦yes # or no
    === expected a value, found the end of the line
    speed =⟦
    === expected a value, found the end of the line
    speed =   ⟦
    steps = 3
    === expected a value, found '#'
    speed = ⟦# fast
    === expected a value, found '='
    speed = ⟦= 1
    === expected '=' after the key, found the end of the line
    speed⟦
    === expected '=' after the key, found ':'
    speed⟦: 1
    === expected '=' after the key, found '1'
    speed ⟦1
    === expected '=' after the key, found 's'
    line ⟦search = 1
    === expected a key, found 'η'
    ⟦η = 0.1
    === expected a key, found '='
      ⟦= 1
    === expected a key, found '='
    a.⟦= 1
    === expected a key, found '.'
    a.⟦.b = 1
    === expected a key, found '.'
    ⟦.a = 1
    === expected a key, found '/'
    ⟦// a comment
    === expected a key, found '–'
    formula = "x"
    ⟦–dash = 1
    === expected a key, found '<'
    a = 1
    ⟦<<<<<<< HEAD
    b = 2
    === expected the end of the line, found ','
    speed = 2⟦,5
    === expected the end of the line, found ','
    speed = 2⟦,
    === expected the end of the line, found ';'
    speed = 2⟦;
    === expected the end of the line, found 's'
    speed = 2 ⟦steps = 3
    === expected the end of the line, found '/'
    speed = 1⟦/2
    === expected the end of the line, found '%'
    speed = 50⟦%
    === '2.' is neither a number nor a date
    speed = ⟦2.
    === '.5' is neither a number nor a date
    speed = ⟦.5
    === '+.5' is neither a number nor a date
    speed = ⟦+.5
    === '1.5.2' is neither a number nor a date
    version = ⟦1.5.2
    === '1e' is neither a number nor a date
    speed = ⟦1e
    === '007' is neither a number nor a date
    seed = ⟦007
    === '1__000' is neither a number nor a date
    steps = ⟦1__000
    === '3x' is neither a number nor a date
    a = ⟦3x
    === '0xfg' is neither a number nor a date
    a = ⟦0xfg
    === the number 9223372036854775808 does not fit into 64 bits
    seed = ⟦9223372036854775808
    === the number +9223372036854775808 does not fit into 64 bits
    seed = ⟦+9223372036854775808
    === the number 0xffff_ffff_ffff_ffff does not fit into 64 bits
    seed = ⟦0xffff_ffff_ffff_ffff
    === '2024-02-30' is neither a number nor a date
    source = ⟦2024-02-30
    === '1979-05-27T:' is neither a number nor a date
    d=⟦1979-05-27T:
    === expected the end of the line, found '1'
    d=1979-05-27 ⟦1
    === this '[' is not closed
    start = ⟦[1, 2
    === this '[' is not closed
    start = ⟦[1, 2
    levels = "log"
    === this '[' is not closed
    start = ⟦[1, 2,
    levels = "log"
    === this '[' is not closed
    start = ⟦[
      # nothing
    steps . most = 3
    === this '[' is not closed
    title = "a"
    [[scene]]
    optimizers = ⟦[
      "adam",
      "sgd",

    [[scene]]
    title = "b"
    === this '[' is not closed
    optimizers = ⟦["adam"
    [[scene]]
    === this '[' is not closed
    optimizers = ⟦["adam",
    [keys]
    play = "p"
    === this '[' is not closed
    minima = [[0, 0], ⟦[1, 1
    levels = "log"
    === this '[' is not closed
    minima = ⟦[[0, 0], [1, 1]
    === expected ',' or ']' in the array, found '"'
    optimizers = [
      "adam"
      ⟦"sgd"
    ]
    === expected ',' or ']' in the array, found '2'
    start = [1 ⟦2]
    === expected ',' or ']' in the array, found ';'
    start = [1⟦; 2]
    === expected ',' or ']' in the array, found ')'
    start = [1, 2⟦)
    === expected ',' or ']' in the array, found '}'
    start = [1, 2⟦}
    === expected ',' or ']' in the array, found ':'
    start = ["x"⟦: 1]
    === expected a value, found ','
    start = [1,⟦, 2]
    === expected a value, found ','
    start = [⟦, 1]
    === expected a value, found '('
    start = ⟦(1, 2)
    === 'adam' is no value: a text needs quotes
    optimizers = ["sgd", ⟦adam]
    === 'adam:eta' is no value: a text needs quotes
    optimizers = [
      ⟦adam:eta=0.1
    ]
    === expected the end of the line, found ']'
    start = [1, 2]⟦]
    === 'pi' is no value
    start = [0, ⟦pi]
    === '-pi' is no value
    start = [0, ⟦-pi]
    === this '{' is not closed in its line
    view = ⟦{ x = [0, 1], y = [0, 1]
    === this '{' is not closed in its line
    view = ⟦{
      x = [0, 1],
    }
    === this '{' is not closed in its line
    view = ⟦{ x = [0, 1],
             y = [0, 1] }
    === this '{' is not closed in its line
    a = { b = ⟦{ c = 1 
    === expected a key, found '}'
    view = { x = [0, 1], ⟦}
    === expected a key, found '#'
    view = { x = [0, 1], ⟦# the x axis
    === expected ',' or '}' in the table, found 'y'
    view = { x = [0, 1] ⟦y = [0, 1] }
    === expected ',' or '}' in the table, found ']'
    view = { x = [0, 1]⟦], y = [0, 1] }
    === expected ',' or ']' in the array, found 'y'
    view = { x = [0, 1 ⟦y = [0, 1] }
    === expected '=' after the key, found ':'
    parameters = { a⟦: 1 }
    === expected '=' after the key, found '}'
    parameters = { a ⟦}
    === expected a value, found '}'
    parameters = { a = ⟦}
    === 'a' is given twice
    parameters = { a = 1, ⟦a = 2 }
    === 'name' is given twice
    name = "a"
    formula = "x"
    ⟦name = "b"
    === 'name' is given twice
    name = "a"
    ⟦"name" = "b"
    === 'eta' is given twice
    knob.eta = 1
    knob.⟦eta = 2
    === 'a' is defined already, nothing can be added to it here
    a = 1
    ⟦a.b = 2
    === 'view' is defined already
    [view]
    x = [0, 1]
    [⟦view]
    y = [0, 1]
    === 'view' is defined already
    view = { x = [0, 1] }
    [⟦view]
    === 'view' has a value already
    view = { x = [0, 1] }
    [⟦view.y]
    === 'scene' is defined already
    [scene]
    [[⟦scene]]
    === 'scene' is defined already
    [[scene]]
    [ ⟦scene ]
    === 'b' is given twice
    [a.b]
    [a]
    ⟦b = 1
    === expected ']' after the name, found the end of the line
    [keys⟦
    === expected ']]' after the name, found the end of the line
    [[scene]⟦
    === expected the end of the line, found ']'
    [scene]⟦]
    === expected the end of the line, found 'x'
    [view] ⟦x = [0, 1]
    === expected the name of a table, found ']'
    [⟦]
    === expected the name of a table, found '.'
    [⟦.]
    === expected the name of a table, found '['
    formula = "x"

    [[⟦[
    === expected ']' after the name, found 's'
    [my ⟦scene]
    === expected ']' after the name, found '='
    [a ⟦= 1]
    === this text is not closed in its line
    [⟦"a]
    === expected a value, found '�'
    name = ⟦�
    """#)

  private static let odd = [
    PlaceCase("d=⟦1979-05-27T:", "'1979-05-27T:' is neither a number nor a date"),
    PlaceCase("w={x=[1,1979-05-27 ⟦7 ", "expected ',' or ']' in the array, found '7'"),
    PlaceCase("b = ['''x'''', ⟦}", "expected a value, found '}'"),
    PlaceCase("c = [⟦\u{2028}", "expected a value, found the character U+2028"),
    PlaceCase("\u{FEFF}[⟦.]", "expected the name of a table, found '.'"),
    PlaceCase("a = 1\n\"\" = 1\n⟦\"\" = 2", "'' is given twice"),
    PlaceCase("\u{FEFF}a = ⟦b", "'b' is no value"),
    PlaceCase("a = 1\r\nb = ⟦c\r\n", "'c' is no value"),
    PlaceCase("a = \"\"\"\r\n\r\n\"\"\"\r\nb = ⟦c", "'c' is no value"),
    PlaceCase("a = 1⟦\rb = 2", "expected the end of the line, found the character U+D"),
    PlaceCase("a = \"tab\u{9}and⟦\u{8}\"", "a text must not hold the character U+8"),
    PlaceCase("a = '⟦\u{0}'", "a text must not hold the character U+0"),
    PlaceCase("a = '''\n⟦\u{1B}[31m'''", "a text must not hold the character U+1B"),
    PlaceCase("# a ⟦\u{7F}", "a comment must not hold the character U+7F"),
    PlaceCase("# ok\n\ta = 1 # \u{1F600} ⟦\u{0}", "a comment must not hold the character U+0"),
    PlaceCase("a =⟦\u{A0}1", "expected a value"),
    PlaceCase("a⟦\u{A0}= 1", "expected '=' after the key"),
    PlaceCase("⟦\u{200B}a = 1", "expected a key, found the character U+200B"),
    PlaceCase("a = 1\n⟦\u{FEFF}b = 2", "expected a key, found the character U+FEFF"),
    PlaceCase("a = ['\u{1F600}', 'e\u{301}', ⟦x]", "'x' is no value"),
    PlaceCase("\"\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F466}\" = ⟦x", "'x' is no value"),
    PlaceCase("a = ⟦\u{FF11}", "expected a value, found '\u{FF11}'"),
    PlaceCase("a = ⟦\"\"\"", "this text is not closed"),
    PlaceCase("a = \"\"\"\n⟦\\", "unknown escape"),
    PlaceCase("a = \"b⟦\\\nc\"", "unknown escape"),
    PlaceCase("a = ⟦[\n\n\n", "this '[' is not closed"),
    PlaceCase("a = [⟦[", "this '[' is not closed"),
    PlaceCase("a = ⟦{", "this '{' is not closed in its line"),
    PlaceCase("a = ⟦{ b = 1,", "this '{' is not closed in its line"),
    PlaceCase("[⟦", "expected the name of a table, found the end"),
    PlaceCase("a⟦", "expected '=' after the key, found the end"),
    PlaceCase("a = ⟦", "expected a value, found the end"),
    PlaceCase("a.⟦", "expected a key, found the end"),
    PlaceCase("a = " + String(repeating: "[", count: 40) + "⟦[", "nested deeper than 40 levels"),
    PlaceCase(
      Array(repeating: "a", count: 40).joined(separator: ".") + ".⟦a = 1",
      "nested deeper than 40 levels"),
  ]

  @Test(arguments: grammar + odd)
  func `what is no TOML is told at its place`(test: PlaceCase) {
    test.expect { _ = try Document($0, file: "a.toml") }
  }

  // MARK: Keys and values

  private enum Levels: String, CaseIterable { case log, linear }

  /// Reads a file that uses all that a section can read.
  private static func read(_ text: String) throws {
    let root = try Document(text, file: "a.toml").root
    try root.allow(only: [
      "name", "words", "speed", "steps", "ascii", "levels", "start", "minima", "parameters", "view",
      "scene", "formula",
    ])
    _ = try root.text("name")
    _ = try root.texts("words")
    _ = try root.number("speed")
    _ = try root.count("steps")
    _ = try root.boolean("ascii")
    _ = try root.choice("levels", Levels.self)
    _ = try root.point("start")
    _ = try root.points("minima", most: 3)
    _ = try root.numbers("parameters")
    if let view = try root.section("view") {
      try view.allow(only: ["x", "y"])
      guard try view.point("x") != nil else { throw view.error("x is missing") }
    }
    for scene in try root.sections("scene", most: 2) {
      try scene.allow(only: ["title", "step"])
      _ = try scene.text("title")
      guard try scene.count("step") != nil else { throw scene.error("step is missing", at: "step") }
    }
    if let formula = try root.text("formula") {
      // Stands for a formula whose mistake is its question mark.
      if let mark = formula.firstIndex(of: "?"), let entry = root["formula"] {
        let spot = formula.distance(from: formula.startIndex, to: mark)
        throw root.error("the mark", at: entry, character: spot)
      }
    }
    if root.names.isEmpty { throw root.error("empty", at: "name") }
  }

  private static let meanings = PlaceCase.all(
    #"""
    === empty
    # nothing here
    === unknown key 'nme', did you mean 'name'?
    ⟦nme = "a"
    === unknown key 'Name'
    speed = 1
      ⟦Name = "a"
    === unknown key 'colour'
    name = "a" # fine
    ⟦"colour" = "red"
    === unknown key 'veiw'
    ⟦veiw.x = [0, 1]
    === unknown key 'scenes', did you mean 'scene'?
    name = "a"
    [[⟦scenes]]
    step = 1
    === unknown key 'keys'
    [ ⟦keys ]
    === unknown key 'z'
    [view]
    x = [0, 1]
    ⟦z = [0, 1]
    === unknown key 'z'
    view = { x = [0, 1], ⟦z = [0, 1] }
    === unknown key 'z'
    view.x = [0, 1]
    view . ⟦z = [0, 1]
    === unknown key 'stpe', did you mean 'step'?
    [[scene]]
    step = 1
    [[scene]]
    ⟦stpe = 1
    === 'name' must be a text in quotes, not a number
    name = ⟦3
    === 'name' must be a text in quotes, not a boolean
    name =   ⟦true
    === 'name' must be a text in quotes, not a date
    name = ⟦2024-02-29
    === 'name' must be a text in quotes, not a list
    name = ⟦["a"]
    === 'name' must be a text in quotes, not a table
    name = ⟦{ en = "a" }
    === 'name' must be a text in quotes, not a table
    speed = 1
    [⟦name]
    en = "a"
    === 'name' must be a text in quotes, not a table
    ⟦name.en = "a"
    === 'words' must be a text or a list of texts, not a number
    words = ⟦3
    === 'words' must be a list of texts, not a number
    words = ["a", ⟦3, "b"]
    === 'words' must be a list of texts, not a list
    words = [
      "a", # fine
      ⟦["b"],
    ]
    === 'speed' must be a number, not a text
    speed = ⟦"2"
    === 'speed' must be finite, not inf
    speed = ⟦inf
    === 'speed' must be finite, not nan
    'speed' = ⟦-nan
    === 'speed' must be finite, not -inf
    speed = ⟦-1e999
    === 'steps' must be a whole number, 0 or more, not 2.5
    steps = ⟦2.5
    === 'steps' must be a whole number, 0 or more, not -1
    steps = ⟦-1
    === 'steps' must be a number, not a text
    steps = ⟦'100'
    === 'steps' must be a number, not a date
    steps = ⟦12:00:00
    === 'ascii' must be true or false, not a number
    ascii = ⟦1
    === 'ascii' must be true or false, not a text
    ascii = ⟦"true"
    === 'levels' must be "log" or "linear"
    levels = ⟦"Log"
    === 'levels' must be a text in quotes, not a boolean
    levels = ⟦false
    === 'start' must be a pair
    start = ⟦[1]
    === 'start' must be a pair
    start = ⟦[1, 2, 3]
    === 'start' must be a pair
    start = ⟦1
    === 'start' must be a pair
    start = ⟦"1, 2"
    === 'start' must be a pair
    start = [1, ⟦"2"]
    === 'start' must be a pair
    start = [⟦nan, 0]
    === 'start' must be a pair
    start = [ 0,
      ⟦inf ]
    === 'start' must be a pair
    start = ⟦{ x = 1, y = 2 }
    === 'minima' must be a list of pairs
    minima = ⟦3
    === 'minima' must be a list of pairs
    minima = [⟦1, 2]
    === 'minima' must be a list of pairs
    minima = [[1, 2], ⟦[3]]
    === 'minima' must be a list of pairs
    minima = [
      [1, 2],
      [3, ⟦true],
    ]
    === 'minima' holds at most 3 pairs, not 5
    minima = [[1, 2], [1, 2], [1, 2], ⟦[1, 2], [1, 2]]
    === 'parameters' must be a table, not a list
    parameters = ⟦["a", 1]
    === 'b' must be a number, not a text
    parameters = { a = 1, b = ⟦"100" }
    === 'b' must be a number, not a text
    [parameters]
    a = 1
    b = ⟦"100"
    === 'a' must be finite
    parameters.a = ⟦inf
    === 'view' must be a table, not a text
    view = ⟦"-1:1,-1:1"
    === 'view' must be a table, not a list
    [[⟦view]]
    x = [0, 1]
    === x is missing
    [⟦view]
    y = [0, 1]
    === x is missing
    ⟦view = { y = [0, 1] }
    === x is missing
    ⟦view.y = [0, 1]
    === 'x' must be a pair
    view = { x = ⟦[0 , 1, 2] }
    === 'scene' must be an array of tables [[scene]], not a table
    [⟦scene]
    step = 1
    === 'scene' must be an array of tables [[scene]], not a text
    scene = ⟦"one"
    === 'scene' must be an array of tables [[scene]]
    scene = [{ step = 1 }, ⟦2]
    === 'scene' stands at most 2 times, not 3
    [[scene]]
    step = 1
    [[scene]]
    step = 2
    [[⟦scene]]
    step = 3
    === step is missing
    [[scene]]
    step = 1
    [[ ⟦scene ]]
    title = "b"
    === step is missing
    scene = [{ step = 1 }, ⟦{ title = "b" }]
    === 'step' must be a number, not a text
    [[scene]]
    step = ⟦"one"
    === the mark
    formula = "x + ⟦? + y"
    === the mark
    formula = 'η + 😀 + ⟦?'
    === the mark
    formula = """x + ⟦? + y"""
    === the mark
    formula = '''
      x +
      ⟦? + y'''
    === the mark
    formula = """
    é + ⟦? \
      + y"""
    === the mark
    formula = ⟦"\u0078 + ?"
    === the mark
    formula = ⟦"""
    x + \
    ?"""
    === the mark
    formula = "x + ⟦? + \u0079"
    === the mark
    formula = ⟦'\\?'
    """#)

  @Test(arguments: meanings)
  func `what means nothing is told at its place`(test: PlaceCase) {
    test.expect { try TomlPlaceTests.read($0) }
  }

  @Test func `a text within a file counts its lines and columns from there`() {
    let error = #expect(throws: DocumentError.self) {
      _ = try Document("a = 1\nb = c", file: "a.txt", firstLine: 2, firstColumn: 3)
    }
    #expect(error?.line == 3 && error?.column == 7)
  }

  // MARK: Size

  /// What takes longest to read, as a text of about so many bytes.
  private static let large: [(name: String, isRead: Bool, text: @Sendable (Int) -> String)] = [
    ("arrays of tables", true, { String(repeating: "[[a]]\n", count: $0 / 6) }),
    ("tables in arrays of tables", true, { String(repeating: "[[a]]\n[a.b]\n", count: $0 / 12) }),
    ("tables", true, { size in (0..<size / 14).map { "[a.b\($0)]\n" }.joined() }),
    ("dotted keys", true, { size in (0..<size / 16).map { "a.b.c\($0) = 1\n" }.joined() }),
    ("dotted tables", true, { size in (0..<size / 16).map { "a\($0).b.c = 1\n" }.joined() }),
    ("the same dotted key", false, { String(repeating: "a.b.c = 1\n", count: $0 / 10) }),
    ("keys", true, { size in (0..<size / 11).map { "k\($0) = 1\n" }.joined() }),
    ("a long key", true, { String(repeating: "b", count: $0) + " = 1" }),
    ("brackets", false, { "a = " + String(repeating: "[", count: $0) }),
    ("brackets of headers", false, { String(repeating: "[", count: $0) }),
    ("braces", false, { "a = " + String(repeating: "{a=", count: $0 / 3) }),
    ("nested arrays", true, { "a = [" + String(repeating: "[[[1]]],", count: $0 / 8) + "]" }),
    (
      "arrays in lines", true,
      { "a = [\n" + String(repeating: "[\n1\n]\n,\n", count: $0 / 8) + "]" }
    ),
    ("numbers", true, { "a = [" + String(repeating: "1,", count: $0 / 2) + "]" }),
    ("numbers in lines", true, { "a = [\n" + String(repeating: "1,\n", count: $0 / 3) + "]" }),
    ("an unfinished array", false, { "a = [" + String(repeating: "1,", count: $0 / 2) }),
    ("dots", false, { "a" + String(repeating: ".a", count: $0 / 2) + " = 1" }),
    ("one word", false, { "a = " + String(repeating: "1", count: $0) }),
    ("one word with underscores", false, { "a = 1" + String(repeating: "_1", count: $0 / 2) }),
    ("one fraction", true, { "a = 0." + String(repeating: "1", count: $0) }),
    ("a date", true, { "a = 07:32:00." + String(repeating: "1", count: $0) }),
    ("escapes", true, { "a = \"" + String(repeating: "\\u0041", count: $0 / 6) + "\"" }),
    ("an open text", false, { "a = \"" + String(repeating: "b", count: $0) }),
    ("an open long text", false, { "a = '''" + String(repeating: "\n'", count: $0 / 2) }),
    ("folded lines", true, { "a = \"\"\"" + String(repeating: "\\\n", count: $0 / 2) + "\"\"\"" }),
    ("backslashes", false, { "a = \"\"\"" + String(repeating: "\\ ", count: $0 / 2) + "\"\"\"" }),
    ("a folded line", true, { "a = \"\"\"\\" + String(repeating: " ", count: $0) + "\n\"\"\"" }),
    ("blanks", true, { String(repeating: " ", count: $0) }),
    ("blanks in an array", true, { "a = [1" + String(repeating: " \n", count: $0 / 2) + "]" }),
    ("comments", true, { String(repeating: "#\n", count: $0 / 2) }),
    ("lines", true, { String(repeating: "\n", count: $0) }),
    ("carriage returns", false, { String(repeating: "\r", count: $0) }),
    ("inline tables", true, { "a = [" + String(repeating: "{a.b=1},", count: $0 / 8) + "]" }),
    (
      "keys of an inline table", true,
      { size in "a = {" + (0..<size / 12).map { "k\($0)=1," }.joined() + "z=1}" }
    ),
    ("headers of one path", false, { String(repeating: "[a.b.c.d.e.f]\n", count: $0 / 14) }),
  ]

  /// Up to a megabyte; code that is not optimized takes seconds for that.
  private static let size =
    ProcessInfo.processInfo.environment["RAVINE_TOML_BYTES"].flatMap { Int($0) } ?? 200_000

  @Test(arguments: large.indices)
  func `twice the text takes about twice the time`(index: Int) {
    let (name, isRead, text) = TomlPlaceTests.large[index]
    func time(_ size: Int) -> Duration {
      let text = String(text(size).utf8.prefix(Document.largest)) ?? ""
      return ContinuousClock().measure {
        #expect(((try? Document(text, file: "a.toml")) != nil) == isRead, "\(name)")
      }
    }
    let size = TomlPlaceTests.size
    let (half, whole) = (time(size / 2), time(size))
    // Other work shares the machine; a square would be far off.
    #expect(
      whole < .seconds(20) && whole < half * 8 + .milliseconds(500), "\(name): \(half), \(whole)")
  }

  @Test(arguments: [
    "a = " + String(repeating: "[", count: 100_000),
    "a = " + String(repeating: "{a=", count: 100_000),
    String(repeating: "[", count: 100_000),
    Array(repeating: "a", count: 20_000).joined(separator: ".") + " = 1",
    "[" + Array(repeating: "a", count: 20_000).joined(separator: ".") + "]",
    "a = {" + Array(repeating: "a", count: 20_000).joined(separator: ".") + " = 1}",
  ])
  func `depth beyond reason is refused`(text: String) {
    #expect(throws: DocumentError.self) { _ = try Document(text, file: "a.toml") }
  }
}
