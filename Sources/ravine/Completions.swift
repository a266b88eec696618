import ArgumentParser
import Interface
import Lectures
import Optimizers
import Surfaces

/// What a shell offers where a word of the command line is typed.
enum Completions {
  /// The surfaces that ship.
  static let surfaces = CompletionKind.list(Shipped.stems)
  /// The rules.
  static let optimizers = CompletionKind.list(Catalog.names)
  /// The lectures that ship.
  static let lectures = CompletionKind.list(ShippedLectures.stems)
  /// The challenges.
  static let challenges = CompletionKind.list(Challenge.all.map(\.name))

  /// A script for a shell; that for bash as the library writes it knows neither files where it knows nothing else, nor
  /// that without a command's name the options are those of `explore`, and it has the first line of a program.
  static func mended(_ script: String) -> String {
    let start = "#!/bin/bash\n\n__ravine_"
    guard script.hasPrefix(start) else { return script }
    let explores = """
          if [[ "${COMP_WORDS[1]}" = -* ]]; then
              _ravine_explore
              return
          fi
          __ravine_offer_flags_options 0

      """
    return String(script.dropFirst("#!/bin/bash\n\n".count))
      .replacing("    __ravine_offer_flags_options 0\n", with: explores, maxReplacements: 1)
      .replacing("complete -o filenames -F", with: "complete -o filenames -o default -F")
  }
}
