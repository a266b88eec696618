import ArgumentParser
import Documents
import Drawing
import Formulas
import Landscapes
import Optimizers
import Surfaces
import SystemLibrary
import Trajectories

/// Lists surfaces.
struct ListSurfaces: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surfaces",
    abstract: "List the surfaces, or describe one: formula, gradient, minima, story.",
    discussion: "Example: ravine surfaces himmelblau")

  @Argument(help: "The name of a surface, or a .toml file.", completion: Completions.surfaces)
  var name: String?

  func run() throws {
    try report {
      guard let name else {
        let width = (Shipped.stems.map(\.count).max() ?? 0) + 2
        for (stem, surface) in Shipped.readable {
          print(
            GlyphWidth.padded(stem, to: width)
              + (surface.table == nil ? "" : "mean of ") + surface.formula.text)
        }
        return
      }
      ListSurfaces.describe(try SurfaceSource.named(name))
    }
  }

  private static func describe(_ surface: Surface) {
    func pair(_ point: Point) -> String { "(\(shortest(point.x)), \(shortest(point.y)))" }
    print(surface.name)
    if let table = surface.table {
      let columns = table.numbers.names.joined(separator: ", ")
      print(
        "\n  f = the mean over \(surface.rowCount) rows of \(printable(table.origin.file)) (\(columns)) of"
      )
      print("      \(surface.formula.text)")
    } else if surface.grid != nil {
      print("\n  f = \(surface.display), a bicubic spline between them")
    } else {
      print("\n  f = \(surface.formula.text)")
    }
    for key in surface.parameters.keys.sorted() {
      print("      \(key) = \(shortest(surface.parameters[key] ?? 0))")
    }
    if surface.grid == nil, let gradient = surface.formula.gradientText {
      print("\n  ∂f/∂x = \(gradient.x)\n  ∂f/∂y = \(gradient.y)")
    } else if surface.grid == nil {
      print("\n  the gradient is too long to be read; it is computed exactly all the same")
    }
    print("\n  view    \(pair(surface.view.low)) to \(pair(surface.view.high))")
    print("  start   \(pair(surface.start))")
    let landscape = try? surface.landscape()
    for minimum in surface.minima {
      let value = landscape.map { shortest($0.value(at: minimum)) } ?? "?"
      print("  minimum \(pair(minimum))  f = \(value)")
    }
    if surface.minima.isEmpty { print("  minimum none is listed") }
    print("  levels  \(surface.levels.rawValue)")
    if !surface.story.isEmpty { print("\n  \(surface.story)") }
    if !surface.source.isEmpty { print("  Source: \(surface.source)") }
  }
}

/// Lists optimizers.
struct ListOptimizers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimizers",
    abstract: "List the optimizers, or describe one: equations, knobs, conventions, source.",
    discussion: "Example: ravine optimizers nesterov")

  /// How the equations of one are written.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, latex }

  @Argument(help: "The name of an optimizer, or a rule file.", completion: Completions.optimizers)
  var name: String?

  @Option(
    name: .long,
    help: ArgumentHelp("text, or latex: the equations of one for slides.", valueName: "name"))
  var format = Format.text

  func validate() throws {
    if format == .latex, name == nil {
      throw ValidationError("--format latex needs the name of an optimizer")
    }
  }

  func run() throws {
    try report {
      guard let name else {
        let width = (Catalog.names.map(\.count).max() ?? 0) + 2
        for rule in Catalog.rules {
          let name = GlyphWidth.padded(rule.card.name, to: width)
          let lines = rule.equationLines.filter { $0 != "g = ∇f(θ)" }
          print("\(name)\(lines.joined(separator: ";  "))")
          let keys = Racer(rule: rule).rule.knobDescriptions.map(\.key.rawValue).joined(
            separator: ", ")
          print(String(repeating: " ", count: width) + "knobs: \(keys)")
        }
        return
      }
      let racer: Racer
      do throws(KnobError) {
        racer = try Racer(name, file: OpenedFile.rule(at:))
      } catch {
        throw ValidationError(error.whole)
      }
      switch format {
      case .text: ListOptimizers.describe(racer)
      case .latex:
        let rule = racer.rule
        print(try UpdateRule(rule.equations, knobs: rule.equationNames).latex)
      }
    }
  }

  private static func describe(_ racer: Racer) {
    let card = racer.rule.card
    print("\(card.title) (\(card.name))\n\n  \(card.summary)\n")
    for equation in racer.rule.equationLines { print("    \(equation)") }
    print("\n  Knobs")
    for knob in racer.knobs {
      let value = racer[knob.key].map { "\($0)" } ?? ""
      let range: String
      switch knob.kind {
      case .number(let range_, _):
        range = "\(shortest(range_.lowerBound)) to \(shortest(range_.upperBound))"
      case .choice(let words): range = words.joined(separator: ", ")
      }
      let key = GlyphWidth.padded(knob.key.rawValue, to: 16)
      let effect = knob.effect == .rest ? "; a change on the way puts the state to rest" : ""
      print("    \(key)\(knob.symbol) = \(value)  \(knob.meaning) (\(range))\(effect)")
    }
    if !card.conventions.isEmpty { print("\n  Conventions") }
    for convention in card.conventions { print("    \(convention)") }
    if !card.source.isEmpty { print("\n  Source: \(card.source)") }
  }
}
