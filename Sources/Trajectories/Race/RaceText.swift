import Documents
import Formulas
import Landscapes
import Optimizers

/// How races are written on command lines.
public enum RaceText {
  /// Reads `X,Y`; nil where it is not two finite decimals.
  public static func point(_ text: String) -> Point? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      decimal($0.trimmed)
    }
    guard parts.count == 2, let x = parts[0], let y = parts[1] else { return nil }
    return Point(x, y)
  }

  /// Reads `LOW:HIGH,LOW:HIGH`; nil where it is not four finite decimals.
  public static func view(_ text: String) -> View? {
    let ranges = text.split(separator: ",", omittingEmptySubsequences: false).map { range in
      range.split(separator: ":", omittingEmptySubsequences: false).map { decimal($0.trimmed) }
    }
    guard ranges.count == 2, ranges.allSatisfy({ $0.count == 2 }),
      let xLow = ranges[0][0], let xHigh = ranges[0][1],
      let yLow = ranges[1][0], let yHigh = ranges[1][1]
    else { return nil }
    return View(low: Point(xLow, yLow), high: Point(xHigh, yHigh))
  }

  /// A word as a shell takes it unchanged.
  public static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "-_=:,./+".unicodeScalars.contains($0)
    }
    if isPlain, !word.isEmpty { return word }
    // By scalars: a quote with an accent on it is a quote all the same.
    var quoted = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in word.unicodeScalars {
      if scalar == "'" { quoted.append(contentsOf: "'\\'".unicodeScalars) }
      quoted.append(scalar)
    }
    quoted.append("'")
    return String(quoted)
  }
}

extension Race {
  /// The options that open this race again, a word each, ready for a shell.
  ///
  /// - Parameters:
  ///   - shipped: the surfaces that have a name everywhere.
  ///   - view: the part of the plane that is shown, where it is not the surface's own.
  public func options(shipped: [Surface], view: View? = nil) -> [String] {
    var words: [String] = []
    let shown = view ?? surface.view
    if let known = shipped.first(where: { $0.name == surface.name }),
      known.formula == surface.formula, known.table == surface.table, known.grid == surface.grid
    {
      words += ["--surface", RaceText.quoted(Naming.folded(surface.name))]
      for key in surface.parameters.keys.sorted() {
        guard let value = surface.parameters[key], value != known.parameters[key] else { continue }
        words += ["--parameter", RaceText.quoted("\(key)=\(shortest(value))")]
      }
      if known.view != shown { words.append("--view=\(RaceText.text(shown))") }
    } else if let file = surface.dataFile {
      // What a command cannot write out it names.
      words += ["--surface", RaceText.quoted(file)]
      words.append("--view=\(RaceText.text(shown))")
    } else {
      let text = surface.formula.text(binding: surface.parameters) ?? surface.formula.source
      words += ["--formula", RaceText.quoted(text), "--view=\(RaceText.text(shown))"]
    }
    for racer in racers { words += ["--optimizer", RaceText.quoted(racer.text)] }
    words.append("--start=\(shortest(start.x)),\(shortest(start.y))")
    if let file = recorded?.origin.file, !file.isEmpty {
      words += ["--path", RaceText.quoted(file)]
    }
    if isDrawn {
      if batching.order != .drawn { words += ["--draw", batching.order.rawValue] }
      if batching.seed != 0 { words += ["--seed", "\(batching.seed)"] }
    }
    if steps != Race.defaultSteps { words += ["--steps", "\(steps)"] }
    for tweak in tweaks {
      words += [
        "--tweak",
        RaceText.quoted("\(tweak.step):\(handles[tweak.racer]):\(tweak.knob)=\(tweak.value)"),
      ]
    }
    return words
  }

  /// Turns knobs as options say it, in whatever order: `STEP:HANDLE:KNOB=VALUE`.
  ///
  /// - Throws: a `KnobError` that says which is wrong and why.
  public mutating func tweak(_ texts: [String]) throws(KnobError) {
    var turns: [Tweak] = []
    for text in texts { turns.append(try tweak(from: text)) }
    // A knob that is turned forgets its later turns, so that the earliest come first.
    for turn in Tweaks(turns) { self.turn(turn.racer, turn.knob, to: turn.value, from: turn.step) }
  }

  private func tweak(from text: String) throws(KnobError) -> Tweak {
    guard let (number, rest) = Splitting.cut(text[...], at: ":"),
      let (handle, setting) = Splitting.cut(rest, at: ":"), let step = Int(number), step >= 0
    else {
      throw KnobError(
        "'\(printable(text))' should be STEP:OPTIMIZER:knob=value, for example 50:adam:eta=0.1")
    }
    guard let racer = handles.firstIndex(of: String(handle)) else {
      throw KnobError(
        "no optimizer '\(printable(String(handle)))' in the race: there are "
          + handles.joined(separator: ", "))
    }
    let (key, value) = try racers[racer].setting(String(setting))
    return Tweak(step: step, racer: racer, knob: key, value: value)
  }
}

extension RaceText {
  /// A view as options write it.
  package static func text(_ view: View) -> String {
    let (low, high) = (view.low, view.high)
    return "\(shortest(low.x)):\(shortest(high.x)),\(shortest(low.y)):\(shortest(high.y))"
  }
}
