import ArgumentParser
import Documents
import Landscapes
import Optimizers
import Surfaces
import Sweeps
import SystemLibrary
import Trajectories

/// The options that describe a race, the same for every command.
struct RaceOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "A shipped surface by name, or a .toml file that describes one.", valueName: "name|file"),
    completion: Completions.surfaces)
  var surface: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "A loss function of x and y, such as 'x^2 + 10 y^2'."
  )
  var formula: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The part of the plane to show, as LOW:HIGH,LOW:HIGH for x and y.",
      valueName: "low:high,low:high"))
  var view: String?

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "An optimizer with its knobs, NAME[:knob=value,...,label=TEXT]; repeatable, up to 8.",
      valueName: "name[:knob=value,...]"),
    completion: Completions.optimizers)
  var optimizer: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Where all optimizers start, as X,Y.", valueName: "x,y"))
  var start: String?

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A parameter of the surface, as NAME=VALUE; repeatable.", valueName: "name=value"))
  var parameter: [String] = []

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A knob turned on the way, as STEP:OPTIMIZER:knob=value; repeatable.",
      valueName: "step:optimizer:knob=value"))
  var tweak: [String] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The number of updates, 0 or more.", valueName: "count"))
  var steps: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "How many rows of the data an update sees: all, or a number; of every optimizer that does not say it itself.",
      valueName: "rows")
  )
  var batch: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The standard deviation of noise on each slope.", valueName: "deviation"))
  var noise: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How rows are chosen: drawn, each from the whole table; epochs, shuffled; turn, as they stand.",
      valueName: "name"),
    completion: .list(["drawn", "epochs", "turn"]))
  var draw: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("What decides all draws, a whole number.", valueName: "number"))
  var seed: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "A path that something else walked, drawn beside: a .csv file with step, x, y and perhaps loss.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var path: String?

  @Flag(
    name: .long,
    help: "Give every optimizer its best learning rate of 64, so that the race is fair.")
  var tune = false

  /// Whether any option was given.
  var isEmpty: Bool {
    surface == nil && formula == nil && view == nil && optimizer.isEmpty && start == nil
      && steps == nil && parameter.isEmpty && tweak.isEmpty && !tune && batch == nil && noise == nil
      && draw == nil && seed == nil && path == nil
  }

  func validate() throws {
    if surface != nil, formula != nil {
      throw ValidationError("give either --surface or --formula, not both")
    }
    if let steps, steps < 0 { throw ValidationError("--steps must be 0 or more, not \(steps)") }
    if optimizer.count > Race.mostRacers {
      throw ValidationError("at most \(Race.mostRacers) optimizers, not \(optimizer.count)")
    }
  }

  /// The race that the options describe, and what its reader should know of it; the opening race
  /// where there are none.
  func race(on given: Surface? = nil) throws -> (race: Race, remarks: [String]) {
    let recorded = try path.map { try OpenedFile.recordedPath(at: $0) }
    // Beside a path the racers start where it does.
    let point =
      try start.map { try Parsing.point($0, option: "--start") } ?? recorded?.points.first
    var surface = try given ?? chosenSurface(start: point)
    if let view { surface.view = try Parsing.view(view) }
    if !parameter.isEmpty { surface = try turned(surface) }
    var racers: [Racer] = []
    let names = optimizer.isEmpty ? ["momentum", "nesterov", "adam"] : optimizer
    for name in names {
      do {
        racers.append(try Racer(name, file: OpenedFile.rule(at:)))
      } catch {
        throw ValidationError("--optimizer: \(error.whole)")
      }
    }
    var race = Race(
      surface: surface, start: point, racers: racers, steps: steps ?? Race.defaultSteps)
    race.recorded = recorded
    var remarks = race.startRemark.map { [$0] } ?? []
    remarks += racers.flatMap(\.understood)
    try draw(&race)
    remarks += try race.settleRates()
    do {
      try race.tweak(tweak)
    } catch {
      throw ValidationError("--tweak: \(error)")
    }
    if tune { remarks += try tuned(&race) }
    return (race, remarks)
  }

  /// Sets how much of the landscape is seen, and how it is drawn.
  private func draw(_ race: inout Race) throws {
    if let seed {
      guard let number = Batching.seed(seed) else {
        throw ValidationError(
          "--seed takes a whole number from 0 to \(Int.max), not '\(printable(seed))'")
      }
      race.batching.seed = number
    }
    if let draw {
      guard let order = Batching.Order(rawValue: draw) else {
        let words = Batching.Order.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--draw is one of \(words), not '\(printable(draw))'")
      }
      race.batching.order = order
    }
    for (option, text) in [("batch", batch), ("noise", noise.map { shortest($0) })] {
      guard let text else { continue }
      for index in race.racers.indices {
        do {
          let (key, value) = try race.racers[index].setting("\(option)=\(text)")
          if !race.racers[index].given.contains(key) { race.racers[index].give(key, value) }
        } catch {
          throw ValidationError(
            option == "batch" && batch != nil && Int(batch ?? "") == nil
              ? "--batch takes all or a number of rows, not '\(printable(batch ?? ""))'"
              : "--\(option): \(error)")
        }
      }
    }
    if let problem = race.batchProblem { throw ValidationError(problem) }
    let said = [seed.map { _ in "--seed" }, draw.map { _ in "--draw" }].compactMap(\.self)
    if let option = said.first, !race.isDrawn {
      throw ValidationError(
        "\(option): nothing is drawn by lot, unless --batch or --noise makes it so")
    }
  }

  /// What a remark says that all racers of a tuned race have in common; nil for a remark on something else.
  static func tuningWords(in remark: String) -> String? {
    guard remark.contains(tuningUnit) else { return nil }
    return String(remark.prefix { $0 != "," })
  }

  private static let tuningUnit = "gradients a race: "

  /// Gives every racer its best learning rate; what was found, in lines.
  private func tuned(_ race: inout Race) throws -> [String] {
    let tuning = Tuning()
    let landscape = try race.surface.landscape()
    let findings: [Tuning.Finding?]
    do throws(SweepError) {
      findings = try tuning.apply(
        to: &race, on: landscape,
        processors: ProcessInfo.processInfo.activeProcessorCount)
    } catch {
      throw ValidationError("--tune: \(error)")
    }
    return [
      "\(tuning.words(for: race, findings)), \(race.steps) \(RaceOptions.tuningUnit)"
        + zip(race.racers.indices, findings).map { index, finding in
          let rate = race.racers[index].rule.number("eta").map { " η \(shortest($0))" } ?? ""
          let steps = finding?.steps.map { ", \($0) steps" } ?? ", none arrives"
          return "\(race.title(of: index))\(finding == nil ? "" : rate + steps)"
        }.joined(separator: "; ")
    ]
  }

  /// The surface with the parameters that were given.
  private func turned(_ surface: Surface) throws -> Surface {
    var changes: [String: Double] = [:]
    for text in parameter {
      guard let (key, number) = Splitting.cut(text[...], at: "="),
        let value = decimal(String(number))
      else { throw ValidationError("--parameter takes NAME=VALUE, not '\(printable(text))'") }
      let name = String(key)
      guard surface.parameters[name] != nil else {
        let known = surface.parameters.keys.sorted().joined(separator: ", ")
        throw ValidationError(
          "--parameter: \(surface.name) has no '\(printable(name))'"
            + (known.isEmpty ? "" : ", it has \(known)"))
      }
      changes[name] = value
    }
    return try surface.turned(changes)
  }

  private func chosenSurface(start: Point?) throws -> Surface {
    if let formula {
      let view = try view.map { try Parsing.view($0) }
      do {
        return try Surface(formula: formula, view: view, start: start)
      } catch {
        throw ValidationError("--formula: \(error)")
      }
    }
    return try SurfaceSource.named(surface ?? "rosenbrock")
  }
}

/// Finds surfaces by name or file.
enum SurfaceSource {
  static func named(_ name: String) throws -> Surface {
    if let shipped = Shipped.named(name) { return shipped }
    if name == "-" || name.hasSuffix(".toml") || FileManager.default.fileExists(atPath: name) {
      return try OpenedFile.surface(TextFile.read(name, limit: Document.largest), at: name)
    }
    throw ValidationError(
      Naming.unknown("surface", name, among: Shipped.stems) + TextFile.nearFiles(name))
  }
}

/// Reads values that are several numbers.
enum Parsing {
  static func point(_ text: String, option: String) throws -> Point {
    guard let point = RaceText.point(text) else {
      throw ValidationError(
        "\(option) takes two numbers X,Y, for example \(option) -1.2,1; not '\(printable(text))'")
    }
    return point
  }

  static func view(_ text: String) throws -> View {
    guard let view = RaceText.view(text) else {
      throw ValidationError(
        "--view takes LOW:HIGH,LOW:HIGH, for example --view=-2:2,-1:3; not '\(printable(text))'")
    }
    guard view.isUsable else {
      throw ValidationError("--view must run from low to high on both axes, not '\(text)'")
    }
    return view
  }
}
