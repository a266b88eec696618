import Documents
import Landscapes
import Optimizers
import Trajectories

extension Variation {
  /// Reads what varies as a command line writes it: `eta=1e-4:1e-1:256log`, `beta=0:0.99:256`, `start:128x128`, which is
  /// two variations.
  ///
  /// Without a word behind the count a knob varies along its own scale.
  ///
  /// - Throws: a `SweepError` that says what is wrong and what is allowed.
  public static func read(_ text: String, of racer: Racer, in view: View) throws(SweepError)
    -> [Variation]
  {
    if text.hasPrefix("start:") { return try start(text, in: view) }
    let usage =
      "takes KNOB=FROM:TO:COUNT, with log, linear or memory behind the count, or start:COLUMNSxROWS; not '\(text)'"
    guard let (name, rest) = Splitting.cut(text[...], at: "=") else { throw SweepError(usage) }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { throw SweepError(usage) }
    let digits = parts[2].prefix { $0.isASCII && $0.isNumber }
    let word = parts[2].dropFirst(digits.count)
    guard let count = Int(digits), (1...mostValues).contains(count) else {
      throw SweepError("the count of '\(text)' must be a whole number from 1 to \(mostValues)")
    }
    let (key, low) = try end(parts[0], of: String(name), racer)
    guard racer.knob(key) == nil || racer.rule[key] != nil else {
      throw SweepError(
        "\(key) cannot vary: all races of a sweep have it in common; sweep for each value and compare"
      )
    }
    let (_, high) = try end(parts[1], of: String(name), racer)
    guard let spacing = word.isEmpty ? own(of: key, racer) : Spacing(rawValue: String(word)) else {
      let words = Spacing.allCases.map(\.rawValue).joined(separator: ", ")
      throw SweepError("'\(word)' is no scale: there are \(words)")
    }
    if spacing == .log, low <= 0 || high <= 0 {
      throw SweepError(
        "\(key) cannot go from \(parts[0]) to \(parts[1]) on a log scale: both ends must be above 0, or write \(parts[2].prefix { $0.isNumber })linear"
      )
    }
    if spacing == .memory, low >= 1 || high >= 1 {
      throw SweepError(
        "\(key) cannot go from \(parts[0]) to \(parts[1]) on a memory scale: both ends must be below 1"
      )
    }
    return [Variation(.knob(key), from: low, to: high, count: count, spacing)]
  }

  private static func end(_ text: String, of name: String, _ racer: Racer) throws(SweepError)
    -> (KnobKey, Double)
  {
    do {
      let (key, value) = try racer.setting("\(name)=\(text)")
      guard case .number(let number) = value else {
        throw SweepError("\(key) is a word, and only numbers can vary")
      }
      return (key, number)
    } catch let error as KnobError {
      throw SweepError(error.description)
    } catch let error as SweepError {
      throw error
    } catch {
      throw SweepError("\(error)")
    }
  }

  private static func start(_ text: String, in view: View) throws(SweepError) -> [Variation] {
    let sides = text.dropFirst("start:".count).split(
      separator: "x", omittingEmptySubsequences: false
    ).map { Int($0) }
    guard sides.count == 2, let columns = sides[0], let rows = sides[1],
      (1...mostValues).contains(columns), (1...mostValues).contains(rows)
    else { throw SweepError("takes start:COLUMNSxROWS, for example start:128x128; not '\(text)'") }
    return starts(in: view, columns: columns, rows: rows)
  }

  /// The starts of a view, in the middle of equal tiles.
  public static func starts(in view: View, columns: Int, rows: Int) -> [Variation] {
    [
      Variation(.startX, tiling: view.low.x...view.high.x, count: columns),
      Variation(.startY, tiling: view.low.y...view.high.y, count: rows),
    ]
  }

  /// The scale along which keys move a knob.
  public static func own(of key: KnobKey, _ racer: Racer) -> Spacing {
    guard case .number(_, let scale)? = racer.knob(key)?.kind else { return .linear }
    switch scale {
    case .logarithmic, .count: return .log
    case .closeToOne: return .memory
    case .even: return .linear
    }
  }
}

extension Sweep {
  /// The options that ask this question again, a word each.
  public var words: [String] {
    var words: [String] = []
    let starts = axes.filter { $0.subject == .startX || $0.subject == .startY }
    if starts.count == 2 {
      words += ["--vary", "start:\(size.columns)x\(size.rows)"]
    } else {
      for axis in axes {
        let ends = [axis.values.first, axis.values.last].map { shortest($0 ?? 0) }
        words += [
          "--vary",
          "\(axis.name)=\(ends[0]):\(ends[1]):\(axis.values.count)\(axis.spacing.rawValue)",
        ]
      }
    }
    words += ["--measure", measure.rawValue]
    if measure.usesTolerance { words += ["--tolerance", shortest(tolerance)] }
    return words
  }
}
