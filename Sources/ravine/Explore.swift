import ArgumentParser
import Drawing
import Foundation
import Interface
import Landscapes
import Surfaces
import Terminal
import Trajectories

/// The interactive program.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch optimizers race, and bend their paths with keys (the default command).",
    discussion: """
      Press ? for the keys, q to quit.

      Example: ravine explore --surface himmelblau --optimizer descent --optimizer adam
      """)

  @OptionGroup var options: RaceOptions

  @OptionGroup var look: LookOptions

  @Argument(help: "A run or a surface file to open, told by its content.")
  var file: String?

  @Flag(name: .long, help: "Print the keys as a table and end.")
  var keys = false

  func run() throws {
    if keys {
      print(KeyTable.markdown, terminator: "")
      return
    }
    try report {
      let race = try file.map { try Opening.race(at: $0, options) } ?? options.race()
      var model = try Model(race: race, surfaces: Shipped.all)
      model.stage.theme = look.theme
      do {
        try Loop.run(model, look)
      } catch let failure as Terminal.Failure {
        throw Failure(.usage, failure.description)
      }
    }
  }
}
