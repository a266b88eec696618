import ArgumentParser
import Drawing
import Foundation

/// The options that say what colours and characters to draw with.
struct LookOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
    case colors256 = "256"
    case colors16 = "16"
    case colors8 = "8"
  }

  @Option(name: .long, help: "Colours: auto, always, never, 256, 16 or 8.")
  var color = Color.auto

  @Option(name: .long, help: "night, day, viridis, cividis or grey.")
  var theme: String?

  @Flag(name: .long, help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(name: .long, help: "Let the mouse set the start and zoom.")
  var mouse = false

  func validate() throws {
    guard theme.map({ Theme.named($0) != nil }) ?? true else {
      throw ValidationError("--theme is one of \(Theme.all.map(\.name).joined(separator: ", "))")
    }
  }

  /// The colours of the theme.
  var chosenTheme: Theme { theme.flatMap { Theme.named($0) } ?? .night }

  /// How many colours to use; nil for what the terminal has.
  var depth: ColorDepth? {
    switch color {
    case .auto:
      // NO_COLOR counts where it is not empty.
      let plain = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      return plain ? ColorDepth.none : nil
    case .always: return nil
    case .never: return ColorDepth.none
    case .colors256: return .indexed
    case .colors16: return .sixteen
    case .colors8: return .eight
    }
  }
}
