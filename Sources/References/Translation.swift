import Formulas
import Landscapes
import Optimizers
import Trajectories

/// How ravine says what a library computed.
struct Translation {
  /// The rule with its knobs and schedule.
  var racer: Racer
  /// Knobs turned on the way, for schedules given as a list of boundaries.
  var tweaks: [Tweak] = []
  /// λ of a pull λθ that passes through the gradient: 0.5 λ (x² + y²) added to the formula.
  var pull = 0.0
  /// Whether the library stores the point at which it takes its gradient.
  var storesProbe = false

  /// Why a file cannot be said in ravine's terms.
  struct Reason: Error {
    var words: String
    init(_ words: String) { self.words = words }
  }

  init(_ rule: String, _ knobs: [KnobKey: KnobValue?]) throws(Reason) {
    guard let found = Catalog.rule(named: rule) else { throw Reason("no rule \(rule)") }
    racer = Racer(rule: found)
    for (key, value) in knobs {
      guard let value else { throw Reason("the file does not give \(key)") }
      guard let knob = racer.knob(key) else { throw Reason("\(rule) has no knob \(key)") }
      guard knob.clamped(value) == value else { throw Reason("\(key) = \(value) is out of range") }
      racer[key] = value
    }
  }

  /// A rule that ravine has no name for, written out.
  ///
  /// - Parameter knobs: a number for each name that the equations leave open.
  init(written equations: String, _ knobs: [String: Double?]) throws(Reason) {
    let definition: RuleDefinition
    do throws(FormulaError) {
      definition = try RuleDefinition(equations)
    } catch {
      throw Reason(error.message)
    }
    racer = Racer(rule: WrittenRule<Vector>(definition))
    for knob in definition.knobs {
      guard let value = knobs[knob.symbol] ?? nil else {
        throw Reason("the file does not give \(knob.symbol)")
      }
      guard knob.range.contains(value) else {
        throw Reason("\(knob.symbol) = \(value) is out of range")
      }
      racer.give(knob.key, .number(value))
    }
  }

  /// Finds ravine's words for a file.
  init(of file: ReferenceFile) throws(Reason) {
    let parts = file.optimizer.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw Reason("unknown optimizer \(file.optimizer)") }
    switch parts[0] {
    case "torch": self = try Translation.torch(parts[1], file.settings)
    case "optax": self = try Translation.optax(parts[1], file.settings)
    case "keras": self = try Translation.keras(parts[1], file.settings)
    case "packages": self = try Translation.packages(parts[1], file.settings)
    default: throw Reason("ravine has no \(file.optimizer)")
    }
    if let key = file.settings.neglected.first {
      throw Reason("ravine does not know its setting \(key)")
    }
    let last = Double(file.rows.last?.step ?? 0)
    if parts[0] == "torch", racer["schedule"] == .choice("cosine"), racer.schedule.steps < last {
      throw Reason("PyTorch's cosine rises again after T_max, ravine's stays at its floor")
    }
  }

  /// Refuses a schedule where η stands outside a velocity in the library and inside it in ravine.
  func requireConstantRate(_ what: String) throws(Reason) {
    guard racer["schedule"] == .choice("constant"), tweaks.isEmpty else {
      throw Reason("under a schedule \(what) has η outside the velocity, ravine inside")
    }
  }

  /// Pulls the rule towards the origin beside its step.
  mutating func decay(by weightDecay: Double) {
    if weightDecay > 0 { racer.rule = Catalog.decayed(racer.rule, by: weightDecay) }
  }

  static func number(_ value: Double?) -> KnobValue? { value.map { .number($0) } }

  static let outside = KnobValue.choice("outside")
  static let inside = KnobValue.choice("inside")

  mutating func schedule(_ shape: String, _ knobs: [KnobKey: Double?]) throws(Reason) {
    racer["schedule"] = .choice(shape)
    for (key, value) in knobs {
      guard let value else { throw Reason("the schedule does not give \(key)") }
      racer[key] = .number(value)
    }
  }
}
