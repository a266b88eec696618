import ArgumentParser
import Drawing
import Interface
import SystemLibrary

extension ColorChoice: ExpressibleByArgument {}

/// The options that say what colours and characters to draw with.
struct LookOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Colours: auto, always, never, truecolor, 256, 16 or 8.", valueName: "name"))
  var color: ColorChoice?

  @Option(
    name: .long, help: ArgumentHelp("night, day, viridis, cividis or grey.", valueName: "name"),
    completion: .list(Theme.all.map(\.name)))
  var theme: String?

  @Flag(name: .long, help: "Draw with ASCII characters alone.")
  var ascii = false

  func validate() throws {
    guard theme.map({ Theme.named($0) != nil }) ?? true else {
      throw ValidationError("--theme is one of \(Theme.all.map(\.name).joined(separator: ", "))")
    }
  }

  /// The colours of the theme.
  var chosenTheme: Theme { theme.flatMap { Theme.named($0) } ?? .night }

  /// How many colours to use; nil for what the terminal has.
  var depth: ColorDepth? { depth(or: nil) }

  /// How many colours to use where a configuration may say so too.
  func depth(or configured: ColorChoice?) -> ColorDepth? {
    (color ?? configured ?? .auto).depth(
      noColor: ProcessInfo.processInfo.environment["NO_COLOR"])
  }
}

/// The options of the interactive program alone.
struct ScreenOptions: ParsableArguments {
  @OptionGroup var look: LookOptions

  @Flag(name: .long, help: "Let the mouse set the start and zoom.")
  var mouse = false

  @Flag(name: .long, help: "Tell the race in sentences instead of drawing it.")
  var plain = false

  @Flag(name: .long, help: "Do not ask the terminal to show each frame in one piece.")
  var noSync = false
}
