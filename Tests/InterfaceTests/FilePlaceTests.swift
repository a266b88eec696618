import Documents
import Formulas
import Interface
import Landscapes
import Surfaces
import Testing
import Trajectories

/// A broken file, with a mark where the error belongs.
struct FileCase: Sendable, CustomTestStringConvertible {
  /// The text with its mark.
  let marked: String
  /// What the message says.
  let words: String

  var testDescription: String { "\(marked.debugDescription): \(words)" }

  /// Cases one below the other, each behind a line `=== words`.
  static func all(_ text: String) -> [FileCase] {
    text.split(separator: "=== ").map { part in
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      return FileCase(marked: String(part[end...].dropFirst()), words: String(part[..<end]))
    }
  }

  /// Expects that reading throws an error with these words at the mark; at no place without one.
  func expect(
    _ location: SourceLocation = #_sourceLocation, framed: (String) -> String = { $0 },
    read: (String) throws -> Void
  ) {
    let parts = framed(marked).split(
      separator: "⟦", maxSplits: 1, omittingEmptySubsequences: false)
    let error = #expect(throws: DocumentError.self, sourceLocation: location) {
      try read(parts.joined())
    }
    guard let error else { return }
    #expect(error.message.contains(words), "\(error)", sourceLocation: location)
    let before = parts[0].unicodeScalars
    let place =
      parts.count == 2
      ? [before.count { $0 == "\n" } + 1, before.reversed().prefix { $0 != "\n" }.count + 1]
      : [nil, nil]
    #expect(
      [error.line, error.column] == place, "belongs to \(place): \(error)", sourceLocation: location
    )
  }
}

/// Files as people mistype them: every error is told at the very place.
@Suite struct FilePlaceTests {
  private static let surfaces = FileCase.all(
    #"""
    === 'formula' is missing
    name = "Bowl"
    === unknown key 'fromula', did you mean 'formula'?
    name = "Bowl"
    ⟦fromula = "x^2 + y^2"
    === unknown key 'Formula'
    ⟦Formula = "x^2"
    === unknown key 'description'
    formula = "x^2 + y^2"
    ⟦description = "a bowl"
    === 'formula' must be a text in quotes, not a number
    formula = ⟦0
    === 'x' is no value: a text needs quotes
    formula = ⟦x^2 + y^2
    === column 6: the formula ends too early
    formula = "x^2 +⟦"
    === the formula ends too early
    formula = '100 (y - x^2)^2 + ⟦'
    === unexpected '*': expected a number
    formula = "x * ⟦* y"
    === a parenthesis is not closed
    formula = "⟦(x - 1"
    === a parenthesis is not closed
    formula = "(x - 1)^2 + 3 * ⟦sin(y"
    === write ^2
    formula = "x⟦² + y²"
    === write ^2
    formula = "10 π x + y⟦²"
    === write sqrt(...)
    formula = "⟦√x"
    === give only the right-hand side
    formula = "f ⟦= x^2"
    === unknown name 'z'
    formula = "x^2 + ⟦z^2"
    === for a product write x*y
    formula = """1 + ⟦xy"""
    === the natural logarithm is log
    formula = """
    x^2 +
      ⟦ln(y)
    """
    === the function sin needs parentheses
    formula = "x + ⟦sin y"
    === write the power after the argument
    formula = 'κ + ⟦sin^2(x)'
    parameters = { 'κ' = 1 }
    === expected '=' after the key, found 'b'
    formula = "a x^2 + y^2"
    parameters = { a = 2, b ⟦b = 1 }
    === unknown name 'b'
    formula = "a x^2 + ⟦b y^2"
    parameters = { a = 2 }
    === unknown name 'b'
    formula = ⟦"\u0061 x^2 + b y^2"
    parameters = { a = 2 }
    === 'sin' cannot name a parameter
    formula = "sin(x) + y"
    parameters = { a = 1, ⟦sin = 2 }
    === 'x' cannot name a parameter
    formula = "x + y"
    [parameters]
    ⟦x = 2
    === 'learning-rate' cannot name a parameter
    formula = "x + y"
    parameters.⟦learning-rate = 2
    === 'a' must be a number, not a text
    formula = "a x^2 + y^2"
    parameters = { a = ⟦"2" }
    === 'a' must be finite, not nan
    formula = "a x^2 + y^2"
    parameters = { a = ⟦nan }
    === 'parameters' must be a table, not a list
    formula = "a x^2 + y^2"
    parameters = ⟦[1]
    === 'view' must be a table, not a list
    formula = "x^2 + y^2"
    view = ⟦[-1, 1, -1, 1]
    === 'view' must be a table, not a text
    formula = "x^2 + y^2"
    view = ⟦"-1:1,-1:1"
    === 'view' needs x = [low, high] and y = [low, high]
    formula = "x^2 + y^2"
    ⟦view = { x = [-1, 1] }
    === unknown key 'z'
    formula = "x^2 + y^2"
    view = { x = [-1, 1], y = [-1, 1], ⟦z = [-1, 1] }
    === 'view' must run from low to high
    formula = "x^2 + y^2"
    view = { x = ⟦[1, -1], y = [-1, 1] }
    === 'view' must run from low to high
    formula = "x^2 + y^2"
    [view]
    x = [-1, 1]
    y = ⟦[2, 2]
    === 'view' must run from low to high on both axes, by more than rounding
    formula = "x^2 + y^2"
    view = ⟦{ x = [1e17, 1.0000000000000002e17], y = [-1, 1] }
    === 'y' must be a pair
    formula = "x^2 + y^2"
    view = { x = [-1, 1], y = [-1, ⟦inf] }
    === 'y' must be a pair
    formula = "x^2 + y^2"
    view = { x = [-1, 1], y = ⟦[-1, 0, 1] }
    === expected ',' or '}' in the table, found 'y'
    formula = "x^2 + y^2"
    view = { x = [-1, 1] ⟦y = [-1, 1] }
    === 'start' must be a pair
    formula = "x^2 + y^2"
    start = ⟦[1]
    === 'start' must be a pair
    formula = "x^2 + y^2"
    start = [⟦"1", 2]
    === 'start' must be a pair
    formula = "x^2 + y^2"
    start = ⟦"1, 2"
    === expected a value, found '('
    formula = "x^2 + y^2"
    start = ⟦(1, 2)
    === 'minima' must be a list of pairs
    formula = "x^2 + y^2"
    minima = [⟦0, 0]
    === 'minima' must be a list of pairs
    formula = "x^2 + y^2"
    minima = [[0, 0], [0, ⟦nan]]
    === (1, 0) is no minimum
    formula = "x^2 + y^2"
    minima = [ [0, 0],
               ⟦[1, 0] ]
    === 'levels' must be "log" or "linear"
    formula = "x^2 + y^2"
    levels = ⟦"logarithmic"
    === 'levels' must be a text in quotes
    formula = "x^2 + y^2"
    levels = ⟦10
    === 'aspect' must be
    formula = "x^2 + y^2"
    aspect = ⟦"wide"
    === 'story' must be a text in quotes, not a list
    formula = "x^2 + y^2"
    story = ⟦["one", "two"]
    === this text is not closed in its line
    formula = ⟦"x^2 + y^2
    name = "Bowl"
    === this text is not closed
    formula = "x^2 + y^2"
    story = ⟦"""A bowl,
    for salad.
    === expected the end of the line, found 'm'
    formula = "x^2 + y^2"
    story = 'Newton'⟦mas bowl'
    === 'formula' is given twice
    formula = "x^2 + y^2"
    name = "Bowl"
    ⟦formula = "x^4 + y^4"
    """#)

  @Test(arguments: surfaces)
  func `a mistake in a surface`(test: FileCase) {
    test.expect { _ = try Surface(toml: $0, file: "a.toml") }
  }

  private static let lectures = FileCase.all(
    #"""
    === a lecture needs at least one [[scene]]
    title = "Empty"
    === unknown key 'titel', did you mean 'title'?
    ⟦titel = "Momentum"
    [[scene]]
    optimizers = ["adam"]
    === unknown key 'scenes', did you mean 'scene'?
    title = "a"
    [[⟦scenes]]
    optimizers = ["adam"]
    === 'scene' must be an array of tables [[scene]], not a table
    [⟦scene]
    optimizers = ["adam"]
    === scene 1: 'optimizers' must be a list
    [[⟦scene]]
    title = "Nobody"
    === scene 2: 'optimizers' must be a list
    [[scene]]
    optimizers = ["adam"]
    [[⟦scene]]
    title = "Nobody"
    === scene 1: 'optimizers' names 1 to 8
    [[scene]]
    optimizers = ⟦[]
    === scene 1: 'optimizers' names 1 to 8
    [[scene]]
    optimizers = [
      "adam", "adam", "adam", "adam", "adam", "adam", "adam", "adam",
      ⟦"adam", "lion",
    ]
    === scene 1: unknown optimizer 'adamm'
    [[scene]]
    optimizers = ["lion", ⟦"adamm"]
    === scene 1: unknown optimizer ''
    [[scene]]
    optimizers = [⟦""]
    === scene 2: descent: eta must be a number, not 'fast'
    [[scene]]
    optimizers = ["adam"]
    [[scene]]
    optimizers = [
      "descent:eta=0.1",
      ⟦"descent:eta=fast",
    ]
    === scene 1: adam has no knob 'speed'
    [[scene]]
    optimizers = ⟦"adam:speed=0.1"
    === scene 1: 'adam:beta' should be
    [[scene]]
    optimizers = [⟦"momentum:adam:beta"]
    === scene 1: 'optimizers' must be a list of texts, not a number
    [[scene]]
    optimizers = ["adam", ⟦0.1]
    === scene 1: 'optimizers' must be a text or a list of texts, not a table
    [[scene]]
    optimizers = ⟦{ adam = 0.1 }
    === this '[' is not closed
    [[scene]]
    optimizers = ⟦["adam", "lion"
    question = "Which one?"
    === this '[' is not closed
    [[scene]]
    optimizers = ⟦[
      "adam",
      "lion",
    [[scene]]
    optimizers = ["adam"]
    === expected ',' or ']' in the array, found '"'
    [[scene]]
    optimizers = [
      "adam:eta=0.1"
      ⟦"lion"
    ]
    === scene 1: unknown key 'optimizer', did you mean 'optimizers'?
    [[scene]]
    ⟦optimizer = "adam"
    === scene 1: unknown surface 'rosenbrok': did you mean rosenbrock?
    [[scene]]
    surface = ⟦"rosenbrok"
    optimizers = ["adam"]
    === scene 1: give either 'surface' or 'formula', not both
    [[scene]]
    formula = "x^2 + y^2"
    ⟦surface = "sphere"
    optimizers = ["adam"]
    === scene 1: formula, line 1, column 8: the formula ends too early
    [[scene]]
    formula = "x^2 + (⟦"
    optimizers = ["adam"]
    === scene 1: formula, line 1, column 11: unknown name 'z'
    [[scene]]
    title = "η"
    formula = 'x·x·x·x + ⟦z'
    optimizers = ["adam"]
    === scene 1: 'view' is written "LOW:HIGH,LOW:HIGH"
    [[scene]]
    view = ⟦"-1:1"
    optimizers = ["adam"]
    === scene 1: 'view' is written "LOW:HIGH,LOW:HIGH"
    [[scene]]
    view = ⟦"1:-1,-1:1"
    optimizers = ["adam"]
    === scene 1: 'view' must be a text in quotes, not a table
    [[scene]]
    view = ⟦{ x = [-1, 1], y = [-1, 1] }
    optimizers = ["adam"]
    === scene 1: 'start' must be a pair
    [[scene]]
    start = ⟦"1,2"
    optimizers = ["adam"]
    === scene 1: 'start' must be a pair
    [[scene]]
    start = [1, ⟦true]
    optimizers = ["adam"]
    === scene 1: at most 100000 steps
    [[scene]]
    optimizers = ["adam"]
    steps = ⟦100001
    === scene 1: 'steps' must be a whole number, 0 or more, not -5
    [[scene]]
    optimizers = ["adam"]
    steps = ⟦-5
    === scene 1: 'step' is 61, but the scene has 60 steps
    [[scene]]
    optimizers = ["adam"]
    steps = 60
    step = ⟦61
    === scene 1: 'playing' must be true or false, not a text
    [[scene]]
    optimizers = ["adam"]
    playing = ⟦"no"
    === scene 1: 'pane' must be "why" or "theory"
    [[scene]]
    optimizers = ["adam"]
    pane = ⟦"maths"
    === scene 1: 'chart' must be "loss" or
    [[scene]]
    optimizers = ["adam"]
    chart = ⟦"losses"
    === 'title' must be a text in quotes, not a number
    title = ⟦1984
    [[scene]]
    optimizers = ["adam"]
    === scene 1: 'caption' must be a text in quotes
    [[scene]]
    optimizers = ["adam"]
    caption = ⟦["a", "b"]
    === expected the end of the line, found 'r'
    [[scene]]
    optimizers = ["adam"]
    question = "Which one "⟦rings"?"
    === 'title' is given twice
    [[scene]]
    title = "a"
    optimizers = ["adam"]
    ⟦title = "b"
    === expected ']]' after the name, found the end of the line
    title = "a"
    [[scene]⟦
    optimizers = ["adam"]
    """#)

  @Test(arguments: lectures)
  func `a mistake in a lecture`(test: FileCase) {
    test.expect { _ = try Lecture(toml: $0, file: "a.toml", surfaces: Shipped.all) }
  }

  @Test func `a scene too many`() {
    let scene = "[[scene]]\noptimizers = \"adam\"\n"
    let text = String(repeating: scene, count: 200) + scene.replacing("[[", with: "[[⟦") + scene
    FileCase(marked: text, words: "'scene' stands at most 200 times, not 202").expect {
      _ = try Lecture(toml: $0, file: "a.toml", surfaces: Shipped.all)
    }
  }

  private static let configurations = FileCase.all(
    #"""
    === unknown key 'colour'
    ascii = true
    ⟦colour = "auto"
    === unknown key 'keyes', did you mean 'keys'?
    [⟦keyes]
    play = "p"
    === 'theme' is one of night
    theme = ⟦"dark"
    === 'theme' must be a text in quotes, not a boolean
    theme = ⟦true
    === 'day' is no value: a text needs quotes
    theme = ⟦day
    === 'speed' lies between 0.125 and 32
    speed = ⟦100
    === 'speed' lies between 0.125 and 32
    speed = ⟦-1
    === 'speed' must be a number, not a text
    speed = ⟦"2"
    === expected the end of the line, found 'x'
    speed = 2 ⟦x
    === '2x' is neither a number nor a date
    speed = ⟦2x
    === 'color' must be "auto" or
    color = ⟦"red"
    === 'color' must be a text in quotes, not a number
    color = ⟦256
    === 'ascii' must be true or false, not a number
    ascii = ⟦0
    === 'off' is no value
    mouse = ⟦off
    === 'sync' must be true or false
    sync = ⟦"false"
    === unknown surface 'banana': did you mean branin?
    surface = ⟦"banana"
    === 'optimizers' names at most 8
    optimizers = ["adam", "adam", "adam", "adam", "adam", "adam", "adam", "adam", ⟦"adam"]
    === unknown optimizer 'adm'
    optimizers = ["lion",
      ⟦"adm" ]
    === 'optimizers' must be a list of texts, not a boolean
    optimizers = ["lion", ⟦true]
    === 'steps' is at most 100000
    steps = ⟦1_000_000
    === 'steps' must be a whole number, 0 or more, not 0.5
    steps = ⟦0.5
    === 'keys' must be a table, not a text
    keys = ⟦"vim"
    === unknown key 'fly'
    [keys]
    play = "p"
    ⟦fly = "f"
    === unknown key 'zap'
    [keys]
    ⟦zap = "z"
    fly = "f"
    === 'bb' is no key
    [keys]
    why = ⟦"bb"
    === 'bb' is no key
    [keys]
    why = [ "w", ⟦"bb" ]
    === '' is no key
    keys.why = ⟦""
    === 'why' must be a text or a list of texts, not a number
    keys = { play = "p", why = ⟦3 }
    === 'ctrl-z' stops the program
    [keys]
    why = ["w", ⟦"ctrl-z"]
    === the key 'b' is given to why and to arrows
    [keys]
    why = "b"
    arrows = ["a", ⟦"b"]
    === the key 'b' is given to play and to arrows
    [keys]
    play = "b"
    arrows = ⟦"b"
    === this text is not closed in its line
    [keys]
    why = ⟦"\"
    === 'why' is given twice
    [keys]
    why = "w"
    ⟦why = "v"
    === 'keys' is defined already
    [keys]
    why = "w"
    [⟦keys]
    play = "p"
    """#)

  @Test(arguments: configurations)
  func `a mistake in a configuration`(test: FileCase) {
    test.expect { _ = try Configuration(toml: $0, file: "config.toml", surfaces: Shipped.all) }
  }

  private static let headers = FileCase.all(
    #"""
    === the header has no [surface]
    steps = 3
    === the header has no [[optimizer]]
    [surface]
    formula = "x^2 + y^2"
    === unknown key 'step'
    ⟦step = 3
    [surface]
    formula = "x^2 + y^2"
    === 'formula' is missing
    [⟦surface]
    name = "Bowl"
    === 'surface' must be a table, not a text
    surface = ⟦"rosenbrock"
    === formula, line 1, column 6: the formula ends too early
    [surface]
    formula = "x^2 +⟦"
    === unknown name 'z'
    [surface]
    formula = "x^2 + π ⟦z^2"
    === unknown key 'formla', did you mean 'formula'?
    [surface]
    ⟦formla = "x^2 + y^2"
    === 'view' must run from low to high
    [surface]
    formula = "x^2 + y^2"
    view = { x = [0, 1], y = ⟦[1, 0] }
    === 'start' must be a pair
    start = [1, ⟦nan]
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    === 'steps' must be a whole number
    steps = ⟦-3
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    === the number 99999999999999999999 does not fit into 64 bits
    seed = ⟦99999999999999999999
    === 'every' must be a number, not a text
    every = ⟦"10"
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    === no optimizer is called 'adm'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [[optimizer]]
    rule = ⟦"adm"
    === no optimizer is called ''
    [surface]
    formula = "x^2 + y^2"
    [[⟦optimizer]]
    eta = 0.1
    === unknown key 'lr'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    ⟦lr = 0.1
    === eta must be a number, not 'fast'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    eta = ⟦"fast"
    === eta = -1 is out of range
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    eta = ⟦-1
    === 'eta' must be a number or a word
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    eta = ⟦[0.1]
    === correction must be one of
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    correction = ⟦"maybe"
    === handle 'adam-2' should be 'adam'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    handle = ⟦"adam-2"
    === 'label' must be a text in quotes, not a number
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    label = ⟦1
    === no optimizer has the handle 'lion'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [[tweak]]
    step = 1
    optimizer = ⟦"lion"
    knob = "eta"
    value = 0.2
    === adam has no knob 'lr'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [[tweak]]
    optimizer = "adam"
    knob = ⟦"lr"
    value = 0.2
    === 'value' is missing
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [[⟦tweak]]
    optimizer = "adam"
    knob = "eta"
    === eta must be a number, not 'x'
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [[tweak]]
    optimizer = "adam"
    knob = "eta"
    value = ⟦"x"
    === unknown key 'txt', did you mean 'text'?
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [[note]]
    step = 1
    ⟦txt = "here"
    === 'step' must be a whole number
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    [parent]
    file = "a.txt"
    step = ⟦1.5
    === 'parent' must be a table, not a text
    parent = ⟦"a.txt"
    [surface]
    formula = "x^2 + y^2"
    [[optimizer]]
    rule = "adam"
    === 'optimizer' stands at most 8 times, not 9
    optimizer = [{ rule = "adam" }, { rule = "adam" }, { rule = "adam" }, { rule = "adam" },
      { rule = "adam" }, { rule = "adam" }, { rule = "adam" }, { rule = "adam" },
      ⟦{ rule = "adam" }]
    [surface]
    formula = "x^2 + y^2"
    === expected '=' after the key, found 'i'
    this ⟦is not TOML
    === this text is not closed in its line
    [surface]
    formula = ⟦"x^2 + y^2
    """#)

  /// Rows without any meaning behind a header, whose lines are comments.
  private static func run(_ header: String, end: String = "\n") -> String {
    let lines = header.split(separator: "\n").map { "# " + $0 }
    return (["# ravine run 1"] + lines + ["#", "optimizer", "", ""]).joined(separator: end)
  }

  @Test(arguments: headers)
  func `a mistake in the header of a run`(test: FileCase) {
    test.expect(framed: { FilePlaceTests.run($0) }) { _ = try RunRecord($0, file: "a.txt") }
    test.expect(framed: { FilePlaceTests.run($0, end: "\r\n") }) {
      _ = try RunRecord($0, file: "a.txt")
    }
  }
}
