import Documents
import Drawing
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

@Suite struct ConfigurationTests {
  private func read(_ text: String) throws -> Configuration {
    try Configuration(toml: text, file: "config.toml", surfaces: Shipped.all)
  }

  @Test func `every word of it holds`() throws {
    let configuration = try read(
      """
      theme = "day"
      speed = 2
      color = "16"
      ascii = true
      mouse = true
      plain = true
      sync = false
      surface = "himmelblau"
      optimizers = ["adam:eta=0.3", "lion"]
      steps = 200
      """)
    #expect(configuration.theme == "day" && configuration.speed == 2)
    #expect(
      configuration.color == .colors16 && configuration.color?.depth(noColor: "1") == .sixteen)
    #expect(configuration.ascii && configuration.mouse && configuration.plain)
    #expect(!configuration.sync && configuration.surface == "himmelblau")
    #expect(configuration.optimizers == ["adam:eta=0.3", "lion"] && configuration.steps == 200)
  }

  @Test func `what is printed reads back to the same`() throws {
    var written = try read(
      """
      theme = "grey"
      optimizers = ["adam:label=a \\"quoted\\" one"]
      [keys]
      why = "b"
      beta-up = ["u", "ctrl-b"]
      quit = "Q"
      """)
    let again = try read(written.toml)
    #expect(again.toml == written.toml)
    // All commands are named there, so nothing is taken from anything unsaid.
    #expect(again.notices.isEmpty && !written.notices.isEmpty)
    written = Configuration()
    #expect(try read(written.toml).toml == written.toml)
    #expect(try read("").toml == written.toml)
  }

  @Test func `keys are rebound, in dispatch, help and bar alike`() throws {
    let configuration = try read("[keys]\nplay = \"P\"\nbeta-up = \"+\"\nwhy = [\"b\", \"f2\"]")
    let keys = configuration.keys
    #expect(keys.command(for: "P") == .play && keys.command(for: "space") == nil)
    #expect(keys.command(for: "b") == .why && keys.command(for: "f2") == .why)
    #expect(keys.command(for: "+") == .turn(.firstDecay, up: true) && keys.command(for: "y") == nil)
    #expect(keys.command(for: "=") == .turnSelected(up: true))
    let surface = try #require(Shipped.named("rosenbrock"))
    var model = try Model(race: .opening(on: surface), surfaces: Shipped.all)
    model.keys = keys
    _ = model.press("b")
    #expect(model.stage.pane == .why && model.race.racers[0].rule.number("beta") == 0.9)
    var memory = TerrainMemory()
    func screen() -> String {
      Screen.sheet(of: model, columns: 168, rows: 48, memory: &memory).grid().text
    }
    let bar = try #require(screen().split(separator: "\n").last)
    #expect(bar.contains("P pause") && bar.contains("b why") && bar.contains("+ β"))
    _ = model.press("?")
    #expect(screen().contains("P ") && screen().contains("F2"))
    #expect(keys.markdown.contains("| `b` `F2` |"))
  }

  @Test func `a key that is taken from something is told`() throws {
    let notices = try read("[keys]\nwhy = \"b\"\nrelief = \",\"").notices
    #expect(
      notices == [
        "key ',' is now relief; step-back keeps ←",
        "key 'b' is now why; beta-up has no key any more",
      ])
    // Exchanged keys are taken from nobody.
    #expect(try read("[keys]\nbeta-up = \"B\"\nbeta-down = \"b\"").notices.isEmpty)
  }

  @Test(arguments: [
    ("theme = \"dy\"", "config.toml:1:9: 'theme' is one of night"),
    ("speed = 1\n  speed_ = 2", "config.toml:2:3: unknown key 'speed_', did you mean 'speed'?"),
    ("speed = 100", "config.toml:1:9: 'speed' lies between"),
    ("speed = = 1", "config.toml:1:9: expected a value, found '='"),
    ("ascii = 1", "config.toml:1:9: 'ascii' must be true or"),
    ("surface = \"rosenbrok\"", "config.toml:1:11: unknown surface"),
    ("steps = 3\noptimizers = [\"adamm\"]", "config.toml:2:15: unknown optimizer 'adamm'"),
    ("steps = 1000000000", "config.toml:1:9: 'steps' is at most"),
    ("[keys]\nwhy = \"b\"\narrows = [\"b\"]", "config.toml:3:11: the key 'b' is given to why and"),
    ("[keys]\nwhy = \"bb\"", "config.toml:2:7: 'bb' is no key"),
    ("[keys]\nfly = \"b\"", "config.toml:2:1: unknown key 'fly'"),
    ("[keys]\nwhy = 3", "config.toml:2:7: 'why' must be a text or a list of texts"),
    ("[keys]\nwhy = \"\\u001b\"", "config.toml:2:7: ' ' is no key"),
    ("[keys]\nwhy = \"ctrl-z\"", "config.toml:2:7: 'ctrl-z' stops the program"),
    ("[keys]\nwhy = \"ctrl-i\"", "config.toml:2:7: 'ctrl-i' is no key"),
    ("color = \"red\"", "config.toml:1:9: 'color' must be \"auto\" or"),
  ])
  func `a mistake is told with its line and column`(text: String, words: String) {
    let error = #expect(throws: DocumentError.self) { _ = try read(text) }
    let told = error.map { "\($0)" } ?? ""
    #expect(told.hasPrefix(words), "\(told)")
  }

  @Test func `every command has a word of its own`() {
    var words: [String: Command] = [:]
    for entry in KeyTable.standard.bindings.flatMap(\.keys) {
      #expect(words[entry.command.word] ?? entry.command == entry.command)
      words[entry.command.word] = entry.command
      #expect(KeyTable.isKey(entry.key), "\(entry.key)")
    }
    #expect(words.count > 60)
  }
}
