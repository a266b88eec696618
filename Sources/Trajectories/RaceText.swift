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
    return isPlain && !word.isEmpty
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
  }
}

extension Race {
  /// The command that opens this race again, ready to paste.
  ///
  /// Knobs turned on the way cannot be said on a command line; a record holds them.
  ///
  /// - Parameter shipped: the surfaces that have a name everywhere.
  public func commandLine(shipped: [Surface]) -> String {
    var words = ["ravine"]
    if let known = shipped.first(where: { $0.name == surface.name }),
      known.formula == surface.formula, known.parameters == surface.parameters
    {
      words += ["--surface", RaceText.quoted(Naming.folded(surface.name))]
      if known.view != surface.view { words.append("--view=\(viewText)") }
    } else {
      let formula = try? Formula(surface.formula, parameters: Set(surface.parameters.keys))
      let text = formula?.text(binding: surface.parameters) ?? surface.formula
      words += ["--formula", RaceText.quoted(text), "--view=\(viewText)"]
    }
    for racer in racers { words += ["--optimizer", RaceText.quoted(racer.text)] }
    words.append("--start=\(shortest(start.x)),\(shortest(start.y))")
    if steps != Race.defaultSteps { words += ["--steps", "\(steps)"] }
    if seed != 0 { words += ["--seed", "\(seed)"] }
    return words.joined(separator: " ")
  }

  private var viewText: String {
    let (low, high) = (surface.view.low, surface.view.high)
    return "\(shortest(low.x)):\(shortest(high.x)),\(shortest(low.y)):\(shortest(high.y))"
  }
}
