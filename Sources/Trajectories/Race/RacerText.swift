import Documents
import Formulas
import Landscapes
import Optimizers

extension Racer {
  /// Reads a racer as a command line names it: `adam:eta=0.05,epsilon-at=outside,label=slow one`, a rule
  /// that is written out, `rule="v <- 0.9 v + g; theta <- theta - eta v",eta=0.01`, or the file of one,
  /// `my-rule.toml:eta=0.01`.
  ///
  /// - Parameter file: reads a rule file; nil where none can be named.
  /// - Throws: a `KnobError` that says what is wrong and what is allowed.
  public init(
    _ text: String, file: ((String) throws(KnobError) -> RuleDefinition)? = nil
  ) throws(KnobError) {
    if let written = Racer.writtenOut(text) {
      try self.init(writtenOut: written)
      return
    }
    let parts = Racer.cut(text)
    let name = parts.map { String($0.0) } ?? text
    if name.hasSuffix(".toml") {
      guard let file else {
        throw KnobError("a rule file cannot be named here, only the rules that are listed")
      }
      let definition = try file(name)
      self.init(rule: WrittenRule<Vector>(definition))
      understood += definition.assumptions()
    } else {
      let known = KnownNames.rule(
        name, hasMomentum: parts.map { String($0.1).contains("momentum=") } ?? false)
      if let end = name.firstRange(of: ".toml,") {
        throw KnobError(
          "'\(printable(name))': write \(printable(String(name[..<end.upperBound].dropLast()))):knob=value"
        )
      }
      if text.contains("rule=") {
        throw KnobError("the equations come first: rule=\"…\",name=…,eta=0.01")
      }
      guard let rule = Catalog.rule(named: name) ?? known.flatMap({ Catalog.rule(named: $0) })
      else {
        throw KnobError(Naming.unknown("optimizer", name, among: Catalog.names))
      }
      self.init(rule: rule)
      if let known, Catalog.rule(named: name) == nil {
        understood.append("\(printable(name)) is \(known) here")
        // What other libraries call momentum adds whole gradients to the velocity.
        if known == "momentum", Naming.folded(name) == "sgd" { give("form", .choice("physical")) }
      }
    }
    try set(parts?.1 ?? "")
  }

  /// Whether a text names a rule file.
  public static func namesFile(_ text: String) -> Bool {
    writtenOut(text) == nil
      && (cut(text).map { String($0.0) } ?? text).hasSuffix(".toml")
  }

  /// What stands behind `rule=`; nil for a text that begins otherwise.
  private static func writtenOut(_ text: String) -> Substring? {
    let begun = text.drop(while: \.isWhitespace)
    guard begun.hasPrefix("rule") else { return nil }
    let rest = begun.dropFirst("rule".count).drop(while: \.isWhitespace)
    return rest.first == "=" ? rest.dropFirst() : nil
  }

  /// The name and the settings; a file may have a colon in its path.
  private static func cut(_ text: String) -> (Substring, Substring)? {
    if let end = text.firstRange(of: ".toml:") {
      return (text[..<text.index(before: end.upperBound)], text[end.upperBound...])
    }
    return text.hasSuffix(".toml") ? nil : Splitting.cut(text[...], at: ":")
  }

  /// Reads what stands behind `rule=`: the equations in quotes, then settings.
  private init(writtenOut text: Substring) throws(KnobError) {
    let begun = text.drop { $0 == " " }
    guard let quote = begun.first, quote == "\"" || quote == "'" else {
      throw KnobError("rule= takes equations in quotes: rule=\"theta <- theta - eta g\"")
    }
    let equations = begun.dropFirst().prefix { $0 != quote }
    var rest = begun.dropFirst(equations.count + 1)
    guard rest.first == quote else {
      throw KnobError("rule=: the quote is not closed: expected \(quote) behind the equations")
    }
    rest = rest.dropFirst().drop { $0 == " " }
    guard rest.isEmpty || rest.first == "," else {
      throw KnobError(
        "rule=: unexpected '\(printable(String(rest.prefix(20))))' behind the equations: expected a comma"
      )
    }
    rest = rest.dropFirst()
    let settings = try WrittenSettings(rest)
    do {
      // Words of more than one letter are knobs where they are given a value.
      let definition = try RuleDefinition(
        String(equations), title: settings.title ?? RuleDefinition.anonymous,
        declaring: settings.knobs)
      self.init(rule: WrittenRule<Vector>(definition))
      understood += definition.assumptions { knob in
        !settings.knobs.contains { $0.symbol == knob.symbol }
      }
    } catch {
      throw KnobError("rule=, \(error.lineAndColumn): \(error.message)", spot: error.spot)
    }
    try set(settings.plain[...])
  }

  /// Gives the knobs that settings name: `eta=0.05,beta=0.9,label=slow one`.
  private mutating func set(_ settingsText: Substring) throws(KnobError) {
    var rest = settingsText
    guard !rest.isEmpty else { return }
    var settings: [(KnobKey, KnobValue)] = []
    while !rest.isEmpty {
      if let (key, label) = Splitting.cut(rest, at: "="), key == "label" {
        // The label comes last and takes the rest, commas and all.
        self.label = label.isEmpty ? nil : Racer.unquoted(printable(String(label)))
        break
      }
      let pair = Splitting.cut(rest, at: ",")
      let setting = try self.setting(String(pair?.0 ?? rest))
      if let word = Splitting.cut(pair?.0 ?? rest, at: "=")?.0.trimmed,
        knob(called: word) == nil, let knob = knob(setting.0)
      {
        understood.append("\(printable(word)) is \(knob.symbol) (\(setting.0)) here")
      }
      guard !settings.contains(where: { $0.0 == setting.0 }) else {
        throw KnobError("\(rule.card.name): \(setting.0) is given twice")
      }
      settings.append(setting)
      rest = pair?.1 ?? ""
    }
    // Choices first: the defaults they bring yield to given values.
    for (key, value) in settings { if case .choice = value { give(key, value) } }
    for (key, value) in settings { if case .number = value { give(key, value) } }
  }

  /// A text without the quotes around all of it.
  private static func unquoted(_ text: String) -> String {
    text.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
  }

  /// Reads `knob=value`; Greek letters and symbols stand for their keys.
  public func setting(_ text: String) throws(KnobError) -> (KnobKey, KnobValue) {
    guard let (key, value) = Splitting.cut(text[...], at: "=") else {
      throw KnobError("'\(printable(text))' should be knob=value, for example eta=0.01")
    }
    let name = key.trimmed
    guard let knob = knob(named: name) else {
      if let words = KnownNames.ambiguous[Naming.folded(name)] {
        throw KnobError("\(rule.card.name): \(words)")
      }
      if let definition, let symbol = UpdateRule.spelled(name), definition.updates(symbol) {
        throw KnobError(
          "\(rule.card.title) updates \(symbol) itself: it starts at what \(symbol)₀ = … says")
      }
      if definition != nil, Schedule.knobs.contains(where: { $0.description.key.rawValue == name })
      {
        throw KnobError(
          "\(rule.card.title) has no η for a schedule to change: write η (eta), or say lr=0.01 as eta"
        )
      }
      if let symbol = Racer.symbol(ofAny: name) {
        let own = definition?.knobs.map(\.symbol).joined(separator: ", ") ?? ""
        throw KnobError(
          "\(rule.card.title) has no \(symbol)\(own.isEmpty ? "" : ": it has \(own)")")
      }
      let keys = knobs.map(\.key.rawValue)
      let near = Naming.nearest(to: name, among: keys)
      throw KnobError(
        "\(rule.card.name) has no knob '\(printable(name))': it has "
          + (near.isEmpty ? keys : near + keys.filter { !near.contains($0) }).joined(
            separator: ", "))
    }
    do {
      return (knob.key, try knob.read(printable(value.trimmed)))
    } catch {
      throw KnobError("\(rule.card.name): \(error)")
    }
  }

  /// The sign of a knob that some rule has, by its own name or one that people bring.
  static func symbol(ofAny name: String) -> String? {
    if let role = KnownNames.role(name) { return role.symbol }
    return Catalog.rules.lazy.compactMap { Racer(rule: $0).knob(called: name)?.symbol }.first
  }

  /// Whether a word names a knob, of this rule or of another.
  public static func isKnob(_ name: String) -> Bool {
    KnownNames.ambiguous[Naming.folded(name)] != nil || symbol(ofAny: name) != nil
  }

  private func knob(named name: String) -> KnobDescription? {
    knob(called: name) ?? KnownNames.knob(name, of: self)
  }

  /// The knob with a name of ravine's own, or of the equations.
  public func knob(called name: String) -> KnobDescription? {
    knobs.first { $0.key.rawValue == name || $0.symbol == name }
      ?? knobs.first { Naming.folded($0.key.rawValue) == Naming.folded(name) && !name.isEmpty }
  }

  /// The racer as a command line would name it, with every knob that differs from its default.
  public var text: String {
    var name = rule.card.name
    if let definition {
      let statements = definition.equations.split(whereSeparator: \.isNewline)
      name = "rule=\"\(statements.joined(separator: "; "))\""
      if definition.title != RuleDefinition.anonymous {
        name += ",name=\(WrittenSettings.quoted(definition.title))"
      }
    }
    let plain = Racer(rule: rule.atDefaults(over: Vector.self))
    var settings: [String] = []
    for knob in knobs {
      guard let value = self[knob.key] else { continue }
      // What is written out says nothing of defaults.
      if rule[knob.key] != nil, let written = definition?.knobs.first(where: { $0.key == knob.key })
      {
        settings.append(WrittenSettings.text(of: written, at: value))
      } else if value != plain[knob.key] || rule.card.defaultRate.settles(knob.role) {
        settings.append("\(knob.key)=\(value)")
      }
    }
    if let label { settings.append("label=\(label)") }
    let sign = definition == nil ? ":" : ","
    return settings.isEmpty ? name : "\(name)\(sign)\(settings.joined(separator: ","))"
  }
}

extension Substring {
  /// The text without spaces at its ends.
  package var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
