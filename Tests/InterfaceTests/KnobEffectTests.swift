import Documents
import Landscapes
import Optimizers
import Surfaces
import Testing
import Trajectories

@testable import Interface

/// What is said of a knob is held to what the runs do.
@Suite struct KnobEffectTests {
  private func model(_ racer: String, on surface: String = "ravine-kappa") throws -> Model {
    let surface = try #require(Shipped.named(surface))
    let race = Race(surface: surface, racers: [try Racer(racer)])
    return try Model(race: race, surfaces: Shipped.all)
  }

  @Test func `a decay says for how long the rule remembers`() throws {
    var model = try model("momentum:beta=0.95")
    _ = model.press("b")
    let beta = try #require(model.focused.rule.number("beta"))
    let steps = brief(1 / (1 - beta), digits: 2)
    #expect(
      model.message?.contains("remembers about \(steps) steps") == true, "\(model.message ?? "")")
    // Said of Lion's γ, which is the decay of its momentum, and not of its β, which only mixes.
    let lion = try self.model("lion:gamma=0.98")
    #expect(lion.effect(of: "gamma")?.contains("about 50 steps") == true)
    #expect(lion.effect(of: "beta")?.contains("remembers") == false)
    #expect(try self.model("adam").effect(of: "gamma")?.contains("about 1000 steps") == true)
  }

  /// Below its limit a linear rule settles on a quadratic, above it it does not.
  @Test(arguments: ["descent", "momentum:beta=0.5", "nesterov:beta=0.5"])
  func `the share of the limit is the one at which runs begin to diverge`(rule: String) throws {
    let separator = rule.contains(":") ? "," : ":"
    for eta in [0.01, 0.03, 0.1, 0.3, 1.0] {
      let model = try model("\(rule)\(separator)eta=\(eta)")
      let words = try #require(model.effect(of: "eta"))
      let share = try #require(Double(words.split(separator: " ")[2]))
      let run = model.runs[0]
      let settles = run.losses[run.lastFiniteStep] < run.losses[0]
      if share < 0.98 { #expect(settles && !words.contains("larger"), "\(rule) \(eta): \(words)") }
      if share > 1.02 { #expect(!settles && words.contains("larger"), "\(rule) \(eta): \(words)") }
    }
  }

  @Test(arguments: Catalog.names)
  func `every knob says something of every rule`(rule: String) throws {
    let model = try model(rule)
    for knob in model.focused.knobs where knob.key != "eta" {
      #expect(model.effect(of: knob.key)?.isEmpty == false, "\(knob.key)")
    }
  }

  @Test func `a knob that is not there is called by its sign`() throws {
    var model = try model("descent")
    _ = model.press("b")
    #expect(model.message == "Gradient descent has no β")
    _ = model.press("g")
    #expect(model.message == "Gradient descent has no γ")
  }
}
