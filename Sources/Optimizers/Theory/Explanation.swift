import Anatomy
import Documents
import Formulas
import Landscapes

extension Optimizer where Numbers == Vector {
  /// The equations as a person reads them, a line each: without what is only drawn, and without roles.
  public var equationLines: [String] {
    let lines = equations.split(whereSeparator: \.isNewline).compactMap { line -> String? in
      let text = line.prefix { $0 != "#" }
      // What only explains another line says so.
      guard text.contains("←") || text.contains("=") || text.endIndex == line.endIndex else {
        return nil
      }
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    return lines
  }

  /// The names that the equations may use beside letters.
  public var equationNames: Set<String> {
    Set(knobDescriptions.flatMap { [$0.symbol, $0.key.rawValue] })
  }

  /// A number for each of the names that equations leave open.
  ///
  /// - Parameter rate: the learning rate of the update, after its schedule.
  public func numbers(for names: [String], rate: Double) -> [Double] {
    names.map { name in
      let knob = knobDescriptions.first { $0.symbol == name || $0.key.rawValue == name }
      if knob?.role == .learningRate { return rate }
      guard let knob, case .number(let number)? = self[knob.key] else { return .nan }
      return number
    }
  }

  /// The update as terms for the eye, made by running the equations line by line.
  ///
  /// - Parameters:
  ///   - point: θ before the update.
  ///   - seen: value and gradient at the probe.
  ///   - rate: the learning rate of the update, after its schedule.
  ///   - state: what the rule remembers before the update.
  public func explain(from point: Point, seeing seen: Sample, rate: Double, _ state: State)
    -> [Term]
  {
    // That the text of a rule can be read is a law.
    guard let rule = try? UpdateRule(equations, knobs: equationNames) else { return [] }
    return Explanation(
      rule: CompiledRule(rule), numbers: numbers(for: rule.knobs, rate: rate), point: point,
      seen: seen,
      remembered: remembered(in: state)
    ).terms
  }
}

/// One update of a rule, told line by line.
struct Explanation {
  private let rule: CompiledRule
  private let point: Point
  private let seen: Sample
  /// Where the gradient is taken.
  private let probe: Point
  private let values: [Vector]
  /// What each name stands for where the line under way begins.
  private var known: [String: TermValue] = [:]
  /// The products over all updates that have this update's factor in them.
  private var multiplied: Set<String> = []
  /// Where the next part of the step begins on the map.
  private var end: Point

  init(
    rule: CompiledRule, numbers: [Double], point: Point, seen: Sample, remembered: [String: Vector]
  ) {
    (self.rule, self.point, self.seen) = (rule, point, seen)
    var state = CompiledRule.State(values: rule.rule.states.map { remembered[$0] ?? .zero })
    state.count = remembered["t"].map { Int($0.x) - 1 } ?? 1
    values = rule.values(
      from: point, gradient: seen.gradient, loss: seen.value, state, knobs: numbers)
    probe = rule.probe(from: point, state, knobs: numbers)
    end = point
    known["θ"] = .vector(point)
    known["t"] = .scalar(Double(state.count + 1))
    for (name, number) in zip(rule.rule.knobs, numbers) { known[name] = .scalar(number) }
    for (name, value) in zip(rule.rule.states, state.values) {
      known[name] = rule.rule.scalarStates.contains(name) ? .scalar(value.x) : .vector(value)
    }
  }

  /// The lines in order; θ comes last.
  var terms: [Term] {
    var running = self
    return rule.rule.lines.indices.compactMap { running.term(of: $0) }
  }

  private mutating func term(of index: Int) -> Term? {
    let line = rule.rule.lines[index]
    // Where something starts is no part of an update.
    guard !line.isInitial else { return nil }
    let value = values[index]
    let isScalar =
      rule.rule.isScalar[index] || line.target.map(rule.rule.scalarStates.contains) == true
    let result = isScalar ? TermValue.scalar(value.x) : .vector(value)
    for name in line.names where name.last == "ᵗ" { multiply(name) }
    let bindings = line.names.compactMap { name in
      known[name].map { Term.Binding(symbol: name, value: $0) }
    }
    // The gradient is taken where the rule looks, which is what a jump leads to.
    let role = role(of: line)
    var vector = value
    var origin: Point?
    switch role.part {
    case .gradient: origin = probe
    case .jump, .correction:
      if line.target != nil { vector = value - point }
      origin = end
      end += vector
    case .step:
      vector = value - point
      origin = point
    default: break
    }
    if let target = line.target { known[target] = result }
    return Term(
      name: role.name, equation: line.text, bindings: bindings, vector: vector, result: result,
      role: role.part, origin: origin)
  }

  /// Puts this update's factor into a product over all updates, where it is used first.
  private mutating func multiply(_ name: String) {
    guard multiplied.insert(name).inserted, case .scalar(let before)? = known[name],
      case .scalar(let factor)? = known[String(name.dropLast())]
    else { return }
    known[name] = .scalar(before * factor)
  }

  /// What a line is for: as it says, or by what stands on its sides.
  private func role(of line: UpdateRule.Line) -> (part: StepPart, name: String) {
    if line.target == "θ" { return (.step, "step") }
    guard let word = line.rolePart else {
      return line.text.contains("∇f(")
        ? (.gradient, "gradient") : (.memory, line.isUpdate ? "memory" : "value")
    }
    let part = StepPart.allCases.first { "\($0)" == word } ?? .memory
    return (part, line.roleName ?? "\(part)")
  }
}
