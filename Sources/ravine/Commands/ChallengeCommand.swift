import ArgumentParser
import Documents
import Drawing
import Interface
import Surfaces

/// Lists challenges, or opens one.
struct ChallengeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "challenge",
    abstract: "Solve a task by turning knobs: twelve of them, each with a par.",
    discussion: """
      Without a name it lists them, with what you have solved. A sweep over the knobs found each par.
      In the program ':hint' helps, and ':optimizer NAME:knob=value' sets numbers between the notches.

      Example: ravine challenge banana
      """)

  @OptionGroup var screen: ScreenOptions

  @Flag(help: "Print the hint and end.")
  var hint = false

  @Argument(
    help: "The name or number of a challenge.",
    completion: Completions.challenges)
  var name: String?

  func run() throws {
    try report {
      guard let name else { return list() }
      let all = Challenge.all
      let number = Int(name).map { $0 - 1 }
      guard
        let index = all.firstIndex(where: { Naming.folded($0.name) == Naming.folded(name) })
          ?? number.flatMap({ all.indices.contains($0) ? $0 : nil })
      else {
        throw ValidationError(Naming.unknown("challenge", name, among: all.map(\.name)))
      }
      if hint { return print(all[index].hint) }
      let best = StateFolder.challenges[all[index].name]
      try ExploreCommand.open(
        try Model(challenge: all[index], best: best, surfaces: Shipped.all), screen)
    }
  }

  private func list() {
    let best = StateFolder.challenges
    let width = (Challenge.all.map(\.name.count).max() ?? 0) + 2
    for (index, challenge) in Challenge.all.enumerated() {
      let number = "\(index + 1)"
      let mark = best[challenge.name] == nil ? " " : "✓"
      let name = GlyphWidth.padded(challenge.name, to: width)
      let indent = String(repeating: " ", count: 5)
      print(
        "\(String(repeating: " ", count: 2 - number.count))\(number) \(mark) \(name)\(told(challenge, best[challenge.name]))"
      )
      print(indent + challenge.task)
    }
    let solved = Challenge.all.count { best[$0.name] != nil }
    print("\(solved) of \(Challenge.all.count) solved. 'ravine challenge NAME' opens one.")
  }

  private func told(_ challenge: Challenge, _ best: Double?) -> String {
    let par = "par \(brief(challenge.par))"
    return best.map { "your best \(brief($0)), \(par)" } ?? par
  }
}
