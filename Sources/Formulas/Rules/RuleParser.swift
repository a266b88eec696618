import Documents

/// Reads an update rule by recursive descent straight into a graph.
///
/// Sums bind loosest, then products (an unwritten one binds like `·`), then a sign, then powers.
struct RuleParser {
  /// The deepest nesting.
  static let deepest = 100
  /// The most statements of a rule.
  static let mostLines = 60
  /// The most names that are remembered, and the most hyper-parameters.
  static let mostNames = 24

  let source: String
  let characters: [Character]
  let tokens: [EquationToken]
  let declared: Set<String>
  var position = 0
  var depth = 0
  /// How many signs that look the same on both sides are open.
  var open = Open()
  /// How many were open around each parenthesis that is open.
  var enclosing: [Open] = []
  var graph = ExpressionGraph()

  /// The value that each name has at this place of the text.
  var values: [String: AxisPair] = [:]
  var lines: [UpdateRule.Line] = []
  var states: [String] = []
  var knobs: [String] = []
  var usesLoss = false
  var probe: AxisPair?
  private var probeOffset = 0
  var initials: [String: AxisPair] = [:]
  private var lineValues: [AxisPair] = []
  /// The names that some line updates or defines.
  let updated: Set<String>
  let defined: Set<String>
  /// The names that the line under way uses.
  var used: [String] = []

  /// What stands for the point.
  static let point = "θ"
  /// What stands for the number of the update.
  static let time = "t"
  /// What cannot be given a value.
  private static let reserved = functionNames.union([time, "π", "pi"])
  /// What others call η.
  static let rates: Set<String> = ["lr", "rate", "stepsize", "learningrate"]

  /// Signs that look the same on both sides.
  struct Open {
    /// Those of |…|.
    var bars = 0
    /// Those of ‖…‖.
    var norms = 0
  }

  /// The words for what a line is for; where none are given every word is one.
  private let parts: [String]
  /// The names that no hyper-parameter may have.
  let taken: Set<String>

  init(
    _ source: String, declared: Set<String>, parts: [String], taken: Set<String>
  ) throws(FormulaError) {
    self.parts = parts
    self.taken = taken
    self.source = source
    characters = Array(source)
    self.declared = declared
    tokens = try EquationLexer.tokens(of: source)
    var updated = Set<String>()
    var defined = Set<String>()
    // A statement begins at a line.
    var begins = true
    for (index, token) in tokens.enumerated() {
      defer { begins = token.kind == .newline }
      guard begins, case .name(let name) = token.kind, index + 1 < tokens.count else { continue }
      if tokens[index + 1].kind == .symbol("←") { updated.insert(name) }
      if tokens[index + 1].kind == .symbol("=") { defined.insert(name) }
    }
    self.updated = updated
    self.defined = defined
  }

  /// What the rule computes; asked for once, when all is read.
  mutating func program() -> RuleProgram {
    let zero = AxisPair(x: 0, y: 0)
    let rates = zip(lines, lineValues).first { $0.0.rolePart == "rates" }?.1
    return RuleProgram(
      origin: input(RuleParser.point), probe: probe ?? zero,
      point: values[RuleParser.point] ?? zero, rates: rates ?? single(graph.number(.nan)),
      states: states.map { values[$0] ?? zero }, initials: states.map { initials[$0] ?? zero },
      values: lineValues)
  }

  /// Whether the lines use the gradient by its name and none says what it is.
  var leavesGradientUnsaid: Bool {
    !defined.contains("g") && !updated.contains("g") && lines.contains { $0.names.contains("g") }
  }

  /// The same node for both axes.
  func single(_ node: Int32) -> AxisPair { AxisPair(x: node, y: node) }

  var token: EquationToken { tokens[position] }

  func error(_ message: String, at token: EquationToken? = nil) -> FormulaError {
    FormulaError.ofRule(message, in: source, at: (token ?? self.token).offset)
  }

  mutating func accept(_ symbol: Character) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  // MARK: Statements

  mutating func parse() throws(FormulaError) {
    // Node 0 is the number 0, so that what is missing is 0.
    _ = graph.number(0)
    values[RuleParser.point] = input(RuleParser.point)
    while token.kind != .end {
      if token.kind == .newline {
        position += 1
        continue
      }
      // A line that is a remark alone.
      if case .role = token.kind {
        position += 1
        continue
      }
      try statement()
      guard lines.count <= RuleParser.mostLines else {
        throw error("more than \(RuleParser.mostLines) statements")
      }
    }
    guard updated.contains(RuleParser.point),
      lines.contains(where: { $0.target == RuleParser.point })
    else {
      throw error("θ is never updated: expected a line such as θ ← θ − ηg")
    }
    guard !states.contains("η") || initials["η"] != nil || declared.contains("η₀") else {
      throw error(
        "η is updated and nothing says where it starts: expected a line such as η₀ = 0.1",
        at: tokens.first { $0.kind == .name("η") })
    }
    for state in states where initials[state] == nil {
      // A hyper-parameter of that name is where it starts, else 0.
      initials[state] = declared.contains(state + "₀") ? knob(state + "₀") : AxisPair(x: 0, y: 0)
    }
    for (index, token) in tokens.enumerated() {
      // Where nothing starts, and what nobody asks for.
      guard case .name(let name) = token.kind, name.hasSuffix("₀"), name.count > 1,
        tokens[index + 1].kind == .symbol("="), defined.contains(name),
        state(startingAs: name) == nil, !lines.contains(where: { $0.names.contains(name) })
      else { continue }
      throw error(
        "'\(name)' is where \(name.dropLast()) starts, and no line updates \(name.dropLast())",
        at: token)
    }
    if probe == nil { probe = input(RuleParser.point) }
  }

  private mutating func statement() throws(FormulaError) {
    let (first, begin) = (token, position)
    used = []
    var target: String?
    var isUpdate = false
    if case .name(let name) = first.kind, position + 1 < tokens.count {
      let sign = tokens[position + 1].kind
      if sign == .symbol("←") || sign == .symbol("=") {
        target = name
        isUpdate = sign == .symbol("←")
        position += 2
        if isUpdate, name != RuleParser.point, !states.contains(name) { try remember(name, first) }
      }
    }
    let value = try sum()
    let end = position
    var role: String?
    if case .role(let words) = token.kind {
      try checkRole(words)
      role = words
      position += 1
    }
    switch token.kind {
    case .newline, .end: break
    case .symbol(","):
      throw error("unexpected ',': statements are parted by ';', and a decimal point is a '.'")
    case .symbol("="), .symbol("≤"), .symbol("≥"), .symbol("<"), .symbol(">"):
      throw error("unexpected \(token.shown): a comparison stands in where(…)")
    case .symbol(")"): throw error("this ')' closes nothing")
    default: throw error("unexpected \(token.shown): expected an operator or the end of the line")
    }
    let text = RuleSpelling.field(tokens[begin..<end], of: characters)
    if let target { try assign(target, value, isUpdate: isUpdate, first) }
    lines.append(
      UpdateRule.Line(
        text: text, target: target, isUpdate: isUpdate,
        isInitial: !isUpdate && target.flatMap(state(startingAs:)) != nil, role: role, names: used))
    lineValues.append(value)
  }

  /// A word that is nearly one of those for what a line is for is a slip, any other a remark.
  private func checkRole(_ words: String) throws(FormulaError) {
    let word = words.prefix { $0 != ":" }.lowercased()
    guard !word.contains(" "), !parts.contains(word),
      let meant = Naming.nearest(to: word, among: parts, count: 1).first
    else { return }
    throw error("'\(printable(word))' is no part of a step: did you mean \(meant)?")
  }

  /// What is remembered and starts as a name says: v for v₀.
  private func state(startingAs name: String) -> String? {
    let state = String(name.dropLast())
    return name.hasSuffix("₀") && updated.contains(state) ? state : nil
  }

  /// Makes a name one that is remembered.
  mutating func remember(_ name: String, _ first: EquationToken) throws(FormulaError) {
    guard name != RuleParser.time else {
      throw error("t is the number of the update and counts by itself", at: first)
    }
    guard !defined.contains(name) else {
      throw error("'\(name)' is named with = and updated with ←: use two names", at: first)
    }
    guard states.count < RuleParser.mostNames else {
      throw error("more than \(RuleParser.mostNames) names that are remembered", at: first)
    }
    states.append(name)
    if values[name] == nil { values[name] = input(name) }
  }

  private mutating func assign(
    _ name: String, _ value: AxisPair, isUpdate: Bool, _ first: EquationToken
  ) throws(FormulaError) {
    guard name != "θ₀" else {
      throw error("the race says where θ starts: leave θ₀ out", at: first)
    }
    guard !RuleParser.reserved.contains(name) else {
      throw error("'\(name)' has a meaning of its own: use another name", at: first)
    }
    if !isUpdate, let state = state(startingAs: name) {
      guard initials[state] == nil else {
        throw error("'\(name)' is given twice", at: first)
      }
      guard !isSeen(in: value) else {
        throw error(
          "'\(name)' is where \(state) starts, before anything is seen: write a number, and for a first value from "
            + "what is seen \(state) ← where(t = 1, g, …)", at: seen(behind: first) ?? first)
      }
      initials[state] = value
      return
    }
    guard isUpdate || name != RuleParser.point else {
      throw error("θ is updated with ←, not named with =", at: first)
    }
    guard isUpdate || values[name] == nil || defined.contains(name) && !knobs.contains(name) else {
      throw error("'\(name)' is used before it is named", at: first)
    }
    values[name] = value
  }

  /// The first word of a statement by which it depends on what is seen.
  private func seen(behind first: EquationToken) -> EquationToken? {
    tokens.first { token in
      token.offset > first.offset
        && (token.kind == .gradient || token.kind == .name("g") || token.kind == .name("f"))
    }
  }
}
