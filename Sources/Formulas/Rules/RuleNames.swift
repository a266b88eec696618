/// What the names of an update rule stand for.
extension RuleParser {
  /// A value from outside, with one number for each axis.
  mutating func input(_ name: String) -> AxisPair {
    AxisPair(x: graph.parameter(name + ".x"), y: graph.parameter(name + ".y"))
  }

  /// A single number from outside.
  mutating func number(named name: String) -> AxisPair {
    let node = graph.parameter(name)
    return single(node)
  }

  mutating func knob(_ name: String) -> AxisPair {
    if !knobs.contains(name) { knobs.append(name) }
    return number(named: name)
  }

  /// What a name stands for at this place.
  mutating func value(of name: String, _ first: EquationToken) throws(FormulaError) -> AxisPair {
    if !used.contains(name) { used.append(name) }
    if let known = values[name] { return known }
    if name == RuleParser.time { return number(named: name) }
    if name == "π" || name == "pi" {
      let node = graph.number(Double.pi)
      return single(node)
    }
    if updated.contains(name) {
      try remember(name, first)
      return values[name] ?? AxisPair(x: 0, y: 0)
    }
    guard !defined.contains(name) else {
      throw error("'\(name)' is used before it is named", at: first)
    }
    if name == "g" {
      // The gradient where the point is, unless a line says otherwise.
      let gradient = try gradient(at: values[RuleParser.point] ?? AxisPair(x: 0, y: 0), first)
      values[name] = gradient
      return gradient
    }
    guard name != "f" || declared.contains(name) else {
      throw error("f is taken at a place: write f(θ)", at: first)
    }
    guard !name.hasSuffix("₋") || declared.contains(name) else {
      throw error(
        "nothing remembers '\(name)': update it with ←, or write ∇f_prev for the gradient before",
        at: first)
    }
    guard !EquationToken.isWord(name) || declared.contains(name) else {
      let letters = name.reduce("") { $0.isEmpty || !$1.isLetter ? "\($0)\($1)" : "\($0) \($1)" }
      let hint =
        RuleParser.rates.contains(name.lowercased())
        ? "the learning rate is η (eta)"
        : letters.count < 10 ? "for a product write \(letters)" : "a rule file may name it"
      throw error("unknown name '\(name.prefix(24))': \(hint)", at: first)
    }
    guard !taken.contains(name) else {
      throw error("'\(name)' has a meaning of its own: choose another name", at: first)
    }
    guard knobs.count < RuleParser.mostNames || knobs.contains(name) else {
      throw error("more than \(RuleParser.mostNames) hyper-parameters", at: first)
    }
    return knob(name)
  }

  /// The gradient at a place; there is one place in an update.
  mutating func gradient(at place: AxisPair, _ first: EquationToken) throws(FormulaError)
    -> AxisPair
  {
    try look(at: place, first)
    return input("∇f")
  }

  /// The loss at a place, which is where the gradient is taken.
  mutating func loss(at place: AxisPair, _ first: EquationToken) throws(FormulaError) -> AxisPair {
    try look(at: place, first)
    usesLoss = true
    return number(named: "f")
  }

  mutating func look(at place: AxisPair, _ first: EquationToken) throws(FormulaError) {
    guard !isSeen(in: place) else {
      throw error("the place where f is looked at depends on what is seen there", at: first)
    }
    guard probe == nil || probe == place else {
      throw error(
        "f is looked at in one place in an update, and another line has another", at: first)
    }
    probe = place
  }

  /// Whether a value depends on the gradient or the loss of this update.
  func isSeen(in value: AxisPair) -> Bool {
    let names = graph.parameterNames
    let depends = graph.needed(by: [value.x, value.y])
    return graph.nodes.enumerated().contains { index, node in
      depends[index] && node.operation == .parameter
        && ["∇f.x", "∇f.y", "f"].contains(names[Int(node.payload)])
    }
  }

  /// The gradient of the update before, which is remembered.
  mutating func previousGradient() -> AxisPair {
    let name = "∇f_prev"
    if !states.contains(name) { states.append(name) }
    if !used.contains(name) { used.append(name) }
    let before = input(name)
    values[name] = input("∇f")
    return before
  }

  /// The product of the values that a name had in all updates, this one with it.
  mutating func product(of name: String, _ first: EquationToken) throws(FormulaError) -> AxisPair {
    let symbol = name + "ᵗ"
    if !used.contains(symbol) { used.append(symbol) }
    if let known = values[symbol] { return known }
    let factor = try value(of: name, first)
    guard factor.isScalar else {
      throw error("only a single number is multiplied over all updates: \(name) has two", at: first)
    }
    states.append(symbol)
    let one = graph.number(1)
    initials[symbol] = AxisPair(x: one, y: one)
    let before = number(named: symbol)
    let node = graph.insert(Node(operation: .multiply, a: before.x, b: factor.x))
    let product = single(node)
    values[symbol] = product
    return product
  }
}
