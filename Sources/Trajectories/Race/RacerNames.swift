import Optimizers

/// How racers are called.
extension Race {
  /// A name without spaces for each racer, as files use it: twins are numbered.
  public var handles: [String] {
    var seen: [String: Int] = [:]
    return racers.map { racer in
      let name = racer.rule.card.name
      let count = (seen[name] ?? 0) + 1
      seen[name] = count
      return count == 1 ? name : "\(name)-\(count)"
    }
  }

  /// The name of a racer as people read it: its rule, and of racers of one rule what tells them apart.
  ///
  /// - Parameter isShort: as short as tells it from the others.
  public func title(of index: Int, isShort: Bool = false) -> String {
    let name = name(of: index, isShort: isShort)
    let telling = distinguishingKnobs(of: index)
    guard !telling.isEmpty else { return name }
    let words = racers[index].knobsInOrder.filter { telling.contains($0.key) }
      .compactMap { knob in racers[index][knob.key].map { knob.words(for: $0) } }
      .joined(separator: " ")
    let isOneRule = racers.allSatisfy {
      $0.rule.card.name == racers[0].rule.card.name
        && $0.definition?.equations == racers[0].definition?.equations
    }
    let number = numberAmongEquals(index)
    let suffix = number == 1 ? "" : " (\(number))"
    return (isShort && isOneRule ? words : "\(name) \(words)") + suffix
  }

  /// The name of a racer without what tells it from others of its rule; those that nothing tells apart are
  /// numbered.
  public func name(of index: Int, isShort: Bool = false) -> String {
    let racer = racers[index]
    let name =
      racer.label
      ?? (isShort ? racer.rule.card.short : racer.rule.card.title) + letter(of: racer)
    let number = numberAmongEquals(index)
    return number == 1 || !distinguishingKnobs(of: index).isEmpty ? name : "\(name) \(number)"
  }

  /// What tells equations from others that were typed under the same name: nothing for the first, B for the
  /// second.
  private func letter(of racer: Racer) -> String {
    guard let equations = racer.definition?.equations else { return "" }
    var seen: [String] = []
    for other in racers where other.label == nil && other.rule.card.name == racer.rule.card.name {
      guard let equations = other.definition?.equations, !seen.contains(equations) else { continue }
      seen.append(equations)
    }
    guard let place = seen.firstIndex(of: equations), (1..<26).contains(place) else { return "" }
    return " \(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[place])"
  }

  /// The knobs in which a racer differs from others of its rule; none where its own name tells it apart.
  public func distinguishingKnobs(of index: Int) -> Set<KnobKey> {
    let racer = racers[index]
    guard racer.label == nil else { return [] }
    let twins = racers.filter {
      $0.label == nil && $0.rule.card.name == racer.rule.card.name
        && $0.definition?.equations == racer.definition?.equations
    }
    guard twins.count > 1 else { return [] }
    return Set(
      racer.knobs.map(\.key).filter { key in twins.contains { $0[key] != racer[key] } })
  }

  /// Which of the racers that have the same name, or the same rule and knobs, this is, from 1.
  private func numberAmongEquals(_ index: Int) -> Int {
    let racer = racers[index]
    return 1
      + racers[..<index].filter { other in
        racer.label != nil ? other.label == racer.label : other == racer
      }.count
  }
}

extension Racer {
  /// The knobs in the order in which they are told: the decays, the rate, then the rest as the rule has
  /// them.
  public var knobsInOrder: [KnobDescription] {
    let first: [KnobRole] = [.firstDecay, .secondDecay, .learningRate]
    let knobs = knobs
    let leading = first.compactMap { role in knobs.first { $0.role == role } }
    return leading + knobs.filter { knob in !leading.contains(knob) }
  }
}
